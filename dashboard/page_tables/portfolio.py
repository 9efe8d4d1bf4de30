"""Tables of “Portfolio”."""

from dashboard.auth.reader import Reader
from dashboard.components.words import cause
from dashboard.page_registry import Query
from dashboard.queries import portfolio as queries
from dashboard.tables import Column, Row, Table, register_table


def engagements(reader: Reader, query: Query) -> list[Row]:
    """The engagements that the page's filters leave."""
    rows = queries.engagements(
        reader,
        is_open=query.get("work") != "all",
        practice=query.get("practice"),
        client=query.get("client"),
        partner=query.get("partner"),
    )
    for row in rows:
        row["href"] = f"/engagement?engagement={row['engagement_source_id']}"
        row["health_word"] = row["health"] or "No value"
        row["why"] = cause(row["health_sentence"]) or row["health_reason"]
    return rows


ENGAGEMENTS = register_table(
    Table(
        "engagements",
        "Engagements",
        (
            Column("engagement_name", "Engagement", "link", 134),
            Column("health_word", "Health", "status", 106),
            Column("client_name", "Client", "text", 98),
            Column("partner_name", "Partner", "text", 92),
            Column("spi", "SPI", "ratio", 56),
            Column("vec", "VEC", "percent", 70),
            Column("burn", "Burn", "percent", 70),
            Column("bac_amount", "Budget", "money", 88),
            Column("eac_amount", "At completion", "money", 98),
            Column("last_4_weeks_hours", "Hours, 4 weeks", "hours", 74),
            Column("why", "Why", "long_text", 184),
        ),
        engagements,
    )
)
MATRIX_COLUMNS = (
    Column("engagement_name", "Engagement"),
    Column("health", "Health"),
    Column("burn", "Burn", "percent"),
    Column("vec", "VEC", "percent"),
    Column("value_per_burn", "VEC ÷ Burn", "ratio"),
    Column("bac_amount", "Budget", "money"),
)
WEEK_COLUMNS = (
    Column("week_start_date", "Week", "date"),
    Column("spi", "SPI", "ratio"),
    Column("vec", "VEC", "percent"),
    Column("burn", "Burn", "percent"),
    Column("hours", "Hours to date", "hours"),
)
