"""Whom a horizon model plans: single people, or classes of people who are alike."""

from dataclasses import dataclass

import numpy as np

from optimizer.staffing.data import Flags, Indexes, Numbers, StaffingData
from optimizer.staffing.variables import most_hours, usable


@dataclass(frozen=True)
class Units:
    """N units (people or classes) and the Q pairs of a unit and a phase.

    ``most_hours`` is what the unit's members can work on the phase in a week together, ``single_hours`` the most of one
    member who would have to start, ``prior_hours`` the part of those who were on the engagement in the week before.
    ``team`` numbers the (unit, engagement); ``newcomers`` counts the members of each who would have to start.
    """

    cell: Indexes  # N
    is_external: Flags  # N
    capacity_hours: Numbers  # N x W
    unit: Indexes  # Q
    phase: Indexes  # Q
    target: Indexes  # Q, -1 for none
    rate_per_hour: Numbers  # Q
    value_per_hour: Numbers  # Q
    external_premium: Numbers  # Q
    most_hours: Numbers  # Q x W
    single_hours: Numbers  # Q x W
    prior_hours: Numbers  # Q x W
    team: Indexes  # Q
    newcomers: Numbers  # teams


def was_assigned(data: StaffingData) -> Flags:
    """Teams of ``StaffingData.team`` that worked together in the week before the first."""
    was = np.zeros(data.team_count, dtype=bool)
    np.logical_or.at(was, data.team, data.pairs.was_assigned)
    return was


def pair_hours(data: StaffingData) -> Numbers:
    """P x W: the most that a pair can work in a week, 0 where not even a block fits or a pin keeps it off."""
    most = np.where(usable(data), most_hours(data), 0.0)
    for pin in data.pins:
        most[data.pair_index[pin.consultant, pin.phase], pin.week] = pin.hours
    return most


def people(data: StaffingData, pairs: Indexes, most: Numbers) -> tuple[Units, Indexes]:
    """Each consultant of ``pairs`` as a unit; also the team of ``StaffingData`` behind each team of the units.

    Parameters
    ----------
    pairs
        Indexes of the pairs to plan.
    most
        ``pair_hours`` of the data.
    """
    who, unit = np.unique(data.pairs.consultant[pairs], return_inverse=True)
    teams, team = np.unique(data.team[pairs], return_inverse=True)
    was = was_assigned(data)[teams]
    hours = most[pairs]
    units = Units(
        cell=data.consultants.cell[who],
        is_external=data.consultants.is_external[who],
        capacity_hours=data.consultants.capacity_hours[who] * data.can_work[who],
        unit=unit,
        phase=data.pairs.phase[pairs],
        target=data.target_of_pair[pairs],
        rate_per_hour=data.pairs.rate_per_hour[pairs],
        value_per_hour=data.pairs.value_per_hour[pairs],
        external_premium=data.pairs.external_premium[pairs],
        most_hours=hours,
        single_hours=hours,
        prior_hours=np.where(was[team][:, None], hours, 0.0),
        team=team,
        newcomers=(~was).astype(float),
    )
    return units, teams


def classes(data: StaffingData, most: Numbers) -> Units:
    """Internals, externals and new hires of each practice and level as one unit each; rates are their means."""
    people_, pairs, phases = data.consultants, data.pairs, len(data.phases.ids)
    alike = np.stack([people_.cell, people_.is_external, people_.is_new], axis=1)
    unit_of = np.unique(alike, axis=0, return_inverse=True)[1].reshape(-1)
    keys, pair_of = np.unique(unit_of[pairs.consultant] * phases + pairs.phase, return_inverse=True)
    first_pair = np.unique(pair_of, return_index=True)[1]
    first_person = np.unique(unit_of, return_index=True)[1]
    was = was_assigned(data)[data.team]
    team, newcomers = _class_teams(data, unit_of, keys // phases, keys % phases)
    return Units(
        cell=people_.cell[first_person],
        is_external=people_.is_external[first_person],
        capacity_hours=_sums(people_.capacity_hours * data.can_work, unit_of),
        unit=keys // phases,
        phase=keys % phases,
        target=data.target_of_pair[first_pair],
        rate_per_hour=_means(pairs.rate_per_hour, pair_of),
        value_per_hour=_means(pairs.value_per_hour, pair_of),
        external_premium=_means(pairs.external_premium, pair_of),
        most_hours=_sums(most, pair_of),
        single_hours=_largest(np.where(was[:, None], 0.0, most), pair_of),
        prior_hours=_sums(np.where(was[:, None], most, 0.0), pair_of),
        team=team,
        newcomers=newcomers,
    )


def _class_teams(data: StaffingData, unit_of: Indexes, unit: Indexes, phase: Indexes) -> tuple[Indexes, Numbers]:
    """The (unit, engagement) of each class pair, and how many members of each would have to start."""
    size = len(data.engagements.ids)
    keys, team = np.unique(unit * size + data.phases.engagement[phase], return_inverse=True)
    first_pair = np.unique(data.team, return_index=True)[1]
    mine = unit_of[data.pairs.consultant[first_pair]] * size + data.pair_engagement[first_pair]
    newcomers = np.bincount(np.searchsorted(keys, mine), ~was_assigned(data), len(keys))
    return np.asarray(team), np.asarray(newcomers, dtype=float)


def _sums(values: Numbers, group: Indexes) -> Numbers:
    """Sums of rows by group."""
    result = np.zeros((int(group.max(initial=-1)) + 1, *values.shape[1:]))
    np.add.at(result, group, values)
    return result


def _means(values: Numbers, group: Indexes) -> Numbers:
    return np.bincount(group, values) / np.bincount(group)


def _largest(values: Numbers, group: Indexes) -> Numbers:
    result = np.zeros((int(group.max(initial=-1)) + 1, values.shape[1]))
    np.maximum.at(result, group, values)
    return result
