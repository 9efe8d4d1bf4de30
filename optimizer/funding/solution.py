"""A funding decision in plain rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from optimizer.funding.data import FundingData, Numbers, Request
from optimizer.solver import Status

CENT = 0.01


@dataclass(frozen=True)
class Decision:
    """What one request gets; ``rank`` is its place by the score.

    ``expected_return_amount`` is what arrives by the end of the last period.
    """

    request_id: str
    is_funded: bool
    amount: float
    expected_return_amount: float
    score: float
    rank: int
    sentence: str


@dataclass(frozen=True)
class PeriodAmount:
    """What one request gets in one period (counted from 1), and what that returns by the end."""

    request_id: str
    period: int
    amount: float
    expected_return_amount: float


@dataclass(frozen=True)
class Tier:
    """One of several objectives, in their order: the value it reaches and the bound at its turn."""

    objective: str
    value: float
    bound: float | None


@dataclass(frozen=True)
class ShadowPrice:
    """What one more unit of a limit is worth; ``price`` is per ``unit``."""

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
class TailRisk:
    """What draws of ROI and success say of the decision: the mean return, and that of its worst ``worst_ratio``."""

    worst_ratio: float
    draw_count: int
    seed: int
    mean_amount: float
    worst_mean_amount: float


@dataclass(frozen=True)
class FundingPlan:
    """A funding decision; ``bound`` and ``gap`` are of the objective. ``limits_not_applied`` are sentences.

    ``schedule`` has the money by period where there are several, ``tiers`` the objectives where there are several.
    """

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
    schedule: tuple[PeriodAmount, ...] = ()
    tiers: tuple[Tier, ...] = ()
    tail: TailRisk | None = None

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

    def money(self, data: FundingData) -> Numbers:
        """Requests x periods: the money given; a request that is not decided gets nothing."""
        money = np.zeros((len(data.requests), data.horizon.period_count))
        if data.horizon.period_count == 1:
            amounts = self.amounts
            money[:, 0] = [amounts.get(request.request_id, 0.0) for request in data.requests]
        for row in self.schedule:
            if row.request_id in data.place:
                money[data.place[row.request_id], row.period - 1] = row.amount
        return money


def decision(
    data: FundingData,
    request: Request,
    amount: float,
    score: float,
    rank: int,
    expected_return_amount: float | None = None,
) -> Decision:
    """One request's row; amounts below a cent are nothing. Without a return given, all of it arrives."""
    given = amount if amount >= CENT else 0.0
    returned = given * request.roi_ratio if expected_return_amount is None else expected_return_amount
    return Decision(
        request_id=request.request_id,
        is_funded=given > 0,
        amount=given,
        expected_return_amount=returned if given else 0.0,
        score=score,
        rank=rank,
        sentence=_sentence(data, request, given),
    )


def schedule(data: FundingData, money: Numbers, arriving: Numbers) -> tuple[PeriodAmount, ...]:
    """The amounts by period, those above nothing; ``money`` and the part that arrives are requests x periods."""
    return tuple(
        PeriodAmount(
            data.requests[place].request_id,
            int(period) + 1,
            float(money[place, period]),
            float(money[place, period] * data.requests[place].roi_ratio * arriving[place, period]),
        )
        for place, period in np.argwhere(money >= CENT)
    )


def _sentence(data: FundingData, request: Request, amount: float) -> str:
    """Why it gets what it gets, in words."""
    money = f"{amount:,.{0 if amount >= 1 else 2}f} of {request.requested_amount:,.0f} {data.currency}"
    past = "" if request.past_roi_ratio is None else f" (earlier money returned {request.past_roi_ratio:.2f})"
    chance = f"with probability {request.success_probability_ratio:.0%}"
    returns = f"it returns {request.roi_ratio:g} per unit{past}, {chance}"
    cap = data.cap_amount(request)
    if cap < request.minimum_viable_amount:
        least = f"{request.minimum_viable_amount:,.0f} {data.currency}"
        return f"Not funded: the limit for one request, {cap:,.0f}, is below its minimum viable amount of {least}."
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
