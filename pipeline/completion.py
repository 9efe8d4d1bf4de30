"""What a published run still owes because its process ended: its alerts, and the refresh of the Power BI model."""

from config.settings import Settings
from pipeline import run_steps
from pipeline.attempt import AFTER_PUBLICATION, refresh_order, write_alerts
from pipeline.ledger import Run
from pipeline.order import Watch
from pipeline.powerbi.step import STEP as POWERBI_STEP
from pipeline.powerbi.step import refresh_model
from pipeline.run_steps import Step
from powerbi.settings import PowerBISettings
from sql.engine import Database, Reader


def complete(
    database: Database, run_id: int, watch: Watch, settings: Settings, powerbi: PowerBISettings | None = None
) -> None:
    """Do what comes after publication, as far as it was not done; the caller holds the lock ``run``."""
    row = database.rows(
        "SELECT r.run_kind, r.iso_week, r.as_of_date, r.batch_id, r.fencing_token, r.finished_at_utc FROM ops.run AS r "
        "WHERE r.run_id = :run_id",
        run_id=run_id,
    )[0]
    published = Run(run_id, row["run_kind"], row["iso_week"], row["as_of_date"], row["batch_id"], row["fencing_token"])
    if row["finished_at_utc"] is None:
        alerts = begin_again(database, run_id, "alerts", watch)
        write_alerts(database, published, alerts, clock=watch.clock, horizon_weeks=settings.horizon_weeks)
    elif powerbi is None or not powerbi.is_on or _has_ended(database, run_id, POWERBI_STEP):
        return
    refresh_model(
        database, published, begin_again(database, run_id, POWERBI_STEP, watch), refresh_order(powerbi, watch)
    )


def begin_again(database: Database, run_id: int, name: str, watch: Watch) -> Step:
    """A step that starts anew, after all others; what was noted of it and of the steps that follow it goes."""
    stale = AFTER_PUBLICATION[AFTER_PUBLICATION.index(name) :]
    with database.transaction() as transaction:
        transaction.execute(
            "DELETE FROM ops.run_step WHERE run_id = :run_id AND step_name IN (:stale)", run_id=run_id, stale=stale
        )
        last = transaction.scalar(
            "SELECT MAX(s.step_number) FROM ops.run_step AS s WHERE s.run_id = :run_id", run_id=run_id
        )
        step = Step(int(last or 0) + 1, name, "running", watch.clock())
        run_steps.begin(transaction, run_id, step)
    return step


def _has_ended(reader: Reader, run_id: int, name: str) -> bool:
    """Whether a step was noted, and not as under way; the caller's lock says that nobody is at work on it."""
    return bool(
        reader.scalar(
            "SELECT COUNT(*) FROM ops.run_step AS s WHERE s.run_id = :run_id AND s.step_name = :name "
            "AND s.status <> 'running'",
            run_id=run_id,
            name=name,
        )
    )
