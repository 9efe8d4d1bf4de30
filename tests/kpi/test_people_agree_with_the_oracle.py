"""Every consultant's week, and its sums, against the plain-Python oracle."""

import pytest

from tests.kpi.conftest import Loaded
from tests.reference.earned_value import ratio
from tests.reference.firm import monday_of
from tests.reference.hours import consultant_weeks
from tests.reference.worth import actual_cost, recognized, standard_rate, standard_value

HOURS = ("contracted_hours", "vacation_hours", "holiday_hours", "capacity_hours", "assigned_hours", "billable_hours")
NAMES = (*HOURS, "bench_ratio", "utilization_ratio", "realization_ratio", "has_vacation_conflict")


@pytest.fixture(scope="module")
def expected(firm: Loaded) -> dict:
    return consultant_weeks(firm.firm)


def test_every_consultant_and_week(firm: Loaded, expected: dict) -> None:
    rows = firm.database.rows("SELECT w.* FROM kpi.consultant_week AS w")
    found = {(row["employee_source_id"], row["week_start_date"]): {name: row[name] for name in NAMES} for row in rows}
    assert len(rows) == len(found) > 100
    assert set(found) == set(expected)
    different = {key: (found[key], expected[key]) for key in found if found[key] != expected[key]}
    assert different == {}


def test_a_missing_ratio_has_a_reason(firm: Loaded) -> None:
    for view in ("consultant_week", "bench_week", "firm_bench_week"):
        for row in firm.database.rows(f"SELECT w.* FROM kpi.{view} AS w"):
            for name in ("bench", "utilization", "realization"):
                assert (row[f"{name}_ratio"] is None) == (row[f"{name}_reason"] is not None), (view, row)


@pytest.mark.parametrize("view", ["bench_week", "firm_bench_week"])
def test_the_bench_is_a_ratio_of_sums(firm: Loaded, expected: dict, view: str) -> None:
    people = {e.number: e for e in firm.firm.employees}
    is_firm = view == "firm_bench_week"
    sums: dict = {}
    for (number, monday), values in expected.items():
        person = people[number]
        key = (monday, person.is_external, *(() if is_firm else (person.practice, person.level)))
        group = sums.setdefault(key, dict.fromkeys(HOURS, 0))
        for name in HOURS:
            group[name] += values[name]
    found = {
        (
            row["week_start_date"],
            row["is_external"],
            *(() if is_firm else (row["practice_source_id"], row["staff_level_code"])),
        ): row
        for row in firm.database.rows(f"SELECT w.* FROM kpi.{view} AS w")
    }
    assert set(found) == set(sums)
    for key, row in found.items():
        capacity = sums[key]["capacity_hours"]
        assert {name: row[name] for name in HOURS} == sums[key]
        assert row["bench_ratio"] == ratio(capacity - sums[key]["assigned_hours"], capacity)


def test_the_standard_rate_and_where_it_comes_from(firm: Loaded) -> None:
    rows = firm.database.rows("SELECT v.* FROM core.timesheet_valued AS v ORDER BY v.timesheet_id")
    assert len(rows) == len(firm.firm.times)
    for row, time in zip(rows, firm.firm.times, strict=True):
        rate, source = standard_rate(firm.firm, time)
        assert (row["standard_rate_per_hour"], row["standard_rate_source"]) == (rate, source)
        assert row["is_standard_rate_estimated"] == (source in {"modal_rate", "none"})
        assert row["recognized_date"] == recognized(time)
        assert row["rate_efficiency_ratio"] == (None if rate is None else ratio(time.rate, rate))


@pytest.mark.parametrize("rollup", ["detail", "client", "practice", "level", "engagement", "firm"])
def test_rate_realization(firm: Loaded, rollup: str) -> None:
    people = {e.number: e for e in firm.firm.employees}
    engagements = {g.number: g for g in firm.firm.engagements}
    keys = {"detail": 4, "client": 1, "engagement": 2, "practice": 1, "level": 1, "firm": 0}
    sums: dict = {}
    for time in firm.firm.times:
        standard, engagement, person = (
            standard_value(firm.firm, time),
            engagements[time.engagement],
            people[time.employee],
        )
        if (
            standard is None
            or recognized(time) > firm.firm.reporting_date
            or not (time.is_billable and engagement.is_billable)
        ):
            continue
        client = firm.firm.clients[engagement.client]
        key = {
            "detail": (client, engagement.number, person.practice, person.level),
            "client": (client,),
            "engagement": (client, engagement.number),
            "practice": (person.practice,),
            "level": (person.level,),
            "firm": (),
        }[rollup]
        group = sums.setdefault((*key, monday_of(recognized(time))), [0, 0])
        group[0] += actual_cost(firm.firm, time)
        group[1] += standard
    names = {
        "detail": ("client_name", "engagement_source_id", "practice_name", "staff_level_code"),
        "client": ("client_name",),
        "engagement": ("client_name", "engagement_source_id"),
        "practice": ("practice_name",),
        "level": ("staff_level_code",),
        "firm": (),
    }[rollup]
    rows = firm.database.rows("SELECT r.* FROM kpi.rate_realization AS r WHERE r.rollup_name = :rollup", rollup=rollup)
    found = {
        (*(str(row[n]).removeprefix("Practice ") if row[n] else None for n in names), row["week_start_date"]): row
        for row in rows
    }
    assert len(names) == keys[rollup]
    assert set(found) == set(sums)
    for key, (actual, standard) in sums.items():
        assert found[key]["rate_realization_ratio"] == ratio(actual, standard)
        assert found[key]["discount_ratio"] == ratio(standard - actual, standard)


def test_the_reporting_lag_is_the_mean_and_the_nearest_rank(firm: Loaded) -> None:
    lags: dict[str, list[int]] = {}
    for time in firm.firm.times:
        if time.posted <= firm.firm.reporting_date:
            lags.setdefault(time.employee, []).append((time.posted - time.worked).days)
    rows = {row["employee_source_id"]: row for row in firm.database.rows("SELECT l.* FROM kpi.reporting_lag AS l")}
    assert set(rows) == set(lags)
    for number, values in lags.items():
        assert (rows[number]["total_lag_days"], rows[number]["timesheet_count"]) == (sum(values), len(values))
        assert rows[number]["mean_lag_days"] == ratio(sum(values), len(values))
        rank = -(-9 * len(values) // 10)
        assert rows[number]["p90_lag_days"] == sorted(values)[rank - 1]
