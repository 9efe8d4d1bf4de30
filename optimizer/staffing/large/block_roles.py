"""Rows of a block about staffing ratios, each with a total of its own at the block's price, and cuts on who joins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from optimizer.staffing.data import Indexes
from optimizer.staffing.score import MILLI

if TYPE_CHECKING:
    from optimizer.staffing.large.block_model import Work

NEGLIGIBLE_HOURS = 1e-6


@dataclass(frozen=True)
class Roles:
    """R rows: one per target of the block and open week."""

    off: Indexes  # K x W: column of the hours off the ratio, -1 for none
    target: Indexes  # H: the target that each column of hours counts towards, -1 for none


def add(work: Work) -> None:
    """Ratios (STAFFING C8), and the cuts of ``tightening.py`` with joinings in place of weeks."""
    roles = _ratios(work)
    _hours_of_one(work, roles)
    _hours_of_all(work, roles)


def _ratios(work: Work) -> Roles:
    """Hours follow the ratios of the block's own total, or the distance is paid for."""
    data, block, arrays = work.data, work.block, work.arrays
    targets, phases, weeks = data.targets, data.phases, np.arange(work.index.week_count)
    phase = targets.phase[block.targets]
    is_open = (weeks >= phases.start_week[phase][:, None]) & (weeks < phases.end_week[phase][:, None])
    number, week = np.nonzero(is_open)
    target, phase, every = block.targets[number], phase[number], np.arange(number.size)
    off = arrays.add_columns("off_ratio", (target, week))
    off.cost[:] = -MILLI * phases.ratio_price[phase]
    keys, place = np.unique(phase * weeks.size + week, return_inverse=True)
    total_phase, total_week = keys // weeks.size, keys % weeks.size
    total = arrays.add_columns(
        "total_hours", (total_phase, total_week), upper=phases.maximum_hours[total_phase, total_week]
    )
    np.add.at(total.cost, place, -block.total_price[number, week])
    row = np.full((targets.ratio.size + 1, weeks.size), -1)  # the last: of hours that no ratio counts
    row[target, week] = every
    of_hours = work.index.target[work.pair]
    place_of_hours = np.where(of_hours >= 0, row[of_hours, work.week], -1)
    mine = np.flatnonzero(place_of_hours >= 0)
    slack = data.parameters.ratio_tolerance * phases.planned_hours[phase, week]
    terms = [(place_of_hours[mine], work.hours[mine], 1.0), (every, total.columns[place], -targets.ratio[target])]
    arrays.add_rows("ratio_above", (target, week), [*terms, (every, off.columns, -1.0)], upper=slack)
    arrays.add_rows("ratio_below", (target, week), [*terms, (every, off.columns, 1.0)], lower=-slack)
    of_role = np.full((targets.ratio.size, weeks.size), -1)
    of_role[target, week] = off.columns
    return Roles(of_role, np.where(place_of_hours >= 0, of_hours, -1))


def _hours_of_one(work: Work, roles: Roles) -> None:
    """Nobody who joins works more than the role takes, beyond what is paid for as off the ratio."""
    takes = work.index.role_takes_hours
    if not takes.size:
        return
    tight = takes[roles.target, work.week] < work.most_hours - NEGLIGIBLE_HOURS
    mine = np.flatnonzero((roles.target >= 0) & (work.joins >= 0) & tight)
    target, week, every = roles.target[mine], work.week[mine], np.arange(mine.size)
    terms = [
        (every, work.hours[mine], 1.0),
        (every, work.joins[mine], -takes[target, week]),
        (every, roles.off[target, week], -1.0),
    ]
    work.arrays.add_rows("hours_of_one", (work.pair[mine], week), terms, upper=0.0)


def _hours_of_all(work: Work, roles: Roles) -> None:
    """A role that needs m people is not filled by fewer; those who were there before count as there."""
    takes, (longest, people) = work.index.role_takes_hours, work.index.roles
    if not takes.size:
        return
    needed = np.ceil(takes / np.where(longest > 0, longest, np.inf) - NEGLIGIBLE_HOURS)
    rest = takes - longest * (needed - 1)
    is_cut = (needed > 1) & (needed <= people) & (rest < longest - NEGLIGIBLE_HOURS) & (roles.off >= 0)
    target, week = np.nonzero(is_cut)
    row = np.full(is_cut.shape, -1)
    row[target, week] = np.arange(target.size)
    inside = np.flatnonzero((roles.target >= 0) & (row[roles.target, work.week] >= 0))
    place = row[roles.target[inside], work.week[inside]]
    new, each_rest = work.joins[inside] >= 0, rest[target, week][place]
    there_before = np.bincount(place[~new], each_rest[~new], target.size)
    terms = [
        (place, work.hours[inside], 1.0),
        (np.arange(target.size), roles.off[target, week], -1.0),
        (place[new], work.joins[inside][new], -each_rest[new]),
    ]
    upper = (takes - rest * needed)[target, week] + there_before
    work.arrays.add_rows("hours_of_all", (target, week), terms, upper=upper)
