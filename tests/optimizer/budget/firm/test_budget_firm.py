"""From core tables to a published plan, on an in-memory database."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from config.errors import ModelError, UsageError
from optimizer.budget.check import broken_rules
from optimizer.budget.firm import answers
from optimizer.budget.firm.answers import Answers, answer, for_staff
from optimizer.budget.firm.load import load
from optimizer.budget.firm.portfolio import portfolio_of, source_of
from optimizer.budget.firm.save import save
from optimizer.budget.firm.save_answers import save_answers
from optimizer.budget.hiring.data import HireCover, HireShare, HiringPlan, HiringRules, PlannedHire
from optimizer.budget.model import solve
from sql.engine import Database

AS_OF = date(2025, 3, 17)
NOW = datetime(2025, 3, 17, 12, 0)  # noqa: DTZ001  # stamps are UTC without zone
HASH = "0" * 64


def _insert(database: Database, table: str, rows: Iterable[dict[str, Any]]) -> None:
    rows = list(rows)
    with database.transaction() as transaction:
        transaction.insert(table, tuple(rows[0]), [tuple(row.values()) for row in rows])


def _initiative(number: int, **other: Any) -> dict[str, Any]:
    return {
        "initiative_id": number, "source_system": "psa", "initiative_source_id": f"INI-{number}",
        "initiative_name": f"Initiative {number}", "funding_source": "Internal", "driver": "Product", "impact": "High",
        "user_rank": number, "budget_amount": Decimal(9000), "currency": "CAD", "effort_man_months": Decimal(1),
        "start_month_date": date(2025, 3, 1), "end_month_date": date(2025, 4, 30), "required_skills": None, "team": None,
        "sub_team": None, "pod": None, "maximum_share_ratio": None, "predecessor_source_id": None, "row_sha256": HASH,
        "batch_id": 1, **other,
    }  # fmt: skip


def _employee(number: int, cost: int | None, **other: Any) -> dict[str, Any]:
    return {
        "employee_id": number, "source_system": "hr", "employee_source_id": f"00{number}", "employee_name": f"E{number}",
        "is_external": False, "hire_date": date(2020, 1, 1), "termination_date": None,
        "monthly_cost_amount": None if cost is None else Decimal(cost), "currency": "CAD", "org_unit_id": None,
        "row_sha256": HASH, "batch_id": 1, **other,
    }  # fmt: skip


@pytest.fixture
def database(empty_database: Database) -> Database:
    """A batch, a run, two skills, and two employees, of whom only the dear one knows C++."""
    database = empty_database
    batch = {
        "batch_id": 1,
        "source_system": "psa",
        "status": "published",
        "requested_by": "test",
        "started_at_utc": NOW,
    }
    _insert(database, "ops.load_batch", [batch])
    _insert(database, "ops.run", [_run(1)])
    _insert(database, "core.org_units", [{"org_unit_id": 1, "team": "Tech", "sub_team": "", "pod": "", "batch_id": 1}])
    _insert(database, "core.employees", [_employee(1, 1000), _employee(2, 4000, org_unit_id=1), _employee(3, None)])
    skills = [(1, "CPP", "C++"), (2, "XLS", "Excel")]
    _insert(
        database,
        "core.skills",
        [{"skill_id": key, "skill_code": code, "skill_name": name, "batch_id": 1} for key, code, name in skills],
    )
    _insert(
        database,
        "core.employee_skills",
        [
            {"employee_id": who, "skill_id": skill, "skill_kind": "technical", "proficiency_level": 3, "row_sha256": HASH, "batch_id": 1}
            for who, skill in ((1, 2), (2, 1), (2, 2))
        ],
    )  # fmt: skip
    return database


def _run(run_id: int) -> dict[str, Any]:
    return {
        "run_id": run_id, "run_kind": "weekly", "iso_week": "2025-W12", "as_of_date": AS_OF, "batch_id": 1,
        "status": "published", "publication_key": f"weekly|{run_id}", "requested_by": "test", "started_at_utc": NOW,
    }  # fmt: skip


def test_a_plan_goes_from_core_to_pred(database: Database) -> None:
    rows = [_initiative(1, required_skills="c++"), _initiative(2, end_month_date=date(2025, 2, 28)), _initiative(3)]
    _insert(database, "core.initiatives", rows)
    data = load(database, AS_OF)
    assert [initiative.initiative_id for initiative in data.initiatives] == ["INI-1", "INI-3"]
    assert data.notes == ("1 employees have no monthly cost and were not planned: 003.",)
    assert data.employee["002"].team == "Tech"
    assert data.employee["002"].skills.technical == {"c++": 0.6, "cpp": 0.6, "excel": 0.6, "xls": 0.6}
    plan = solve(data)
    assert broken_rules(data, plan) == []
    with database.transaction() as transaction:
        save(transaction, 1, data, plan)
    sums = database.rows(
        "SELECT initiative_id, effort = SUM(share_ratio), cost = SUM(cost_amount) FROM pred.budget_allocation "
        "WHERE run_id = 1 GROUP BY initiative_id ORDER BY initiative_id"
    )
    assert [row["initiative_id"] for row in sums] == [1, 3]
    assert [float(row["effort"]) for row in sums] == pytest.approx([1, 1], abs=1e-4)
    assert [float(row["cost"]) for row in sums] == pytest.approx([4000, 1000], abs=0.05)
    assert database.scalar("SELECT solve_status FROM pred.solve WHERE run_id = 1 AND model = 'budget'") == "Optimal"
    assert database.scalar("SELECT COUNT(*) FROM pred.initiative_outcome WHERE run_id = 1") == 2
    assert load(database, AS_OF).last_plan["002", "INI-1", date(2025, 4, 1)] > 0


def test_leave_and_the_end_of_employment_shrink_a_month(database: Database) -> None:
    _insert(database, "core.initiatives", [_initiative(1)])
    _insert(database, "core.calendar", [_day(date(2025, 3, 3)), _day(date(2025, 3, 10)), _day(date(2025, 4, 7))])
    hours = [(date(2025, 3, 3), 40), (date(2025, 3, 10), 10), (date(2025, 4, 7), 0)]
    _insert(
        database,
        "core.capacity_week",
        [
            {
                "employee_id": 1, "week_start_date": week, "contracted_hours": Decimal(40), "vacation_hours": Decimal(0),
                "holiday_hours": Decimal(0), "capacity_hours": Decimal(capacity), "batch_id": 1,
            }
            for week, capacity in hours
        ],
    )  # fmt: skip
    with database.transaction() as transaction:
        transaction.execute(
            "UPDATE core.employees SET termination_date = :day WHERE employee_id = 2", day=date(2025, 3, 31)
        )
    data = load(database, AS_OF)
    march, april = date(2025, 3, 1), date(2025, 4, 1)
    assert [data.employee["001"].available(month) for month in (march, april)] == [0.625, 0.0]
    assert [data.employee["002"].available(month) for month in (march, april)] == [1.0, 0.0]


def test_a_malformed_requirement_names_the_initiative_and_the_position(database: Database) -> None:
    _insert(database, "core.initiatives", [_initiative(1, required_skills="java |")])
    with pytest.raises(ModelError, match="initiative INI-1, required_skills 'java |', position 7".replace("|", r"\|")):
        load(database, AS_OF)


def test_two_currencies_are_refused(database: Database) -> None:
    _insert(database, "core.initiatives", [_initiative(1, currency="USD")])
    with pytest.raises(ModelError, match="CAD and USD"):
        load(database, AS_OF)


def test_a_predecessor_that_is_over_holds_nobody_back(database: Database) -> None:
    _insert(database, "core.initiatives", [_initiative(1, predecessor_source_id="INI-0")])
    data = load(database, AS_OF)
    assert data.initiatives[0].predecessor_id is None
    assert "waits for INI-0, which is over or unknown" in data.notes[0]


def test_the_firms_own_scale_is_in_force_from_its_date(database: Database) -> None:
    rows = [
        ("initiative_driver_privacy", "0.8", date(2025, 1, 1)),
        ("initiative_driver_privacy", "0.1", date(2026, 1, 1)),
    ]
    _insert(
        database,
        "ops.parameter",
        [
            {
                "parameter_code": code, "effective_from": day, "parameter_value": value, "unit": "ratio",
                "description": "score", "changed_by": "test", "changed_at_utc": NOW,
            }
            for code, value, day in rows
        ],
    )  # fmt: skip
    _insert(database, "core.initiatives", [_initiative(1, driver="Privacy")])
    assert load(database, AS_OF).rules.scale.driver("Privacy") == 0.8


def _day(day: date) -> dict[str, Any]:
    year, week, weekday = day.isocalendar()
    return {
        "calendar_date": day, "week_start_date": day, "week_end_date": day, "iso_year": year, "iso_week_number": week,
        "iso_week": f"{year}-W{week:02d}", "month_start_date": day.replace(day=1), "day_of_week": weekday,
        "is_weekday": True,
    }  # fmt: skip


def test_the_firms_rules_are_in_force(database: Database) -> None:
    """Rules by their codes; a cap by the end of its code, and one for a source that nobody uses says nothing."""
    _insert(database, "core.initiatives", [_initiative(1, funding_source="Growth & More")])
    texts = {
        "budget_share_step": "0.25", "budget_has_carry_over": "1", "budget_maximum_initiatives": "2",
        "budget_minimum_block": "0", "budget_source_cap_growth_more": "5000", "budget_source_cap_other": "1",
        "budget_hire_lead_months": "3", "budget_has_new_hires": "0",
    }  # fmt: skip
    with database.transaction() as transaction:
        transaction.execute("DELETE FROM ops.parameter")
    _insert(
        database,
        "ops.parameter",
        [
            {
                "parameter_code": code, "effective_from": date(2025, 1, 1), "parameter_value": value, "unit": "x",
                "description": "rule", "changed_by": "test", "changed_at_utc": NOW,
            }
            for code, value in texts.items()
        ],
    )  # fmt: skip
    rules = load(database, AS_OF).rules
    assert (rules.share_step_ratio, rules.has_carry_over, rules.maximum_initiatives_count) == (0.25, True, 2)
    assert rules.minimum_block_ratio is None
    assert rules.source_cap_amount == {"Growth & More": 5000}
    assert (rules.hiring.lead_month_count, rules.hiring.is_asked) == (3, False)


def test_people_who_stay_free_are_stored_with_what_they_cost(database: Database) -> None:
    """One man-month in two months: of the cheap one's two months one is planned, the dear one is free in both."""
    _insert(database, "core.initiatives", [_initiative(1)])
    data = load(database, AS_OF)
    plan = solve(data)
    with database.transaction() as transaction:
        save(transaction, 1, data, plan)
    rows = database.rows(
        "SELECT employee_id, free = SUM(free_ratio), idle = SUM(idle_cost_amount), months = COUNT(*) "
        "FROM pred.budget_person_month WHERE run_id = 1 GROUP BY employee_id ORDER BY employee_id"
    )
    assert [(row["employee_id"], row["months"]) for row in rows] == [(1, 2), (2, 2)]
    assert [float(row["free"]) for row in rows] == pytest.approx([1, 2], abs=1e-4)
    assert [float(row["idle"]) for row in rows] == pytest.approx([1000, 8000], abs=1)
    tiers = database.rows("SELECT tier_number, tier_name, unit FROM pred.budget_tier ORDER BY tier_number")
    assert tiers[-1]["unit"] in {"CAD", "man-months"}
    assert [row["tier_number"] for row in tiers] == list(range(1, len(plan.tiers) + 1))


