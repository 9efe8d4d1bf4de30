"""Tables of “Planning”: what scenarios lead to, what they assume, and whom they need."""

from dashboard.auth.reader import MONEY_READERS, Reader
from dashboard.page_registry import Query
from dashboard.queries import planning as queries
from dashboard.queries.runs import newest_run
from dashboard.tables import Column, Row, Table, register_table

ORIGIN_WORDS = {"given": "Given", "learned": "Learned from timesheets", "default": "By default"}
USUAL = "base"
FROM_WHOLE = 1000


def scenarios(reader: Reader, _query: Query) -> list[Row]:
    """The newest run's scenarios, in their order."""
    run_id = newest_run(reader, "planning")
    return queries.scenarios(reader, run_id=run_id) if run_id else []


def chosen(reader: Reader, query: Query) -> str | None:
    """The scenario that the page is about: the one asked for, else base, else the first."""
    names = [row["scenario_name"] for row in scenarios(reader, query)]
    wanted = [query.get("scenario"), USUAL, *names]
    return next((name for name in wanted if name in names), None)


def results(reader: Reader, query: Query) -> list[Row]:
    """One row per measure, one column per scenario."""
    run_id = newest_run(reader, "planning")
    rows = queries.results(reader, run_id=run_id) if run_id else []
    found: dict[str, Row] = {}
    columns = scenario_columns(reader, query)
    for row in rows:
        one = found.setdefault(row["measure_code"], row | {"measure": row["sentence"], "unit_words": row["unit"]})
        if row["scenario_name"] in columns:
            one[columns[row["scenario_name"]]] = row["measure_value"]
    return list(found.values())


def scenario_columns(reader: Reader, query: Query) -> dict[str, str]:
    """The column of each scenario; the table has room for six."""
    names = [row["scenario_name"] for row in scenarios(reader, query)]
    return {name: f"scenario_{number}" for number, name in enumerate(names[:6], start=1)}


def drivers(reader: Reader, query: Query) -> list[Row]:
    """What the chosen scenario assumes."""
    run_id, scenario = newest_run(reader, "planning"), chosen(reader, query)
    rows = queries.drivers(reader, run_id=run_id, scenario=scenario) if run_id and scenario else []
    return [
        row
        | {
            "driver": driver_words(row["driver_code"]),
            "origin": ORIGIN_WORDS[row["driver_origin"]],
            "range": _range(row),
        }
        for row in rows
    ]


def hires(reader: Reader, query: Query) -> list[Row]:
    """Whom the chosen scenario would hire."""
    run_id, scenario = newest_run(reader, "planning"), chosen(reader, query)
    return queries.hires(reader, run_id=run_id, scenario=scenario) if run_id and scenario else []


def driver_words(code: str) -> str:
    """``sales.win_rate_ratio`` as ``Sales: win rate``."""
    section, _, name = code.partition(".")
    for end in ("_amount_per_year", "_count", "_amount"):
        name = name.removesuffix(end)
    return f"{section.capitalize()}: {name.replace('_', ' ')}"


def _range(row: Row) -> str:
    if row["low_value"] == row["high_value"]:
        return "fixed"
    low, high = (_short(row[f"{end}_value"]) for end in ("low", "high"))
    return f"{low} to {high}, {row['distribution_name']}"


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= FROM_WHOLE else f"{value:,.3g}"


RESULTS = register_table(
    Table(
        "planning-results",
        "Scenarios side by side",
        (
            Column("measure", "Measure", "text", 200),
            *(Column(f"scenario_{number}", f"Scenario {number}", "ratio", 100) for number in range(1, 7)),
            Column("unit_words", "Unit", "text", 76),
        ),
        results,
        MONEY_READERS,
    )
)
DRIVERS = register_table(
    Table(
        "planning-drivers",
        "What the scenario assumes",
        (
            Column("driver", "Driver", "text", 170),
            Column("driver_value", "Value", "ratio", 100),
            Column("unit", "Unit", "text", 90),
            Column("range", "May be", "text", 150),
            Column("origin", "Comes from", "text", 110),
            Column("sentence", "What it is", "long_text", 220),
        ),
        drivers,
        MONEY_READERS,
    )
)
HIRES = register_table(
    Table(
        "planning-hires",
        "Whom the scenario would hire",
        (
            Column("role_name", "Role", "text", 160),
            Column("start_month_number", "From month", "number", 80),
            Column("head_count", "People", "number", 72),
            Column("cost_amount", "Cost this year", "money", 96),
            Column("yearly_cost_amount", "A whole year", "money", 96),
            Column("used_ratio", "Needed", "percent", 80),
            Column("sentence", "Why", "long_text", 260),
        ),
        hires,
        MONEY_READERS,
    )
)
