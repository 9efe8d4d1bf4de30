"""Plans, budgets, forecasts, quality and the ledger: measures without a `kpi` view, over rows small enough to add by hand."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.powerbi import tmdl
from tests.powerbi.bi_rows import only
from tests.powerbi.compared import NO_KPI_VIEW
from tests.powerbi.dax import Filter, TabularModel, evaluate_measure

D = Decimal
REFRESH = {"Refresh status": "done", "Refresh finished at UTC": datetime.fromisoformat("2025-03-18 05:31")}
NO_REFRESH = dict.fromkeys(REFRESH)
WEEK, NEXT = date(2025, 3, 24), date(2025, 3, 31)
PLAN = [  # employee, phase, engagement, week, recommended, current, is new, is pinned
    (1, 10, 100, WEEK, D(40), D(0), True, False),
    (1, 10, 100, NEXT, D(32), D(0), True, False),
    (1, 11, 101, WEEK, D(0), D(16), False, False),
    (2, 10, 100, WEEK, D(8), D(8), False, True),
    (2, 11, 101, WEEK, D("7.5"), D(0), True, False),
]
OUTCOMES = [  # engagement, SPI before and after, VEC, burn, shortfall
    (100, D("0.7"), D("0.9"), D("0.1"), D("0.2"), D("0.11"), D("0.22"), D(0)),
    (101, D("0.5"), D("0.6"), D("0.3"), D("0.4"), D("0.33"), D("0.44"), D("0.25")),
]
FORECASTS = [  # measure, grain, engagement, week, point, lower, upper, chosen, interval
    ("hours", "engagement", 100, WEEK, D(30), D(20), D(40), True, D("0.8")),
    ("hours", "engagement", 100, WEEK, D(30), D(10), D(50), True, D("0.95")),
    ("hours", "engagement", 100, WEEK, D(99), D(98), D(100), False, D("0.8")),
    ("hours", "engagement", 101, WEEK, D(12), D(11), D(13), True, D("0.8")),
    ("hours", "engagement", 100, NEXT, D(35), D(25), D(45), True, D("0.8")),
    ("hours", "portfolio", 0, NEXT, D(500), D(400), D(600), True, D("0.8")),
]
TABLES: dict[str, list[dict[str, Any]]] = {
    "Staffing plan": [
        {
            "Employee key": employee, "Phase key": phase, "Engagement key": engagement, "Week start date": week,
            "Recommended hours value": recommended, "Current hours value": current,
            "Changed hours value": recommended - current, "Is new assignment": is_new, "Is pinned": is_pinned,
        }
        for employee, phase, engagement, week, recommended, current, is_new, is_pinned in PLAN
    ],
    "Staffing outcome": [
        dict(zip(("Engagement key", "SPI before", "SPI after", "VEC before", "VEC after", "Burn before", "Burn after",
                  "SPI shortfall value"), row, strict=True))
        for row in OUTCOMES
    ],
    "Initiative month": [
        {"Initiative key": 1, "Currency key": 5, "Man months": D("1.5"), "Cost amount": D(15000)},
        {"Initiative key": 1, "Currency key": 5, "Man months": D("0.5"), "Cost amount": D(5000)},
        {"Initiative key": 2, "Currency key": 6, "Man months": D(1), "Cost amount": D(7000)},
    ],
    "Initiative outcome": [
        {"Initiative key": 1, "Currency key": 5, "Budget amount": D(25000), "Cost amount": D(20000),
         "Effort target man months": D(3), "Effort man months": D(2), "Shortfall man months": D(1), "Priority score": D("0.75")},
        {"Initiative key": 2, "Currency key": 6, "Budget amount": D(0), "Cost amount": D(7000),
         "Effort target man months": None, "Effort man months": D(1), "Shortfall man months": D(0), "Priority score": D("0.5")},
    ],
    "Budget allocation": [
        {"Employee key": 1, "Initiative key": 1, "Man months": D(1)},
        {"Employee key": 2, "Initiative key": 1, "Man months": D(1)},
        {"Employee key": 2, "Initiative key": 2, "Man months": D(1)},
    ],
    "Funding decision": [
        {"Funding request key": request, "Currency key": currency, "Is approved": approved > 0, "Requested amount value": asked,
         "Approved amount value": approved, "Cut amount value": asked - approved, "Expected return amount": back}
        for request, currency, asked, approved, back in [
            (1, 5, D(1000), D(1000), D(2500)), (2, 5, D(600), D(250), D(500)), (3, 5, D(400), D(0), D(0)), (4, 6, D(50), D(0), D(0)),
        ]
    ],
    "Limit price": [
        {"Model name": "funding", "Limit name": "total", "Price": D("2.5")},
        {"Model name": "funding", "Limit name": "requests", "Price": D(40)},
    ],
    "Forecast": [
        {
            "Measure code": measure, "Grain": grain, "Unit": "h", "Engagement key": engagement, "Practice key": 0,
            "Phase key": 0, "Level key": 0, "Week start date": week, "Point value": point, "Lower value": lower,
            "Upper value": upper, "Is chosen": chosen, "Interval level ratio": interval,
        }
        for measure, grain, engagement, week, point, lower, upper, chosen, interval in FORECASTS
    ],
    "Quality": [
        {"Measure code": code, "Observed value": value, "Defect count": defects, "Rated defect count": rated,
         "Rated opportunity count": units, "Cause defect count": cause}
        for code, value, defects, rated, units, cause in [
            ("defects", D(3), D(3), D(3), 100, None),
            ("defects", D(1), D(1), D(1), 900, None),
            ("defects", D(2), D(2), None, None, None),
            ("days", D(4), None, None, None, None),
            ("days", D(7), None, None, None, None),
            ("late entry", D(5), None, None, None, 5),
            ("scope", D(2), None, None, None, 2),
            ("rework", D(3), None, None, None, 3),
            ("scope", D(1), None, None, None, 1),
        ]
    ],
    "Alert": [
        {"Severity": severity, "Is open": is_open}
        for severity, is_open in [("critical", True), ("critical", False), ("warning", True), ("information", True)]
    ],
    "Run status": [
        {"Status key": 1, "Subject name": "data", "Run ID": 0, "As of date": date(2025, 3, 17), "Published at UTC": datetime.fromisoformat("2025-03-18 04:00"),
         "Is stale": False, "Stale reason": None, **REFRESH},
        {"Status key": 3, "Subject name": "budget", "Run ID": 6, "As of date": date(2025, 3, 10), "Published at UTC": datetime.fromisoformat("2025-03-11 05:00"),
         "Is stale": True, "Stale reason": "Run 8 failed; the last good results are shown.", **REFRESH},
        {"Status key": 2, "Subject name": "staffing", "Run ID": 7, "As of date": date(2025, 3, 17), "Published at UTC": datetime.fromisoformat("2025-03-18 05:30"),
         "Is stale": True, "Stale reason": "Load 9 came after the run that is shown.", **REFRESH},
    ],
}  # fmt: skip
ONE, OTHER = only("Initiative outcome", "Initiative key", 1), only("Initiative outcome", "Initiative key", 2)
CAD = only("Initiative month", "Currency key", 5)
FUNDED = only("Funding decision", "Currency key", 5)


def cause(name: str) -> Filter:
    return only("Quality", "Measure code", name)


HOURS_OF_ENGAGEMENTS = [only("Forecast", "Grain", "engagement")]
EXPECTED: list[tuple[str, list[Filter], Any]] = [
    ("Recommended hours", [], D("87.5")),
    ("Current hours", [], D(24)),
    ("Changed hours", [], D("63.5")),
    ("Recommended people", [], 2),
    ("Recommended people", [only("Staffing plan", "Week start date", NEXT)], 1),
    ("New assignments", [], 2),
    ("Pinned assignments", [], 1),
    ("SPI before plan", [], None),
    ("SPI before plan", [only("Staffing outcome", "Engagement key", 101)], D("0.5")),
    ("SPI after plan", [only("Staffing outcome", "Engagement key", 101)], D("0.6")),
    ("VEC before plan", [only("Staffing outcome", "Engagement key", 101)], D("0.3")),
    ("VEC after plan", [only("Staffing outcome", "Engagement key", 101)], D("0.4")),
    ("Burn before plan", [only("Staffing outcome", "Engagement key", 101)], D("0.33")),
    ("Burn after plan", [only("Staffing outcome", "Engagement key", 101)], D("0.44")),
    ("SPI shortfall", [only("Staffing outcome", "Engagement key", 101)], D("0.25")),
    ("Engagements below the floor", [], 1),
    ("Allocated cost", [], None),
    ("Allocated cost", [CAD], D(20000)),
    ("Allocated man-months", [], D(3)),
    ("Allocated man-months by person", [only("Budget allocation", "Employee key", 2)], D(2)),
    ("Allocated people", [], 2),
    ("Initiative budget", [], None),
    ("Initiative budget", [ONE], D(25000)),
    ("Planned cost", [ONE], D(20000)),
    ("Budget left", [ONE], D(5000)),
    ("Budget left", [], None),
    ("Budget use", [ONE], D("0.8")),
    ("Budget use", [OTHER], None),
    ("Effort target", [], D(3)),
    ("Effort planned", [], D(3)),
    ("Effort shortfall", [], D(1)),
    ("Priority score", [OTHER], D("0.5")),
    ("Priority score", [], None),
    ("Requested amount", [FUNDED], D(2000)),
    ("Requested amount", [], None),
    ("Approved amount", [FUNDED], D(1250)),
    ("Cut amount", [FUNDED], D(750)),
    ("Expected return", [FUNDED], D(3000)),
    ("Return on funding", [FUNDED], D("2.4")),
    ("Return on funding", [only("Funding decision", "Funding request key", 3)], None),
    ("Funding requests", [], 4),
    ("Requests approved", [], 2),
    ("Requests declined", [], 2),
    ("Requests approved", [only("Funding decision", "Funding request key", 3)], 0),
    ("Requests approved", [only("Funding decision", "Funding request key", 9)], None),
    ("Shadow price", [only("Limit price", "Limit name", "total")], D("2.5")),
    ("Shadow price", [], None),
    ("Forecast value", [], None),
    ("Forecast value", [*HOURS_OF_ENGAGEMENTS, only("Forecast", "Week start date", WEEK)], D(42)),
    ("Forecast value", HOURS_OF_ENGAGEMENTS, D(35)),
    ("Forecast low", [*HOURS_OF_ENGAGEMENTS, only("Forecast", "Week start date", WEEK)], None),
    ("Forecast low", [*HOURS_OF_ENGAGEMENTS, only("Forecast", "Engagement key", 100)], D(25)),
    ("Forecast high", [*HOURS_OF_ENGAGEMENTS, only("Forecast", "Engagement key", 100)], D(45)),
    ("Defects", [], D(6)),
    ("Opportunities", [], D(1000)),
    ("Defect rate", [], D("0.004")),
    ("DPMO", [], D(4000)),
    ("Defects by cause", [], D(11)),
    ("Cumulative share of defects", [cause("late entry")], D(5) / 11),
    ("Cumulative share of defects", [cause("rework")], D(8) / 11),
    ("Cumulative share of defects", [cause("scope")], D(1)),
    ("Cumulative share of defects", [cause("days")], None),
    ("Cumulative share of defects", [], None),
    ("Mean observation", [], None),
    ("Mean observation", [only("Quality", "Measure code", "days")], D("5.5")),
    ("Open alerts", [], 3),
    ("Critical alerts", [], 1),
    ("Warning alerts", [], 1),
    ("Warning alerts", [only("Alert", "Severity", "critical")], 0),
    ("Latest as of date", [], date(2025, 3, 17)),
    ("As of", [], "Data as of 2025-03-17"),
    ("Last published run", [], "Run 7, published 2025-03-18 05:30 UTC"),
    ("Last refresh", [], "Refresh done 2025-03-18 05:31 UTC"),
    ("Stale subjects", [], 2),
    (
        "Data is stale",
        [],
        "Stale: staffing (Load 9 came after the run that is shown.); budget (Run 8 failed; the last good results are shown.)",
    ),
    ("Data is stale", [only("Run status", "Status key", 1)], "Up to date"),
    ("Data status color", [], "#94590a"),
    ("Data status color", [only("Run status", "Status key", 1)], "#13795b"),
]
FRENCH = [
    ("As of", "Données au 2025-03-17"),
    ("Last published run", "Exécution 7, publiée 2025-03-18 05:30 UTC"),
    ("Last refresh", "Actualisation faite le 2025-03-18 05:31 UTC"),
]


def model(**changed: list[dict[str, Any]]) -> TabularModel:
    texts = {measure.name: measure.expression for _, measure in tmdl.measures()}
    return TabularModel(TABLES | changed, [], texts)


@pytest.mark.parametrize(("name", "filters", "expected"), EXPECTED)
def test_a_measure(name: str, filters: list[Filter], expected: Any):
    assert evaluate_measure(model(), name, filters) == expected


@pytest.mark.parametrize(("name", "expected"), FRENCH)
def test_sentences_are_french_for_french_readers(name: str, expected: str):
    assert evaluate_measure(model(), name, culture="fr-CA") == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("As of", "No data"),
        ("Last published run", "No run is published"),
        ("Last refresh", "PROP knows of no refresh"),
    ],
)
def test_before_anything_is_published(name: str, expected: str):
    row = {
        "Status key": 2,
        "Subject name": "staffing",
        "Run ID": 0,
        "As of date": None,
        "Published at UTC": None,
        **NO_REFRESH,
    }
    assert evaluate_measure(model(**{"Run status": [row]}), name) == expected


def test_a_refresh_that_failed_is_said():
    rows = [row | {"Refresh status": "failed"} for row in TABLES["Run status"]]
    assert evaluate_measure(model(**{"Run status": rows}), "Last refresh") == "The refresh failed 2025-03-18 05:31 UTC"


def test_no_measure_without_a_kpi_view_is_left_out():
    assert {name for name, _, _ in EXPECTED} == NO_KPI_VIEW


def test_the_columns_are_those_of_the_model():
    for name, rows in TABLES.items():
        columns = {column.name for column in tmdl.tables()[name].all("column")}
        assert {column for row in rows for column in row} <= columns
