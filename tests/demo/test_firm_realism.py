"""The firm looks like one: people, leave, bookings, utilization and health, recomputed from the files alone."""

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from demo.firm import AS_OF

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def is_date(text):
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def week_hours(row):
    return sum(float(row[f"pse__{day}_Hours__c"]) for day in DAYS)


@pytest.fixture(scope="module")
def standing(extracts):
    """Timecards that stand: readable, the latest of their id, neither deleted nor rejected."""
    contacts = {row["Id"] for row in extracts.salesforce("Contact")}
    latest = {}
    for row in extracts.salesforce("pse__Timecard_Header__c"):
        values = [row[f"pse__{day}_Hours__c"] for day in DAYS]
        if "NA" in values or not is_date(row["pse__Start_Date__c"]) or row["pse__Resource__c"] not in contacts:
            continue
        if max(map(float, values)) > 24:
            continue
        if row["Id"] not in latest or row["LastModifiedDate"] > latest[row["Id"]]["LastModifiedDate"]:
            latest[row["Id"]] = row
    return [
        row for row in latest.values() if row["IsDeleted"] == "false" and row["pse__Status__c"].strip() != "Rejected"
    ]


@pytest.fixture(scope="module")
def workers(extracts):
    """The current contract of everybody."""
    return {row["worker_id"]: row for row in extracts.rows("hr/workers.csv")}


@pytest.fixture(scope="module")
def leave_days(extracts, workers):
    """Approved leave in hours, by worker and weekday."""
    found = defaultdict(float)
    for row in extracts.rows("hr/time_off.csv"):
        if row["status"] != "approved" or row["employeeId"] not in workers:
            continue
        if not (is_date(row["start"]) and is_date(row["end"])):
            continue
        day = date.fromisoformat(row["start"])
        while day <= date.fromisoformat(row["end"]):
            if day.weekday() < 5:
                hours = 4.0 if row["unit"] == "hours" else float(workers[row["employeeId"]]["weekly_hours"]) / 5
                found[row["employeeId"], day] = max(found[row["employeeId"], day], hours)
            day += timedelta(days=1)
    return found


@pytest.fixture(scope="module")
def capacity(extracts, workers, leave_days):
    """Contracted hours less leave and holidays, by worker and Monday."""
    holidays = {(row["Lieu"], row["Date"]) for row in extracts.rows("hr/public_holidays.csv")}

    def hours(worker_id, monday):
        worker = workers[worker_id]
        total = 0.0
        for day in (monday + timedelta(days=n) for n in range(5)):
            is_employed = worker["hire_date"] <= day.isoformat() <= (worker["termination_date"] or "9999")
            if is_employed and (worker["location"], day.isoformat()) not in holidays:
                total += float(worker["weekly_hours"]) / 5 - leave_days.get((worker_id, day), 0.0)
        return total

    return hours


@pytest.fixture(scope="module")
def booked(extracts):
    """Booked hours by HR number and Monday."""
    numbers = {row["Id"]: row["HR_Employee_Number__c"] for row in extracts.salesforce("Contact")}
    schedules = {row["Id"]: row for row in extracts.salesforce("pse__Schedule__c")}
    found = defaultdict(float)
    for row in extracts.salesforce("pse__Assignment__c"):
        schedule = schedules[row["pse__Schedule__c"]]
        monday, last = (date.fromisoformat(schedule[f"pse__{name}_Date__c"]) for name in ("Start", "End"))
        while monday <= last:
            found[numbers[row["pse__Resource__c"]], monday] += week_hours(schedule)
            monday += timedelta(weeks=1)
    return found


def test_the_as_of_date_is_a_sunday_and_the_latest_posting(standing):
    assert AS_OF.weekday() == 6
    assert max(row["CreatedDate"] for row in standing)[:10] == AS_OF.isoformat()
    assert min(row["pse__Start_Date__c"] for row in standing) == (AS_OF - timedelta(days=78 * 7 - 1)).isoformat()


def test_sixty_people_in_five_practices_and_six_levels_a_fifth_external(workers):
    assert len(workers) == 60
    assert len({row["practice"] for row in workers.values()}) == 5
    assert len({row["level"] for row in workers.values()}) == 6
    assert sum(row["is_external"] == "Yes" for row in workers.values()) == 11
    assert sum(float(row["weekly_hours"]) < 35 for row in workers.values()) >= 7
    recent = (AS_OF - timedelta(weeks=12)).isoformat()
    assert sum(row["hire_date"] >= recent for row in workers.values()) == 4
    assert sum(row["termination_date"] != "" for row in workers.values()) == 3


def test_fourteen_engagements_of_nine_clients_two_of_them_in_the_pipeline(extracts):
    projects = [row for row in extracts.salesforce("pse__Proj__c") if row["pse__Is_Billable__c"] == "true"]
    stages = Counter(row["pse__Stage__c"] for row in projects)
    assert stages == {"In Progress": 9, "Completed": 3, "Planned": 2}
    assert len({row["pse__Account__c"] for row in projects}) == 9
    assert sorted(row["Win_Probability__c"] for row in projects if row["Win_Probability__c"]) == ["40", "70"]
    per_project = Counter(row["pse__Project__c"] for row in extracts.salesforce("pse__Milestone__c"))
    assert max(per_project.values()) == 4
    assert sum(per_project[row["Id"]] >= 2 for row in projects) >= 8
    budgets = [float(row["pse__Milestone_Amount__c"]) for row in extracts.salesforce("pse__Milestone__c")]
    assert budgets.count(0.0) == 1


