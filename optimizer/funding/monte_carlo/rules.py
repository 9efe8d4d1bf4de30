"""The rules of a decision of one period as arrays, as the model itself has them, so that no rule is written twice."""

from functools import cached_property

import numpy as np

from config.errors import UsageError
from optimizer.funding import model as funding_model
from optimizer.funding.data import FundingData, Numbers
from optimizer.funding.large.coupling import Coupling, coupling
from optimizer.funding.monte_carlo.draws import Flags

KEPT_RATIO = 1e-7


class Rules(Coupling):
    """The coupling rows, with what drawing at random asks of them; columns are requests in the data's order."""

    @property
    def request_count(self) -> int:
        """How many columns."""
        return len(self.most)

    @cached_property
    def is_possible(self) -> Flags:
        """Which requests can be funded at all."""
        return np.asarray(self.most >= self.least)

    @cached_property
    def must_fund(self) -> Flags:
        """Which requests a row of their own forces in."""
        alone = (np.count_nonzero(self.of_amount, axis=1) == 0) & (np.count_nonzero(self.of_funded, axis=1) == 1)
        forces = alone & (self.level < 0)
        return np.asarray((self.of_funded[forces] < 0).any(axis=0))

    def are_kept(self, amounts: Numbers) -> Flags:
        """Whether each plan (one per row of ``amounts``) keeps every row, within 1e-7 of the row's own size."""
        size = np.abs(amounts) @ np.abs(self.of_amount).T + np.abs(self.level) + 1.0
        used = amounts @ self.of_amount.T + (amounts > 0).astype(float) @ self.of_funded.T
        return np.asarray((used <= self.level + KEPT_RATIO * size).all(axis=1))


def rules_of(data: FundingData) -> Rules:
    """Every limit that binds.

    Raises
    ------
    UsageError
        The data have several periods, in each of which a request may be funded.
    """
    if data.horizon.period_count > 1:
        raise UsageError("The decision is taken anew for one period; these data have several. Nothing was drawn.")
    return Rules(**vars(coupling(funding_model.build(data))))
