"""The models of a run behind one shape: load, solve, check, save. Solvers are imported when they are needed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from config.errors import ModelError, PropError
from config.settings import Settings
from sql.engine import Reader, Transaction

SHOWN_NOTES = 3
REPAIR_SECONDS = 5.0
NOT_ANSWERED = "Not answered:"


class NothingToPlanError(PropError):
    """The database holds nothing for this model; the step is skipped, not failed."""


@dataclass(frozen=True)
class Model:
    """One optimizer as the run sees it.

    Attributes
    ----------
    load
        (database, reporting date, settings) -> data; raises `NothingToPlanError` where there is none.
    solve
        (data, settings) -> plan.
    broken_rules
        (data, plan) -> a sentence per hard rule that the plan breaks, found without a solver.
    save
        (transaction, run_id, data, plan): writes every row of the plan.
    describe
        (data, plan) -> what came out, in a sentence.
    """

    name: str
    load: Callable[[Reader, date, Settings], Any]
    solve: Callable[[Any, Settings], Any]
    broken_rules: Callable[[Any, Any], Sequence[str]]
    save: Callable[[Transaction, int, Any, Any], None]
    describe: Callable[[Any, Any], str]


def save_nothing(transaction: Transaction, run_id: int, model: str, reason: str) -> None:
    """Record that the model had nothing to plan, so that no older plan of it passes for the current one."""
    columns = (
        "run_id", "model", "solve_status", "objective_name", "solve_seconds", "row_count", "column_count", "sentence",
    )  # fmt: skip
    transaction.insert("pred.solve", columns, [(run_id, model, "Nothing", "none", Decimal(0), 0, 0, reason)])


def _load_staffing(reader: Reader, as_of: date, settings: Settings) -> Any:
    from optimizer.staffing.firm.load import load  # noqa: PLC0415
    from pipeline.scenarios.assumptions import with_assumptions  # noqa: PLC0415

    data = with_assumptions(reader, lambda won: load(reader, as_of, settings.horizon_weeks, may_be_won=won))
    if not data.pairs.consultant.size:
        reasons = " ".join(note.sentence for note in data.notes[:SHOWN_NOTES])
        raise NothingToPlanError(f"Nobody can be booked on an open phase in the coming weeks. {reasons}".strip())
    return data


def _solve_staffing(data: Any, settings: Settings) -> Any:
    """The plan, and what it answers: why each person is where they are, what else could be done, who is missing."""
    from optimizer.staffing.firm.answers import answer  # noqa: PLC0415
    from optimizer.staffing.model import solve  # noqa: PLC0415

    plan = solve(data, settings.staffing_time_limit_seconds)
    if not plan.status.has_plan:
        raise ModelError(
            f"Staffing: no plan within {settings.staffing_time_limit_seconds:g} s ({plan.reason}). "
            "Nothing was published. Give it more time: PROP_STAFFING_TIME_LIMIT_SECONDS."
        )
    return plan, answer(data, plan, settings.staffing_answers_seconds)


def _repair_staffing(data: Any, settings: Settings) -> Any:
    """The published plan, repaired for what holds today with as few moves as possible, and what it answers."""
    import numpy as np  # noqa: PLC0415

    from optimizer.solver import Clock  # noqa: PLC0415
    from optimizer.staffing.firm.answers import answer  # noqa: PLC0415
    from optimizer.staffing.replan.replan import repair_today  # noqa: PLC0415
    from optimizer.staffing.replan.report import summary  # noqa: PLC0415
    from optimizer.staffing.solution import plan_of  # noqa: PLC0415

    if np.isnan(data.pairs.published_hours).all():
        raise ModelError(
            f"Staffing: no plan is published for the weeks from {data.weeks[0]}, so that none can be repaired. "
            "Nothing was published. Use: prop run staffing."
        )
    repair = repair_today(data, clock=Clock(min(REPAIR_SECONDS, settings.staffing_time_limit_seconds)))
    plan = plan_of(data, repair.hours, None, summary(repair), repair.seconds)
    return plan, answer(data, plan, settings.staffing_answers_seconds)


def _broken_staffing(data: Any, plan: Any) -> list[str]:
    from optimizer.staffing.check import broken_rules  # noqa: PLC0415

    return [f"{rule}." for rule in broken_rules(data, plan[0])]


def _save_staffing(transaction: Transaction, run_id: int, data: Any, plan: Any) -> None:
    from optimizer.staffing.firm.save import save  # noqa: PLC0415
    from optimizer.staffing.firm.save_answers import save_answers  # noqa: PLC0415

    found, answers = plan
    save(transaction, run_id, data, found, answers.explanations)
    save_answers(transaction, run_id, data, answers)


def _describe_repair(data: Any, plan: Any) -> str:
    return f"{plan[0].reason} {_describe_staffing(data, plan)}"


def _describe_staffing(data: Any, plan: Any) -> str:
    found, answers = plan
    gap = "" if found.gap is None else f" (gap {found.gap:.2%})"
    missing = f". {NOT_ANSWERED} {'; '.join(answers.missing)}" if answers.missing else ""
    return f"{found.status}{gap}: {found.hours.sum():,.0f} h in {len(data.weeks)} weeks{missing}"


def _load_budget(reader: Reader, as_of: date, _settings: Settings) -> Any:
    from optimizer.budget.firm.load import load  # noqa: PLC0415

    data = load(reader, as_of)
    if not data.initiatives or not data.employees:
        missing = (
            "employees with a monthly cost exist" if data.initiatives else "initiatives run in or after this month"
        )
        raise NothingToPlanError(f"No {missing}.")
    return data


def _solve_budget(data: Any, _settings: Settings) -> Any:
    from optimizer.budget.model import solve  # noqa: PLC0415

    return solve(data)


def _broken_budget(data: Any, plan: Any) -> list[str]:
    from optimizer.budget.check import broken_rules  # noqa: PLC0415

    return broken_rules(data, plan)


def _save_budget(transaction: Transaction, run_id: int, data: Any, plan: Any) -> None:
    from optimizer.budget.firm.save import save  # noqa: PLC0415

    save(transaction, run_id, data, plan)


def _describe_budget(data: Any, plan: Any) -> str:
    return f"{plan.status}: {plan.man_months:,.2f} man-months for {plan.cost_amount:,.0f} {data.currency}"


def _load_funding(reader: Reader, as_of: date, _settings: Settings) -> Any:
    from optimizer.funding.firm.load import load  # noqa: PLC0415

    data = load(reader, as_of)
    if not data.requests:
        raise NothingToPlanError("No funding requests exist.")
    return data


def _solve_funding(data: Any, _settings: Settings) -> Any:
    """A plan, or the conflict among the limits: both are answers that are published."""
    from optimizer.funding.conflict.explain import InfeasibleError  # noqa: PLC0415
    from optimizer.funding.model import solve  # noqa: PLC0415

    try:
        return solve(data)
    except InfeasibleError as conflict:
        return conflict


def _broken_funding(data: Any, plan: Any) -> list[str]:
    from optimizer.funding.check import broken_rules  # noqa: PLC0415
    from optimizer.funding.conflict.explain import InfeasibleError  # noqa: PLC0415

    return [] if isinstance(plan, InfeasibleError) else broken_rules(data, plan)


def _save_funding(transaction: Transaction, run_id: int, data: Any, plan: Any) -> None:
    from optimizer.funding.conflict.explain import InfeasibleError  # noqa: PLC0415
    from optimizer.funding.firm.save import save, save_infeasible  # noqa: PLC0415

    if isinstance(plan, InfeasibleError):
        save_infeasible(transaction, run_id, "return", plan)
    else:
        save(transaction, run_id, data, plan)


def _describe_funding(data: Any, plan: Any) -> str:
    from optimizer.funding.conflict.explain import InfeasibleError  # noqa: PLC0415

    if isinstance(plan, InfeasibleError):
        return f"Infeasible: {plan}"
    return (
        f"{plan.status}: {plan.amount:,.0f} {data.currency} for requests that return "
        f"{plan.expected_return_amount:,.0f} {data.currency}"
    )


STAFFING = Model("staffing", _load_staffing, _solve_staffing, _broken_staffing, _save_staffing, _describe_staffing)
STAFFING_REPAIR = Model(
    "staffing", _load_staffing, _repair_staffing, _broken_staffing, _save_staffing, _describe_repair
)
BUDGET = Model("budget", _load_budget, _solve_budget, _broken_budget, _save_budget, _describe_budget)
FUNDING = Model("funding", _load_funding, _solve_funding, _broken_funding, _save_funding, _describe_funding)
