"""What a funding decision wants: return, return weighted by success, or by success and strategic priority."""

from typing import Literal

import pulp

from optimizer.funding.data import FundingData, Request
from optimizer.funding.variables import FundingModel

ObjectiveName = Literal["return", "risk_adjusted", "priority_weighted"]
OBJECTIVES: tuple[ObjectiveName, ...] = ("return", "risk_adjusted", "priority_weighted")


def value(model: FundingModel, data: FundingData, objective: ObjectiveName) -> pulp.LpAffineExpression:
    """Σ amount × worth of each request, to be maximised."""
    return model.money(data.requests, {r.request_id: worth(r, objective) for r in data.requests})


def worth(request: Request, objective: ObjectiveName) -> float:
    """What one unit of money is worth in a request (BUDGET B, objective)."""
    return {
        "return": expected_return,
        "risk_adjusted": risk_adjusted_return,
        "priority_weighted": priority_weighted_return,
    }[objective](request)


def expected_return(request: Request) -> float:
    """Return per unit of money: the ROI."""
    return request.roi_ratio


def risk_adjusted_return(request: Request) -> float:
    """ROI × success probability."""
    return request.roi_ratio * request.success_probability_ratio


def priority_weighted_return(request: Request) -> float:
    """ROI × success probability × strategic priority: the document's ROI score."""
    return risk_adjusted_return(request) * request.strategic_priority
