"""Tables of “Budget”."""

from dashboard.auth.reader import MONEY_READERS, Reader
from dashboard.page_registry import Query
from dashboard.queries import budget as queries
from dashboard.queries.runs import newest_run
from dashboard.tables import Column, Row, Table, register_table

INITIATIVE_COLUMNS = (
    Column("priority_rank", "Rank", "number", 64),
    Column("initiative_name", "Initiative", "text", 150),
    Column("state", "State", "status", 120),
    Column("funding_source", "Funding source", "text", 100),
    Column("driver", "Driver", "text", 96),
    Column("effort_target_man_months", "Wanted (months)", "hours", 84),
    Column("effort_man_months", "Delivered (months)", "hours", 84),
    Column("cost_amount", "Cost", "money", 90),
    Column("budget_amount", "Budget", "money", 90),
    Column("sentence", "Why", "long_text", 190),
)
MONTH_COLUMNS = (
    Column("initiative_name", "Initiative"),
    Column("month_start_date", "Month", "date"),
    Column("man_months", "Months of people", "ratio"),
    Column("person_count", "People", "number"),
    Column("cost_amount", "Cost", "money"),
)
PRICE_COLUMNS = (
    Column("limit", "Limit", "text", 140),
    Column("price", "One more unit is worth", "ratio", 86),
    Column("sentence", "In words", "long_text", 210),
    Column("unit", "Unit", "text", 100),
)


def initiatives(reader: Reader, query: Query) -> list[Row]:
    """The newest plan's initiatives, with a state in a word."""
    run_id = newest_run(reader, "budget")
    rows = queries.initiatives(reader, run_id=run_id, funding_source=query.get("source")) if run_id else []
    return [row | {"state": _state(row)} for row in rows]


def months(reader: Reader, query: Query) -> list[Row]:
    """The newest plan's initiatives by month."""
    run_id = newest_run(reader, "budget")
    return queries.months(reader, run_id=run_id, funding_source=query.get("source")) if run_id else []


def funding(reader: Reader, _query: Query) -> list[Row]:
    """The newest decision, with a state in a word."""
    run_id = newest_run(reader, "funding")
    rows = queries.funding(reader, run_id=run_id) if run_id else []
    return [row | {"state": _funding_state(row)} for row in rows]


def shadow_prices(reader: Reader, _query: Query) -> list[Row]:
    """The limits that hold the newest plans back, dearest first."""
    return [
        row | {"limit": row["limit_name"].replace("_", " ")}
        for model in ("budget", "funding")
        if (run_id := newest_run(reader, model)) is not None
        for row in queries.shadow_prices(reader, run_id=run_id, model=model)
    ]


def _state(row: Row) -> str:
    if row["shortfall_man_months"] <= 0.005:  # noqa: PLR2004 - shown to two decimals
        return "Delivered"
    return "Short" if row["effort_man_months"] > 0 else "Nothing delivered"


def _funding_state(row: Row) -> str:
    if not row["is_funded"]:
        return "Not funded"
    return "Funded" if row["funded_amount"] >= row["requested_amount"] else "In part"


INITIATIVES = register_table(Table("initiatives", "Initiatives", INITIATIVE_COLUMNS, initiatives, MONEY_READERS))
MONTHS = register_table(Table("initiative-months", "Initiatives by month", MONTH_COLUMNS, months, MONEY_READERS))
FUNDING = register_table(
    Table(
        "funding",
        "Funding requests",
        (
            Column("rank_number", "Rank", "number", 64),
            Column("service_line", "Service line", "text", 130),
            Column("state", "State", "status", 108),
            Column("requested_amount", "Requested", "money", 92),
            Column("minimum_viable_amount", "Least viable", "money", 92),
            Column("funded_amount", "Funded", "money", 92),
            Column("expected_return_amount", "Expected return", "money", 92),
            Column("expected_roi_ratio", "Return per unit", "ratio", 76),
            Column("success_probability_ratio", "Probability", "percent", 88),
            Column("sentence", "Why", "long_text", 230),
        ),
        funding,
        MONEY_READERS,
    )
)
PRICES = register_table(
    Table("shadow-prices", "What one more unit of each limit is worth", PRICE_COLUMNS, shadow_prices, MONEY_READERS)
)
