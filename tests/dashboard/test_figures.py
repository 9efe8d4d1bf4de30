"""Figures are plain dictionaries, and draw nothing, without an error, from nothing."""

import json
from datetime import date

import plotly.graph_objects as go
import pytest

from dashboard.figures.bars import asked_and_given, bars
from dashboard.figures.before_after import before_after
from dashboard.figures.columns import side_by_side
from dashboard.figures.heat_map import heat_map
from dashboard.figures.matrix import vec_burn_matrix
from dashboard.figures.sparkline import sparkline
from dashboard.figures.trend import trend
from dashboard.panels.people_apart import label_people

FIGURES = {
    "trend": lambda rows: trend(rows, [("spi", "SPI")], target=(1.0, "target")),
    "heat map": lambda rows: heat_map(rows, down="name", across="week_start_date", value="hours", words="name"),
    "matrix": lambda rows: vec_burn_matrix(rows, tolerance=0.05),
    "bars": lambda rows: bars(rows, name="name", value="hours", words="Hours"),
    "asked": lambda rows: asked_and_given(rows, name="name", asked=("hours", "A"), given=("hours", "B")),
    "before": lambda rows: before_after(rows, name="name", before="spi", after="spi", floor=(0.85, "floor")),
    "columns": lambda rows: side_by_side(rows, name="name", left=("hours", "A"), right=("hours", "B")),
}
ROW = {
    "week_start_date": date(2026, 3, 9),
    "name": "<b>One</b>",
    "engagement_name": "One",
    "spi": None,
    "hours": None,
    "burn": None,
    "vec": None,
    "bac_amount": None,
    "health": None,
    "health_sentence": None,
}
FULL = ROW | {
    "spi": 0.9,
    "hours": 5.0,
    "burn": 0.5,
    "vec": 0.6,
    "bac_amount": 1000.0,
    "health": "Excellent",
    "health_sentence": "premium",
}


@pytest.mark.parametrize("name", list(FIGURES))
@pytest.mark.parametrize("rows", [[], [ROW], [dict(FULL)]], ids=["nothing", "only missing values", "one row"])
def test_a_figure_is_a_valid_dictionary(name, rows):
    figure = FIGURES[name](rows)
    assert set(figure) == {"data", "layout"}
    json.dumps(figure, default=str)
    go.Figure(figure)  # every attribute is one that Plotly knows


def test_the_matrix_puts_value_per_burn_upwards():
    figure = vec_burn_matrix([dict(FULL)], tolerance=0.05)
    assert figure["data"][0]["x"] == [0.5]
    assert figure["data"][0]["y"] == [pytest.approx(1.2)]
    assert [label["text"] for label in figure["layout"]["annotations"]] == [
        "Excellent",
        "On Track",
        "Warning",
        "Ambiguous",
        "Critical",
    ]


def test_a_heat_map_orders_weeks_and_leaves_gaps():
    rows = [
        {"name": "A", "week_start_date": date(2026, 3, 16), "hours": 2.0},
        {"name": "B", "week_start_date": date(2026, 3, 9), "hours": 1.0},
    ]
    trace = FIGURES["heat map"](rows)["data"][0]
    assert trace["x"] == ["9 Mar", "16 Mar"]
    assert trace["z"] == [[None, 2.0], [1.0, None]]


def test_a_sparkline_needs_two_values():
    assert sparkline([], "good") == ""
    assert sparkline([None, 1.0], "good") == ""
    assert sparkline([1.0, None, 1.0], "good").startswith("data:image/svg+xml;base64,")


def test_a_cell_without_a_mark_is_blank():
    rows = [
        {"name": "A", "week_start_date": date(2026, 3, 9), "hours": 1.0, "mark": "!"},
        {"name": "B", "week_start_date": date(2026, 3, 16), "hours": 2.0},
    ]
    trace = heat_map(rows, down="name", across="week_start_date", value="hours", words="name", mark="mark")["data"][0]
    assert trace["text"] == [["!", ""], ["", ""]]


def test_stored_text_is_no_markup_in_a_chart():
    figure = FIGURES["bars"]([dict(FULL)])
    assert figure["data"][0]["y"] == ["&lt;b&gt;One&lt;/b&gt;"]


def test_two_people_of_one_name_are_two_rows_of_a_chart():
    rows = [
        {"employee_name": "Ann", "employee_id": 1},
        {"employee_name": "Ann", "employee_id": 2},
        {"employee_name": "Bob", "employee_id": 3},
    ]
    label_people(rows)
    assert [row["person"] for row in rows] == ["Ann (1)", "Ann (2)", "Bob"]
