"""Funding in a run: which requests get how much, and what else could be; solvers are imported late."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from config.settings import Settings
from pipeline.models.model import Model, NothingToPlanError, not_answered
from sql.engine import Reader, Transaction

if TYPE_CHECKING:
    from optimizer.funding.conflict.explain import InfeasibleError
    from optimizer.funding.data import FundingData
    from optimizer.funding.firm.answers import Answers
    from optimizer.funding.firm.load import LastDecision
    from optimizer.funding.firm.rules import Wanted
    from optimizer.funding.solution import FundingPlan


@dataclass(frozen=True)
class Problem:
    """The requests, what the firm wants the decision to be the best in, and what was published last."""

    data: "FundingData"
    wanted: "Wanted"
    last: "LastDecision | None"


@dataclass(frozen=True)
class Solved:
    """A decision with what it answers, or the conflict among the limits: both are published."""

    plan: "FundingPlan | None"
    answers: "Answers | None"
    conflict: "InfeasibleError | None" = None


def _load(reader: Reader, as_of: date, _settings: Settings) -> Problem:
    from optimizer.firm.parameters import Parameters  # noqa: PLC0415
    from optimizer.funding.firm.load import last_decision, load  # noqa: PLC0415
    from optimizer.funding.firm.rules import wanted_of  # noqa: PLC0415

    data = load(reader, as_of)
    if not data.requests:
        raise NothingToPlanError("No funding requests exist.")
    wanted = wanted_of(Parameters.in_force("Funding", reader, as_of))
    return Problem(data, wanted, last_decision(reader, data))


def _solve(problem: Problem, settings: Settings) -> Solved:
    from optimizer.funding.conflict.explain import InfeasibleError  # noqa: PLC0415
    from optimizer.funding.firm.answers import answer  # noqa: PLC0415
    from optimizer.funding.model import solve  # noqa: PLC0415

    try:
        plan = solve(problem.data, problem.wanted.goal, settings.funding_time_limit_seconds)
    except InfeasibleError as conflict:
        return Solved(None, None, conflict)
    found = answer(problem.data, plan, problem.wanted, problem.last, settings.funding_answers_seconds)
    return Solved(plan, found)


def _broken(problem: Problem, solved: Solved) -> list[str]:
    from optimizer.funding.check import broken_rules  # noqa: PLC0415

    return [] if solved.plan is None else broken_rules(problem.data, solved.plan)


def _save(transaction: Transaction, run_id: int, problem: Problem, solved: Solved) -> None:
    from optimizer.funding.firm.save import save, save_infeasible  # noqa: PLC0415
    from optimizer.funding.firm.save_answers import save_answers  # noqa: PLC0415

    if solved.plan is not None and solved.answers is not None:
        save(transaction, run_id, problem.data, solved.plan)
        save_answers(transaction, run_id, problem.data, solved.plan, solved.answers)
    elif solved.conflict is not None:
        save_infeasible(transaction, run_id, problem.data, problem.wanted.goal.name, solved.conflict)


def _describe(problem: Problem, solved: Solved) -> str:
    plan, answers = solved.plan, solved.answers
    if plan is None or answers is None:
        return f"Infeasible: {solved.conflict}"
    currency = problem.data.currency
    words = (
        f"{plan.status}: {plan.amount:,.0f} {currency} for requests that return "
        f"{plan.expected_return_amount:,.0f} {currency}"
    )
    return f"{words}{not_answered(answers.missing)}"


FUNDING = Model("funding", _load, _solve, _broken, _save, _describe)
