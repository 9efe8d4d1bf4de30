"""From the database's firm to a published plan: what is read, what is estimated, and what is written."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import numpy as np
import pytest

from optimizer.staffing.check import broken_rules
from optimizer.staffing.data import StaffingData
from optimizer.staffing.explanation import explain
from optimizer.staffing.explanation.violations import violations
from optimizer.staffing.firm import load, save, tables
from optimizer.staffing.firm.parameter_values import ParameterValues
from optimizer.staffing.firm.rates import Rates
from optimizer.staffing.model import solve
from sql.engine import Database, Transaction
from tests.conftest import BOTH_ENGINES
from tests.kpi.conftest import deployed
from tests.kpi.firm_in_core import FirmInCore
from tests.reference.case import CASE, read_case
from tests.reference.firm import Absence, Assignment, Contract, Employee, Engagement, Firm, Phase, StandardRate, Time

AS_OF = date(2025, 3, 16)  # a Sunday: the horizon is 2025-03-17 to 2025-04-13
MONDAYS = [date(2025, 3, 17), date(2025, 3, 24), date(2025, 3, 31), date(2025, 4, 7)]
YEAR = (date(2025, 1, 1), date(2025, 12, 31))
NOW = datetime(2025, 3, 16, 12)  # noqa: DTZ001 (the database keeps UTC without a zone)


def small_firm() -> Firm:
    """Ann and Cat are planned on Mars; nobody is on Solaris; Dan works half time and is away in the second week."""
    price = Decimal(2000)
    worked = date(2025, 3, 12)
    return Firm(
        reporting_date=AS_OF,
        clients={"C1": "Company X"},
        employees=[
            Employee("1", "Ann", "SENIOR", "SAP"),
            Employee("2", "Ben", "SENIOR", "SAP", is_external=True),
            Employee("3", "Cat", "MANAGER", "SAP", hired=date(2025, 3, 1)),
            Employee("4", "Dan", "SENIOR", "SAP"),
            Employee("5", "Eve", "SENIOR"),
        ],
        contracts=[Contract(n, Decimal(20 if n == "4" else 40)) for n in "12345"],
        engagements=[
            Engagement("E1", "Neptune", "C1"),
            Engagement("E2", "Done", "C1", status="completed"),
            Engagement("E3", "Free", "C1"),
        ],
        phases=[
            Phase("E1", "10", "Mars", Decimal(100000), *YEAR),
            Phase("E1", "20", "Solaris", Decimal(50000), *YEAR),
            Phase("E2", "10", "Over", Decimal(1000), *YEAR),
            Phase("E3", "10", "Gift", None, *YEAR),
        ],
        times=[Time("E1", "10", "1", "SENIOR", worked, worked, worked, Decimal(10), Decimal(200), price)],
        assignments=[
            Assignment("E1", "10", number, monday, Decimal(hours))
            for monday in MONDAYS
            for number, hours in (("1", 20), ("3", 10))
        ],
        rates=[
            StandardRate(Decimal(250), practice="SAP", level="SENIOR"),
            StandardRate(Decimal(300), practice="SAP", level="MANAGER"),
        ],
        absences=[Absence("4", date(2025, 3, 24), date(2025, 3, 28))],
    )


@pytest.fixture(scope="module", params=BOTH_ENGINES)
def small(request) -> Iterator[Database]:
    """The small firm, loaded once per engine."""
    with deployed(request.param) as database:
        FirmInCore(small_firm()).load(database)
        yield database


class UndoneError(Exception):
    """Rolls a test's transaction back."""


def undo() -> None:
    raise UndoneError


@pytest.fixture
def database(small) -> Iterator[Transaction]:
    """The small firm, for one test to change; nothing stays."""
    try:
        with small.transaction() as transaction:
            yield transaction
            undo()
    except UndoneError:
        pass


def loaded(database: Transaction) -> StaffingData:
    return load.load(database, AS_OF, 4)


def add(database: Transaction, table: str, **row) -> None:
    database.insert(table, list(row), [tuple(row.values())])


def decide(database: Transaction, number: int, kind: str, pair: tuple[int, int], *when_and_hours) -> None:
    week, hours = (*when_and_hours, None, None)[:2]
    add(
        database, "app.decision", decision_id=number, employee_id=pair[0], phase_id=pair[1], week_start_date=week,
        decision_kind=kind, hours=hours, decided_by="pat", decided_at_utc=NOW, is_active=True,
    )  # fmt: skip


def test_the_small_firm_is_read_as_a_hand_calculation_says(database):
    data = loaded(database)
    assert data.weeks == tuple(MONDAYS)
    assert data.engagements.names == ("Neptune",)
    assert data.engagements.bac_amount.tolist() == [150000]
    assert data.engagements.ac_amount.tolist() == [2000]
    assert data.engagements.ev_amount.tolist() == [1960]
    assert data.engagements.extracted_amount.tolist() == [1600]  # 200 of a standard 250 per hour
    # Calendar baseline: 102 of 364 days by Sunday 2025-04-13.
    assert data.engagements.pv_amount == pytest.approx([150000 * 102 / 364], abs=0.01)
    assert data.phases.names == ("Neptune / Mars", "Neptune / Solaris")
    assert data.phases.remaining_amount.tolist() == [98000, 50000]
    assert data.phases.planned_hours[0].tolist() == [30.0] * 4
    assert data.phases.maximum_hours[0].tolist() == [45.0] * 4


