"""The 40/35/25 score of a request: return, strategic alignment, risk; shown beside the plan, never instead of it."""

from dataclasses import dataclass

from optimizer.funding.data import FundingData, Request

TOP_PRIORITY = 5


@dataclass(frozen=True)
class ScoreWeights:
    """Weights of the three parts; they add up to 1."""

    expected_return: float = 0.40
    alignment: float = 0.35
    risk: float = 0.25


def scores(data: FundingData, weights: ScoreWeights | None = None) -> dict[str, float]:
    """Score by request id, 0-1: ROI against the best ROI, priority against 5, success probability."""
    used = weights or ScoreWeights()
    best_roi = max((request.roi_ratio for request in data.requests), default=0.0)

    def score(request: Request) -> float:
        roi = request.roi_ratio / best_roi if best_roi > 0 else 0.0
        alignment = min(1.0, request.strategic_priority / TOP_PRIORITY)
        return used.expected_return * roi + used.alignment * alignment + used.risk * request.success_probability_ratio

    return {request.request_id: score(request) for request in data.requests}


def ranks(data: FundingData, weights: ScoreWeights | None = None) -> dict[str, int]:
    """Rank by request id, 1 is the highest score; equal scores keep the order of the requests."""
    by_score = scores(data, weights)
    in_order = sorted(by_score, key=lambda request_id: -by_score[request_id])
    return {request_id: place for place, request_id in enumerate(in_order, 1)}
