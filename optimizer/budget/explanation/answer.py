"""The answer to "why not?" and "why?": plain frozen rows."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Verdict(StrEnum):
    """What the answer is about."""

    FORBIDDEN = "forbidden"  # a rule allows no share at all
    POSSIBLE = "possible"  # no rule forbids it; it is not planned, and forcing it has a price
    PLANNED = "planned"


@dataclass(frozen=True)
class Reason:
    """A rule of BUDGET A (``A7``) that allows at most ``most_ratio`` of a month, 0 where it forbids any share."""

    rule: str
    most_ratio: float
    sentence: str


@dataclass(frozen=True)
class TierDifference:
    """One level of the objective in the plan and in the changed plan; ``difference`` above 0 is worse.

    ``sign`` is -1 where more is better, as of value.
    """

    name: str
    unit: str
    before: float
    after: float
    sign: int = 1

    @property
    def difference(self) -> float:
        """How much worse, in ``unit``."""
        return self.sign * (self.after - self.before)


@dataclass(frozen=True)
class Change:
    """Man-months of one person on one initiative, in the plan and in the changed plan."""

    employee_id: str
    initiative_id: str
    before_man_months: float
    after_man_months: float


@dataclass(frozen=True)
class Candidate:
    """Somebody else who may work on the initiative; ``free_man_months`` in the months asked about."""

    employee_id: str
    name: str
    monthly_cost_amount: float
    free_man_months: float


@dataclass(frozen=True)
class Answer:
    """Why, or why not: one employee, one initiative, one month or all of the initiative's.

    ``share_ratio`` is what is planned, or was forced, in months of one person. ``differences`` compare the plan with
    the one in which the share is forced (possible) or taken away (planned), tier by tier; amounts in ``currency``.
    With ``is_estimate`` rules of whole numbers are left out of both.
    """

    employee_id: str
    initiative_id: str
    month: date | None
    verdict: Verdict
    share_ratio: float
    currency: str
    reasons: tuple[Reason, ...] = ()
    differences: tuple[TierDifference, ...] = ()
    cost_difference_amount: float = 0.0
    man_months_difference: float = 0.0
    shortfall_difference_man_months: float = 0.0
    changes: tuple[Change, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    is_estimate: bool = False
    seconds: float = 0.0
    sentences: tuple[str, ...] = ()
