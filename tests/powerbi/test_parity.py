"""Every measure gives the number that the `kpi` views give, from its own text, at every level and to the digit."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.powerbi import tmdl
from tests.powerbi.bi_rows import imported, only
from tests.powerbi.compared import (
    GRADED,
    HEALTHS,
    HIDDEN_PARTS,
    NO_KPI_VIEW,
    PEOPLE,
    SAID,
    TO_DATE,
    TRENDS,
    VALUED,
)
from tests.powerbi.comparing import check_grade, differs, in_week, rows, scoped, some_weeks
from tests.powerbi.dax import TabularModel, evaluate_measure
from tests.powerbi.firms import FIRMS, LoadedFirm, loaded_firm

LEVELS = {
    "portfolio": ("kpi.portfolio_week", None, None),
    "client": ("kpi.client_week", "client_id", ("Client", "Client key")),
    "practice": ("kpi.practice_week", "practice_id", ("Practice", "Practice key")),
    "engagement": ("kpi.engagement_week", "engagement_id", ("Engagement", "Engagement key")),
    "phase": ("kpi.phase_week", "phase_id", ("Phase", "Phase key")),
}
WEEK = timedelta(days=7)
YES, NO = True, False
OTHERWISE = {"phase": {"Phases", "Open phases"}}
"""A phase is one phase, and its view says whether it is open: see test_a_phase."""


@pytest.fixture(scope="module", params=FIRMS)
def firm(request: pytest.FixtureRequest) -> LoadedFirm:
    return loaded_firm(request.param)


def compared_at(level: str, row: dict[str, Any]) -> dict[str, tuple[str, int]]:
    """The measures of a level; a phase without a budget has the schedule ratio of its column, to four digits."""
    measures = {name: column for name, column in TO_DATE.items() if name not in OTHERWISE.get(level, {})}
    return measures if row["bac_amount"] else measures | {"Schedule %": ("schedule_ratio", 4)}


def differences(model: TabularModel, firm: LoadedFirm, level: str, only_measure: str = "") -> Iterator[str]:
    """Where a measure is not what the level's view says."""
    name, key, column = LEVELS[level]
    found = rows(firm, name)
    weeks = some_weeks(found)
    for row in found:
        if row["week_start_date"] in weeks:
            filters = [*scoped(row, key, column), in_week(row["week_start_date"])]
            for measure, (source, digits) in compared_at(level, row).items():
                if only_measure in {"", measure}:
                    value = evaluate_measure(model, measure, filters)
                    if differs(value, row[source], digits):
                        yield f"{measure}, {level} {row.get(key or '')}, {row['week_start_date']}: {value}, not {row[source]}"


@pytest.mark.parametrize("level", LEVELS)
def test_measures_to_date(firm: LoadedFirm, level: str):
    assert list(differences(firm.model, firm, level)) == []


@pytest.mark.parametrize("level", LEVELS)
def test_without_a_week_it_is_the_last_one(firm: LoadedFirm, level: str):
    name, key, column = LEVELS[level]
    wrong = []
    for row in rows(firm, name):
        if row["is_current"]:
            for measure, (source, digits) in compared_at(level, row).items():
                for filters in (scoped(row, key, column), [*scoped(row, key, column), only("Date", "Is future", NO)]):
                    value = evaluate_measure(firm.model, measure, filters)
                    if differs(value, row[source], digits):
                        wrong.append((measure, row[key] if key else "", value, row[source]))
    assert wrong == []


def test_the_open_portfolio_is_a_choice_of_phases(firm: LoadedFirm):
    for row in rows(firm, "kpi.open_portfolio_week")[-9:]:
        filters = [*scoped(row, None, None), in_week(row["week_start_date"]), only("Phase week", "Is open", YES)]
        assert not differs(evaluate_measure(firm.model, "AC", filters), row["ac_amount"], 4)
        assert not differs(evaluate_measure(firm.model, "SPI", filters), row["spi"], 6)


def test_a_sum_of_ratios_would_be_found(firm: LoadedFirm):
    wrong = imported(firm.database, SPI="AVERAGE ( 'Phase week'[SPI value] )", VEC="SUM ( 'Phase week'[VEC value] )")
    for measure in ("SPI", "VEC"):
        assert list(differences(wrong, firm, "portfolio", measure))


def test_weeks_added_up_would_be_found(firm: LoadedFirm):
    text = next(measure.expression for _, measure in tmdl.measures() if measure.name == "AC")
    wrong = imported(firm.database, AC=text.replace("= LastWeek", "<= LastWeek"))
    now = next(row for row in rows(firm, "kpi.portfolio_week") if row["is_current"])
    assert differs(evaluate_measure(wrong, "AC", scoped(now, None, None)), now["ac_amount"], 4)


