"""Refresh the model outside of a run, after something was mended, and note it in the newest published run."""

from collections.abc import Sequence

from config.errors import UsageError
from pipeline.completion import begin_again
from pipeline.ledger import RUN_LOCK, Run
from pipeline.order import Watch
from pipeline.powerbi.step import STEP, RefreshOrder, refresh_model
from powerbi.settings import PowerBISettings, RefreshObject
from sql.deployment.deployed import require_schema
from sql.engine import Database, Reader


def refresh_again(
    database: Database,
    settings: PowerBISettings,
    objects: Sequence[RefreshObject] = (),
    *,
    is_waiting: bool = True,
    watch: Watch | None = None,
) -> str:
    """Refresh, replace the step of the newest published run, and settle the alert about it; the step's words.

    Raises
    ------
    UsageError
        No run is published, so there is none to note it in.
    LockHeldError
        A run is at work, and will refresh the model itself.
    PropError
        The model was not refreshed; the step and the alert say so too.
    """
    require_schema(database)
    watch = watch or Watch()
    with database.lock(RUN_LOCK):
        run = _newest_published(database)
        step = begin_again(database, run.run_id, STEP, watch)
        order = RefreshOrder(settings, objects, is_waiting, watch.should_stop, watch.clock)
        error = refresh_model(database, run, step, order)
    if error is not None:
        raise error
    return f"Run {run.run_id}: {step.detail}"


def _newest_published(reader: Reader) -> Run:
    rows = reader.rows(
        "SELECT r.run_id, r.run_kind, r.iso_week, r.as_of_date, r.batch_id, r.fencing_token FROM ops.run AS r "
        "WHERE r.status = 'published' ORDER BY r.run_id DESC"
    )
    if not rows:
        raise UsageError("No run is published yet. Nothing was refreshed. Run one, or say --no-record.")
    row = rows[0]
    return Run(
        row["run_id"], row["run_kind"], row["iso_week"], row["as_of_date"], row["batch_id"], row["fencing_token"]
    )
