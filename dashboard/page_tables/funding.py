"""Tables of “Funding”: the decision, other ways to share the money, and the moves that lead to it."""

from dashboard.auth.reader import MONEY_READERS, Reader
from dashboard.page_registry import Query
from dashboard.page_tables.budget import PRICE_COLUMNS, prices_of
from dashboard.queries import funding as queries
from dashboard.queries.runs import newest_run
from dashboard.tables import Column, Row, Table, register_table

NOBODY = "Nobody"
STRATEGY_WORDS = {
    "plan": "The decision",
    "equal": "The same for everybody",
    "proportional": "In proportion to the requests",
    "priority_greedy": "By priority, until the money is gone",
}


def decisions(reader: Reader, _query: Query) -> list[Row]:
    """The newest decision, with a state in a word."""
    run_id = newest_run(reader, "funding")
    rows = queries.decisions(reader, run_id=run_id) if run_id else []
    return [row | {"state": _state(row)} for row in rows]


def strategies(reader: Reader, _query: Query) -> list[Row]:
    """The decision beside other ways to share its money."""
    run_id = newest_run(reader, "funding")
    rows = queries.strategies(reader, run_id=run_id) if run_id else []
    return [row | {"strategy": STRATEGY_WORDS.get(row["strategy_name"], row["strategy_name"])} for row in rows]


def moves(reader: Reader, _query: Query) -> list[Row]:
    """From the last published decision to the newest one."""
    run_id = newest_run(reader, "funding")
    rows = queries.moves(reader, run_id=run_id) if run_id else []
    return [row | {"from_line": row["from_line"] or NOBODY, "to_line": row["to_line"] or NOBODY} for row in rows]


def periods(reader: Reader, _query: Query) -> list[Row]:
    """The newest decision by period; nothing where there is one period."""
    run_id = newest_run(reader, "funding")
    return queries.periods(reader, run_id=run_id) if run_id else []


def conflict(reader: Reader, _query: Query) -> list[Row]:
    """Limits that contradict each other, where no decision keeps them all."""
    run_id = newest_run(reader, "funding")
    rows = queries.conflict(reader, run_id=run_id) if run_id else []
    return [
        row
        | {
            "limit": row["limit_name"].replace("_", " "),
            "part": "In conflict" if row["is_in_conflict"] else "Could give way",
        }
        for row in rows
    ]


def shadow_prices(reader: Reader, _query: Query) -> list[Row]:
    """The limits that hold the newest decision back, dearest first."""
    return prices_of(reader, "funding")


def _state(row: Row) -> str:
    if not row["is_funded"]:
        return "Not funded"
    return "Funded" if row["funded_amount"] >= row["requested_amount"] else "In part"


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
        decisions,
        MONEY_READERS,
    )
)
STRATEGIES = register_table(
    Table(
        "funding-strategies",
        "The same money, shared otherwise",
        (
            Column("strategy", "Shared", "text", 140),
            Column("funded_count", "Funded", "number", 72),
            Column("amount", "Money", "money", 90),
            Column("expected_return_amount", "Return", "money", 90),
            Column("return_ratio", "Per unit", "ratio", 76),
            Column("sentence", "What is different", "long_text", 260),
        ),
        strategies,
        MONEY_READERS,
    )
)
MOVES = register_table(
    Table(
        "funding-moves",
        "Moves from the last decision",
        (
            Column("move_number", "Move", "number", 64),
            Column("from_line", "From", "text", 130),
            Column("to_line", "To", "text", 130),
            Column("amount", "Money", "money", 90),
            Column("move_gain_value", "Gain of the move", "money", 96),
            Column("cumulative_gain_value", "Gain so far", "money", 96),
            Column("rank_number", "Rank by gain", "number", 76),
            Column("sentence", "In words", "long_text", 220),
        ),
        moves,
        MONEY_READERS,
    )
)
PERIODS = register_table(
    Table(
        "funding-periods",
        "Money by period",
        (
            Column("period_name", "Period", "text", 90),
            Column("service_line", "Service line", "text", 150),
            Column("fund_name", "Fund", "text", 100),
            Column("amount", "Money", "money", 96),
            Column("expected_return_amount", "Returns", "money", 96),
        ),
        periods,
        MONEY_READERS,
    )
)
CONFLICT = register_table(
    Table(
        "funding-conflict",
        "Limits that contradict each other",
        (
            Column("part", "Part", "text", 110),
            Column("limit", "Limit", "text", 170),
            Column("sentence", "In words", "long_text", 320),
        ),
        conflict,
        MONEY_READERS,
    )
)
PRICES = register_table(
    Table("funding-prices", "What one more unit of each limit is worth", PRICE_COLUMNS, shadow_prices, MONEY_READERS)
)
