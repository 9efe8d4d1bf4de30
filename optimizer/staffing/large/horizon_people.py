"""Rows of a horizon model about people: their time, their bench, externals after internals, and what phases take."""

import numpy as np

from optimizer.staffing.bulk.arrays import Arrays
from optimizer.staffing.large.scope import Scope, ones
from optimizer.staffing.score import MILLI


def capacity(scope: Scope, arrays: Arrays) -> None:
    """Nobody works beyond the hours they have (STAFFING C1)."""
    unit, week, row = scope.by(scope.unit)
    arrays.add_rows("capacity", (unit, week), [ones(row, scope.hours)], upper=scope.units.capacity_hours[unit, week])


def demand(scope: Scope, arrays: Arrays) -> None:
    """A phase takes no more than its demand cap, of which others have used a part (STAFFING C4)."""
    phase, week, row = scope.by(scope.phase)
    left = scope.weeks.maximum_hours[phase, week] - scope.kept.phase_hours[phase, week]
    arrays.add_rows("demand", (phase, week), [ones(row, scope.hours)], upper=np.maximum(left, 0.0))


def bench(scope: Scope, arrays: Arrays) -> None:
    """Internals below the target cost the bench price (STAFFING C7)."""
    parameters = scope.data.parameters
    unit, week, row = scope.by(scope.unit)
    internal = ~scope.units.is_external[unit]
    place = np.cumsum(internal) - 1
    unit, week = unit[internal], week[internal]
    short = arrays.add_columns("bench_short", (unit, week))
    short.cost[:] = -MILLI * parameters.bench_price
    mine = internal[row]
    terms = [ones(place[row[mine]], scope.hours[mine]), ones(np.arange(unit.size), short.columns)]
    wanted = (1 - parameters.bench_target) * scope.units.capacity_hours[unit, week]
    arrays.add_rows("bench", (unit, week), terms, lower=wanted)


def internal_first(scope: Scope, arrays: Arrays) -> None:
    """Idle internal hours beside an external of the same practice and level have a price (STAFFING C9)."""
    data, units = scope.data, scope.units
    free = np.zeros((len(data.cells), scope.week_count))
    internal = ~units.is_external
    np.add.at(free, units.cell[internal], units.capacity_hours[internal])
    is_external = units.is_external[scope.unit]
    cell, week, row = scope.by(units.cell[scope.unit])
    has_both = (np.bincount(row, is_external, cell.size) > 0) & (free[cell, week] > 0)
    place = np.cumsum(has_both) - 1
    cell, week = cell[has_both], week[has_both]
    works = arrays.add_columns("external_works", (cell, week), upper=1.0)
    idle = arrays.add_columns("idle", (cell, week))
    idle.cost[:] = -MILLI * data.parameters.internal_first_price
    inside, every = has_both[row], np.arange(cell.size)
    mine = inside & ~is_external
    terms = [
        ones(place[row[mine]], scope.hours[mine]),
        ones(every, idle.columns),
        ones(every, works.columns, -free[cell, week]),
    ]
    arrays.add_rows("internal_first", (cell, week), terms, lower=0.0)
    theirs = np.flatnonzero(inside & is_external)
    every = np.arange(theirs.size)
    most = units.most_hours[scope.pair[theirs], scope.week[theirs]]
    terms = [ones(every, scope.hours[theirs]), ones(every, works.columns[place[row[theirs]]], -most)]
    arrays.add_rows("external_works", (scope.pair[theirs], scope.week[theirs]), terms, upper=0.0)
