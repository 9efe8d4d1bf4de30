"""Which shares the first restricted model has: those of a plan made in waterfall order, cheapest people first."""

import numpy as np

from optimizer.budget.bulk.arrays import BudgetArrays
from optimizer.budget.bulk.kinds import Indexes, Numbers
from optimizer.budget.objective import waterfall_keys

SHORT_RATIO = 1e-9


def first_shares(model: BudgetArrays, price: Numbers) -> Indexes:
    """Shares that a good plan is likely to use, ascending; ``price`` says which are wanted first, smallest first.

    Whoever has little money for a man-month chooses first, since few people are cheap enough; where somebody is left
    short, a second plan in waterfall order is added.
    """
    data = model.data
    keys = waterfall_keys(data)
    money = [
        np.inf if i.is_efficiency else i.budget_amount / max(i.effort_man_months or 0.0, 0.01) for i in data.initiatives
    ]
    chosen, is_short = _greedy(model, price, np.argsort(money, kind="stable").tolist())
    if is_short:
        in_order = sorted(range(len(money)), key=lambda i: keys[data.initiatives[i].initiative_id])
        chosen = np.union1d(chosen, _greedy(model, price, in_order)[0])
    return chosen.astype(np.int32)


def _greedy(model: BudgetArrays, price: Numbers, order: list[int]) -> tuple[Indexes, bool]:
    """The shares of a plan that serves one initiative after the other, and whether it leaves one short."""
    data, shares = model.data, model.shares
    left = (model.count[:, None] * model.people.available).ravel()
    cells, money = model.cells("person_month"), model.cost_amount
    first = np.searchsorted(shares.initiative, np.arange(model.initiative_count + 1))
    chosen, short = [np.zeros(0, dtype=np.int64)], 0.0
    for place in order:
        initiative = data.initiatives[place]
        mine = np.arange(first[place], first[place + 1])
        mine = mine[np.argsort(price[mine], kind="stable")]
        room = np.minimum(shares.upper[mine], left[cells[mine]])
        if not initiative.is_efficiency:
            room = _within_budget(room, money[mine], shares.month[mine], _month_money(model, place))
        target = initiative.effort_man_months
        before = np.cumsum(room) - room
        used = np.clip((np.inf if target is None else target) - before, 0.0, room)
        left[cells[mine]] -= used
        short += 0.0 if target is None else max(0.0, target - float(used.sum()))
        chosen.append(mine[used > 0])
    return np.unique(np.concatenate(chosen)), short > SHORT_RATIO


def _month_money(model: BudgetArrays, place: int) -> Numbers:
    """The budget of each month of the horizon."""
    initiative = model.data.initiatives[place]
    runs = set(initiative.months)
    amounts = [
        model.data.month_budget_amount(initiative, month) if month in runs else 0.0 for month in model.data.months
    ]
    return np.cumsum(amounts) if model.data.rules.has_carry_over else np.array(amounts)


def _within_budget(room: Numbers, money: Numbers, month: Indexes, budget: Numbers) -> Numbers:
    """What of ``room`` each month's budget pays for, in the order given."""
    kept = room.copy()
    for number, amount in enumerate(budget):
        here = np.flatnonzero(month == number)
        spent = room[here] * money[here]
        before = np.cumsum(spent) - spent
        kept[here] = np.clip(amount - before, 0.0, spent) / money[here]
    return kept
