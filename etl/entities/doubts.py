"""What is odd about hours that are loaded all the same: a person should look, nothing is held back."""

from etl.entities import parents
from etl.publish.entity import Doubt

_EMPLOYEE_ID = parents.employee().columns["employee_id"]
_HOURS = "CAST(s.hours AS decimal(9,2))"
_WORK_DATE = "CAST(s.work_date AS date)"
_IS_KEPT = "s.is_deleted = '0'"

OTHER_CLIENT = Doubt(
    "the client number is not that of the engagement's client; the engagement's was kept",
    "INNER JOIN core.clients AS engaged ON engaged.client_id = engagement.client_id",
    "s.client_source_id <> engaged.client_source_id",
)

LONE_REVERSAL = Doubt(
    "negative hours of a person, phase and day that take back no positive hours of that size; loaded as given",
    "",
    f"{_IS_KEPT} AND {_HOURS} < 0 AND NOT EXISTS ("
    "SELECT 1 FROM stg.timesheets AS o WHERE o.batch_id = :batch_id AND o.is_deleted = '0' "
    "AND o.employee_source_id = s.employee_source_id AND o.engagement_source_id = s.engagement_source_id "
    "AND o.phase_source_id = s.phase_source_id AND o.work_date = s.work_date "
    f"AND CAST(o.hours AS decimal(9,2)) = -{_HOURS}) AND NOT EXISTS ("
    f"SELECT 1 FROM core.timesheets AS b WHERE b.employee_id = {_EMPLOYEE_ID} AND b.phase_id = phase.phase_id "
    f"AND b.work_date = {_WORK_DATE} AND b.is_deleted = CAST(0 AS bit) AND b.hours = -{_HOURS})",
)

TIME_ON_LEAVE = Doubt(
    "hours worked on a day of approved leave; both were kept",
    "",
    f"{_IS_KEPT} AND {_HOURS} > 0 AND EXISTS ("
    f"SELECT 1 FROM core.vacations AS v WHERE v.employee_id = {_EMPLOYEE_ID} AND v.hours_per_day IS NULL "
    "AND v.is_approved = CAST(1 AS bit) AND v.is_deleted = CAST(0 AS bit) "
    f"AND {_WORK_DATE} BETWEEN v.start_date AND v.end_date)",
)

TIME_OUTSIDE_EMPLOYMENT = Doubt(
    "hours worked before the person was hired or after they left; loaded as given",
    "",
    f"{_IS_KEPT} AND {_HOURS} > 0 AND EXISTS ("
    f"SELECT 1 FROM core.employees AS e WHERE e.employee_id = {_EMPLOYEE_ID} "
    f"AND ({_WORK_DATE} < e.hire_date OR {_WORK_DATE} > e.termination_date))",
)
