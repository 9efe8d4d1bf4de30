"""Whose hours may change when one booking does: the person, the team, and those who could take over."""

import numpy as np

from optimizer.staffing.bulk.index import Index
from optimizer.staffing.bulk.totals import Totals
from optimizer.staffing.data import Indexes, Numbers

HALF_DAY_HOURS = 4.0


def pairs_around(totals: Totals, consultant: int, phase: int, most_pairs: int) -> Indexes:
    """The pairs to plan again when ``consultant`` works more or less on ``phase``, the closest first, then cut.

    The consultant's phases; the same role on the phase, at work or with time; who could take over where the consultant
    works, at work there or with time; other phases of those of the role who are at work; the rest of the phase's team.
    """
    index, data = totals.index, totals.index.data
    worked = totals.hours.sum(axis=1)
    free = _free_hours(totals)
    mine = index.by_consultant.of(consultant)
    team = index.by_engagement.of(int(data.phases.engagement[phase]))
    team = team[data.pairs.phase[team] == phase]
    cell = data.consultants.cell[consultant]
    same_role = team[index.cell[team] == cell]
    busy = same_role[worked[same_role] > 0]
    elsewhere = data.pairs.phase[mine[worked[mine] > 0]]
    of_cell = index.by_cell.of(int(cell))
    takers = of_cell[np.isin(data.pairs.phase[of_cell], elsewhere)]
    displaced = index.by_consultant.of(*np.unique(data.pairs.consultant[busy]).tolist())
    groups = (
        mine,
        busy,
        _best_first(same_role, worked, free, index),
        _best_first(takers, worked, free, index),
        displaced[np.argsort(-worked[displaced], kind="stable")],
        team[worked[team] > 0],
    )
    ordered = np.concatenate(groups)
    _, first = np.unique(ordered, return_index=True)
    kept: Indexes = ordered[np.sort(first)][:most_pairs]
    return kept


def _free_hours(totals: Totals) -> Numbers:
    """C: hours that are not booked, in weeks with at least half a day left."""
    left = totals.index.data.consultants.capacity_hours - totals.booked
    return np.asarray(np.where(left >= HALF_DAY_HOURS, left, 0).sum(axis=1))


def _best_first(pairs: Indexes, worked: Numbers, free: Numbers, index: Index) -> Indexes:
    """Those at work, then those with the most time."""
    time = free[index.data.pairs.consultant[pairs]]
    return np.asarray(pairs[np.lexsort((pairs, -time, worked[pairs] <= 0))])
