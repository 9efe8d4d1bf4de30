"""A plan improved everywhere, one small neighborhood after the other, until nothing is found or time is up."""

from collections.abc import Sequence

import numpy as np

from optimizer.solver import Clock
from optimizer.staffing import score
from optimizer.staffing.bulk.index import index_of
from optimizer.staffing.bulk.near import best_change
from optimizer.staffing.bulk.totals import Totals
from optimizer.staffing.data import Numbers, StaffingData

MOST_FREE = 450  # pair-weeks of a neighborhood, beyond its first phase
MOST_SECONDS, LEAST_SECONDS = 2.0, 0.05
NODES = 100
GAP = 1e-3
LEAST_GAIN = 1e-3  # milli-points of a round that is worth another one


def sweep(data: StaffingData, hours: Numbers, clock: Clock, first: Sequence[int] = ()) -> Numbers:
    """``hours`` improved, phase by phase together with the phases that share most people with it.

    Parameters
    ----------
    data
        The problem.
    hours
        P x W, a plan that keeps every hard rule.
    clock
        When to stop; a neighborhood takes at most 2 s.
    first
        Phases to begin with.
    """
    plan = hours.copy()
    totals, neighbors, gain = Totals(index_of(data), plan), _neighborhoods(data, first), 1.0
    while gain > LEAST_GAIN:
        gain = 0.0
        for phases in neighbors:
            seconds = min(MOST_SECONDS, clock.left_seconds)
            if seconds < LEAST_SECONDS:
                break
            free = np.isin(data.pairs.phase, phases)
            found = best_change(totals, free, seconds=seconds, relative_gap=GAP, node_limit=NODES)
            if found is not None and found.gain > LEAST_GAIN:
                totals.put(found.pair, found.week, found.hours)
                gain += found.gain
    return plan if score.objective(data, plan) >= score.objective(data, hours) else hours


def _neighborhoods(data: StaffingData, first: Sequence[int]) -> list[list[int]]:
    """Each phase with those that share most people with it, up to ``MOST_FREE`` pair-weeks."""
    count = len(data.phases.ids)
    works = np.zeros((len(data.consultants.ids), count))
    works[data.pairs.consultant, data.pairs.phase] = 1
    shared, size = works.T @ works, np.bincount(data.pairs.phase, data.active.sum(axis=1), count)
    result = []
    for j in dict.fromkeys((*first, *range(count))):
        mine = [j]
        for other in np.argsort(-shared[j], kind="stable").tolist():
            if other != j and size[[*mine, other]].sum() <= MOST_FREE:
                mine.append(other)
        result.append(mine)
    return result
