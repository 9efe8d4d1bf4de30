"""Tables of “Engagement”."""

from datetime import timedelta
from math import inf

from dashboard.auth.reader import Reader
from dashboard.components.words import cause
from dashboard.page_registry import Query
from dashboard.queries import engagement as queries
from dashboard.queries import portfolio as queries_of_all
from dashboard.queries.weeks import OUTLOOK_WEEKS, reporting_week
from dashboard.tables import Column, Row, Table, register_table

WORKED_WEEKS = 4
WORST_FIRST = ("Critical", "Warning", "Ambiguous", "On Track", "Excellent")
NOT_BEGUN = "Nothing is due or worked on it yet."


def chosen(reader: Reader, query: Query) -> Row | None:
    """The engagement of the address, when the reader may see it."""
    rows = queries.facts(reader, engagement=query["engagement"]) if query.get("engagement") else []
    return rows[0] if rows else None


def most_pressing(reader: Reader) -> str | None:
    """The engagement that most needs attention: of the open ones the worst health, then the lowest SPI."""
    rows = queries_of_all.engagements(reader, is_open=True) or queries_of_all.engagements(reader, is_open=False)
    pressing = min(rows, key=attention_order, default=None)
    return pressing["engagement_source_id"] if pressing else None


def attention_order(row: Row) -> tuple[int, float]:
    """What sorts engagements: the worst health first, then the lowest SPI; those without either come last."""
    health, spi = row["health"], row["spi"]
    rank = WORST_FIRST.index(health) if health in WORST_FIRST else len(WORST_FIRST)
    return rank, inf if spi is None else spi


def phases(reader: Reader, query: Query) -> list[Row]:
    """Its phases at the reporting date."""
    engagement = chosen(reader, query)
    rows = queries.phases(reader, engagement_id=engagement["engagement_id"]) if engagement else []
    for row in rows:
        row["health_word"] = row["health"] or "No value"
        row["why"] = cause(row["health_sentence"]) or row["health_reason"] or row["spi_reason"] or NOT_BEGUN
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
            Column("phase_name", "Phase", "text", 116),
            Column("health_word", "Health", "status", 106),
            Column("spi", "SPI", "ratio", 56),
            Column("vec", "VEC", "percent", 70),
            Column("burn", "Burn", "percent", 70),
            Column("schedule_ratio", "Due by now", "percent", 76),
            Column("bac_amount", "Budget", "money", 90),
            Column("eac_amount", "At completion", "money", 98),
            Column("baseline_end_date", "Baseline end", "date", 100),
            Column("why", "Why", "long_text", 190),
            Column("ev_method", "Earned by", "text", 90),
        ),
        phases,
    )
)
PEOPLE = register_table(
    Table(
        "engagement-people",
        "People on the engagement",
        (
            Column("employee_name", "Person", "text", 126),
            Column("staff_level_name", "Level", "text", 136),
            Column("practice_name", "Practice", "text", 142),
            Column("kind", "Kind", "text", 76),
            Column("worked_hours", f"Worked, {WORKED_WEEKS} weeks (h)", "hours", 92),
            Column("booked_hours", f"Booked, next {OUTLOOK_WEEKS} weeks (h)", "hours", 96),
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
