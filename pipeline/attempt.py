"""One attempt of a run, step by step: what each step does, and what is noted when it fails."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from config.errors import PropError
from config.settings import Settings
from optimizer.refusal import refuse_broken
from pipeline import freshness, ledger, run_steps
from pipeline.alerts import raise_alerts
from pipeline.ledger import FencedOffError, Run
from pipeline.models.model import Model, NothingToPlanError, save_nothing
from pipeline.order import Order, Watch
from pipeline.powerbi.step import STEP as POWERBI_STEP
from pipeline.powerbi.step import RefreshOrder, refresh_model
from pipeline.reporting import Snapshot, move_reporting_date, snapshot
from pipeline.run_steps import Step
from powerbi.settings import PowerBISettings
from sql.engine import Database, Transaction, TransientError
from sql.reader_scope import refresh_reader_scope

MOST_READINGS = 3
AFTER_PUBLICATION = ("alerts", POWERBI_STEP)


class StoppedError(PropError):
    """The process that runs it is asked to end."""


class MovingDataError(PropError):
    """Loads were published faster than the run could read them."""


class _SkippedStep(Exception):  # noqa: N818 (not an error: the step has nothing to do)
    """A step has nothing to do; the text says why."""


@dataclass
class Attempt:
    """A run under way. ``data`` and ``plans`` are by model; ``nothing`` says why a model has no plan."""

    database: Database
    run: Run
    order: Order
    models: Sequence[Model]
    settings: Settings
    watch: Watch
    powerbi: PowerBISettings | None = None
    steps: list[Step] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    plans: dict[str, Any] = field(default_factory=dict)
    nothing: dict[str, str] = field(default_factory=dict)

    @property
    def step_names(self) -> list[str]:
        """The whole run at a glance."""
        models = (model.name for model in self.models)
        return ["audit", "snapshot", *models, "verify", "publish", "alerts", POWERBI_STEP]

    def execute(self) -> None:
        """Every step in order; the first that fails ends the run."""
        with self.step("audit") as step:
            step.detail = self.audit()
        with self.step("snapshot") as step:
            step.detail = self.read()
        for model in self.models:
            with self.step(model.name) as step:
                step.detail = self.plan(model)
        with self.step("verify") as step:
            step.detail = self.verify()
        with self.step("publish") as step:
            self.publish(step)
        with self.step("alerts") as step:
            write_alerts(
                self.database, self.run, step, clock=self.watch.clock, horizon_weeks=self.settings.horizon_weeks
            )
        with self.step(POWERBI_STEP) as step:
            refresh_model(self.database, self.run, step, refresh_order(self.powerbi, self.watch))

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """Note when a step begins and how it ends."""
        if self.watch.should_stop() and name not in AFTER_PUBLICATION:
            raise StoppedError(f"The run was stopped before its step {name!r}, because its process is asked to end.")
        step = Step(len(self.steps) + 1, name, "running", self.watch.clock())
        self.steps.append(step)
        with self.database.transaction() as transaction:
            run_steps.begin(transaction, self.run.run_id, step)
        self.watch.on_step(step)
        try:
            yield step
            if step.status == "running":
                self._end(step, "done", step.detail)
        except _SkippedStep as reason:
            self._end(step, "skipped", str(reason))
        self.watch.on_step(step)

    def _end(self, step: Step, status: run_steps.StepStatus, detail: str) -> None:
        step.status, step.detail, step.finished_at_utc = status, detail, self.watch.clock()
        with self.database.transaction() as transaction:
            run_steps.end(transaction, self.run.run_id, step)

    def audit(self) -> str:
        """Say how old the data is; there must be some."""
        return freshness.measure(self.database, self.run.as_of_date, self.watch.clock()).sentence()

    def read(self) -> str:
        """Move the reporting date where the order asks for it, and read what every model needs, all of one batch."""
        refreshed = 0
        for _ in range(MOST_READINGS):
            if self.order.as_of is not None:
                refreshed += move_reporting_date(self.database, self.order.as_of, self.order.requested_by)
            before = self._rebased()
            for model in self.models:
                self._load(model)
            if snapshot(self.database) == before:
                facts = f" {refreshed:,} rows of weekly facts were recomputed." if refreshed else ""
                return f"Batch {self.run.batch_id}, as of {self.run.as_of_date}.{facts}"
        raise MovingDataError(
            f"The run read the data {MOST_READINGS} times, and each time a load was published meanwhile. Nothing was "
            "planned on a mixture of two batches. Run it again when the loads are done."
        )

    def _rebased(self) -> Snapshot:
        """What is there now; the run moves to it when a load was published since it began."""
        now = snapshot(self.database)
        if now.batch_id is None or now.as_of_date is None:
            raise freshness.NothingLoadedError(
                "There is no reporting date, because no timesheet was loaded. Nothing was planned. "
                "Load timesheets, or say --as-of DATE."
            )
        if (now.batch_id, now.as_of_date) != (self.run.batch_id, self.run.as_of_date):
            with self.database.transaction() as transaction:
                self.run = ledger.rebase(transaction, self.run, as_of_date=now.as_of_date, batch_id=now.batch_id)
        return now

    def _load(self, model: Model) -> None:
        self.data.pop(model.name, None)
        self.nothing.pop(model.name, None)
        try:
            self.data[model.name] = model.load(self.database, self.run.as_of_date, self.settings)
        except NothingToPlanError as reason:
            self.nothing[model.name] = str(reason)

    def plan(self, model: Model) -> str:
        """Solve one model."""
        if model.name in self.nothing:
            raise _SkippedStep(self.nothing[model.name])
        data = self.data[model.name]
        self.plans[model.name] = model.solve(data, self.settings)
        return model.describe(data, self.plans[model.name])

    def verify(self) -> str:
        """Check every plan without a solver; one that breaks a hard rule is never published (P5)."""
        for model in self.models:
            if model.name in self.plans:
                refuse_broken(model.name, model.broken_rules(self.data[model.name], self.plans[model.name]))
        if not self.plans:
            raise _SkippedStep("There is no plan to check.")
        return f"{', '.join(self.plans)}: every hard rule is kept."

    def publish(self, step: Step) -> None:
        """Predictions, the run's status and the step's end become visible together."""
        try:
            self.database.unit_of_work(lambda transaction: self._publish(transaction, step))
        except (TransientError, FencedOffError):
            if not self._is_published():  # the answer to COMMIT may be lost when the commit is not
                raise
        step.status = "done"

    def _publish(self, transaction: Transaction, step: Step) -> None:
        now = self.watch.clock()
        earlier = ledger.publish(transaction, self.run, now=now, is_superseding=self.order.is_again)
        for model in self.models:
            if model.name in self.nothing:
                save_nothing(transaction, self.run.run_id, model.name, self.nothing[model.name])
            else:
                model.save(transaction, self.run.run_id, self.data[model.name], self.plans[model.name])
        refresh_reader_scope(transaction)
        ledger.describe(transaction, self.run.run_id, self.summary())
        superseded = f" Run {earlier} is superseded." if earlier is not None else ""
        ended = Step(
            step.number, step.name, "done", step.started_at_utc, now, f"{self.run.publication_key}.{superseded}"
        )
        step.detail, step.finished_at_utc = ended.detail, now
        run_steps.end(transaction, self.run.run_id, ended)

    def _is_published(self) -> bool:
        status = self.database.scalar(
            "SELECT r.status FROM ops.run AS r WHERE r.run_id = :run_id", run_id=self.run.run_id
        )
        return bool(status == "published")

    def summary(self) -> str:
        """The whole run in a sentence or two."""
        names = {model.name for model in self.models}
        return "; ".join(f"{step.name}: {step.detail.rstrip('.')}" for step in self.steps if step.name in names)


def write_alerts(
    database: Database, run: Run, step: Step, *, clock: Callable[[], datetime], horizon_weeks: int
) -> None:
    """Raise the run's alerts, end the step and close the run, all at once."""

    def work(transaction: Transaction) -> None:
        now = clock()
        found = raise_alerts(transaction, run, now=now, horizon_weeks=horizon_weeks)
        step.detail, step.finished_at_utc = f"{found} {'alert' if found == 1 else 'alerts'}", now
        run_steps.end(
            transaction, run.run_id, Step(step.number, step.name, "done", step.started_at_utc, now, step.detail)
        )
        ledger.close_published(transaction, run.run_id, now)

    database.unit_of_work(work)
    step.status = "done"


def refresh_order(powerbi: PowerBISettings | None, watch: Watch) -> RefreshOrder:
    """The refresh of the whole model that a run ends with."""
    return RefreshOrder(powerbi, should_stop=watch.should_stop, clock=watch.clock)
