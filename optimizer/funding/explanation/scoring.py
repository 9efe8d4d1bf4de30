"""The 40/35/25 score of a request: return, strategic alignment, risk; shown beside the plan, never instead of it."""

from dataclasses import dataclass
from math import isfinite

import numpy as np

from config.errors import UsageError
from optimizer.funding.data import FundingData, Numbers

TOP_PRIORITY = 5
PART_COUNT = 3


@dataclass(frozen=True)
class ScoreWeights:
    """Weights of the three parts; they add up to 1."""

    expected_return: float = 0.40
    alignment: float = 0.35
    risk: float = 0.25


def weights_of(text: str) -> ScoreWeights:
    """``40/35/25`` or ``0.4,0.35,0.25`` as weights that add up to 1.

    Raises
    ------
    UsageError
        These are not three numbers of 0 or more, or they add up to 0.
    """
    try:
        parts = [float(part) for part in text.replace("/", ",").split(",")]
    except ValueError:
        parts = []
    if len(parts) != PART_COUNT or any(not isfinite(part) or part < 0 for part in parts) or not sum(parts):
        raise UsageError(
            f"--weights {text}: three numbers of 0 or more are expected, for return, alignment and risk, "
            "such as 40/35/25. Nothing was solved."
        )
    expected_return, alignment, risk = (part / sum(parts) for part in parts)
    return ScoreWeights(expected_return, alignment, risk)


def scores(data: FundingData, weights: ScoreWeights | None = None) -> dict[str, float]:
    """Score by request id, 0-1: ROI against the best ROI, priority against 5, success probability."""
    return dict(zip(data.request, _scores(data, weights or ScoreWeights()).tolist(), strict=True))


def ranks(data: FundingData, weights: ScoreWeights | None = None) -> dict[str, int]:
    """Rank by request id, 1 is the highest score; equal scores keep the order of the requests."""
    ids = list(data.request)
    in_order = np.argsort(-_scores(data, weights or ScoreWeights()), kind="stable")
    return {ids[where]: place for place, where in enumerate(in_order.tolist(), 1)}


def _scores(data: FundingData, used: ScoreWeights) -> Numbers:
    roi = data.array("roi_ratio")
    best = roi.max(initial=0.0)
    part_of_best = roi / best if best > 0 else np.zeros(len(roi))
    alignment = np.minimum(1.0, data.array("strategic_priority") / TOP_PRIORITY)
    risk = data.array("success_probability_ratio")
    total: Numbers = used.expected_return * part_of_best + used.alignment * alignment + used.risk * risk
    return total
