"""One point of a frontier, in the form in which ``pred.frontier_point`` keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from optimizer.solver import Status

CTRL_C = "Ctrl-C"


class Against(StrEnum):
    """What cost is weighed against."""

    SHORTFALL = "shortfall"
    MOVES = "moves"
    BOTH = "both"


@dataclass(frozen=True)
class FrontierPoint:
    """A plan that no other beats in both goals, proven: ``gap`` is 0.

    ``cost_amount`` in ``currency``; ``shortfall_man_months`` and ``delivered_man_months`` over all initiatives;
    ``moved_man_months`` from the last plan, None where there is none. ``limit`` is what the goal was held to.
    ``price_amount`` is what one man-month less of the goal would cost there (of moves, where it is both).
    ``shares`` is the plan itself; where
    ``is_bound``, rules of whole numbers are left out and no plan that keeps them is better.
    """

    point_number: int
    against: Against
    limit: float
    cost_amount: float
    currency: str
    shortfall_man_months: float
    delivered_man_months: float
    moved_man_months: float | None
    price_amount: float
    status: Status
    gap: float
    is_bound: bool
    sentence: str
    shares: Mapping[tuple[str, str, date], float]


@dataclass(frozen=True)
class Frontier:
    """Points from cheap to dear; ``stopped_by`` says what ended the search early, if anything."""

    against: Against
    points: tuple[FrontierPoint, ...]
    stopped_by: str
    seconds: float
    notes: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether every limit has its point."""
        return not self.stopped_by
