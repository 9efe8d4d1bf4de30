"""What every share would gain or cost at given row prices, without a matrix: reduced costs of all columns."""

from collections.abc import Mapping

import numpy as np

from optimizer.budget.bulk.arrays import ArrayTier, BudgetArrays, Rows
from optimizer.budget.bulk.kinds import Indexes, Numbers

Prices = Mapping[str, Numbers]  # by key of ``BudgetArrays.rows``: a price per row


class Pricing:
    """Reduced costs: the tier's cost of a share less the prices of all rows that it is in."""

    def __init__(self, model: BudgetArrays) -> None:
        self.model = model
        self.by_person = model.cells("person_month")
        self.by_initiative = model.cells("initiative_month")
        self.cost_amount = model.people.cost_amount

    def reduced_costs(self, tier: ArrayTier, prices: Prices, shares: Indexes) -> Numbers:
        """Of ``shares``, at ``prices``; rows without a price in the mapping count as not there yet."""
        model = self.model
        per_person = np.zeros(model.cell_count("person_month"))
        per_initiative = np.zeros(model.cell_count("initiative_month"))
        per_money = np.zeros(model.cell_count("initiative_month"))
        reduced = np.zeros(len(shares)) if tier.shares is None else tier.shares[shares]
        for key, price in prices.items():
            block = model.rows[key]
            if len(block.row_of) and price.any():
                into = per_person if block.grain == "person_month" else per_money if block.is_cost else per_initiative
                into += _per_cell(block, price)
        reduced -= per_person[self.by_person[shares]] + per_initiative[self.by_initiative[shares]]
        if per_money.any():
            reduced -= per_money[self.by_initiative[shares]] * self.cost_amount[model.shares.person[shares]]
        self._less_entries(reduced, prices, shares)
        return reduced

    def _less_entries(self, reduced: Numbers, prices: Prices, shares: Indexes) -> None:
        """Rows that name single shares: those of the last plan."""
        paid = np.zeros(0)
        for key, price in prices.items():
            for row, column, value in self.model.rows[key].entries:
                is_share = column < len(self.model.shares)
                if is_share.any():
                    paid = paid if len(paid) else np.zeros(len(self.model.shares))
                    np.add.at(paid, column[is_share], price[row[is_share]] * value[is_share])
        if len(paid):
            reduced -= paid[shares]


def _per_cell(block: Rows, price: Numbers) -> Numbers:
    """What a share of each cell pays for the rows of this block that it is in."""
    if block.chain_end is not None:
        after = np.append(np.cumsum(price[::-1])[::-1], 0.0)
        price = after[:-1] - after[block.chain_end + 1]
    paid = np.append(price, 0.0)[block.row_of]  # -1 is the last one: no row
    return paid if block.factor is None else paid * block.factor
