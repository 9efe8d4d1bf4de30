"""Tables of “Engagement”."""

from datetime import timedelta

from dashboard.auth.reader import Reader
from dashboard.page_registry import Query
from dashboard.queries import engagement as queries
from dashboard.queries.weeks import OUTLOOK_WEEKS, reporting_week
from dashboard.tables import Column, Row, Table, register_table

WORKED_WEEKS = 4
NOT_BEGUN = "Nothing is due or worked on it yet."


def chosen(reader: Reader, query: Query) -> Row | None:
    """The engagement of the address, when the reader may see it."""
    rows = queries.facts(reader, engagement=query["engagement"]) if query.get("engagement") else []
    return rows[0] if rows else None


def phases(reader: Reader, query: Query) -> list[Row]:
    """Its phases at the reporting date."""
    engagement = chosen(reader, query)
    rows = queries.phases(reader, engagement_id=engagement["engagement_id"]) if engagement else []
    for row in rows:
        row["health_word"] = row["health"] or "No value"
        row["why"] = row["health_sentence"] or row["health_reason"] or row["spi_reason"] or NOT_BEGUN
    return rows


def people(reader: Reader, query: Query) -> list[Row]:
    """Who worked on it lately and who is booked."""
    engagement, this_week = chosen(reader, query), reporting_week(reader)
    if engagement is None or this_week is None:
        return []
    rows = queries.people(
        reader,
        engagement_id=engagement["engagement_id"],
        from_date=this_week - timedelta(weeks=WORKED_WEEKS - 1),
        this_week=this_week,
        to_date=this_week + timedelta(weeks=OUTLOOK_WEEKS),
    )
    return [row | {"kind": "external" if row["is_external"] else "internal"} for row in rows]


PHASES = register_table(
    Table(
        "phases",
        "Phases",
        (
            Column("phase_name", "Phase", "text", 130),
            Column("health_word", "Health", "status", 104),
            Column("spi", "SPI", "ratio", 60),
            Column("vec", "VEC", "percent", 72),
            Column("burn", "Burn", "percent", 72),
            Column("schedule_ratio", "Due by now", "percent", 76),
            Column("bac_amount", "Budget", "money", 95),
            Column("eac_amount", "At completion", "money", 100),
            Column("baseline_end_date", "Baseline end", "date", 100),
            Column("why", "Why", "long_text", 230),
            Column("ev_method", "Earned by", "text", 95),
        ),
        phases,
    )
)
PEOPLE = register_table(
    Table(
        "engagement-people",
        "People on the engagement",
        (
            Column("employee_name", "Person", "text", 130),
            Column("staff_level_name", "Level", "text", 110),
            Column("practice_name", "Practice", "text", 110),
            Column("kind", "Kind", "text", 76),
            Column("worked_hours", f"Worked, {WORKED_WEEKS} weeks (h)", "hours", 96),
            Column("booked_hours", f"Booked, next {OUTLOOK_WEEKS} weeks (h)", "hours", 100),
        ),
        people,
    )
)
WEEK_COLUMNS = (
    Column("week_start_date", "Week", "date"),
    Column("spi", "SPI", "ratio"),
    Column("vec", "VEC", "percent"),
    Column("burn", "Burn", "percent"),
    Column("hours", "Hours to date", "hours"),
    Column("health", "Health"),
)
PLAN_COLUMNS = (
    Column("week", "Week"),
    Column("current_hours", "Booked now (h)", "hours"),
    Column("recommended_hours", "Recommended (h)", "hours"),
)
