"""What “Planning” shows."""

from collections.abc import Mapping
from dataclasses import replace

import dash_bootstrap_components as dbc
from dash import html

from dashboard.auth.reader import Reader
from dashboard.components import words
from dashboard.components.charts import chart
from dashboard.components.grids import grid
from dashboard.components.status import Level
from dashboard.components.tiles import tile, tiles
from dashboard.figures.heat_map import heat_map
from dashboard.figures.ranges import ranges as range_bars
from dashboard.figures.theme import inert
from dashboard.figures.tornado import tornado as tornado_bars
from dashboard.page_registry import Query
from dashboard.page_tables import planning as tables
from dashboard.queries import planning as queries
from dashboard.queries.money_answers import ranges as ranges_of
from dashboard.queries.runs import newest_run
from dashboard.tables import Column, Row

NO_PLAN = (
    "Write a file with `prop planning template --out planning.toml`, fill it in, and run "
    "`prop run planning --assumptions planning.toml`."
)
NO_ANSWER = "The run had no time for it. Give it more: `PROP_PLANNING_ANSWERS_SECONDS`."
SHOWN_DRIVERS = 12
TORNADO_COLUMNS = (
    Column("driver", "Driver"),
    Column("low_value", "Low", "ratio"),
    Column("high_value", "High", "ratio"),
    Column("driver_unit", "Unit"),
    Column("low_measure_value", "Result at its low", "money"),
    Column("high_measure_value", "Result at its high", "money"),
)
RANGE_COLUMNS = (
    Column("scenario", "Scenario"),
    Column("p10_value", "A tenth below", "money"),
    Column("p50_value", "Half below", "money"),
    Column("p90_value", "Nine tenths below", "money"),
    Column("target_probability_ratio", "Wanted is reached", "percent"),
)
DEMAND_COLUMNS = (
    Column("role_name", "Role"),
    Column("month_number", "Month", "number"),
    Column("needed_head_count", "Needed", "ratio"),
    Column("free_head_count", "Free today", "ratio"),
    Column("hired_head_count", "Hired", "number"),
    Column("missing_head_count", "Missing", "ratio"),
)


def facts(reader: Reader, query: Query) -> html.Div:
    """One tile per scenario: revenue, and whether the drivers keep what is promised."""
    columns, rows = (
        tables.scenario_columns(reader, query),
        {row["measure_code"]: row for row in tables.results(reader, query)},
    )
    currency = next((row["currency"] for row in tables.scenarios(reader, query)), "")
    return tiles(
        *(
            _tile(name, {code: row.get(column) for code, row in rows.items()}, currency)
            for name, column in columns.items()
        )
    )


def _tile(name: str, values: Mapping[str, float | None], currency: str) -> dbc.Card:
    gap = values.get("gap_amount") or 0.0
    level: Level = "good" if gap >= 0 else "watch"
    people, hires = words.number(values.get("headcount")), words.number(values.get("hires"))
    investment = words.money(values.get("investment_amount"), currency)
    return tile(
        name.capitalize(),
        words.money(values.get("revenue_amount"), currency),
        level,
        "promise kept" if gap >= 0 else f"{words.money(-gap)} short",
        f"Revenue, with {people} people of whom {hires} are to be hired, for {investment} of investment; the drivers "
        f"leave a margin of {words.percent(values.get('margin_ratio'), 1)}.",
    )


def side_by_side(reader: Reader, query: Query) -> dbc.Col:
    """Every figure of every scenario, in words that fit its unit."""
    columns, rows = tables.scenario_columns(reader, query), tables.results(reader, query)
    for row in rows:
        row["part"] = {"result": "The year"}.get(row["driver_model"], row["driver_model"].capitalize())
        for column in columns.values():
            row[f"{column}_words"] = figure_words(row.get(column), row["unit"])
    shown = replace(
        tables.RESULTS,
        columns=(
            Column("measure", "Measure", "text", 150),
            *(Column(f"{column}_words", name.capitalize(), "text", 96) for name, column in columns.items()),
            Column("part", "Part", "text", 84),
            Column("unit_words", "Unit", "text", 70),
        ),
    )
    return grid(shown, rows, query=query, title="Scenarios side by side", advice=NO_PLAN)