def test_the_firms_own_portfolio_comes_with_its_objective_and_what_is_published(database: Database) -> None:
    _insert(database, "core.initiatives", [_initiative(1)])
    plan = solve(data := load(database, AS_OF))
    with database.transaction() as transaction:
        save(transaction, 1, data, plan)
        transaction.execute("CREATE VIEW ops.reporting_date AS SELECT CAST('2025-03-17' AS date) AS as_of_date")
    found = portfolio_of(database)
    assert found.objective == "least_cost"
    assert sum((found.published or {}).values()) == pytest.approx(1, abs=1e-4)
    assert found.data.last_plan == found.published


def test_a_workbook_and_a_database_are_not_both_taken(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="both named"):
        source_of(tmp_path / "portfolio.xlsx", "duckdb:///x.duckdb", [])
    with pytest.raises(UsageError, match="--config is of a workbook"):
        source_of(None, "duckdb:///x.duckdb", ["objective=value"])


def test_new_colleagues_and_frontiers_are_stored(database: Database) -> None:
    """A hire of 4,000 a month from May who covers half of what is short; the frontier holds the published plan."""
    _insert(database, "core.initiatives", [_initiative(1, required_skills="c++", effort_man_months=Decimal(3))])
    data = load(database, AS_OF)
    april = date(2025, 4, 1)
    hire = PlannedHire(
        "H1", "P1", "Tech", "Developer", "Nowhere", "", date(2025, 3, 1), april, april, 1, 1, 4000.0, 0.0, 4000.0,
        2000.0, 2000.0, 0.5, 0.5, "Hire one.",
    )  # fmt: skip
    share = HireShare("H1", "INI-1", april, 0.5, 2000.0)
    cover = HireCover("INI-1", 2.0, 1.0, 0.5, 0.5, 2000.0, "Half of it.")
    plan = replace(solve(data), hiring=HiringPlan((hire,), (share,), (cover,), "Optimal", 4000.0, 0.0))
    found = answer(data, plan, 10)
    assert found.missing == ()
    with database.transaction() as transaction:
        save_answers(transaction, 1, data, plan, found)
    row = database.rows("SELECT * FROM pred.new_hire WHERE model = 'budget'")[0]
    assert (row["start_date"], row["lead_days"], row["head_count"], row["location_id"]) == (april, 31, 1, None)
    assert database.scalar("SELECT hired_man_months FROM pred.budget_hire_cover") == Decimal("0.5")
    assert database.scalar("SELECT share_ratio FROM pred.budget_hire_allocation WHERE initiative_id = 1") == Decimal(
        "0.5"
    )
    points = database.rows("SELECT x_value, y_value, is_chosen FROM pred.frontier_point WHERE model = 'budget'")
    mine = [point for point in points if point["is_chosen"]]
    assert len(mine) == 1
    assert float(mine[0]["y_value"]) == pytest.approx(plan.cost_amount, abs=1e-3)
    assert len(points) > 2


def test_without_time_nothing_is_asked(database: Database) -> None:
    _insert(database, "core.initiatives", [_initiative(1)])
    data = load(database, AS_OF)
    assert answer(data, solve(data), 0) == Answers()


def test_hires_that_fail_never_cost_the_plan(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise ModelError("nobody can be hired today")

    _insert(database, "core.initiatives", [_initiative(1)])
    data = load(database, AS_OF)
    data = replace(data, rules=replace(data.rules, hiring=HiringRules(is_asked=True)))
    monkeypatch.setattr(answers, "plan_hires", fail)
    found = answer(data, solve(for_staff(data)), 10)
    assert found.missing == ("new colleagues (nobody can be hired today)",)
    assert found.hiring is None
    assert found.frontiers
