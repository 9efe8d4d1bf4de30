"""Rows of a block about people: their time, bench, externals after internals, what phases take, and changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from optimizer.staffing.score import MILLI

if TYPE_CHECKING:
    from optimizer.staffing.large.block_model import Work


def add(work: Work) -> None:
    """All of them."""
    _capacity(work)
    _demand(work)
    _bench(work)
    _internal_first(work)
    _stability(work)


def _capacity(work: Work) -> None:
    """Nobody works beyond the hours they have (STAFFING C1)."""
    person, week, row = work.by(work.data.pairs.consultant[work.pair])
    upper = work.data.consultants.capacity_hours[person, week]
    work.arrays.add_rows("capacity", (person, week), [(row, work.hours, 1.0)], upper=upper)


def _demand(work: Work) -> None:
    """The block alone keeps the phase's demand cap (STAFFING C4)."""
    phase, week, row = work.by(work.data.pairs.phase[work.pair])
    upper = work.data.phases.maximum_hours[phase, week]
    work.arrays.add_rows("demand", (phase, week), [(row, work.hours, 1.0)], upper=upper)


def _bench(work: Work) -> None:
    """Internals below the target cost the bench price (STAFFING C7)."""
    data, parameters = work.data, work.data.parameters
    here = work.index.has_bench & np.isin(data.consultants.cell, work.block.cells)[:, None]
    person, week = np.nonzero(here)
    every = np.arange(person.size)
    short = work.arrays.add_columns("bench_short", (person, week))
    short.cost[:] = -MILLI * parameters.bench_price
    place = np.full(here.shape, -1)
    place[person, week] = every
    row = place[data.pairs.consultant[work.pair], work.week]
    mine = row >= 0
    terms = [(row[mine], work.hours[mine], 1.0), (every, short.columns, 1.0)]
    wanted = (1 - parameters.bench_target) * data.consultants.capacity_hours[person, week]
    work.arrays.add_rows("bench", (person, week), terms, lower=wanted)


def _internal_first(work: Work) -> None:
    """Idle internal hours beside an external of the same practice and level have a price (STAFFING C9)."""
    index, arrays = work.index, work.arrays
    here = index.has_both & np.isin(np.arange(len(work.data.cells)), work.block.cells)[:, None]
    cell, week = np.nonzero(here)
    every = np.arange(cell.size)
    works = arrays.add_columns("external_works", (cell, week), upper=1.0, is_integer=True)
    idle = arrays.add_columns("idle", (cell, week))
    idle.cost[:] = -MILLI * work.data.parameters.internal_first_price
    place = np.full(here.shape, -1)
    place[cell, week] = every
    row, is_external = place[index.cell[work.pair], work.week], index.is_external[work.pair]
    mine, theirs = np.flatnonzero((row >= 0) & ~is_external), np.flatnonzero((row >= 0) & is_external)
    terms = [
        (row[mine], work.hours[mine], 1.0),
        (every, idle.columns, 1.0),
        (every, works.columns, -index.internal_capacity[cell, week]),
    ]
    arrays.add_rows("internal_first", (cell, week), terms, lower=0.0)
    every = np.arange(theirs.size)
    terms = [(every, work.hours[theirs], 1.0), (every, works.columns[row[theirs]], -work.most_hours[theirs])]
    arrays.add_rows("external_works", (work.pair[theirs], work.week[theirs]), terms, upper=0.0)


def _stability(work: Work) -> None:
    """Hours moved against last week's published plan (STAFFING C12)."""
    price = work.data.parameters.stability_price
    published = work.data.pairs.published_hours[work.block.pairs]
    if price == 0 or np.isnan(published).all():
        return
    number, week = np.nonzero(~np.isnan(published))
    before, pair = published[number, week], work.block.pairs[number]
    moved = work.arrays.add_columns("moved_hours", (pair, week))
    moved.cost[:] = -MILLI * price
    place = np.full(work.index.usable.shape, -1)
    every = np.arange(pair.size)
    place[pair, week] = every
    row = place[work.pair, work.week]
    mine = row >= 0
    up = [(row[mine], work.hours[mine], -1.0), (every, moved.columns, 1.0)]
    down = [(row[mine], work.hours[mine], 1.0), (every, moved.columns, 1.0)]
    work.arrays.add_rows("moved_up", (pair, week), up, lower=-before)
    work.arrays.add_rows("moved_down", (pair, week), down, lower=before)
