"""Tables of “Budget”: the initiatives, the people, and what the plan answers."""

from dashboard.auth.reader import MONEY_READERS, Reader
from dashboard.page_registry import Query
from dashboard.queries import budget as queries
from dashboard.queries import money_answers
from dashboard.queries.runs import Model, newest_run
from dashboard.tables import Column, Row, Table, register_table

SUMMED = ("available_ratio", "planned_ratio", "free_ratio", "idle_cost_amount")
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
PERSON_MONTH_COLUMNS = (
    Column("employee_name", "Person"),
    Column("month_start_date", "Month", "date"),
    Column("available_ratio", "Available", "ratio"),
    Column("planned_ratio", "Planned", "ratio"),
    Column("free_ratio", "Free", "ratio"),
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


def people(reader: Reader, _query: Query) -> list[Row]:
    """Everybody's months in the newest plan."""
    run_id = newest_run(reader, "budget")
    return queries.people(reader, run_id=run_id) if run_id else []


def benched(reader: Reader, query: Query) -> list[Row]:
    """Who stays free, the most first; people who are planned in full are left out."""
    found: dict[int, Row] = {}
    for row in people(reader, query):
        one = found.setdefault(row["employee_id"], row | dict.fromkeys(SUMMED, 0.0))
        for name in SUMMED:
            one[name] += row[name]
    free = [row | {"used": row["planned_ratio"] / row["available_ratio"]} for row in found.values() if _is_free(row)]
    return sorted(free, key=lambda row: (-row["free_ratio"], row["employee_name"]))


def hires(reader: Reader, _query: Query) -> list[Row]:
    """New colleagues that the newest plan proposes."""
    run_id = newest_run(reader, "budget")
    return queries.hires(reader, run_id=run_id) if run_id else []


def covers(reader: Reader, _query: Query) -> list[Row]:
    """What they would do for each initiative that falls short."""
    run_id = newest_run(reader, "budget")
    return queries.covers(reader, run_id=run_id) if run_id else []


def tiers(reader: Reader, _query: Query) -> list[Row]:
    """What each level of the objective reached."""
    run_id = newest_run(reader, "budget")
    return queries.tiers(reader, run_id=run_id) if run_id else []


def shadow_prices(reader: Reader, _query: Query) -> list[Row]:
    """The limits that hold the newest plan back, dearest first."""
    return prices_of(reader, "budget")


def prices_of(reader: Reader, model: Model) -> list[Row]:
    """The limits that hold the newest plan of a model back, dearest first."""
    run_id = newest_run(reader, model)
    rows = money_answers.shadow_prices(reader, run_id=run_id, model=model) if run_id else []
    return [row | {"limit": row["limit_name"].replace("_", " ")} for row in rows]


def _is_free(row: Row) -> bool:
    return bool(row["free_ratio"] > 0.005 and row["available_ratio"] > 0)  # noqa: PLR2004 - shown to two decimals


def _state(row: Row) -> str:
    if row["shortfall_man_months"] <= 0.005:  # noqa: PLR2004 - shown to two decimals
        return "Delivered"
    return "Short" if row["effort_man_months"] > 0 else "Nothing delivered"


INITIATIVES = register_table(Table("initiatives", "Initiatives", INITIATIVE_COLUMNS, initiatives, MONEY_READERS))
MONTHS = register_table(Table("initiative-months", "Initiatives by month", MONTH_COLUMNS, months, MONEY_READERS))
BENCHED = register_table(
    Table(
        "initiatives-bench",
        "Who stays free",
        (
            Column("employee_name", "Person", "text", 130),
            Column("free_ratio", "Free (months)", "ratio", 80),
            Column("used", "Planned", "percent", 80),
            Column("idle_cost_amount", "Costs while free", "money", 90),
        ),
        benched,
        MONEY_READERS,
    )
)
HIRES = register_table(
    Table(
        "initiatives-hires",
        "New colleagues for initiatives",
        (
            Column("role_name", "Role", "text", 120),
            Column("team", "Team", "text", 100),
            Column("staff_level_name", "Level", "text", 100),
            Column("location_name", "Place", "text", 90),
            Column("start_date", "From", "date", 96),
            Column("head_count", "People", "number", 70),
            Column("monthly_cost_amount", "A month", "money", 84),
            Column("cost_amount", "In all", "money", 84),
            Column("sentence", "Why", "long_text", 240),
        ),
        hires,
        MONEY_READERS,
    )
)
COVERS = register_table(
    Table(
        "initiatives-covers",
        "What new colleagues would deliver",
        (
            Column("initiative_name", "Initiative", "text", 150),
            Column("staff_shortfall_man_months", "Short today (months)", "ratio", 96),
            Column("hired_man_months", "By hires (months)", "ratio", 90),
            Column("left_man_months", "Still short (months)", "ratio", 90),
        ),
        covers,
        MONEY_READERS,
    )
)
TIERS = register_table(
    Table(
        "initiatives-tiers",
        "What each level of the objective reached",
        (
            Column("tier_number", "Level", "number", 64),
            Column("solve_status", "Proof", "status", 104),
            Column("sentence", "What is settled there", "long_text", 320),
        ),
        tiers,
        MONEY_READERS,
    )
)
PRICES = register_table(
    Table("shadow-prices", "What one more unit of each limit is worth", PRICE_COLUMNS, shadow_prices, MONEY_READERS)
)
