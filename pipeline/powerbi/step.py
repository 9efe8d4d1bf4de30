"""The last step of a published run: the Power BI model reads what the run wrote. Whatever happens, the plan stays."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from config.errors import PropError
from etl.ledger import now_utc
from pipeline import run_steps
from pipeline.alerts import Alert, raise_alert, settle_alerts
from pipeline.ledger import Run
from pipeline.run_steps import Step
from powerbi.refresh import Refreshed, refresh
from powerbi.settings import PowerBISettings, RefreshObject
from sql.engine import Database, Transaction

STEP = "Power BI refresh"
ALERT = "powerbi_refresh"
OFF = "Power BI is not configured: no PROP_POWERBI_ setting names a model."


@dataclass(frozen=True)
class RefreshOrder:
    """Which model is refreshed, and how.

    Attributes
    ----------
    settings
        None where a firm does without Power BI.
    objects
        Tables or partitions instead of those of the settings.
    is_waiting
        False leaves as soon as the service has accepted the refresh.
    """

    settings: PowerBISettings | None = None
    objects: Sequence[RefreshObject] = ()
    is_waiting: bool = True
    should_stop: Callable[[], bool] = lambda: False
    clock: Callable[[], datetime] = now_utc


def refresh_model(database: Database, run: Run, step: Step, order: RefreshOrder) -> PropError | None:
    """Refresh the model, and note in the step how that ended; a failure raises an alert, and no error.

    Parameters
    ----------
    step
        Noted as running; gets its status, its end and its detail.

    Returns
    -------
    PropError or None
        Why the model was not refreshed.
    """
    if order.settings is None or not order.settings.is_on:
        _note(database, run, step, order, "skipped", OFF)
        return None
    try:
        done = _refreshed(order.settings, order)
    except PropError as error:
        _note(database, run, step, order, "failed", str(error))
        return error
    _note(database, run, step, order, "done", done.sentence())
    return None


def _refreshed(settings: PowerBISettings, order: RefreshOrder) -> Refreshed:
    """The refresh; what nobody foresaw becomes an error in words too, since the plan is published already."""
    is_waiting = order.is_waiting and not order.should_stop()
    try:
        return refresh(settings, objects=order.objects, is_waiting=is_waiting, should_stop=order.should_stop)
    except PropError:
        raise
    except Exception as error:  # noqa: BLE001 (whatever it is, the plan is published and must stay so)
        structlog.get_logger("prop.powerbi").exception("the refresh failed unexpectedly")
        raise PropError(
            f"An unexpected error ({type(error).__name__}) stopped the Power BI refresh; the log has the details. The "
            "plan stays published. Try again: prop powerbi refresh"
        ) from None


def _note(
    database: Database, run: Run, step: Step, order: RefreshOrder, status: run_steps.StepStatus, detail: str
) -> None:
    """End the step; an alert says that the model is behind, or is settled by a refresh that completed."""
    now = order.clock()
    ended = Step(step.number, step.name, status, step.started_at_utc, now, detail)

    def work(transaction: Transaction) -> None:
        run_steps.end(transaction, run.run_id, ended)
        if status == "failed":
            message = f"Power BI still shows the data from before run {run.run_id}. {detail}"
            raise_alert(transaction, run, Alert(ALERT, "warning", message, "run", str(run.run_id)), now)
        elif status == "done" and order.is_waiting:
            settle_alerts(transaction, ALERT, f"run {run.run_id}", now)

    database.unit_of_work(work)
    step.status, step.finished_at_utc, step.detail = status, now, detail
