"""Initiatives in a run: who is paid from which initiative, and what that leaves open; solvers are imported late."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from config.settings import Settings
from pipeline.models.model import Model, NothingToPlanError, not_answered
from sql.engine import Reader, Transaction

if TYPE_CHECKING:
    from optimizer.budget.data import BudgetData
    from optimizer.budget.firm.answers import Answers
    from optimizer.budget.model import ObjectiveName
    from optimizer.budget.solution import BudgetPlan


@dataclass(frozen=True)
class Problem:
    """The portfolio, and what the firm wants its plan to be the best in."""

    data: "BudgetData"
    objective: "ObjectiveName"


@dataclass(frozen=True)
class Solved:
    """A plan, and what it answers."""

    plan: "BudgetPlan"
    answers: "Answers"


def _load(reader: Reader, as_of: date, _settings: Settings) -> Problem:
    from optimizer.budget.firm.load import load  # noqa: PLC0415
    from optimizer.budget.firm.rules import objective_of  # noqa: PLC0415
    from optimizer.firm.parameters import Parameters  # noqa: PLC0415

    data = load(reader, as_of)
    if not data.initiatives or not data.employees:
        missing = (
            "employees with a monthly cost exist" if data.initiatives else "initiatives run in or after this month"
        )
        raise NothingToPlanError(f"No {missing}.")
    return Problem(data, objective_of(Parameters.in_force("Initiatives", reader, as_of)))


def _solve(problem: Problem, settings: Settings) -> Solved:
    from optimizer.budget.firm.answers import answer, for_staff  # noqa: PLC0415
    from optimizer.budget.model import solve  # noqa: PLC0415

    plan = solve(for_staff(problem.data), problem.objective, settings.budget_time_limit_seconds)
    found = answer(problem.data, plan, settings.budget_answers_seconds)
    return Solved(replace(plan, hiring=found.hiring), found)


def _broken(problem: Problem, solved: Solved) -> list[str]:
    from optimizer.budget.check import broken_rules  # noqa: PLC0415

    return broken_rules(problem.data, solved.plan)


def _save(transaction: Transaction, run_id: int, problem: Problem, solved: Solved) -> None:
    from optimizer.budget.firm.save import save  # noqa: PLC0415
    from optimizer.budget.firm.save_answers import save_answers  # noqa: PLC0415

    save(transaction, run_id, problem.data, solved.plan)
    save_answers(transaction, run_id, problem.data, solved.plan, solved.answers)


def _describe(problem: Problem, solved: Solved) -> str:
    plan = solved.plan
    words = f"{plan.status}: {plan.man_months:,.2f} man-months for {plan.cost_amount:,.0f} {problem.data.currency}"
    return f"{words}{not_answered(solved.answers.missing)}"


BUDGET = Model("budget", _load, _solve, _broken, _save, _describe)
