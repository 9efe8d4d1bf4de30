"""Rows of a horizon model about staffing ratios."""

from dataclasses import dataclass

import numpy as np

from optimizer.staffing.bulk.arrays import Arrays
from optimizer.staffing.data import Indexes, Numbers
from optimizer.staffing.large.scope import Scope, ones
from optimizer.staffing.score import MILLI


@dataclass(frozen=True)
class Ratios:
    """R ratio rows: one per target and open week of the phases worked on here."""

    row: Indexes  # K x W: number of the row, -1 for none
    off: Indexes  # R columns
    takes_hours: Numbers  # R: the most that the role works without leaving the ratios


def staffing_ratio(scope: Scope, arrays: Arrays) -> Ratios:
    """Hours by practice and level follow the ratios, or the distance is paid for (STAFFING C8)."""
    data, weeks = scope.data, scope.weeks
    touched = np.zeros(len(data.phases.ids), dtype=bool)
    touched[scope.phases] = True
    of_target = data.targets.phase
    target, week = np.nonzero(touched[of_target][:, None] & weeks.is_open[of_target])
    phase, every = of_target[target], np.arange(target.size)
    total_of = _totals(scope, arrays, phase, week)
    off = arrays.add_columns("off_ratio", (target, week))
    off.cost[:] = -MILLI * data.phases.ratio_price[phase]
    row = np.full((data.targets.ratio.size + 1, scope.week_count), -1)  # the last: of hours that no ratio counts
    row[target, week] = every
    mine = np.flatnonzero(scope.units.target[scope.pair] >= 0)
    rows = row[scope.units.target[scope.pair[mine]], scope.week[mine]]
    mine, rows = mine[rows >= 0], rows[rows >= 0]
    slack = data.parameters.ratio_tolerance * weeks.planned_hours[phase, week]
    ratio, kept = data.targets.ratio[target], scope.kept.target_hours[target, week]
    terms = [ones(rows, scope.hours[mine]), ones(every, total_of, -ratio)]
    arrays.add_rows("ratio_above", (target, week), [*terms, ones(every, off.columns, -1.0)], upper=slack - kept)
    arrays.add_rows("ratio_below", (target, week), [*terms, ones(every, off.columns)], lower=-slack - kept)
    return Ratios(row, off.columns, np.maximum(ratio * weeks.maximum_hours[phase, week] + slack - kept, 0.0))


def _totals(scope: Scope, arrays: Arrays, phase: Indexes, week: Indexes) -> Indexes:
    """The column of the total that suits the ratios best, for each (phase, week) given."""
    keys, place = np.unique(phase * scope.week_count + week, return_inverse=True)
    of_phase, of_week = keys // scope.week_count, keys % scope.week_count
    most = scope.weeks.maximum_hours[of_phase, of_week]
    return np.asarray(arrays.add_columns("total_hours", (of_phase, of_week), upper=most).columns[place])
