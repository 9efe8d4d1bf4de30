"""The assumptions of a file, with what the firm's own timesheets and capacity say where the file says nothing."""

from datetime import date, timedelta
from pathlib import Path

from optimizer.planning.assumptions import Assumptions
from optimizer.planning.files.assumptions_in import read_assumptions
from optimizer.planning.timesheets import Rows
from sql.database import Reader

YEARS_LEARNED = 3
DAYS_A_YEAR = 364  # whole weeks
TIMESHEETS = """
SELECT
    p.engagement_id, w.employee_id, practice = COALESCE(c.practice_name, N'no practice'),
    level = COALESCE(l.staff_level_name, N'no level'), week_start_date = w.work_week_start_date, w.is_billable,
    hours = SUM(w.hours), amount = SUM(w.ac_amount)
FROM core.timesheet_week AS w
INNER JOIN core.phases AS p ON p.phase_id = w.phase_id
INNER JOIN core.employees AS e ON e.employee_id = w.employee_id
LEFT JOIN core.practices AS c ON c.practice_id = e.practice_id
LEFT JOIN core.staff_levels AS l ON l.staff_level_id = e.staff_level_id
WHERE w.work_week_start_date > :first_day AND w.recognized_week_start_date <= :as_of
GROUP BY p.engagement_id, w.employee_id, c.practice_name, l.staff_level_name, w.work_week_start_date, w.is_billable
ORDER BY p.engagement_id, w.employee_id, w.work_week_start_date, w.is_billable;
"""
CAPACITY = """
SELECT c.employee_id, c.week_start_date, c.capacity_hours
FROM core.capacity_week AS c
INNER JOIN core.employees AS e ON e.employee_id = c.employee_id
WHERE c.week_start_date > :first_day AND c.week_start_date <= :last_day AND c.contracted_hours > 0
    AND e.is_external = 0
    AND EXISTS (SELECT 1 FROM core.timesheet_week AS w WHERE w.employee_id = c.employee_id AND w.is_billable = 1)
ORDER BY c.employee_id, c.week_start_date;
"""


def load(database: Reader, as_of: date, path: Path) -> Assumptions:
    """The assumptions of ``path``; it goes before what timesheets say.

    Parameters
    ----------
    as_of
        Three years of timesheets and a year of capacity up to it are learned from.

    Raises
    ------
    UsageError, ExtractError, ModelError
        As in ``files.assumptions_in.read_assumptions``.
    """
    return read_assumptions(path, learned_rows(database, as_of))


def learned_rows(database: Reader, as_of: date) -> tuple[Rows, Rows]:
    """Timesheets by engagement, person and week, and the capacity of the employees who ever billed an hour.

    The week of ``as_of`` is left out unless it is over: its hours are not all in.
    """
    this_week = as_of - timedelta(days=as_of.weekday())
    last_day = as_of if as_of.weekday() == 6 else this_week - timedelta(days=1)  # noqa: PLR2004 (Sunday ends a week)
    first_day = last_day - timedelta(days=YEARS_LEARNED * DAYS_A_YEAR)
    hours = database.rows(TIMESHEETS, first_day=first_day, as_of=last_day)
    able = database.rows(CAPACITY, first_day=last_day - timedelta(days=DAYS_A_YEAR), last_day=last_day)
    return hours, able
