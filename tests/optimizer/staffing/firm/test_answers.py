"""What a plan answers is stored beside it, and never stands in its way."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from optimizer.firm.exact import HOURS, exact
from optimizer.staffing.changes.rows import NOT_STORED
from optimizer.staffing.explanation.alternative import Alternative, Kind
from optimizer.staffing.firm import answers as firm_answers
from optimizer.staffing.firm.answers import Answers, answer, monthly_costs
from optimizer.staffing.firm.save import save
from optimizer.staffing.firm.save_answers import save_answers
from optimizer.staffing.model import solve
from optimizer.staffing.whatif.frontier_point import FrontierPoint
from tests.optimizer.staffing.firm.test_firm import AS_OF, NOW, add, database, loaded, small

__all__ = ["database", "small"]  # fixtures


def run_seven(database) -> None:
    add(
        database, "ops.run", run_id=7, run_kind="staffing", iso_week="2025-W12", as_of_date=AS_OF, status="published",
        publication_key="k", requested_by="test", started_at_utc=NOW,
    )  # fmt: skip


@pytest.fixture
def planned(database):
    """The small firm with its plan; 80 h of a manager are wanted on Mars each week, and Cat has 40."""
    database.execute("UPDATE core.assignment_week SET assigned_hours = 80 WHERE employee_id = 3")
    data = loaded(database)
    return data, solve(data, 10)


def alternative(**changes: Any) -> Alternative:
    """Ann on Mars could go to Dan."""
    values: dict[str, Any] = {
        "consultant": 0, "phase": 0, "rank": 1, "kind": Kind.EMPLOYEE, "other_consultant": 3, "other_phase": None,
        "hours": 12.5, "regret_points": 1.25, "regret_amount": 1000.0, "revenue_change_amount": -50.0,
        "forbidding_rule": None, "is_estimate": True, "sentence": "Dan instead of Ann.",
    }  # fmt: skip
    return Alternative(**values | changes)


def test_everything_that_was_answered_is_read_back(database, planned):
    data, plan = planned
    run_seven(database)
    found = answer(data, plan, 20)
    assert not found.missing
    save(database, 7, data, plan, found.explanations)
    save_answers(database, 7, data, found)
    kept = {
        name: database.rows(f"SELECT v.* FROM pred.latest_{name} AS v")
        for name in ("staffing_alternative", "staffing_sensitivity", "staffing_shortage", "new_hire")
    }
    assert len(kept["staffing_alternative"]) == len(found.alternatives) > 0
    told = sorted(kept["staffing_sensitivity"], key=lambda row: row["sensitivity_number"])
    assert [row["worth_points"] for row in told] == [Decimal(f"{one.points:.6f}") for one in found.worths]
    assert len(kept["staffing_shortage"]) == len(found.shortages)
    assert len(kept["new_hire"]) == len(found.hires)
    names = {row["employee_id"]: row["employee_name"] for row in database.rows("SELECT * FROM core.employees")}
    for row in kept["staffing_alternative"]:
        assert names[row["employee_id"]] in row["sentence"]


def test_the_keys_are_those_of_the_database(database, planned):
    data, _ = planned
    run_seven(database)
    save_answers(database, 7, data, Answers(alternatives=(alternative(),)))
    (row,) = database.rows("SELECT a.* FROM pred.staffing_alternative AS a")
    told = {name: row[name] for name in ("employee_id", "phase_id", "other_employee_id", "other_phase_id", "hours")}
    assert told == {
        "employee_id": 1, "phase_id": 1, "other_employee_id": 4, "other_phase_id": None, "hours": Decimal("12.50"),
    }  # fmt: skip
    assert (row["regret_amount"], row["currency"], row["alternative_kind"]) == (Decimal(1000), "CAD", "employee")


def test_a_frontier_is_stored_point_by_point(database, planned):
    data, plan = planned
    run_seven(database)
    point = FrontierPoint(
        frontier_name="value_against_bench", point_number=1, x_name="bench", x_value=12.5, x_unit="hours",
        y_name="value", y_value=-3.25, y_unit="milli-points", z_name="moves", z_value=8.0, z_unit="hours",
        status=plan.status, gap=None, is_estimate=True, is_chosen=True, sentence="12.5 h of bench.", hours=plan.hours,
    )  # fmt: skip
    save_answers(database, 7, data, Answers(frontier=(point, replace(point, point_number=2))))
    rows = database.rows("SELECT f.* FROM pred.frontier_point AS f ORDER BY f.point_number")
    assert [(row["model"], row["x_value"], row["y_value"], row["z_value"]) for row in rows] == [
        ("staffing", Decimal("12.5"), Decimal("-3.25"), Decimal(8)),
    ] * 2


def test_what_a_scenario_adds_has_no_row(database, planned):
    data, _ = planned
    run_seven(database)
    keys = (NOT_STORED, *data.consultants.keys[1:])
    added = replace(data, consultants=replace(data.consultants, keys=keys))
    others = (alternative(), alternative(consultant=1))
    save_answers(database, 7, added, Answers(alternatives=others))
    rows = database.rows("SELECT a.employee_id FROM pred.staffing_alternative AS a")
    assert [row["employee_id"] for row in rows] == [2]


def test_numbers_that_fit_no_column_leave_their_table_out_and_no_other(database, planned):
    data, plan = planned
    run_seven(database)
    found = answer(data, plan, 0)
    assert found.shortages
    bad = replace(found, alternatives=(alternative(regret_points=float("nan")), alternative()))
    save_answers(database, 7, data, bad)
    assert database.scalar("SELECT COUNT(*) FROM pred.staffing_alternative") == 0
    assert database.scalar("SELECT COUNT(*) FROM pred.staffing_shortage") == len(found.shortages)


def test_a_question_that_fails_is_told_and_the_others_are_answered(planned, monkeypatch):
    def fails(*_arguments: Any, **_options: Any) -> None:
        raise ZeroDivisionError("no such luck")

    monkeypatch.setattr(firm_answers, "worths", fails)
    data, plan = planned
    found = answer(data, plan, 20)
    assert found.missing == ("worths (no such luck)",)
    assert found.alternatives
    assert found.explanations


def test_without_time_only_what_takes_no_solver_is_asked(planned):
    found = answer(*planned, 0)
    assert (found.alternatives, found.worths, found.frontier, found.missing) == ((), (), (), ())
    assert found.explanations
    assert found.shortages


def test_what_a_hire_costs_is_a_mean_of_at_least_three(database):
    pay = "UPDATE core.employees SET monthly_cost_amount = :amount WHERE employee_id = :employee_id"
    for employee_id, amount in ((1, 6000), (4, 8000)):
        database.execute(pay, employee_id=employee_id, amount=Decimal(amount))
    assert monthly_costs(loaded(database)) == {}
    more = "UPDATE core.employees SET is_external = :nobody, monthly_cost_amount = :amount WHERE employee_id = 2"
    database.execute(more, nobody=False, amount=Decimal(10000))
    data = loaded(database)
    assert {data.cell_keys[cell]: cost for cell, cost in monthly_costs(data).items()} == {
        data.cell_keys[data.consultants.cell[0]]: 8000  # Ann's, and of all seniors in every practice
    }


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e7, -1e7])
def test_a_number_that_is_none_or_too_large_is_refused(value):
    with pytest.raises(ValueError, match="does not fit"):
        exact(value, HOURS)
