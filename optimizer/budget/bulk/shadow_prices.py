"""What one more unit of each limit is worth, in words: the prices of the rows, tier by tier."""

from collections.abc import Iterator

import numpy as np

from optimizer.budget.bulk.arrays import BudgetArrays, Rows
from optimizer.budget.bulk.solve import Settled, SettledTier
from optimizer.budget.months import label
from optimizer.budget.solution import SHORT_FROM_MAN_MONTHS, ShadowPrice

PRICE_ZERO = 1e-7


def shadow_prices(model: BudgetArrays, settled: Settled) -> tuple[ShadowPrice, ...]:
    """The limits that bind, each in the tier of highest standing where one more unit changes something.

    A price is what one more unit of the limit gains: above 0 where more is better (a budget, capacity, a cap), below
    0 where more is asked for (an effort target, the least share of a place). It holds for the next units, until
    another limit binds. The price of a class of identical people is that of each of them.
    """
    found: dict[str, ShadowPrice] = {}
    for one in settled.tiers:
        if one.prices is None or _is_settled_at_zero(one):
            continue
        for key, price in one.prices.items():
            block = model.rows[key]
            if block.words is None:
                continue
            for row in np.flatnonzero(np.abs(price) > PRICE_ZERO * _scale(one)):
                for limit, unit in _limits(model, block, int(row)):
                    if limit not in found and not _says_nothing(block, one):
                        found[limit] = _shadow_price(limit, unit, -float(price[row]), one)
    return tuple(found.values())


def _limits(model: BudgetArrays, block: Rows, row: int) -> Iterator[tuple[str, str]]:
    """The words of a row; of a class's capacity, those of each of its people."""
    assert block.words is not None  # noqa: S101  # asked for by the caller
    if block.rule != "capacity":
        yield block.words(row)
        return
    person, month = int(block.index["e"][row]), int(block.index["m"][row])
    for member in model.people.members[person]:
        employee = model.data.employees[int(member)]
        yield f"capacity of {employee.name} ({employee.employee_id}) in {label(model.data.months[month])}", "man-month"


def _is_settled_at_zero(one: SettledTier) -> bool:
    """A shortfall of 0 cannot get better."""
    return one.tier.can_reach_zero and abs(one.value) <= SHORT_FROM_MAN_MONTHS


def _says_nothing(block: Rows, one: SettledTier) -> bool:
    """A higher target makes its own shortfall larger: that needs no price."""
    return block.rule == "effort" and one.tier.name.startswith("shortfall")


def _scale(one: SettledTier) -> float:
    return 1.0 if one.tier.shares is None else max(float(np.abs(one.tier.shares).max(initial=0.0)), 1.0)


def _shadow_price(limit: str, unit: str, gain: float, one: SettledTier) -> ShadowPrice:
    """``gain`` is how much one more ``unit`` of the limit lowers the tier's term, or raises what is wanted."""
    verb = "lowers" if (gain > 0) == (one.tier.sign > 0) else "raises"
    words = f"One more {unit} of the {limit} {verb} the {one.tier.name} by {abs(gain):,.6g} {one.tier.unit}."
    return ShadowPrice(limit, gain, f"{one.tier.unit} per {unit}", words)
