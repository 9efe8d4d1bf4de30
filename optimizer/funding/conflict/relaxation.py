"""The cheapest way out of a conflict: which limits to loosen, and how far."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from config.errors import ModelError
from optimizer.funding.bulk import highs
from optimizer.funding.bulk.linear_model import INFINITY
from optimizer.funding.bulk.terms import terms
from optimizer.funding.catalog import KINDS
from optimizer.funding.conflict.one_row import least_missed, row_of, suits
from optimizer.funding.constraints import RULES
from optimizer.funding.data import FundingData, Limit, Numbers
from optimizer.funding.measures import is_broken, measured, wanted_level
from optimizer.funding.variables import FundingModel, add_amounts

TOLERANCE = 1e-6
NEAR_ENOUGH = 1e-4
TINY_GAP = 1e-9
HARDLY_MORE = 0.02
SHOWN_COUNT = 5
SECONDS_ALONE = 10.0


@dataclass(frozen=True)
class Relaxation:
    """A limit to give way, from its level to ``new_level`` (what the cheapest relaxed decision needs).

    ``change_ratio`` is how far, of its level: 0.2 is 20 %.
    """

    limit: Limit
    new_level: float
    sentence: str
    change_ratio: float = 0.0


def cheapest_relaxation(
    data: FundingData, conflict: tuple[Limit, ...], ends_at: float, *, is_something_funded: bool = False
) -> tuple[Relaxation, ...]:
    """The limits to give way so that the sum of the relative changes is as small as it can be.

    One limit alone is preferred to several that together change by hardly less; among thousands of requests, one limit
    of the conflict alone is loosened wherever that is enough. With ``is_something_funded`` a
    decision that funds nothing is no way out.

    Raises
    ------
    ModelError
        None was found in time.
    """
    if suits(data) and not is_something_funded:
        ways = [way for limit in conflict if (way := _without(data, limit, ends_at)) is not None]
        if ways:
            money = min(ways, key=lambda one: _change(data, one))
            return tuple(_relaxation(data, limit, money) for limit in _broken(data, money))
    every = tuple(data.binding_limits)
    best = _loosened(data, every, ends_at, is_something_funded=is_something_funded)
    if best is None:
        raise ModelError(
            "Funding: the limits contradict each other, and no relaxation was found in time. "
            "No plan was made. Give the solver more time."
        )
    cost, money = best
    loosened = _broken(data, money)
    if len(loosened) > 1:
        alone = [_loosened(data, (limit,), ends_at, is_something_funded=is_something_funded) for limit in loosened]
        cheapest = min((one for one in alone if one is not None), key=lambda one: one[0], default=None)
        if cheapest is not None and cheapest[0] <= cost + HARDLY_MORE:
            money = cheapest[1]
    return tuple(_relaxation(data, limit, money) for limit in _broken(data, money))


def _loosened(
    data: FundingData, loose: tuple[Limit, ...], ends_at: float, *, is_something_funded: bool
) -> tuple[float, Numbers] | None:
    """The cost and the amounts of the cheapest decision that may miss some limits and keeps the others."""
    model = FundingModel(data, is_elastic=True)
    add_amounts(model, data)
    for number, limit in enumerate(data.binding_limits, 1):
        model.is_elastic = limit in loose
        RULES[limit.code](model, data, limit, f"l{number}")
    if is_something_funded:
        add_something_funded(model)
    slack = np.concatenate([np.zeros(0, dtype=np.int64), *(block.members for block in model.slack)])
    model.objective = terms(slack, -1.0)
    answer = highs.solve(
        model, seconds=max(ends_at - time.monotonic(), 1.0), relative_gap=NEAR_ENOUGH, options={"mip_abs_gap": TINY_GAP}
    )
    if answer.point is None:
        return None
    return float(answer.point[slack].sum()), model.amounts_at(answer.point)


def _without(data: FundingData, limit: Limit, ends_at: float) -> Numbers | None:
    """The amounts of a decision that misses this limit by as little as it can, and keeps all others.

    None where there is none, or where the limit is no single row.
    """
    row = row_of(data, limit)
    if row is None:
        return None
    others = (other for other in data.binding_limits if other is not limit)
    seconds = min(SECONDS_ALONE, max(ends_at - time.monotonic(), 1.0))
    model, answer = least_missed(data, row, others, seconds)
    return None if answer.point is None else model.amounts_at(answer.point)


def _change(data: FundingData, money: Numbers) -> float:
    """By how much of their levels the missed limits change, together."""
    asked = float(data.array("requested_amount").sum())
    total = 0.0
    for limit in _broken(data, money):
        wanted = wanted_level(data, limit)
        total += abs(measured(data, limit, money) - wanted) / (abs(wanted) or asked)
    return total


def add_something_funded(model: FundingModel) -> None:
    """At least one request is funded: nothing keeps many limits, and is no decision."""
    model.add_rows("something_funded", (), [(0, model.chosen, 1.0)], lower=1.0, upper=INFINITY)


def _broken(data: FundingData, money: Numbers) -> list[Limit]:
    return [limit for limit in data.binding_limits if is_broken(data, limit, money, TOLERANCE)]


def _relaxation(data: FundingData, limit: Limit, money: Numbers) -> Relaxation:
    """The words for one limit that gives way."""
    level, wanted = measured(data, limit, money), wanted_level(data, limit)
    ratio = abs(level - wanted) / abs(wanted) if wanted else 0.0
    words = f"{limit.name}, {limit.words(data.currency)!r}: "
    if limit.code == "must_fund":
        places = data.places(limit)
        left_out = [data.requests[place].service_line for place in places if not money[place].any()]
        more = f" and {len(left_out) - SHOWN_COUNT} more" if len(left_out) > SHOWN_COUNT else ""
        change = f"leave out {' | '.join(left_out[:SHOWN_COUNT])}{more}"
    elif limit.code == "requires":
        change = "drop it"
    elif limit.code == "either_or":
        change = f"allow {level:g}"
    else:
        way = "up" if KINDS[limit.code].direction == "at most" else "down"
        size = f"{ratio:.1%}" if wanted else f"from {wanted:g}"
        change = f"make it {limit.words(data.currency, level)!r} ({way} {size})"
    return Relaxation(limit, level, words + change, ratio)
