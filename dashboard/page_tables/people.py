"""Tables of “People”."""

from datetime import timedelta

from dashboard.auth.reader import Reader
from dashboard.page_registry import Query
from dashboard.queries import people as queries
from dashboard.queries.weeks import OUTLOOK_WEEKS, reporting_week
from dashboard.tables import Column, Row, Table, register_table

BENCH_EDGE = 0.2
KINDS = {"internal": False, "external": True}
PERSON_WEEK_COLUMNS = (
    Column("employee_name", "Person", "text", 140),
    Column("practice_name", "Practice", "text", 146),
    Column("staff_level_name", "Level", "text", 136),
    Column("kind", "Kind", "text", 76),
    Column("week_start_date", "Week", "date", 100),
    Column("state", "State", "status", 126),
    Column("capacity_hours", "Capacity (h)", "hours", 78),
    Column("assigned_hours", "Booked (h)", "hours", 78),
    Column("vacation_hours", "Leave (h)", "hours", 78),
    Column("holiday_hours", "Holiday (h)", "hours", 78),
)


def outlook(reader: Reader, query: Query, *, back_weeks: int = 0, weeks: int = OUTLOOK_WEEKS) -> list[Row]:
    """People by week around the reporting date, each week with its state in a word."""
    this_week = reporting_week(reader)
    if this_week is None:
        return []
    rows = queries.person_weeks(
        reader,
        from_date=this_week - timedelta(weeks=back_weeks),
        to_date=this_week + timedelta(weeks=weeks),
        **choices(query),
    )
    for row in rows:
        row["state"] = state(row)
        row["kind"] = "external" if row["is_external"] else "internal"
    return rows


def choices(query: Query) -> dict[str, object]:
    """The page's filters as arguments of its queries."""
    return {
        "practice": query.get("practice"),
        "level": query.get("level"),
        "is_external": KINDS.get(query.get("kind", "")),
    }


def state(row: Row) -> str:
    """A person's week in a word."""
    if row["is_overbooked"]:
        return "Over-booked"
    if not row["capacity_hours"]:
        return "Away"
    return "On the bench" if (row["bench_ratio"] or 0) > BENCH_EDGE else "Booked"


def conflicts(reader: Reader, query: Query) -> list[Row]:
    """The weeks to come in which somebody is booked beyond the hours left."""
    return [row for row in outlook(reader, query) if row["is_overbooked"]]


PERSON_WEEKS = register_table(Table("person-weeks", "People by week", PERSON_WEEK_COLUMNS, outlook))
CONFLICTS = register_table(
    Table("conflicts", "Conflicts of bookings with leave and hours", PERSON_WEEK_COLUMNS, conflicts)
)
WEEK_COLUMNS = (
    Column("week_start_date", "Week", "date"),
    Column("internal_bench", "Bench, internal", "percent"),
    Column("external_bench", "Bench, external", "percent"),
    Column("internal_utilization", "Utilization, internal", "percent"),
    Column("external_utilization", "Utilization, external", "percent"),
)
