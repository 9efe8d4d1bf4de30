"""What else could be done with one booking: the shape that is stored with each run."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Who or what takes the booking's place."""

    EMPLOYEE = "employee"  # somebody else works the hours on the same phase
    PHASE = "phase"  # the same person works on another phase
    NOBODY = "nobody"  # the hours are not worked


@dataclass(frozen=True)
class Alternative:
    """One alternative to a booking; ``rank`` 1 loses the least.

    Consultants and phases are indexes into the data; ``phase`` is None for somebody who has no booking. ``hours`` are
    those of the alternative over the horizon. ``regret_points`` (milli-points, 0 or more) is what the plan loses;
    ``regret_amount`` is the charge-out value on the booking's engagement that earns as many points (None where it earns
    none); ``revenue_change_amount`` is the change of the charge-out value of the whole plan. All three are None where a
    rule forbids the alternative, and ``forbidding_rule`` names it. ``is_estimate`` tells an exchange of the booking
    alone from one around which everybody near was planned again.
    """

    consultant: int
    phase: int | None
    rank: int
    kind: Kind
    other_consultant: int | None
    other_phase: int | None
    hours: float
    regret_points: float | None
    regret_amount: float | None
    revenue_change_amount: float | None
    forbidding_rule: str | None
    is_estimate: bool
    sentence: str
