"""From the months of a class of identical people to the months of each of them."""

import math
from collections.abc import Iterator

import numpy as np

from optimizer.budget.bulk.arrays import BudgetArrays
from optimizer.budget.bulk.kinds import Numbers
from optimizer.budget.solution import SHARE_ZERO, Allocation

ROUNDING = 1e-7  # of a month: what a solver leaves behind
Share = tuple[int, int, float]  # place among the class's people, initiative, share of the month


def allocations(model: BudgetArrays, values: Numbers) -> tuple[Allocation, ...]:
    """The plan in plain rows, by initiative, month and employee; each share within its maximum.

    Where nobody of the class has a last plan, a class is planned on as few of its people as can do the work, the same
    ones in every month; else evenly, which is the only way that keeps the moves.
    """
    found: list[Allocation] = []
    data, shares, people = model.data, model.shares, model.people
    used = np.flatnonzero(values[: len(shares)] > SHARE_ZERO)
    order = used[np.lexsort((shares.initiative[used], shares.month[used], shares.person[used]))]
    groups = shares.person[order] * model.month_count + shares.month[order]
    has_last = {person for person, _, _ in people.last_share}
    for group in np.split(order, np.flatnonzero(np.diff(groups)) + 1) if len(order) else ():
        person, month = int(shares.person[group[0]]), int(shares.month[group[0]])
        members = people.members[person]
        need = [(int(shares.initiative[at]), float(values[at]), float(shares.upper[at]) / len(members)) for at in group]
        available = float(people.available[person, month])
        for member, initiative, ratio in spread(need, available, len(members), is_even=person in has_last):
            if ratio > SHARE_ZERO:
                employee = data.employees[int(members[member])]
                cost = ratio * employee.monthly_cost_amount
                key = (employee.employee_id, data.initiatives[initiative].initiative_id, data.months[month])
                found.append(Allocation(*key, share_ratio=ratio, cost_amount=cost))
    return tuple(sorted(found, key=lambda one: (one.initiative_id, one.month, one.employee_id)))


def spread(
    need: list[tuple[int, float, float]], available: float, count: int, *, is_even: bool = False
) -> Iterator[Share]:
    """One month of ``count`` identical people.

    Parameters
    ----------
    need
        Initiative, man-months of all of them together, and the maximum share of one.
    available
        Part of the month that each has.
    is_even
        Everybody does the same.
    """
    everybody = [(initiative, amount, most) for initiative, amount, most in need if amount > 0]
    if count == 1:
        yield from ((0, initiative, min(amount, most)) for initiative, amount, most in everybody)
    elif not is_even and all(most >= available for _, _, most in everybody):
        yield from _one_after_the_other(everybody, available, count)
    else:
        people = [math.ceil(amount / most - ROUNDING) for _, amount, most in everybody]
        whole = math.ceil(sum(amount for _, amount, _ in everybody) / available - ROUNDING)
        planned = count if is_even else min(count, max(whole, *people, 1))
        for member in range(planned):
            yield from ((member, initiative, min(amount / planned, most)) for initiative, amount, most in everybody)


def _one_after_the_other(need: list[tuple[int, float, float]], available: float, count: int) -> Iterator[Share]:
    """Fill one person's month after the other; the last takes what rounding leaves."""
    member, left = 0, available
    for initiative, amount, _ in need:
        open_amount = amount
        while open_amount > 0:
            part = open_amount if member == count - 1 else min(open_amount, left)
            yield member, initiative, part
            open_amount, left = open_amount - part, left - part
            if left <= ROUNDING and member < count - 1:
                member, left = member + 1, available
