"""The return of plans over the draws: mean, spread, quantiles, a target, and how it differs from the first plan's."""

from math import sqrt

import numpy as np

from optimizer.funding.data import FundingData, Numbers
from optimizer.funding.monte_carlo.draws import Draws
from optimizer.funding.monte_carlo.outcome import Distribution
from optimizer.funding.objective import arriving

QUANTILES = (0.1, 0.5, 0.9)


def money_at_work(data: FundingData, money: Numbers) -> Numbers:
    """Per request, the money whose return arrives in time; ``money`` is requests x periods."""
    return np.asarray((money * arriving(data)).sum(axis=1))


def returns(money: Numbers, draws: Draws) -> Numbers:
    """What a plan returns in each draw: Σ money × ROI over the requests that succeed."""
    return np.asarray(draws.worth @ money)


def distribution(
    name: str, values: Numbers, first: Numbers, target_amount: float | None, currency: str
) -> Distribution:
    """One plan's row.

    Parameters
    ----------
    values, first
        Its return, and the first plan's, in the same draws.
    """
    low, middle, high = (float(x) for x in np.quantile(values, QUANTILES))
    target = None if target_amount is None else float((values >= target_amount).mean())
    difference = values - first
    error = float(difference.std(ddof=1)) / sqrt(len(values)) if len(values) > 1 else 0.0
    reached = "" if target is None else f"; {target_amount:,.0f} is reached in {target:.1%} of the draws"
    against = (
        f"; on average {difference.mean():+,.0f} against the first (± {error:,.0f}), more than it in "
        f"{(difference > 0).mean():.1%} of the draws"
        if difference.any()
        else ""
    )
    return Distribution(
        name=name,
        mean_amount=float(values.mean()),
        deviation_amount=float(values.std(ddof=1)) if len(values) > 1 else 0.0,
        p10_amount=low,
        p50_amount=middle,
        p90_amount=high,
        target_ratio=target,
        mean_difference_amount=float(difference.mean()),
        difference_error_amount=error,
        better_ratio=float((difference > 0).mean()),
        sentence=(
            f"The {name} returns {values.mean():,.0f} {currency} on average, {low:,.0f} to {high:,.0f} in eight of ten "
            f"draws, half of them at least {middle:,.0f}{reached}{against}."
        ),
    )
