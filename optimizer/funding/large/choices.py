"""What each request may get: nothing, or one of a few amounts and what lies between; and what each is worth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.funding.data import Indexes, Numbers
from optimizer.funding.large.coupling import Coupling

NEARNESS_CORNERS = 5


@dataclass(frozen=True)
class Choices:
    """Per request (row) its corner amounts, from the least to the most, and their worth above getting nothing.

    Between two corners worth is linear, and over all of them it never bends upwards. ``of_nothing`` is what getting
    nothing is worth for all requests together. A request whose most is below its least can get nothing alone.
    """

    amounts: Numbers
    worth: Numbers
    is_possible: np.ndarray
    of_nothing: float = 0.0

    @property
    def corner_count(self) -> int:
        """Corners of each request."""
        return int(self.amounts.shape[1])


def by_worth(coupling: Coupling, worth_per_money: Numbers, worth_of_funding: Numbers) -> Choices:
    """Each amount is worth so much per unit, and being funded so much by itself."""
    amounts = np.stack([coupling.least, coupling.most], axis=1)
    worth = amounts * worth_per_money[:, None] + worth_of_funding[:, None]
    return Choices(amounts, worth, coupling.most >= coupling.least)


def by_nearness(coupling: Coupling, targets: Numbers, sizes: Numbers) -> Choices:
    """An amount is worth the less, the farther it lies from its target: half the squared distance over its size.

    Squares, so that many requests move a little rather than any of them much; told in straight pieces.
    """
    least, most = coupling.least, np.maximum(coupling.most, coupling.least)
    amounts = np.linspace(least, most, NEARNESS_CORNERS, axis=1)
    worth = (targets[:, None] ** 2 - (amounts - targets[:, None]) ** 2) / (2 * sizes[:, None])
    of_nothing = -float((targets**2 / (2 * sizes)).sum())
    return Choices(amounts, worth, coupling.most >= coupling.least, of_nothing)


@dataclass(frozen=True)
class Verdict:
    """What prices alone would give each request: ``corner`` (-1: nothing), the bound they prove, and how clear that is.

    ``loss_off`` and ``loss_on`` are what is lost at least where a request gets nothing, and where it gets something;
    ``loss_of_amount`` where it gets something else than its corner.
    """

    corner: Indexes
    bound: float
    loss_off: Numbers
    loss_on: Numbers
    loss_of_amount: Numbers

    @property
    def doubt(self) -> Numbers:
        """Smallest where the prices hardly decide."""
        return np.maximum(self.loss_off, self.loss_on)


def verdict(coupling: Coupling, choices: Choices, prices: Numbers) -> Verdict:
    """The best choice of each request where the limits' rows have ``prices`` (at least 0); the bound they prove."""
    per_money, per_funded = prices @ coupling.of_amount, prices @ coupling.of_funded
    net = choices.worth - per_money[:, None] * choices.amounts - per_funded[:, None]
    net[~choices.is_possible] = -np.inf
    corner = np.argmax(net, axis=1)
    best_on = net[np.arange(len(net)), corner]
    best = np.maximum(best_on, 0.0)
    place = np.arange(len(net))
    net[~choices.is_possible] = 0.0
    net_of_others = net.copy()
    net_of_others[place, corner] = -np.inf
    return Verdict(
        corner=np.where(best_on > 0, corner, -1),
        bound=choices.of_nothing + float(prices @ coupling.level) + float(best.sum()),
        loss_off=best,
        loss_on=best - best_on,
        loss_of_amount=net[place, corner] - net_of_others.max(axis=1),
    )


def amounts_at(choices: Choices, corner: Indexes) -> Numbers:
    """The amounts of the chosen corners."""
    chosen = choices.amounts[np.arange(len(corner)), np.maximum(corner, 0)]
    return np.where(corner >= 0, chosen, 0.0)
