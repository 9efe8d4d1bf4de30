"""How far a whole plan may be from the best one, tier by tier."""

import math

from optimizer.budget.bulk.kinds import Numbers
from optimizer.budget.whole.guide import COST
from optimizer.budget.whole.model import WholeModel, WholeTier

PROVEN_WITHIN = 1e-6


class Gaps:
    """Of shortfalls against man-months asked, of preferences against man-months planned, else against the bound."""

    def __init__(self, model: WholeModel, relative_gap: float) -> None:
        self.model, self.relative_gap = model, relative_gap

    def ratio(self, tier: WholeTier, plan: Numbers, bound: float) -> float | None:
        """How far the tier's value is from the bound, 0-1; None without a bound."""
        if not math.isfinite(bound):
            return None
        missing = max(tier.value(plan) - bound, 0.0)
        whole = tier.asked or (self._planned(plan) if tier.is_preference else abs(bound))
        if missing > 0 and whole <= PROVEN_WITHIN:
            return None
        return missing / max(whole, PROVEN_WITHIN)

    def is_near(self, tier: WholeTier, plan: Numbers, bound: float) -> bool:
        """Whether the plan is proven best in this tier, or within the relative gap."""
        gap = self.ratio(tier, plan, bound)
        return self.is_proven(tier, plan, bound) or (not tier.grain and gap is not None and gap <= self.relative_gap)

    def is_proven(self, tier: WholeTier, plan: Numbers, bound: float) -> bool:
        """Whether no plan is better in this tier, but for a millionth."""
        value = tier.value(plan)
        return value - bound <= PROVEN_WITHIN * max(1.0, abs(value))

    def near_enough(self, tier: WholeTier, plan: Numbers) -> float:
        """The absolute gap at which a search of this tier may stop."""
        if tier.grain:
            return tier.grain / 2
        whole = self._planned(plan) if tier.is_preference else abs(tier.value(plan))
        return self.relative_gap * whole / 2

    def near_enough_of_guide(self, plan: Numbers) -> float:
        """The absolute gap of a mixture: that of cost, which it is in money of; else next to nothing."""
        cost = next((tier for tier in self.model.tiers if tier.name == COST), None)
        return PROVEN_WITHIN if cost is None else self.near_enough(cost, plan)

    def _planned(self, plan: Numbers) -> float:
        """Man-months."""
        shares = slice(0, self.model.share_count)
        return float(plan[shares] @ self.model.unit[shares])


def words(gap: float | None) -> str:
    """What is proven, for people; two digits, however small."""
    return "nothing is proven" if gap is None else f"at most {100 * gap:.2g} % better is possible"
