"""What a run answers beside the plan for initiatives: whom to hire, and what more of one goal costs in the others."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizer.budget.data import BudgetData
from optimizer.budget.hiring.data import HiringPlan
from optimizer.budget.model import ObjectiveName
from optimizer.budget.solution import BudgetPlan
from optimizer.firm.asker import Asker
from optimizer.firm.shared_tables import Point
from optimizer.solver import Clock


@dataclass(frozen=True)
class Answers:
    """Everything that is stored beside a plan; ``missing`` says what could not be answered, and why."""

    hiring: HiringPlan | None = None
    frontiers: Mapping[str, tuple[Point, ...]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


def answer(data: BudgetData, plan: BudgetPlan, objective: ObjectiveName, seconds: float) -> Answers:
    """New colleagues and frontiers, each within its share of ``seconds``; 0 asks nothing."""
    if seconds <= 0:
        return Answers()
    asker = Asker("budget", Clock(seconds))
    return Answers(missing=tuple(asker.missing))
