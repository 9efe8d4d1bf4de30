"""What whole steps, and money, cannot reach anyway: limits that lose no plan and make proofs short."""

from dataclasses import dataclass

import numpy as np

from optimizer.budget.bulk.kinds import Indexes, Numbers
from optimizer.budget.data import Initiative
from optimizer.budget.whole.draft import Draft
from optimizer.budget.whole.steps import GRID_TOLERANCE, to_be_delivered, whole_steps
from optimizer.budget.whole_constraints import DELIVERED_TOLERANCE


@dataclass(frozen=True)
class MostByMonth:
    """The most units of each initiative alone, initiative x month; with ``is_summed`` from the start to the month."""

    units: Numbers
    is_summed: bool

    def until(self, initiative: int) -> Numbers:
        """The most units up to and with each month."""
        return self.units[initiative] if self.is_summed else np.cumsum(self.units[initiative])


def to_grid(draft: Draft) -> None:
    """Limits of shares, of people's months and of targets that whole steps can reach (BUDGET A10)."""
    step = draft.step_ratio
    if step is None:
        return
    shares, people = draft.arrays.shares, draft.arrays.people
    count = people.count[shares.person]
    each = draft.upper[: draft.share_count] / np.maximum(count, 1)
    draft.upper[: draft.share_count] = count * np.floor(each + GRID_TOLERANCE)
    draft.is_whole[: draft.share_count] = True
    capacity = draft.arrays.rows.get("capacity")
    if capacity is not None:
        person, month = capacity.index["e"], capacity.index["m"]
        steps = np.floor(people.available[person, month] / step + GRID_TOLERANCE)
        draft.row_upper[capacity.first : capacity.first + len(capacity)] = people.count[person] * steps * step
    shortfall = draft.arrays.columns["shortfall"]
    rest = [target - whole_steps(target, step) * step for target in shortfall.upper]
    draft.lower[shortfall.columns] = np.maximum(rest, 0.0)


def most_by_month(draft: Draft) -> MostByMonth:
    """Cheapest people first, until the month's money (all money so far with carry-over) or the people are used up."""
    arrays = draft.arrays
    data, keeps = arrays.data, arrays.data.rules.has_carry_over
    units = np.zeros((arrays.initiative_count, arrays.month_count))
    shares = arrays.shares
    order = np.lexsort((arrays.cost_amount, shares.month, shares.initiative))
    starts = np.searchsorted(shares.initiative[order], np.arange(arrays.initiative_count + 1))
    for number, initiative in enumerate(data.initiatives):
        mine = order[starts[number] : starts[number + 1]]
        amount = 0.0
        for place, month in enumerate(data.months):
            own = data.month_budget_amount(initiative, month) if month in initiative.months else 0.0
            amount = amount + own if keeps else own
            inside = mine[(shares.month[mine] <= place) if keeps else (shares.month[mine] == place)]
            units[number, place] = _most_units(draft, inside, initiative, amount)
    return MostByMonth(units, keeps)


def _most_units(draft: Draft, shares: Indexes, initiative: Initiative, amount: float) -> float:
    """How many units ``amount`` buys of these shares; people alone limit an efficiency initiative."""
    if initiative.is_efficiency or not len(shares):
        return float(draft.upper[shares].sum())
    price = draft.arrays.cost_amount[shares] * draft.step
    order = np.argsort(price, kind="stable")
    price, upper = price[order], draft.upper[shares][order]
    bought = np.clip((amount - np.concatenate([[0.0], np.cumsum(price * upper)[:-1]])) / price, 0.0, upper)
    return float((bought if draft.step_ratio is None else np.floor(bought + GRID_TOLERANCE)).sum())


def month_counts(draft: Draft, most: MostByMonth) -> None:
    """No month has more whole steps than its money buys of the cheapest people: a cut, where money is what limits."""
    if draft.step_ratio is None or most.is_summed:
        return
    arrays = draft.arrays
    cell = arrays.cells("initiative_month")
    limit = most.units.ravel()
    people = np.bincount(cell, weights=draft.upper[: draft.share_count], minlength=len(limit))
    row = np.where(limit < people, np.cumsum(limit < people) - 1, -1)
    inside = np.flatnonzero(row[cell] >= 0)
    draft.add_rows([(row[cell[inside]], inside, 1.0)], int((limit < people).sum()), upper=limit[limit < people])


def alone(draft: Draft, most: MostByMonth) -> None:
    """No initiative gets more than its own money and people allow, all others gone: the least of each shortfall."""
    shortfall = draft.arrays.columns["shortfall"]
    for column, target, initiative in zip(shortfall.columns, shortfall.upper, shortfall.index["i"], strict=True):
        reached = float(most.until(int(initiative))[-1]) * draft.step
        draft.lower[column] = min(max(draft.lower[column], target - reached), target)


def first_months(draft: Draft, most: MostByMonth) -> dict[str, int]:
    """By initiative id: the number of the first month in which its predecessors can be delivered; 0 without one.

    ``len(data.months)`` where they never can.
    """
    data = draft.arrays.data
    place = {initiative.initiative_id: number for number, initiative in enumerate(data.initiatives)}
    found: dict[str, int] = {}

    def first(initiative: Initiative) -> int:
        if initiative.initiative_id not in found:
            before = data.initiative.get(initiative.predecessor_id or "")
            found[initiative.initiative_id] = 0 if before is None else _after(before, first(before))
        return found[initiative.initiative_id]

    def _after(before: Initiative, starts: int) -> int:
        wanted = to_be_delivered(data, before)
        if wanted is None:
            return data.months.index(before.months[-1]) + 1
        so_far = most.until(place[before.initiative_id])
        missed = 0.0 if most.is_summed or not starts else so_far[starts - 1]
        enough = np.flatnonzero((so_far - missed) * draft.step >= wanted - DELIVERED_TOLERANCE)
        return (
            0 if wanted <= DELIVERED_TOLERANCE else max(starts, int(enough[0])) + 1 if len(enough) else len(data.months)
        )

    for initiative in data.initiatives:
        first(initiative)
    return found
