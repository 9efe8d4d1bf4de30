"""Run the models once: the attempt is recorded, publishes as a whole or not at all, and says why when it fails."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from zoneinfo import ZoneInfo

import structlog

from config.errors import DatabaseError, PropError
from config.settings import Settings
from pipeline import ledger, run_requests, run_steps
from pipeline.attempt import Attempt
from pipeline.completion import complete
from pipeline.ledger import RUN_LOCK, Run, RunKind
from pipeline.models.budget import BUDGET
from pipeline.models.funding import FUNDING
from pipeline.models.model import Model
from pipeline.models.planning import PLANNING, PLANNING_OF_THE_WEEK
from pipeline.models.staffing import STAFFING
from pipeline.order import Order, Watch
from pipeline.powerbi.step import STEP as POWERBI_STEP
from pipeline.reporting import snapshot
from pipeline.run_report import RunReport, read_report
from pipeline.run_steps import Step
from powerbi.settings import PowerBISettings
from sql.deployment.deployed import require_schema
from sql.engine import Database
from sql.session_scope import service

MODELS_OF: Mapping[RunKind, Sequence[Model]] = {
    "weekly": (STAFFING, BUDGET, FUNDING),
    "staffing": (STAFFING,),
    "budget": (BUDGET,),
    "funding": (FUNDING,),
    "planning": (PLANNING,),
}


def models_of(kind: RunKind, settings: Settings) -> Sequence[Model]:
    """The models of a kind of run; a week plans drivers and scenarios where the firm has assumptions for them."""
    has_planning = kind == "weekly" and settings.planning_assumptions is not None
    return (*MODELS_OF[kind], PLANNING_OF_THE_WEEK) if has_planning else MODELS_OF[kind]


class RunFailedError(PropError):
    """A run ended without publishing, or without its alerts; ``run_id`` is its row in the ledger."""

    def __init__(self, message: str, run_id: int) -> None:
        super().__init__(message)
        self.run_id = run_id


class RequestTakenError(PropError):
    """Another scheduler claimed the request first."""


@service()
def run(
    database: Database,
    order: Order,
    settings: Settings,
    *,
    watch: Watch | None = None,
    models: Sequence[Model] | None = None,
    wait_seconds: float = 0.0,
    powerbi: PowerBISettings | None = None,
) -> RunReport:
    """Plan and publish; or say politely that this week's run on this batch is published already.

    Parameters
    ----------
    order
        What to run, as of when.
    watch
        Hears of the steps and may stop the run between two of them.
    models
        Those of ``order.kind`` by default.
    wait_seconds
        How long to wait for another run to end.
    powerbi
        The model to refresh after publication; None does without.

    Raises
    ------
    LockHeldError
        Another run is at work.
    RunFailedError
        A step failed; nothing was published, and what was published before stays.
    RequestTakenError
        Somebody else claimed ``order.request_id``.
    """
    require_schema(database)
    watch = watch or Watch()
    chosen = models_of(order.kind, settings) if models is None else models
    with database.lock(RUN_LOCK, wait_seconds=wait_seconds):
        found = snapshot(database)
        as_of = order.as_of or found.as_of_date or _today(watch.clock(), settings)
        earlier = ledger.published_run_id(database, order.kind, ledger.iso_week(as_of), found.batch_id)
        if earlier is not None and not order.is_again:
            complete(database, earlier, watch, settings, powerbi)
            sentence = ledger.already_published(order.kind, ledger.iso_week(as_of), found.batch_id, earlier)
            return read_report(database, earlier, is_refused=True, sentence=sentence)
        started = _start(database, order, as_of, found.batch_id, watch)
        attempt = Attempt(database, started, order, chosen, settings, watch, powerbi)
        with structlog.contextvars.bound_contextvars(run_id=started.run_id, run_kind=order.kind):
            _execute(attempt)
        return read_report(database, started.run_id)


def _start(database: Database, order: Order, as_of: date, batch_id: int | None, watch: Watch) -> Run:
    """Open the attempt; a request is claimed in the same transaction, so that it is neither lost nor run twice."""
    with database.transaction() as transaction:
        now = watch.clock()
        started = ledger.start(
            transaction, order.kind, as_of_date=as_of, batch_id=batch_id, requested_by=order.requested_by, now=now
        )
        if order.request_id is not None and not run_requests.claim(transaction, order.request_id, started.run_id, now):
            raise RequestTakenError(f"Request {order.request_id} was claimed already. Nothing was run.")
    return started


def _execute(attempt: Attempt) -> None:
    """Run the steps; note the failure of one, whatever it is, before it goes on to the caller."""
    log = structlog.get_logger("prop.run")
    log.info("run started", iso_week=attempt.run.iso_week, batch_id=attempt.run.batch_id)
    try:
        attempt.execute()
    except BaseException as error:
        message = _note_failure(attempt, error)
        log.warning("run failed", message=message)
        if isinstance(error, PropError):
            raise RunFailedError(message, attempt.run.run_id) from error
        raise
    log.info("run published", message=attempt.summary())


def _note_failure(attempt: Attempt, error: BaseException) -> str:
    """Write into the ledger what stopped, and why; a dead connection leaves that to the next run."""
    run_id = attempt.run.run_id
    failed = next((step for step in attempt.steps if step.status == "running"), None)
    reason = _reason(error)
    where = f"its step {failed.name!r}" if failed else "its beginning"
    message = f"{reason} Run {run_id} failed in {where}: {_what_stands(attempt)}."
    now = attempt.watch.clock()
    with suppress(DatabaseError), attempt.database.transaction() as transaction:
        if failed is not None:
            failed.status, failed.finished_at_utc, failed.detail = "failed", now, reason
            run_steps.end(transaction, run_id, failed)
        for name in attempt.step_names[len(attempt.steps) :]:
            skipped = Step(len(attempt.steps) + 1, name, "skipped", now, now, "An earlier step failed.")
            attempt.steps.append(skipped)
            run_steps.begin(transaction, run_id, skipped)
        ledger.close_failed(transaction, run_id, message, now)
    if failed is not None:
        attempt.watch.on_step(failed)
    return message


def _what_stands(attempt: Attempt) -> str:
    """What readers see of a run that failed."""
    done = {step.name for step in attempt.steps if step.status == "done"}
    if "alerts" in done:
        return f"its predictions and alerts are published; the step {POWERBI_STEP!r} is done by: prop powerbi refresh"
    if "publish" in done:
        return "its predictions are published; the next run writes its alerts"
    return "it published nothing, and what was published before stays"


def _reason(error: BaseException) -> str:
    """The error in words; what nobody foresaw keeps its details for the log."""
    if isinstance(error, PropError):
        return str(error)
    if isinstance(error, KeyboardInterrupt | SystemExit):
        return "It was stopped from outside."
    return f"An unexpected error ({type(error).__name__}) stopped it; the log has the details."


def _today(now: datetime, settings: Settings) -> date:
    """Today where the firm is."""
    return now.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(settings.time_zone)).date()