def tornado(reader: Reader, query: Query) -> dbc.Col:
    """Which driver moves the chosen result the most."""
    run_id, scenario = newest_run(reader, "planning"), tables.chosen(reader, query)
    found = queries.tornado(reader, run_id=run_id, scenario=scenario) if run_id and scenario else []
    measure = chosen_measure(found, query)
    rows = [row for row in found if row["measure_code"] == measure and _moves(row)][:SHOWN_DRIVERS]
    for row in rows:
        row["driver"] = tables.driver_words(row["driver_code"])
    what = measure.replace("_amount", "").replace("_", " ")
    title = f"{rows[0]['driver']} moves the {what} the most" if rows else f"What moves the {what}"
    base = rows[0]["base_measure_value"] if rows else 0.0
    return chart(
        title,
        tornado_bars(rows, base=base),
        summary=f"{str(scenario).capitalize()}: each driver from its low to its high, the others as they are.",
        rows=rows,
        columns=TORNADO_COLUMNS,
        span=7,
        height=max(260, 32 * len(rows) + 90),
        advice=NO_ANSWER,
    )


def measures(reader: Reader, query: Query) -> list[tuple[str, str]]:
    """The results that the tornado was made for: (code, words)."""
    run_id, scenario = newest_run(reader, "planning"), tables.chosen(reader, query)
    found = queries.tornado(reader, run_id=run_id, scenario=scenario) if run_id and scenario else []
    codes = list(dict.fromkeys(row["measure_code"] for row in found))
    return [(code, code.replace("_amount", "").replace("_", " ").capitalize()) for code in codes]


def chosen_measure(rows: list[Row], query: Query) -> str:
    """The measure that the address names, else the profit, else the first."""
    codes = [row["measure_code"] for row in rows]
    return next((code for code in (query.get("measure"), "profit_amount", *codes) if code in codes), "profit_amount")


def _moves(row: Row) -> bool:
    low, high = row["low_measure_value"], row["high_measure_value"]
    return row["base_measure_value"] is not None and low is not None and high is not None and low != high


def draws(reader: Reader) -> dbc.Col:
    """What luck makes of the planned people and money, scenario by scenario."""
    run_id = newest_run(reader, "planning")
    found = ranges_of(reader, run_id=run_id, model="planning") if run_id else []
    rows = [
        row | {"scenario": row["subject_name"].capitalize()}
        for row in found
        if row["measure_code"] == "reached_profit_amount"
    ]
    chances = {
        row["subject_name"]: row["target_probability_ratio"]
        for row in found
        if row["measure_code"] == "reached_gap_amount"
    }
    order = [row["scenario_name"] for row in tables.scenarios(reader, {})]
    rows.sort(key=lambda row: order.index(row["subject_name"]) if row["subject_name"] in order else len(order))
    for row in rows:
        row["target_probability_ratio"] = chances.get(row["subject_name"])
    best = max(rows, key=lambda row: row["target_probability_ratio"] or 0.0, default=None)
    title = (
        f"{best['scenario']} keeps its promise in {words.percent(best['target_probability_ratio'])} of the draws"
        if best is not None
        else "What luck may make of it"
    )
    return chart(
        title,
        range_bars(rows, name="scenario"),
        summary="Profit of the year with the people and money as planned; the bar holds 8 of 10 draws.",
        rows=rows,
        columns=RANGE_COLUMNS,
        span=5,
        height=max(260, 60 * len(rows) + 90),
        advice=NO_ANSWER,
    )


def demand(reader: Reader, query: Query) -> dbc.Col:
    """Whom the new projects need, role by role and month by month."""
    run_id, scenario = newest_run(reader, "planning"), tables.chosen(reader, query)
    rows = queries.demand(reader, run_id=run_id, scenario=scenario) if run_id and scenario else []
    for row in rows:
        row["words"] = (
            f"{inert(row['role_name'])}, month {row['month_number']}: "
            f"{words.number(row['needed_head_count'], 1)} people needed, "
            f"{words.number(row['free_head_count'], 1)} free, {row['hired_head_count']} hired"
        )
    most = max(rows, key=lambda row: row["needed_head_count"], default=None)
    title = (
        f"{most['role_name']} is needed the most, {words.number(most['needed_head_count'], 1)} people at the peak"
        if most
        else "Whom the new projects need"
    )
    figure = heat_map(
        rows, down="role_name", across="month_number", value="needed_head_count", words="words", step_words=str
    )
    names = {row["role_name"] for row in rows}
    return chart(
        title,
        figure,
        summary=f"{str(scenario).capitalize()}: people that the new projects need, by month of the planned year.",
        rows=rows,
        columns=DEMAND_COLUMNS,
        height=max(220, 26 * len(names) + 70),
        advice="The assumptions and the timesheets name no roles, or the scenario adds no project.",
    )


def figure_words(value: float | None, unit: str) -> str:
    """A figure as its unit asks: money without decimals, ratios with two, people without where they are whole."""
    if value is None:
        return words.NOTHING
    decimals = {"money": 0, "ratio": 2, "months": 1}.get(unit, 0 if value == round(value) else 2)
    return words.number(value, decimals)
