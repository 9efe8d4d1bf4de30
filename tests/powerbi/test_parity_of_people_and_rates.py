"""Measures of people and of rates give the numbers of the `kpi` views, by person, practice, level and for the firm."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.powerbi.bi_rows import only
from tests.powerbi.compared import PEOPLE, VALUED
from tests.powerbi.comparing import check_grade, differs, in_week, rows, some_weeks
from tests.powerbi.dax import Filter, evaluate_measure
from tests.powerbi.firms import FIRMS, LoadedFirm, loaded_firm

STAFF = {
    "kpi.firm_bench_week": {},
    "kpi.bench_week": {"practice_id": ("Practice", "Practice key"), "staff_level_id": ("Level", "Level key")},
    "kpi.consultant_week": {"employee_id": ("Employee", "Employee key")},
}
RATES = {
    "firm": {},
    "client": {"client_id": ("Client", "Client key")},
    "practice": {"practice_id": ("Practice", "Practice key")},
    "level": {"staff_level_id": ("Level", "Level key")},
    "engagement": {"engagement_id": ("Engagement", "Engagement key")},
}
WEEK = timedelta(days=7)


@pytest.fixture(scope="module", params=FIRMS)
def firm(request: pytest.FixtureRequest) -> LoadedFirm:
    return loaded_firm(request.param)


def slicers(row: dict[str, Any], columns: dict[str, tuple[str, str]]) -> list[Filter]:
    return [only(*column, row[key] or 0) for key, column in columns.items()] + [in_week(row["week_start_date"])]


@pytest.mark.parametrize("view", STAFF)
def test_people(firm: LoadedFirm, view: str):
    found = rows(firm, view)
    weeks = some_weeks(found)
    wrong = []
    for row in found:
        if row["week_start_date"] in weeks:
            filters = [*slicers(row, STAFF[view]), only("Consultant week", "Is external", row["is_external"])]
            for measure, (source, digits) in PEOPLE.items():
                value = evaluate_measure(firm.model, measure, filters)
                if differs(value, row[source], digits):
                    wrong.append((measure, row["week_start_date"], value, row[source]))
    assert wrong == []


def test_conflicts_and_heads(firm: LoadedFirm):
    found = rows(firm, "kpi.consultant_week")
    for week in some_weeks(found):
        there = [row for row in found if row["week_start_date"] == week]
        heads = sum(row["contracted_hours"] > 0 for row in there)
        assert (evaluate_measure(firm.model, "Consultants", [in_week(week)]) or 0) == heads
        conflicts = sum(row["has_vacation_conflict"] for row in there)
        assert evaluate_measure(firm.model, "Vacation conflicts", [in_week(week)]) == conflicts
        overbooked = sum(row["is_overbooked"] for row in there)
        assert evaluate_measure(firm.model, "Overbooked consultants", [in_week(week)]) == overbooked


def ratio_of_sums(found: list[dict[str, Any]], above: str, below: str) -> Decimal | None:
    total = sum(row[below] for row in found)
    return sum(row[above] for row in found) / total if total else None


def test_utilization_of_recent_weeks_is_a_ratio_of_sums(firm: LoadedFirm):
    begun = [row for row in rows(firm, "kpi.firm_bench_week") if row["is_past"]]
    last = max(row["week_start_date"] for row in begun)
    for at in (last, last - 5 * WEEK):
        upto = only("Date", "Week start date", *(at - place * WEEK for place in range(60)))
        for name, first, end in (
            ("Utilization last 4 weeks", at - 3 * WEEK, at),
            ("Utilization last 13 weeks", at - 12 * WEEK, at),
            ("Utilization previous week", at - WEEK, at - WEEK),
        ):
            there = [row for row in begun if first <= row["week_start_date"] <= end]
            expected = ratio_of_sums(there, "billable_hours", "capacity_hours")
            assert not differs(evaluate_measure(firm.model, name, [upto]), expected, 12)


def test_bench_of_the_weeks_to_come(firm: LoadedFirm):
    found = rows(firm, "kpi.firm_bench_week")
    first = min(row["week_start_date"] for row in found if not row["is_past"])
    there = [row for row in found if first <= row["week_start_date"] < first + 4 * WEEK]
    expected = ratio_of_sums(there, "bench_hours", "capacity_hours")
    assert not differs(evaluate_measure(firm.model, "Bench ratio next 4 weeks"), expected, 12)
    assert not differs(
        evaluate_measure(firm.model, "Bench ratio next 4 weeks", [in_week(date(2025, 1, 6))]), expected, 12
    )


def test_status_and_color_of_people(firm: LoadedFirm):
    found = rows(firm, "kpi.consultant_week")
    for row in found:
        if row["week_start_date"] in some_weeks(found):
            filters = [only("Employee", "Employee key", row["employee_id"]), in_week(row["week_start_date"])]
            check_grade(firm, "Bench", "bench", row["bench_ratio"], filters)
            check_grade(firm, "Utilization", "utilization", row["utilization_ratio"], filters)


@pytest.mark.parametrize("rollup", RATES)
def test_rates(firm: LoadedFirm, rollup: str):
    found = [row for row in rows(firm, "kpi.rate_realization") if row["rollup_name"] == rollup]
    assert found
    for row in found:
        filters = [*slicers(row, RATES[rollup]), only("Currency", "Currency", row["currency"])]
        values = {name: evaluate_measure(firm.model, name, filters) for name in VALUED}
        assert {
            name: value for name, value in values.items() if differs(value, row[VALUED[name][0]], VALUED[name][1])
        } == {}
        check_grade(firm, "Rate realization", "rate_realization", row["rate_realization_ratio"], filters)


def test_the_reporting_lag_of_a_person(firm: LoadedFirm):
    found = rows(firm, "kpi.reporting_lag")
    assert found
    for row in found:
        filters = [only("Employee", "Employee key", row["employee_id"])]
        assert not differs(evaluate_measure(firm.model, "Mean reporting lag", filters), row["mean_lag_days"], 6)
        assert evaluate_measure(firm.model, "Reporting lag of nine tenths", filters) == row["p90_lag_days"]
        check_grade(firm, "Reporting lag", "reporting_lag", row["mean_lag_days"], filters)


def test_the_reporting_lag_of_several_people_is_that_of_their_timesheets_not_the_mean_of_means(firm: LoadedFirm):
    posted = firm.database.rows(
        "SELECT practice_key = COALESCE(e.practice_id, 0), lag_days = DATEDIFF(DAY, t.work_date, t.posting_date) "
        "FROM core.timesheets AS t INNER JOIN core.employees AS e ON e.employee_id = t.employee_id "
        "CROSS JOIN ops.reporting_date AS r WHERE t.is_deleted = 0 AND t.posting_date <= r.as_of_date"
    )
    for practice in {row["practice_key"] for row in posted}:
        lags = [row["lag_days"] for row in posted if row["practice_key"] == practice]
        value = evaluate_measure(firm.model, "Mean reporting lag", [only("Practice", "Practice key", practice)])
        assert not differs(value, Decimal(sum(lags)) / len(lags), 12)
    lags = [row["lag_days"] for row in posted]
    assert not differs(evaluate_measure(firm.model, "Mean reporting lag"), Decimal(sum(lags)) / len(lags), 12)
    assert evaluate_measure(firm.model, "Reporting lag of nine tenths") is None


def test_hours_by_week_of_recognition_and_of_work(firm: LoadedFirm):
    worked: dict[date, Decimal] = {}
    for row in rows(firm, "kpi.firm_bench_week"):
        worked[row["week_start_date"]] = worked.get(row["week_start_date"], Decimal(0)) + row["worked_hours"]
    for week in some_weeks(rows(firm, "kpi.firm_bench_week")):
        value = evaluate_measure(firm.model, "Hours by week of work", [in_week(week)])
        assert (value or 0) == worked[week]
    to_date = rows(firm, "kpi.portfolio_week")[-1]
    currency = [only("Currency", "Currency", to_date["currency"])]
    assert evaluate_measure(firm.model, "Recognized hours", currency) == evaluate_measure(firm.model, "Hours", currency)
