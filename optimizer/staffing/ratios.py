"""Hours off the staffing ratios of a phase's week, at the total that suits them best (STAFFING C8)."""

import numpy as np

from optimizer.staffing.data import Indexes, Numbers, StaffingData


def best_totals(data: StaffingData, actual: Numbers, phases: Indexes | None = None) -> tuple[Numbers, Numbers]:
    """The hours off the ratios, and the total at which they are least.

    Parameters
    ----------
    data
        The problem.
    actual
        K x W hours by target.
    phases
        Those to look at; None for all.

    Returns
    -------
    tuple[Numbers, Numbers]
        J x W hours off, and J x W totals; 0 in weeks in which the phase is closed, and for phases without targets.
    """
    off, totals = np.zeros((2, *data.phases.planned_hours.shape))
    week = np.arange(off.shape[1])
    for some, targets in _by_number_of_targets(data, phases):
        slack = data.parameters.ratio_tolerance * data.phases.planned_hours[some]
        least, best = least_deviation(
            actual[targets], data.targets.ratio[targets], slack, data.phases.maximum_hours[some]
        )
        start, end = data.phases.start_week[some][:, None], data.phases.end_week[some][:, None]
        is_open = (week >= start) & (week < end)
        off[some], totals[some] = np.where(is_open, least, 0), np.where(is_open, best, 0)
    return off, totals


def _by_number_of_targets(data: StaffingData, phases: Indexes | None) -> list[tuple[Indexes, Indexes]]:
    """Phases (n) with m targets each, and those targets (n x m), for every m that occurs."""
    counts = np.bincount(data.targets.phase, minlength=len(data.phases.ids))
    order = np.argsort(data.targets.phase, kind="stable")
    first = np.concatenate([[0], np.cumsum(counts)])
    wanted = np.arange(len(counts)) if phases is None else phases
    result = []
    for count in np.unique(counts[wanted]):
        some = wanted[counts[wanted] == count]
        if count:
            result.append((some, order[first[some][:, None] + np.arange(count)]))
    return result


def least_deviation(actual: Numbers, ratio: Numbers, slack: Numbers, most: Numbers) -> tuple[Numbers, Numbers]:
    """N x W: the sum over roles of |actual - ratio x total| beyond the slack, at the best total in 0 to ``most``.

    The sum is convex and piecewise linear in the total, so that one of its corners is the best. ``actual`` is
    N x roles x W, ``ratio`` N x roles, ``slack`` and ``most`` N x W.
    """
    divisor = np.maximum(ratio, 1e-12)[:, :, None]
    slack = slack[:, None]
    corners = np.concatenate([(actual + slack) / divisor, (actual - slack) / divisor], axis=1)
    totals = np.clip(corners, 0, most[:, None])
    deviation = np.abs(actual[:, :, None] - ratio[:, :, None, None] * totals[:, None]) - slack[:, None]
    sums = np.maximum(deviation, 0).sum(axis=1)
    best = sums.argmin(axis=1)[:, None]
    return np.take_along_axis(sums, best, axis=1)[:, 0], np.take_along_axis(totals, best, axis=1)[:, 0]