def test_leave_part_time_and_missing_practices_count(database):
    data = loaded(database)
    assert data.consultants.names == ("Ann", "Ben", "Cat", "Dan")  # nobody knows Eve's practice
    assert data.consultants.capacity_hours.tolist() == [[40] * 4, [40] * 4, [40] * 4, [20, 0, 20, 20]]
    assert data.consultants.is_new.tolist() == [False, False, True, False]


def test_rates_and_what_an_hour_is_worth(database):
    data = loaded(database)
    on_mars = {
        data.consultants.names[c]: (rate, value)
        for c, j, rate, value in zip(
            data.pairs.consultant, data.pairs.phase, data.pairs.rate_per_hour, data.pairs.value_per_hour, strict=True
        )
        if j == 0
    }
    assert on_mars == {
        "Ann": (200, pytest.approx(200 * 0.8)),  # charged before at 200 of 250
        "Ben": (250, pytest.approx(250 * 0.9)),  # external
        "Cat": (300, pytest.approx(300 * 0.8)),  # new
        "Dan": (250, 250),
    }


def test_a_phase_that_nobody_is_planned_on_spreads_its_budget(database):
    data = loaded(database)
    # 50,000 over the 42 weeks to 2025-12-31 at the seniors' mean of 700 / 3 per hour.
    assert data.phases.planned_hours[1] == pytest.approx([50000 / (700 / 3) / 42] * 4, abs=0.005)
    said = [note.sentence for note in data.notes if note.engagement == 0]
    assert (
        "Solaris: nobody is planned; its remaining budget of 50,000 was spread over 42 weeks at 233 per hour, 5.1 h a week."
    ) in said


def test_the_mix_is_the_planned_hours_where_no_targets_are_given(database):
    data = loaded(database)
    of_mars = {data.cells[c][1]: r for j, c, r in zip(*vars(data.targets).values(), strict=True) if j == 0}
    assert of_mars == {"SENIOR": pytest.approx(2 / 3), "MANAGER": pytest.approx(1 / 3)}


def test_given_targets_come_first_and_are_scaled_to_one(database):
    levels = {
        row["staff_level_code"]: row["staff_level_id"] for row in database.rows("SELECT * FROM core.staff_levels")
    }
    for level, ratio in (("SENIOR", "0.4"), ("MANAGER", "0.4")):
        add(
            database, "core.staffing_targets", engagement_id=1, practice_id=1, staff_level_id=levels[level],
            target_ratio=Decimal(ratio), row_sha256="0" * 64, batch_id=1,
        )  # fmt: skip
    data = loaded(database)
    assert data.targets.ratio.tolist() == [0.5, 0.5, 0.5, 0.5]
    assert "Mars: staffing targets sum to 0.8000 and were scaled to 1." in {note.sentence for note in data.notes}


def test_what_cannot_be_planned_is_said(database):
    said = {note.sentence for note in loaded(database).notes if note.engagement is None}
    assert said == {"Free is not planned: it has no budget (BAC), or no phase has begun."}


def test_who_worked_there_last_week_does_not_start_anew(database):
    data = loaded(database)
    was = {
        data.consultants.names[c] for c, was in zip(data.pairs.consultant, data.pairs.was_assigned, strict=True) if was
    }
    assert was == {"Ann"}


def test_a_missing_mandatory_skill_excludes(database):
    add(database, "core.skills", skill_id=1, skill_code="ABAP", skill_name="ABAP", batch_id=1)
    add(
        database,
        "core.phase_skills",
        phase_id=1,
        skill_id=1,
        minimum_proficiency_level=3,
        row_sha256="0" * 64,
        batch_id=1,
    )
    for employee, level in ((1, 3), (3, 5), (4, 2)):
        add(
            database, "core.employee_skills", employee_id=employee, skill_id=1, skill_kind="technical",
            proficiency_level=level, row_sha256="0" * 64, batch_id=1,
        )  # fmt: skip
    data = loaded(database)
    able = {data.consultants.names[c] for c, j in zip(data.pairs.consultant, data.pairs.phase, strict=True) if j == 0}
    assert able == {"Ann", "Cat"}