@pytest.mark.parametrize("level", ["portfolio", "practice", "engagement"])
def test_the_week_before_and_the_difference(firm: LoadedFirm, level: str):
    name, key, column = LEVELS[level]
    found = {(row.get(key or ""), row["currency"], row["week_start_date"]): row for row in rows(firm, name)}
    for (subject, currency, week), row in found.items():
        if week not in some_weeks(rows(firm, name)):
            continue
        filters = [*scoped(row, key, column), in_week(week)]
        for measure in TRENDS:
            source, digits = TO_DATE[measure]
            before = found.get((subject, currency, week - WEEK), {}).get(source)
            now = row[source]
            change = None if before is None or now is None else now - before
            assert not differs(evaluate_measure(firm.model, f"{measure} previous week", filters), before, digits)
            found_change = evaluate_measure(firm.model, f"{measure} week on week", filters)
            assert (found_change is None) == (change is None)
            if change is not None:
                assert abs(found_change - change) <= Decimal("0.000001")


def test_status_and_color_follow_the_thresholds(firm: LoadedFirm):
    for row in rows(firm, "kpi.engagement_week"):
        if row["week_start_date"] not in some_weeks(rows(firm, "kpi.engagement_week")):
            continue
        filters = [*scoped(row, "engagement_id", ("Engagement", "Engagement key")), in_week(row["week_start_date"])]
        for measure, code in GRADED.items():
            check_grade(firm, measure, code, row[TO_DATE[measure][0]], filters)


def test_texts_of_an_engagement(firm: LoadedFirm):
    colors = {"Excellent": "#13795b", "On Track": "#13795b", "Warning": "#94590a", "Critical": "#b9303a"}
    for row in rows(firm, "kpi.engagement_week"):
        if row["week_start_date"] not in some_weeks(rows(firm, "kpi.engagement_week")):
            continue
        filters = [only("Engagement", "Engagement key", row["engagement_id"]), in_week(row["week_start_date"])]
        assert {name: evaluate_measure(firm.model, name, filters) for name in SAID} == {
            name: row[source] for name, source in SAID.items()
        }
        assert evaluate_measure(firm.model, "Currency", filters) == row["currency"]
        expected = "#5b4bb0" if row["health"] == "Ambiguous" else colors.get(row["health"])
        assert evaluate_measure(firm.model, "Health color", filters) == expected


def test_engagements_are_counted_by_health(firm: LoadedFirm):
    found = rows(firm, "kpi.engagement_week")
    for week in some_weeks(found):
        for practice in {row["practice_id"] for row in found}:
            there = [
                row["health"] for row in found if row["week_start_date"] == week and row["practice_id"] == practice
            ]
            filters = [only("Practice", "Practice key", practice or 0), in_week(week)]
            counts = {health: there.count(health) for health in HEALTHS} | {None: there.count(None)}
            for health, count in counts.items():
                name = f"{health} engagements" if health else "Engagements without health"
                assert (evaluate_measure(firm.model, name, filters) or 0) == count
            assert (evaluate_measure(firm.model, "Engagements", filters) or 0) == len(there)


def test_a_phase(firm: LoadedFirm):
    for row in rows(firm, "kpi.phase_week"):
        if row["is_current"]:
            filters = [only("Phase", "Phase key", row["phase_id"]), in_week(row["week_start_date"])]
            assert evaluate_measure(firm.model, "Phase health", filters) == row["health"]
            assert evaluate_measure(firm.model, "Phases", filters) == 1
            assert (evaluate_measure(firm.model, "Open phases", filters) or 0) == int(row["is_open"])


def test_earned_schedule_of_a_phase(firm: LoadedFirm):
    """To four digits: the model's fixed decimal keeps no more of the earned days."""
    for row in rows(firm, "kpi.phase_earned_schedule_week"):
        if row["week_start_date"] in some_weeks(rows(firm, "kpi.phase_week")) and row["elapsed_days"] > 0:
            filters = [only("Phase", "Phase key", row["phase_id"]), in_week(row["week_start_date"])]
            assert abs(evaluate_measure(firm.model, "SPI(t)", filters) - row["spi_t"]) <= Decimal("0.0001")


def test_every_measure_is_compared_or_listed():
    people = {"Bench", "Utilization", "Rate realization", "Reporting lag"}
    graded = {f"{name} {word}" for name in {*GRADED, *people} for word in ("amber", "red", "status", "color")}
    compared = {
        *TO_DATE, *SAID, *PEOPLE, *VALUED, *HIDDEN_PARTS, *NO_KPI_VIEW, *graded,
        *(f"{name} previous week" for name in TRENDS), *(f"{name} week on week" for name in TRENDS),
        *(f"{health} engagements" for health in HEALTHS), "Engagements without health", "Engagements",
        "Phase health", "SPI(t)", "Currency", "Health color",
        "Consultants", "Vacation conflicts", "Overbooked consultants", "Utilization previous week",
        "Utilization last 4 weeks", "Utilization last 13 weeks", "Bench ratio next 4 weeks",
        "Recognized hours", "Hours by week of work", "Mean reporting lag", "Reporting lag of nine tenths",
    }  # fmt: skip
    names = {measure.name for _, measure in tmdl.measures()}
    assert names - compared == set()
    assert compared - names == set()
