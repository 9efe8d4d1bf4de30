"""What a funding decision wants: return, return weighted by success, or by success and strategic priority."""

from typing import Literal

import numpy as np

from config.errors import UsageError
from optimizer.funding.bulk.terms import Terms, terms
from optimizer.funding.data import FundingData, Numbers, Request
from optimizer.funding.variables import FundingModel

ObjectiveName = Literal["return", "risk_adjusted", "priority_weighted"]
OBJECTIVES: tuple[ObjectiveName, ...] = ("return", "risk_adjusted", "priority_weighted")
FACTORS: dict[ObjectiveName, tuple[str, ...]] = {
    "return": ("roi_ratio",),
    "risk_adjusted": ("roi_ratio", "success_probability_ratio"),
    "priority_weighted": ("roi_ratio", "success_probability_ratio", "strategic_priority"),
}


def value(model: FundingModel, data: FundingData, objective: ObjectiveName) -> Terms:
    """Σ amount × worth of each request and period, to be maximised."""
    return terms(model.amounts.ravel(), worths(data, objective).ravel())


def objective_called(name: str) -> ObjectiveName:
    """The objective of that name.

    Raises
    ------
    UsageError
        There is none.
    """
    found = next((known for known in OBJECTIVES if known == name), None)
    if found is None:
        raise UsageError(f"--objective {name}: known are {', '.join(OBJECTIVES)}. Nothing was solved.")
    return found


def worth(request: Request, objective: ObjectiveName) -> float:
    """What one unit of money is worth in a request: ROI, × success, × strategic priority (BUDGET B, objective)."""
    product = 1.0
    for factor in FACTORS[objective]:
        product *= getattr(request, factor)
    return product


def worths(data: FundingData, objective: ObjectiveName) -> Numbers:
    """Requests x periods: what one unit of money given then is worth, of what arrives by the end."""
    product = np.ones(len(data.requests))
    for factor in FACTORS[objective]:
        product = product * data.array(factor)
    return product[:, None] * arriving(data)


def arriving(data: FundingData) -> Numbers:
    """Requests x periods: the part of its return that money given then brings by the end, discounted.

    With one period all of it counts, whatever the ramp says.
    """
    periods = data.horizon.period_count
    if periods == 1:
        return np.ones((len(data.requests), 1))
    kept = np.power(1.0 - data.horizon.discount_ratio, np.arange(periods, dtype=float))
    by_ramp = {ramp: _arriving(ramp, kept) for ramp in {request.return_ramp for request in data.requests}}
    return np.array([by_ramp[request.return_ramp] for request in data.requests]).reshape(-1, periods)


def _arriving(ramp: tuple[float, ...], kept: Numbers) -> Numbers:
    """Σ of the ramp's parts that arrive in time, each times what a return of its period is worth today."""
    count = len(kept)
    return np.array([sum(p * kept[t + k] for k, p in enumerate(ramp) if t + k < count) for t in range(count)])