def test_decisions_pin_reject_and_keep_off(database):
    decide(database, 1, "accept", (1, 1), MONDAYS[0], Decimal(12))
    decide(database, 2, "accept", (1, 1), MONDAYS[0], Decimal(16))  # the newest counts
    decide(database, 3, "pin", (3, 1), MONDAYS[1])  # without hours: as planned today
    decide(database, 4, "reject", (2, 1))
    decide(database, 5, "reject", (4, 1), MONDAYS[2])
    data = loaded(database)
    names = data.consultants.names
    assert {(names[pin.consultant], pin.phase, pin.week, pin.hours) for pin in data.pins} == {
        ("Ann", 0, 0, 16.0), ("Cat", 0, 1, 10.0), ("Dan", 0, 2, 0.0),
    }  # fmt: skip
    assert ("Ben", 0) not in {(names[c], j) for c, j in zip(data.pairs.consultant, data.pairs.phase, strict=True)}
    plan = solve(data, 20)
    assert plan.status.has_plan
    assert not broken_rules(data, plan)


def test_an_empty_database_gives_an_empty_plan():
    with deployed("duckdb") as empty:
        data = load.load(empty, AS_OF, 2)
        plan = solve(data, 5)
    assert (plan.status.value, plan.objective, plan.hours.size) == ("Optimal", 0, 0)
    assert save.describe(data, plan).startswith("0 h of 0 people on 0 phases in 2 weeks")


def test_a_plan_is_saved_and_read_back(database):
    data = loaded(database)
    plan = solve(data, 20)
    add(
        database, "ops.run", run_id=7, run_kind="staffing", iso_week="2025-W12", as_of_date=AS_OF, status="published",
        publication_key="k", requested_by="test", started_at_utc=NOW,
    )  # fmt: skip
    save.save(database, 7, data, plan, explain.explain(data, plan))
    totals = database.rows(
        "SELECT hours = SUM(recommended_hours), today = SUM(current_hours) FROM pred.staffing_plan WHERE run_id = 7;"
    )
    assert totals == [{"hours": Decimal(f"{plan.hours.sum():.2f}"), "today": Decimal("120.00")}]
    booked = int((plan.hours.sum(axis=1) > 0).sum())
    assert database.scalar("SELECT COUNT(*) FROM pred.staffing_explanation WHERE run_id = 7;") == booked
    assert database.scalar("SELECT COUNT(*) FROM pred.staffing_violation;") == len(violations(data, plan))
    (outcome,) = database.rows("SELECT * FROM pred.staffing_outcome;")
    spent = float((plan.hours.sum(axis=1) * data.pairs.rate_per_hour).sum())
    assert float(outcome["spi_before"]) == pytest.approx(1960 / (150000 * 102 / 364), abs=1e-6)
    assert float(outcome["spi_after"]) == pytest.approx((1960 + 0.98 * spent) / (150000 * 102 / 364), abs=1e-6)
    (solved,) = database.rows("SELECT * FROM pred.solve;")
    assert (solved["model"], solved["solve_status"], solved["row_count"] > 0) == ("staffing", plan.status.value, True)


def test_the_last_published_plan_is_what_moves_are_counted_against(database):
    test_a_plan_is_saved_and_read_back(database)
    again = loaded(database)
    first = solve(
        replace(again, pairs=replace(again.pairs, published_hours=np.full((len(again.pairs.phase), 4), np.nan))), 20
    )
    covered = ~np.isnan(again.pairs.published_hours)
    assert covered.any()
    assert again.pairs.published_hours[covered] == pytest.approx(first.hours[covered])


@pytest.fixture(scope="module")
def case() -> Iterator[Database]:
    """The public case in DuckDB, as of Monday 2025-03-17."""
    if not CASE.is_dir():
        pytest.skip("the public case is not beside the project (../shared/data/kpmg_case)")
    with deployed("duckdb") as database:
        FirmInCore(read_case()).load(database)
        yield database


def test_an_hour_is_worth_what_the_timesheets_were_worth_at_the_same_rate(case):
    weeks = load.horizon(date(2025, 3, 17), 4)
    read = tables.read(case, weeks, date(2025, 3, 17), date(2025, 4, 20))
    rates = Rates(read, ParameterValues(read["parameters"]))
    employees = {row["employee_id"]: row for row in read["employees"]}
    compared = 0
    for row in case.rows("SELECT * FROM core.timesheet_valued WHERE hours <> 0;"):
        rate = rates.of(employees[row["employee_id"]], row["engagement_id"])
        if rate.charge == float(row["charge_out_rate_per_hour"]):
            compared += 1
            assert float(row["extracted_amount"]) == pytest.approx(float(row["hours"]) * rate.value, rel=1e-3)
    assert compared > 600


def test_the_real_case_misses_its_floor_on_four_engagements_and_says_so(case):
    data = load.load(case, date(2025, 3, 17), 4)
    assert data.engagements.bac_amount.sum() == 12_670_000
    assert data.engagements.ac_amount.sum() == pytest.approx(883_943)
    plan = solve(data, 6)
    assert plan.status.has_plan
    assert not broken_rules(data, plan)
    missed = {data.engagements.names[one.engagement] for one in violations(data, plan) if one.rule == "C5"}
    assert missed == {"Neptune", "Terra", "Nexus", "Flora"}
    assert "SPI stays below 0.85 on " in save.describe(data, plan)
