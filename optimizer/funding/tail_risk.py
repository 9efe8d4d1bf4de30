"""Return under bad luck: the mean of the worst draws (conditional value at risk), as rows of the model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from config.errors import ModelError
from optimizer.funding.bulk.linear_model import INFINITY
from optimizer.funding.bulk.terms import Terms, terms
from optimizer.funding.data import FundingData, Numbers
from optimizer.funding.goal import Tail
from optimizer.funding.objective import arriving
from optimizer.funding.solution import TailRisk
from optimizer.funding.variables import FundingModel

MOST_ENTRIES = 5_000_000


@dataclass(frozen=True)
class TailTerms:
    """The mean return of all draws, and that of the worst ones, as expressions of the model."""

    mean: Terms
    worst_mean: Terms


def drawn_worth(data: FundingData, tail: Tail) -> Numbers:
    """Draws x requests: what one unit of money returns. The same numbers for every decision with one seed.

    Raises
    ------
    ModelError
        Draws times requests are more than memory should hold.
    """
    from optimizer.funding.monte_carlo.draws import draw  # noqa: PLC0415  # it reads the model in turn
    from optimizer.funding.monte_carlo.uncertainty import Uncertainty  # noqa: PLC0415

    if tail.draw_count * len(data.requests) > MOST_ENTRIES:
        raise ModelError(
            f"Funding: {tail.draw_count} draws of {len(data.requests):,} requests are more than "
            f"{MOST_ENTRIES:,} figures. Nothing was solved. Take fewer draws, or another objective."
        )
    spreads = {r.service_line: r.past_roi_deviation for r in data.requests if r.past_roi_deviation is not None}
    drawn: Numbers = draw(data.requests, Uncertainty(spread_of_line=spreads), tail.draw_count, tail.seed).worth
    return drawn


def add_tail(model: FundingModel, data: FundingData, tail: Tail) -> TailTerms:
    r"""Add the loss of each draw below a threshold (Rockafellar and Uryasev).

    .. math:: CVaR = \max_\eta \eta - \frac{1}{(1-\alpha) K} \sum_k z_k,
        \quad z_k \ge \eta - \sum_{s,t} worth_{k,s,t}\, amount_{s,t}
    """
    worth = drawn_worth(data, tail)[:, :, None] * arriving(data)[None, :, :]
    count = len(worth)
    number = np.arange(count)
    threshold = model.add_columns("threshold", (), lower=-INFINITY)
    below = model.add_columns("below_threshold", [("k", number + 1)])
    returned = worth.reshape(count, -1)
    columns = model.amounts.ravel()
    entries = [
        (number[:, None], columns[None, :], returned),
        (number, below.members, 1.0),
        (number, threshold.members[0], -1.0),
    ]
    model.add_rows("draw", [("k", number + 1)], entries, lower=0.0, upper=INFINITY)
    worst = terms(threshold.members) - terms(below.members, 1 / ((1 - tail.alpha_ratio) * count))
    mean = terms(columns, returned.mean(axis=0))
    if tail.least_amount is not None:
        model.add_rows("worst_mean", (), [(0, worst.columns, worst.values)], lower=tail.least_amount, upper=INFINITY)
    return TailTerms(mean, worst)


def tail_objective(found: TailTerms, tail: Tail) -> Terms:
    """The mean where the worst mean has a floor, else both weighed."""
    if tail.least_amount is not None:
        return found.mean
    return found.worst_mean * tail.weight + found.mean * (1 - tail.weight)


def tail_of(data: FundingData, tail: Tail, money: Numbers) -> TailRisk:
    """The mean and the worst mean of a decision (requests x periods), from the draws alone."""
    returned = np.sort(drawn_worth(data, tail) @ (money * arriving(data)).sum(axis=1))
    part = (1 - tail.alpha_ratio) * len(returned)
    whole = int(part)
    worst = (returned[:whole].sum() + (part - whole) * returned[min(whole, len(returned) - 1)]) / part
    return TailRisk(1 - tail.alpha_ratio, tail.draw_count, tail.seed, float(returned.mean()), float(worst))
