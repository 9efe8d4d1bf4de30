"""A funding decision in plain rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizer.funding.data import FundingData, Request
from optimizer.solver import Status

CENT = 0.01


@dataclass(frozen=True)
class Decision:
    """What one request gets; ``rank`` is its place by the 40/35/25 score."""

    request_id: str
    is_funded: bool
    amount: float
    expected_return_amount: float
    score: float
    rank: int
    sentence: str


@dataclass(frozen=True)
class ShadowPrice:
    """What one more unit of a limit is worth, with the same requests funded."""

    limit: str
    price: float
    unit: str
    sentence: str


@dataclass(frozen=True)
class Alternative:
    """Another way to share the same money under the same limits, and why it returns less (or more)."""

    name: str
    amounts: Mapping[str, float]
    objective_value: float
    expected_return_amount: float
    return_ratio: float
    sentence: str


@dataclass(frozen=True)
class FundingPlan:
    """A funding decision; ``bound`` and ``gap`` are of the objective. ``limits_not_applied`` are sentences."""

    objective: str
    objective_value: float
    bound: float | None
    gap: float | None
    status: Status
    decisions: tuple[Decision, ...]
    shadow_prices: tuple[ShadowPrice, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    limits_not_applied: tuple[str, ...] = ()
    seconds: float = 0.0
    row_count: int = 0
    column_count: int = 0
    notes: tuple[str, ...] = field(default=())

    @property
    def amount(self) -> float:
        """All money given."""
        return sum(decision.amount for decision in self.decisions)

    @property
    def expected_return_amount(self) -> float:
        """All return expected of it."""
        return sum(decision.expected_return_amount for decision in self.decisions)

    @property
    def return_ratio(self) -> float | None:
        """Return per unit of money given; None when nothing is given."""
        return self.expected_return_amount / self.amount if self.amount else None

    @property
    def amounts(self) -> dict[str, float]:
        """Money by request id, 0 included."""
        return {decision.request_id: decision.amount for decision in self.decisions}


def decision(data: FundingData, request: Request, amount: float, score: float, rank: int) -> Decision:
    """One request's row; amounts below a cent are nothing."""
    given = amount if amount >= CENT else 0.0
    return Decision(
        request_id=request.request_id,
        is_funded=given > 0,
        amount=given,
        expected_return_amount=given * request.roi_ratio,
        score=score,
        rank=rank,
        sentence=_sentence(data, request, given),
    )


def _sentence(data: FundingData, request: Request, amount: float) -> str:
    """Why it gets what it gets, in words."""
    money = f"{amount:,.0f} of {request.requested_amount:,.0f} {data.currency}"
    past = "" if request.past_roi_ratio is None else f" (earlier money returned {request.past_roi_ratio:.2f})"
    chance = f"with probability {request.success_probability_ratio:.0%}"
    returns = f"it returns {request.roi_ratio:g} per unit{past}, {chance}"
    cap = data.cap_amount(request)
    if amount <= 0:
        least = f"at least {request.minimum_viable_amount:,.0f} {data.currency}"
        return f"Not funded: {returns}; {least} would have to come from requests worth more, or a limit forbids it."
    if amount >= request.requested_amount - CENT:
        return f"Funded in full, {money}: {returns}."
    if amount >= cap - CENT:
        return f"Funded up to the limit for one request, {money}: {returns}."
    if amount <= request.minimum_viable_amount + CENT:
        return f"Funded with its minimum, {money}: {returns}; more money is worth more elsewhere."
    return f"Funded in part, {money}: {returns}; it takes what is left."
