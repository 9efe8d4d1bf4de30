"""One mixture of several tiers: it leads searches to plans that are good in all of them, and decides nothing."""

import numpy as np

from optimizer.budget.bulk.kinds import Numbers
from optimizer.budget.whole.model import WholeModel

COST = "cost"
PRICE_FACTOR, FIRST_FACTOR = 20.0, 10.0  # of a dear month, for a man-month that is missing; more for earlier tiers


class Guide:
    """Money per unit of each tier before cost: many times a dear month, more for earlier ones; none for later tiers."""

    def __init__(self, model: WholeModel) -> None:
        self.model = model
        names = [tier.name for tier in model.tiers]
        count = names.index(COST) if COST in names else len(names)
        dear = PRICE_FACTOR * model.dear_amount
        prices = [dear * (1 + (FIRST_FACTOR - 1) * (1 - place / max(count, 1))) for place in range(count)]
        self.prices = [*prices, 1.0, *([0.0] * len(names))][: len(names)]

    def mixture(self, first: int) -> Numbers:
        """A cost per column, of all tiers from the number ``first`` on."""
        mixture = np.zeros(self.model.column_count)
        for tier, price in zip(self.model.tiers[first:], self.prices[first:], strict=True):
            np.add.at(mixture, tier.columns, price * tier.costs)
        return mixture

    def most(self, first: int) -> float:
        """More than that mixture can differ between any two plans."""
        man_months, amount = self.model.most
        rest = zip(self.model.tiers[first:], self.prices[first:], strict=True)
        return amount + sum(price * (tier.asked or man_months) for tier, price in rest if tier.name != COST) + 1.0