def test_utilization_is_that_of_a_healthy_firm(standing, workers, capacity):
    first = AS_OF - timedelta(days=6 + 52 * 7)
    billable = sum(
        week_hours(row)
        for row in standing
        if row["pse__Billable__c"] == "true"
        and first.isoformat() <= row["pse__Start_Date__c"] < (AS_OF - timedelta(days=6)).isoformat()
    )
    available = sum(capacity(worker, first + timedelta(weeks=n)) for worker in workers for n in range(52))
    assert 0.70 <= billable / available <= 0.85


def test_the_next_thirteen_weeks_are_booked_near_capacity_with_gaps_conflicts_and_overbooking(
    workers, capacity, booked, leave_days
):
    mondays = [AS_OF + timedelta(days=1 + 7 * n) for n in range(13)]
    weeks = [(worker, monday) for worker in workers for monday in mondays if capacity(worker, monday) > 0]
    available = sum(capacity(*week) for week in weeks)
    assert 0.80 <= sum(booked[week] for week in weeks) / available <= 1.0
    over = [week for week in weeks if booked[week] > capacity(*week) + 4]
    on_leave = [(w, m) for w, m in over if any(leave_days.get((w, m + timedelta(days=n))) for n in range(5))]
    idle = [week for week in weeks if booked[week] < 0.5 * capacity(*week)]
    assert 10 <= len(on_leave) < len(over) < 0.25 * len(weeks)
    assert 20 <= len(idle) < 0.25 * len(weeks)
    assert max(monday for _, monday in booked) >= AS_OF + timedelta(weeks=25)


def test_cost_performance_runs_from_excellent_to_critical(extracts, standing):
    spent = defaultdict(float)
    for row in standing:
        spent[row["pse__Milestone__c"]] += week_hours(row) * float(row["pse__Bill_Rate__c"])
    burn = {
        row["Id"]: spent[row["Id"]] / float(row["pse__Milestone_Amount__c"])
        for row in extracts.salesforce("pse__Milestone__c")
        if row["pse__Status__c"] == "Completed"
    }
    assert sum(ratio > 1.1 for ratio in burn.values()) >= 3
    assert sum(ratio < 0.92 for ratio in burn.values()) >= 2
    assert sum(0.93 <= ratio <= 1.07 for ratio in burn.values()) >= 5


def test_some_engagements_are_late_by_their_managers_own_reports(extracts):
    ratios = {}
    for row in extracts.salesforce("pse__Milestone__c"):
        start, end = (date.fromisoformat(row[name]) for name in ("Baseline_Start_Date__c", "pse__Target_Date__c"))
        if row["pse__Status__c"] == "In Progress" and row["Percent_Complete__c"]:
            ratios[row["Id"]] = float(row["Percent_Complete__c"]) / 100 / ((AS_OF - start) / (end - start))
    assert min(ratios.values()) < 0.8
    assert sum(ratio < 0.85 for ratio in ratios.values()) >= 3
    assert max(ratios.values()) > 1.0


def test_time_is_logged_while_employed_and_on_leave_only_by_mistake(extracts, standing, workers, leave_days):
    numbers = {row["Id"]: row["HR_Employee_Number__c"] for row in extracts.salesforce("Contact")}
    mistaken = set()
    for row in standing:
        worker = workers[numbers[row["pse__Resource__c"]]]
        monday = date.fromisoformat(row["pse__Start_Date__c"])
        for n, name in enumerate(DAYS):
            day = monday + timedelta(days=n)
            if float(row[f"pse__{name}_Hours__c"]) > 0:
                assert worker["hire_date"] <= day.isoformat() <= (worker["termination_date"] or "9999")
                if leave_days.get((worker["worker_id"], day), 0.0) > 4.0:
                    mistaken.add(row["Id"])
    told = extracts.dirt("salesforce/pse__Timecard_Header__c.csv")["time_on_leave"]
    assert 3 <= told <= 20
    assert len(mistaken) == told


def test_funding_is_asked_for_beyond_the_budget_and_initiatives_are_twelve(extracts):
    limits = {row["constraint_type"]: row["value"] for row in extracts.rows("portfolio/funding_constraints.csv")}
    requests = extracts.rows("portfolio/funding_requests.csv")
    assert len(requests) == 10
    assert sum(int(row["budget_requested"]) for row in requests) > 1.2 * int(limits["total_budget"])
    assert sum(int(row["min_viable_budget"]) for row in requests) < int(limits["total_budget"])
    assert len(extracts.rows("portfolio/initiatives.csv")) == 12


def test_releases_fail_more_often_in_the_last_weeks(extracts):
    def ratio(rows):
        return sum(int(row["defects"]) for row in rows) / sum(int(row["opportunities"]) for row in rows)

    rows = [
        row for row in extracts.rows("portfolio/quality_observations.csv") if row["process_name"] == "Release to client"
    ]
    since = (AS_OF - timedelta(days=23)).isoformat()
    before = [row for row in rows if row["observation_date"] < since]
    after = [row for row in rows if row["observation_date"] >= since]
    assert 0.012 <= ratio(before) <= 0.018
    assert ratio(after) > 1.7 * ratio(before)
