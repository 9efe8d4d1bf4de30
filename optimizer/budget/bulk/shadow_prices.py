"""What one more unit of each limit is worth, in words: the prices of the rows, tier by tier."""

from collections.abc import Iterator

import numpy as np

from config.errors import ModelError
from optimizer.budget.bulk.arrays import ArrayTier, BudgetArrays, Rows
from optimizer.budget.bulk.one_more import gain
from optimizer.budget.bulk.solve import Settled, SettledTier
from optimizer.budget.months import label
from optimizer.budget.solution import SHORT_FROM_MAN_MONTHS, ShadowPrice
from optimizer.solver import Status

PRICE_ZERO = 1e-7
SHORTFALL = "shortfall of "
MOST_WORK = 100_000  # limits x columns, up to which every price is made exact
Place = tuple[str, int]  # key of the rows, row


def shadow_prices(model: BudgetArrays, settled: Settled, *, is_exact: bool = True) -> tuple[ShadowPrice, ...]:
    """The limits that bind, each in the tier of highest standing where one more unit changes something.

    A price is what one more unit of the limit gains: above 0 where more is better (a budget, capacity, a cap), below
    0 where more is asked for (an effort target, the least share of a place). It holds for the next units, until
    another limit binds. The price of a class of identical people is that of each of them.

    Where two limits bind at once, the solver's prices are not unique: more of one may be worth nothing without the
    other; and a price may be what one unit less would lose. So in a portfolio that is small enough each price is found
    again by allowing a little more; in a large one, or where time was up, the words say that it is a limit.
    """
    found = dict(_priced(model, settled))
    wanted = _places(model, found)
    is_proven = all(one.status == Status.OPTIMAL for one in settled.tiers)
    if is_exact and is_proven and len(wanted) * model.column_count <= MOST_WORK:
        prices = _exact(model, settled, wanted, found)
    else:
        prices = ((place, known, False) for place, known in found.items())
    return tuple(price for place, known, exact in prices for price in _words(model, place, *known, is_exact=exact))


def _priced(model: BudgetArrays, settled: Settled) -> Iterator[tuple[Place, tuple[SettledTier, float]]]:
    """Rows with a price, each in the first tier that gives one, and what one more unit gains there."""
    seen: set[Place] = set()
    for one in settled.tiers:
        if one.prices is None or _is_settled_at_zero(one):
            continue
        for key, price in one.prices.items():
            block = model.rows[key]
            if block.words is None or _says_nothing(block, one):
                continue
            for row in np.flatnonzero(np.abs(price) > PRICE_ZERO * _unit(one)).tolist():
                if (key, row) not in seen:
                    seen.add((key, row))
                    yield (key, row), (one, -float(price[row]))


def _places(model: BudgetArrays, found: dict[Place, tuple[SettledTier, float]]) -> list[Place]:
    """The rows that may have a price: those that have one, and every effort target."""
    efforts = [("effort", row) for row in range(len(model.rows["effort"]))] if "effort" in model.rows else []
    return list(dict.fromkeys([*found, *efforts]))


def _exact(
    model: BudgetArrays, settled: Settled, wanted: list[Place], found: dict[Place, tuple[SettledTier, float]]
) -> Iterator[tuple[Place, tuple[SettledTier, float], bool]]:
    """The same with the prices of allowing a little more; where none is found so, the solver's stays as a limit."""
    for key, row in wanted:
        is_exact = True
        try:
            known = gain(model, settled, model.rows[key], row)
        except ModelError:
            is_exact, known = False, found.get((key, row))
        if known is not None:
            yield (key, row), known, is_exact


def _limits(model: BudgetArrays, block: Rows, row: int) -> Iterator[tuple[str, str]]:
    """The words of a row; of a class's capacity, those of each of its people."""
    if block.rule != "capacity":
        if block.words is not None:
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


def _unit(one: SettledTier) -> float:
    return 1.0 if one.tier.shares is None else max(float(np.abs(one.tier.shares).max(initial=0.0)), 1.0)


def _wanted(tier: ArrayTier) -> tuple[str, bool]:
    """The tier in words, and whether more of it is wanted; what has no target has no shortfall."""
    if tier.name.startswith(SHORTFALL) and tier.shares is not None:
        return f"effort delivered on {tier.name.removeprefix(SHORTFALL)}", True
    return tier.name, tier.sign < 0


def _words(
    model: BudgetArrays, place: Place, one: SettledTier, price: float, *, is_exact: bool
) -> Iterator[ShadowPrice]:
    """``price`` is how much one more unit of the limit lowers the tier's term, or raises what is wanted."""
    name, is_wanted = _wanted(one.tier)
    verb = "raises" if (price > 0) == is_wanted else "lowers"
    bound = "" if is_exact else "up to " if price > 0 else "at least "
    for limit, unit in _limits(model, model.rows[place[0]], place[1]):
        words = f"One more {unit} of the {limit} {verb} the {name} by {bound}{abs(price):,.6g} {one.tier.unit}."
        yield ShadowPrice(limit, price, f"{one.tier.unit} per {unit}", words)
