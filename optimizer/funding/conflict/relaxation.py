"""The cheapest way out of a conflict: which limits to loosen, and how far."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from config.errors import ModelError
from optimizer.funding.bulk import highs
from optimizer.funding.bulk.terms import terms
from optimizer.funding.catalog import KINDS
from optimizer.funding.constraints import add_limits
from optimizer.funding.data import FundingData, Limit
from optimizer.funding.measures import is_broken, measured, wanted_level
from optimizer.funding.variables import FundingModel, add_amounts

TOLERANCE = 1e-6
NEAR_ENOUGH = 1e-4
REPAIRED_WORDS = {"must_fund": "drop it", "requires": "drop it", "either_or": "allow {value:g}"}


@dataclass(frozen=True)
class Relaxation:
    """A limit to give way, from its level to ``new_level`` (what the cheapest relaxed decision needs).

    ``change_ratio`` is how far, of its level: 0.2 is 20 %.
    """

    limit: Limit
    new_level: float
    sentence: str
    change_ratio: float = 0.0


def cheapest_relaxation(data: FundingData, ends_at: float) -> tuple[Relaxation, ...]:
    """The limits to give way so that the sum of the relative changes is as small as it can be.

    Raises
    ------
    ModelError
        None was found in time.
    """
    model = FundingModel(data, is_elastic=True)
    add_amounts(model, data)
    add_limits(model, data, data.binding_limits)
    slack = np.concatenate([np.zeros(0, dtype=np.int64), *(block.members for block in model.slack)])
    model.objective = terms(slack, -1.0)
    answer = highs.solve(model, seconds=max(ends_at - time.monotonic(), 1.0), relative_gap=NEAR_ENOUGH)
    if answer.point is None:
        raise ModelError(
            f"Funding: the limits contradict each other, and no relaxation was found ({answer.reason}). "
            "No plan was made. Give the solver more time."
        )
    money = answer.point[model.amounts].reshape(len(data.requests), data.horizon.period_count)
    money = np.where(answer.point[model.fundeds] > 0.5, money, 0.0)  # noqa: PLR2004  # 0 or 1
    return tuple(
        _relaxation(data, limit, measured(data, limit, money))
        for limit in data.binding_limits
        if is_broken(data, limit, money, TOLERANCE)
    )


def _relaxation(data: FundingData, limit: Limit, level: float) -> Relaxation:
    """The words for one limit that gives way."""
    if limit.code in REPAIRED_WORDS:
        change = REPAIRED_WORDS[limit.code].format(value=level)
    else:
        change = f"make it {limit.words(data.currency, level)!r}"
    wanted = wanted_level(data, limit)
    ratio = abs(level - wanted) / abs(wanted) if wanted else 0.0
    way = "up" if KINDS[limit.code].direction == "at most" else "down"
    size = f"{ratio:.1%}" if wanted else f"from {wanted:g}"
    words = f"{limit.name}, {limit.words(data.currency)!r}: {change}"
    return Relaxation(limit, level, words + ("" if limit.code in REPAIRED_WORDS else f" ({way} {size})"), ratio)
