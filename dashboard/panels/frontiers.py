"""Frontiers and sweeps of the money models: one chart each, the published plan among its points."""

import dash_bootstrap_components as dbc

from dashboard.auth.reader import Reader
from dashboard.components import words
from dashboard.components.charts import chart
from dashboard.figures.frontier import frontier
from dashboard.queries.money_answers import frontier as points_of
from dashboard.queries.runs import Model, newest_run
from dashboard.tables import Column, Row

TITLES = {
    "budget": "What more or less budget would return",
    "return_against_risk": "What less risk would cost",
    "cost_against_shortfall": "What less shortfall would cost",
    "cost_against_moves": "What fewer moves would cost",
}
NOT_ANSWERED = "The run had no time for it, or nothing to vary. Give its answers more seconds in the settings."


def frontiers(reader: Reader, model: Model, *, span: int = 6) -> list[dbc.Col]:
    """A chart for each frontier that the newest run of a model stored; one that says so where there is none."""
    run_id = newest_run(reader, model)
    rows = points_of(reader, run_id=run_id, model=model) if run_id else []
    names = list(dict.fromkeys(row["frontier_name"] for row in rows))
    if not names:
        return [_chart("What more of one goal costs", [], span)]
    return [_chart(_title(name), [row for row in rows if row["frontier_name"] == name], span) for name in names]


def _chart(title: str, rows: list[Row], span: int) -> dbc.Col:
    first = rows[0] if rows else {"x_name": "", "x_unit": "", "y_name": "", "y_unit": "", "z_name": None}
    x_words, y_words = (_axis(first, axis) for axis in ("x", "y"))
    columns = (
        Column("x_value", x_words, "ratio"),
        Column("y_value", y_words, "ratio"),
        *([Column("z_value", _axis(first, "z"), "ratio")] if first["z_name"] else []),
        Column("solve_status", "Proof"),
        Column("sentence", "In words"),
    )
    return chart(
        title,
        frontier(rows, x_words=x_words, y_words=y_words),
        summary=f"{words.count(len(rows), 'plan')}: {y_words} against {x_words}.",
        rows=rows,
        columns=columns,
        span=span,
        height=320,
        advice=NOT_ANSWERED,
    )


def _title(name: str) -> str:
    if name in TITLES:
        return TITLES[name]
    text = name.replace("_", " ")
    return text[:1].upper() + text[1:]


def _axis(row: Row, axis: str) -> str:
    name, unit = str(row[f"{axis}_name"]).replace("_", " "), row[f"{axis}_unit"]
    return f"{name} ({unit})" if unit else name
