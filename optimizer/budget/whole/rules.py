"""The rules of ``budget.whole_constraints`` as rows over arrays, by the same names (BUDGET A6, A10, A11)."""

import numpy as np

from optimizer.budget.bulk.kinds import NOWHERE
from optimizer.budget.data import Initiative
from optimizer.budget.whole.draft import Draft
from optimizer.budget.whole.steps import least_share, to_be_delivered
from optimizer.budget.whole.tightening import MostByMonth
from optimizer.budget.whole_constraints import DELIVERED_TOLERANCE


def minimum_block_and_maximum_initiatives(draft: Draft) -> None:
    """A share is 0 or at least the minimum block, and nobody works on too many initiatives in a month (BUDGET A6)."""
    rules = draft.arrays.data.rules
    block = least_share(draft.arrays.data) / draft.step
    needs_block = block > (1.0 if draft.step_ratio is not None else 0.0)
    if needs_block:
        draft.upper[: draft.share_count][draft.upper[: draft.share_count] < block - 1e-9] = 0.0
    cell = draft.arrays.cells("person_month")
    is_open = draft.upper[: draft.share_count] > 0
    choices = np.bincount(cell[is_open], minlength=draft.arrays.cell_count("person_month"))
    most = rules.maximum_initiatives_count
    is_counted = np.zeros(draft.share_count, dtype=bool) if most is None else choices[cell] > most
    chosen = np.flatnonzero(is_open & (is_counted | needs_block))
    row = np.arange(len(chosen))
    works = draft.add_flags(chosen, len(chosen), row, chosen)
    draft.add_rows([(row, chosen, 1.0), (row, works, -draft.upper[chosen])], len(chosen), upper=0.0)
    if needs_block:
        draft.add_rows([(row, chosen, 1.0), (row, works, -block)], len(chosen), lower=0.0)
    if most is not None:
        counted = is_counted[chosen]
        cells, of_cell = np.unique(cell[chosen[counted]], return_inverse=True)
        draft.add_rows([(of_cell, works[counted], 1.0)], len(cells), upper=float(most))
        # What the flags say once they may be fractions: enough for the relaxation, which leaves them out.
        inside = chosen[counted]
        draft.add_rows([(of_cell, inside, 1.0 / draft.upper[inside])], len(cells), upper=float(most))


def sequence(draft: Draft, most: MostByMonth, first_month: dict[str, int]) -> None:
    """Nobody works on an initiative before its predecessor's effort is delivered, in earlier months (BUDGET A11)."""
    data = draft.arrays.data
    place = {initiative.initiative_id: number for number, initiative in enumerate(data.initiatives)}
    shares = draft.arrays.shares
    for initiative in data.initiatives:
        if initiative.predecessor_id is None:
            continue
        mine = shares.initiative == place[initiative.initiative_id]
        draft.upper[: draft.share_count][mine & (shares.month < first_month[initiative.initiative_id])] = 0.0
        before = data.initiative[initiative.predecessor_id]
        wanted = to_be_delivered(data, before)
        if wanted is not None and wanted > DELIVERED_TOLERANCE:
            _starts(draft, initiative, mine, shares.initiative == place[before.initiative_id], wanted, most)


def _starts(
    draft: Draft,
    initiative: Initiative,
    mine: np.ndarray,
    before: np.ndarray,
    wanted: float,
    most: MostByMonth,
) -> None:
    """A flag per month: it is 1 only when the predecessor is delivered, and without it no share is above 0."""
    month, upper = draft.arrays.shares.month, draft.upper[: draft.share_count]
    months = np.unique(month[mine & (upper > 0)])
    shares = np.flatnonzero(mine & (upper > 0))
    # A flag stays set once it is: it follows from the shares of its month and of all before.
    sets = [(flag, shares[month[shares] <= place]) for flag, place in enumerate(months)]
    flag = np.concatenate([np.zeros(0, dtype=np.int64), *(np.full(len(of), number) for number, of in sets)])
    share = np.concatenate([np.zeros(0, dtype=np.int64), *(of for _, of in sets)])
    started = draft.add_flags(NOWHERE, len(months), flag, share)
    number = next(n for n, one in enumerate(draft.arrays.data.initiatives) if one is initiative)
    for column, place in zip(started, months, strict=True):
        now = np.flatnonzero(mine & (month == place))
        limit = min(float(upper[now].sum()), float(most.units[number, place]))
        if initiative.effort_man_months is not None:
            limit = min(limit, initiative.effort_man_months / draft.step + 1e-6)
        draft.add_rows([(0, now, 1.0), (0, np.array([column]), -limit)], 1, upper=0.0)
        done = np.flatnonzero(before & (month < place))
        needed = -(wanted - DELIVERED_TOLERANCE) / draft.step
        draft.add_rows([(0, done, 1.0), (0, np.array([column]), needed)], 1, lower=0.0)
    row = np.arange(max(len(started) - 1, 0))
    draft.add_rows([(row, started[1:], 1.0), (row, started[:-1], -1.0)], len(row), lower=0.0)
