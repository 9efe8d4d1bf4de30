"""Staffing in a run: who works where, week by week, or the published plan repaired; solvers are imported late."""

from datetime import date
from typing import Any

from config.errors import ModelError
from config.settings import Settings
from pipeline.models.model import Model, NothingToPlanError, not_answered
from sql.engine import Reader, Transaction

SHOWN_NOTES = 3
REPAIR_SECONDS = 5.0


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
    return f"{found.status}{gap}: {found.hours.sum():,.0f} h in {len(data.weeks)} weeks{not_answered(answers.missing)}"


STAFFING = Model("staffing", _load_staffing, _solve_staffing, _broken_staffing, _save_staffing, _describe_staffing)
STAFFING_REPAIR = Model(
    "staffing", _load_staffing, _repair_staffing, _broken_staffing, _save_staffing, _describe_repair
)
