"""What a tier of the lexicographic objective reached, and how exactly later tiers keep it."""

from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.solver import Status

KEPT_WITHIN = 5e-7  # half a millionth; the solver's own rounding is the other half
VERIFIED_WITHIN = 2e-6


@dataclass(frozen=True)
class TierResult:
    """What one tier reached; ``shadow_prices`` by row, in units of the tier, where the model has no whole numbers.

    With whole numbers ``bound`` is what no plan can get below, given what the earlier tiers reached, and ``gap_ratio``
    how far the value is from it: of the man-months that are asked for (shortfall) or planned (preferences), of the
    bound itself for money and value. None where nothing is known; a proven optimum is its own bound.
    """

    name: str
    value: float
    unit: str
    status: Status
    seconds: float
    shadow_prices: Mapping[str, float]
    reason: str = ""
    bound: float | None = None
    gap_ratio: float | None = None
