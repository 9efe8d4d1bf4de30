"""The published plan of the database, repaired for what the database holds today."""

from config.errors import ModelError
from optimizer.solver import Clock
from optimizer.staffing.data import StaffingData
from optimizer.staffing.firm.load import load
from optimizer.staffing.replan.repair import Repair
from optimizer.staffing.replan.replan import repair_today
from sql.database import Reader

PUBLISHED = """
SELECT employee_id, phase_id, week_start_date, recommended_hours
FROM pred.latest_staffing_plan
WHERE week_start_date BETWEEN :first_week AND :last_week AND recommended_hours > 0;
"""


def repair_published(
    database: Reader, horizon_weeks: int, *, clock: Clock, price_per_hour: float | None = None
) -> Repair:
    """Repair the latest published plan as of the reporting date in force.

    Raises
    ------
    ModelError
        No plan is published for these weeks, or no reporting date is set.
    """
    as_of = database.scalar("SELECT r.as_of_date FROM ops.reporting_date AS r")
    if as_of is None:
        raise ModelError(
            "No reporting date is set. Nothing was planned. Load data, or run `prop run staffing --as-of`."
        )
    data = load(database, as_of, horizon_weeks)
    elsewhere, count = _without_pair(database, data)
    if not count and not (data.pairs.published_hours > 0).any():
        raise ModelError(
            f"No plan is published for the weeks from {data.weeks[0]}. Nothing was planned. Run `prop run staffing`."
        )
    return repair_today(data, clock=clock, price_per_hour=price_per_hour, lost_elsewhere=(elsewhere, count))


def _without_pair(database: Reader, data: StaffingData) -> tuple[float, int]:
    """Published hours, and people, without a pair today: the phase, the person or the eligibility is gone."""
    rows = database.rows(PUBLISHED, first_week=data.weeks[0], last_week=data.weeks[-1])
    who = zip(data.pairs.consultant.tolist(), data.pairs.phase.tolist(), strict=True)
    known = {(data.consultants.keys[c], data.phases.keys[j]) for c, j in who}
    lost = [row for row in rows if (row["employee_id"], row["phase_id"]) not in known]
    return float(sum(row["recommended_hours"] for row in lost)), len({row["employee_id"] for row in lost})
