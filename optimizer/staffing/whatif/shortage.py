"""Which roles are short of people, week by week: wanted, less what the plan covers and what idle people could cover."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import maximum_flow

from optimizer.staffing import score
from optimizer.staffing.data import Flags, Numbers, StaffingData
from optimizer.staffing.data_checks import MOST_WEEK_HOURS
from optimizer.staffing.explanation import words

HUNDREDTHS = 100
LEAST_HOURS = 0.05


@dataclass(frozen=True)
class Shortage:
    """One practice and level in one week; hours of that week, people of a full week (not rounded)."""

    cell: int
    week: int
    demand_hours: float
    planned_hours: float
    unmet_hours: float
    missing_people: float
    sentence: str


def shortages(data: StaffingData, hours: Numbers) -> list[Shortage]:
    """Unmet demand by practice and level (in the order of the cells) and week, above 0.05 h.

    Parameters
    ----------
    data
        The problem; a role wants ratio x planned hours in each open week.
    hours
        P x W hours of the plan.

    Notes
    -----
    What a role works beyond its share in one week counts for its other weeks, in proportion: work done ahead is not
    missing. Of the rest, idle people of the practice and level cover what they are eligible and free for, at least a
    block each.
    """
    wanted, missing = wanted_hours(data), missing_hours(data, hours)
    demand, planned = (_by_cell(data, values) for values in (wanted, score.hours_by_target(data, hours)))
    unmet = _by_cell(data, missing) - coverable_hours(data, hours, missing)
    return [
        _shortage(data, int(cell), int(week), demand[cell, week], planned[cell, week], unmet[cell, week])
        for cell, week in np.argwhere(unmet > LEAST_HOURS)
    ]


def wanted_hours(data: StaffingData) -> Numbers:
    """K x W: each role's share of its phase's planned hours, in the weeks in which the phase is open."""
    return np.asarray(
        data.targets.ratio[:, None] * np.where(_is_open(data), data.phases.planned_hours, 0)[data.targets.phase]
    )


def missing_hours(data: StaffingData, hours: Numbers) -> Numbers:
    """K x W: hours below each role's share, lessened in proportion by what it works beyond it in other weeks."""
    distance = wanted_hours(data) - score.hours_by_target(data, hours)
    below, total = np.maximum(distance, 0), np.maximum(distance.sum(axis=1), 0)
    part = total / np.maximum(below.sum(axis=1), 1e-12)
    return np.asarray(below * np.minimum(part, 1)[:, None])


def coverable_hours(data: StaffingData, hours: Numbers, missing: Numbers) -> Numbers:
    """Cell x W: the most of ``missing`` (K x W) that idle people could work, in hundredths of an hour."""
    idle, room = _idle_hours(data, hours), _room_hours(data, hours)
    pairs = np.flatnonzero(data.target_of_pair >= 0)
    result = np.zeros((len(data.cells), len(data.weeks)))
    for week in range(len(data.weeks)):
        free = idle[data.pairs.consultant[pairs], week] > 0
        short = missing[data.target_of_pair[pairs], week] > LEAST_HOURS
        mine = pairs[free & short & data.active[pairs, week]]
        cells = data.consultants.cell[data.pairs.consultant[mine]]
        for cell in np.unique(cells).tolist():
            chosen = mine[cells == cell]
            needed = np.minimum(missing[:, week], room[data.targets.phase, week])
            result[cell, week] = _most_flow(data, chosen, idle[:, week], needed)
    return result


def week_hours(data: StaffingData, cell: int) -> float:
    """A full week of the practice and level: the median of its people's longest weeks, 40 h where there is nobody."""
    longest = data.consultants.capacity_hours[data.consultants.cell == cell].max(axis=1, initial=0.0)
    present = longest[longest > 0]
    return float(np.median(present)) if present.size else MOST_WEEK_HOURS


def _shortage(data: StaffingData, cell: int, week: int, demand: float, planned: float, unmet: float) -> Shortage:
    people = unmet / week_hours(data, cell)
    sentence = words.sentence(
        f"{words.role(data, cell)}, week of {data.weeks[week]}: {unmet:.1f} h of {demand:.1f} h are covered by nobody, "
        f"as much as {people:.1f} people work in a full week."
    )
    return Shortage(cell, week, float(demand), float(planned), float(unmet), float(people), sentence)


def _most_flow(data: StaffingData, pairs: np.ndarray, idle: Numbers, needed: Numbers) -> float:
    """The most hours that flow from idle people through their pairs to roles in need."""
    people, who = np.unique(data.pairs.consultant[pairs], return_inverse=True)
    roles, where = np.unique(data.target_of_pair[pairs], return_inverse=True)
    source, sink = 0, people.size + roles.size + 1
    ends = 1 + people.size + np.arange(roles.size)
    starts = np.concatenate([np.zeros(people.size, int), 1 + who, ends])
    stops = np.concatenate([1 + np.arange(people.size), 1 + people.size + where, np.full(roles.size, sink)])
    most = np.concatenate([idle[people], idle[data.pairs.consultant[pairs]], needed[roles]])
    graph = coo_array((np.floor(most * HUNDREDTHS).astype(np.int32), (starts, stops)), (sink + 1, sink + 1)).tocsr()
    return float(maximum_flow(graph, source, sink).flow_value) / HUNDREDTHS


def _idle_hours(data: StaffingData, hours: Numbers) -> Numbers:
    """C x W: free hours of people with open work; less than a block is none."""
    idle = (data.consultants.capacity_hours - score.booked_hours(data, hours)) * data.can_work
    return np.where(idle >= data.parameters.minimum_block_hours, idle, 0.0)


def _room_hours(data: StaffingData, hours: Numbers) -> Numbers:
    """J x W: hours that the phase can still take."""
    booked = np.zeros(data.phases.maximum_hours.shape)
    np.add.at(booked, data.pairs.phase, hours)
    return np.maximum(data.phases.maximum_hours - booked, 0)


def _by_cell(data: StaffingData, of_targets: Numbers) -> Numbers:
    """Cell x W sums of K x W values."""
    sums = np.zeros((len(data.cells), len(data.weeks)))
    np.add.at(sums, data.targets.cell, of_targets)
    return sums


def _is_open(data: StaffingData) -> Flags:
    """J x W: the weeks of the phase."""
    week = np.arange(len(data.weeks))
    return np.asarray((week >= data.phases.start_week[:, None]) & (week < data.phases.end_week[:, None]))
