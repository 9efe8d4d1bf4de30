"""What each limit costs: what one unit more of it would be worth."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from optimizer.funding import engines
from optimizer.funding.bulk import highs
from optimizer.funding.bulk.answer import Answer
from optimizer.funding.catalog import COUNT_CODES, KINDS, MONEY_CODES, RATIO_CODES
from optimizer.funding.constraints import RULES, add_limits
from optimizer.funding.data import FundingData, Limit, Numbers
from optimizer.funding.goal import Goal
from optimizer.funding.measures import is_broken, measured, wanted_level
from optimizer.funding.solution import ShadowPrice
from optimizer.funding.tiers import objectives
from optimizer.funding.variables import FundingModel, add_amounts

PRICE_ZERO = 1e-9
STEP_RATIO = 1e-4  # of a limit's level, to see how its rows move with it; they are linear in it
MOST_REQUESTS_TO_DECIDE_AGAIN = 300
TIGHT = 1e-6


def shadow_prices(
    data: FundingData, goal: Goal, money: Numbers, objective_value: float, seconds: float
) -> tuple[ShadowPrice, ...]:
    """What loosening each limit by one unit is worth, in the (first) objective; limits that cost nothing are left out.

    Limits on money, shares and people: by linear programming, with the same requests funded. Limits that count requests
    or name some: by deciding again without one unit of them, for up to 300 requests.
    """
    first = replace(goal, tiers=goal.tiers[:1])
    prices = [*_of_amounts(data, first, money, seconds)]
    if len(data.requests) <= MOST_REQUESTS_TO_DECIDE_AGAIN:
        prices += _of_counts(data, first, money, objective_value, time.perf_counter() + seconds)
    return tuple(prices)


def _of_amounts(data: FundingData, goal: Goal, money: Numbers, seconds: float) -> Iterator[ShadowPrice]:
    """The linear program of the amounts, with the same requests funded."""
    model = FundingModel(data)
    add_amounts(model, data, money > 0)
    add_limits(model, data, data.binding_limits)
    model.objective = objectives(model, data, goal)[0]
    answer = highs.solve(model, seconds=seconds, is_relaxed=True)
    if answer.point is None or answer.row_prices is None:
        return
    per_level = {limit: _per_level(model, data, limit, answer) for limit in data.binding_limits}
    for limit in data.binding_limits:
        if limit.code not in COUNT_CODES:
            price = per_level[limit] + sum(per_level[later] for later in _fed_by(data, limit))
            step, unit = _unit(data, limit)
            if abs(price * step) > PRICE_ZERO:
                yield _price(data, limit, abs(price) * step, step, unit)


def _per_level(model: FundingModel, data: FundingData, limit: Limit, answer: Answer) -> float:
    """How the objective grows with the limit's level: Σ price of each row × how much room a higher level gives it."""
    if answer.point is None or answer.row_prices is None or limit.code in COUNT_CODES:
        return 0.0
    blocks = [block for block, of in model.limit_rows if of is limit]
    prices = np.concatenate([np.zeros(0), *(answer.row_prices[block.members] for block in blocks)])
    if not np.abs(prices).any():
        return 0.0
    step = max(abs(limit.level), 1.0) * STEP_RATIO
    low, high = (_room(model, data, limit, level, answer.point) for level in (limit.level, limit.level + step))
    if len(low) != len(high):  # a cap that no longer binds where a request asks for hardly more
        return float(prices.sum())
    return float(prices @ (high - low)) / step


def _room(model: FundingModel, data: FundingData, limit: Limit, level: float, point: Numbers) -> Numbers:
    """What is left in each of the limit's rows at another level."""
    scratch = FundingModel(data)
    scratch.amounts, scratch.fundeds, scratch.chosen = model.amounts, model.fundeds, model.chosen
    scratch.column_count = model.column_count
    RULES[limit.code](scratch, data, replace(limit, value=level, unit=""), "l1")
    room: Numbers = scratch.of_rows("upper") - scratch.matrix().times(point)
    return room


def _fed_by(data: FundingData, limit: Limit) -> list[Limit]:
    """The budgets of later periods to which this one is carried over."""
    if limit.code != "total_budget" or limit.period is None or not data.horizon.is_carried_over:
        return []
    return [
        other
        for other in data.binding_limits
        if other.code == limit.code and other.subject == limit.subject and (other.period or 0) > limit.period
    ]


def _unit(data: FundingData, limit: Limit) -> tuple[float, str]:
    """The step of a limit's level that people think in, and its name."""
    if limit.code in MONEY_CODES:
        return 1.0, data.currency
    if limit.code in RATIO_CODES:
        return 0.01, "percentage point"
    return (0.01, "0.01 of return") if limit.code == "min_roi_threshold" else (1.0, "month")


def _price(data: FundingData, limit: Limit, price: float, step: float, unit: str) -> ShadowPrice:
    way = "more" if KINDS[limit.code].direction == "at most" else "less"
    one = "one" if step == 1.0 or unit == "percentage point" else "a step of"
    worth = f"{one} {unit} {way} is worth {price:,.6g} of the objective, with the same requests funded"
    words = f"{limit.words(data.currency)}: {worth}."
    return ShadowPrice(limit.name, price, unit, words)


def _of_counts(
    data: FundingData, goal: Goal, money: Numbers, objective_value: float, ends_at: float
) -> Iterator[ShadowPrice]:
    """The decision taken again with one request more or fewer in the limit, or without the limit."""
    for limit in data.binding_limits:
        is_tight = is_broken(data, limit, money, -TIGHT) or measured(data, limit, money) == wanted_level(data, limit)
        left = ends_at - time.perf_counter()
        if limit.code not in COUNT_CODES or not is_tight or left <= 0:
            continue
        others = tuple(other for other in data.binding_limits if other is not limit)
        loosened = _loosened(limit)
        value = _best(data, goal, others if loosened is None else (*others, loosened), left)
        if value is not None and value - objective_value > TIGHT * max(abs(objective_value), 1.0):
            gain = value - objective_value
            what = "without it" if loosened is None else f"with {loosened.level:g} instead of {limit.level:g}"
            words = (
                f"{limit.words(data.currency)}: {what}, the best decision is worth {gain:,.6g} more of the objective."
            )
            yield ShadowPrice(limit.name, gain, "request" if loosened is not None else "limit", words)


def _loosened(limit: Limit) -> Limit | None:
    """The limit with one request more or fewer; None where it can only be dropped."""
    if limit.code in ("must_fund", "requires") or (KINDS[limit.code].direction == "at least" and limit.value <= 1):
        return None
    return replace(limit, value=limit.value + (1 if KINDS[limit.code].direction == "at most" else -1))


def _best(data: FundingData, goal: Goal, limits: tuple[Limit, ...], seconds: float) -> float | None:
    model = FundingModel(data)
    add_amounts(model, data)
    add_limits(model, data, limits)
    model.objective = objectives(model, data, goal)[0]
    return engines.solve(model, seconds=seconds).objective
