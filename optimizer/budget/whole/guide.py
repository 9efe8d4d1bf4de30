"""One mixture of several tiers: it leads searches to plans that are good in all of them, and decides nothing."""

import numpy as np

from optimizer.budget.bulk.kinds import Numbers
from optimizer.budget.whole.model import WholeModel

COST = "cost"
PRICE_FACTOR, FIRST_FACTOR = 20.0, 10.0  # of a dear month, for a man-month that is missing; more for earlier tiers


class Guide:
    """Money per unit of each tier: many times a dear month for what is missing, more for earlier tiers."""

    def __init__(self, model: WholeModel) -> None:
        self.model = model
        count = max(sum(not tier.is_preference for tier in model.tiers), 1)
        dear = PRICE_FACTOR * model.dear_amount
        prices = [dear * (1 + (FIRST_FACTOR - 1) * (1 - place / count)) for place in range(count)]
        prices += [0.0] * (len(model.tiers) - count)
        self.prices = [1.0 if tier.name == COST else price for tier, price in zip(model.tiers, prices, strict=True)]

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
