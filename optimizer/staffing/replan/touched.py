"""Whom a change touches: the phases that lost hours or want other ones, and the people who were on them or are free."""

from dataclasses import dataclass

import numpy as np

from optimizer.staffing.data import Flags, Indexes, Numbers, StaffingData
from optimizer.staffing.replan.carry import places, same_pairs

LEAST_HOURS = 0.005


@dataclass(frozen=True)
class Touched:
    """Where a repair looks first."""

    phases: Flags  # J
    consultants: Flags  # C
    weeks: Flags  # W: weeks that the plan did not cover; everything in them is open, and nothing there is a move


def touched_by_change(before: StaffingData, before_hours: Numbers, after: StaffingData, kept: Numbers) -> Touched:
    """What differs between two problems, and what the first one's plan lost on the way to ``kept`` (P x W of after)."""
    people = places(after.consultants.ids, before.consultants.ids)
    phases = places(after.phases.ids, before.phases.ids)
    lost_phase, lost_person = _losses(before, before_hours, after, kept)
    return Touched(
        phases=_differs(phases, after.phases.planned_hours, before.phases.planned_hours)
        | _differs(phases, after.phases.maximum_hours, before.phases.maximum_hours)
        | lost_phase,
        consultants=_differs(people, after.consultants.capacity_hours, before.consultants.capacity_hours) | lost_person,
        weeks=np.array([day not in before.weeks for day in after.weeks], dtype=bool),
    )


def touched_today(data: StaffingData, kept: Numbers) -> Touched:
    """As ``touched_by_change`` where nothing but the published hours of ``data`` is known of the time before.

    A phase that wants hours and has no published hour at all is new.
    """
    published = published_hours(data)
    phases, consultants = np.zeros(len(data.phases.ids), dtype=bool), np.zeros(len(data.consultants.ids), dtype=bool)
    pair = np.flatnonzero((np.abs(published - kept) > LEAST_HOURS).any(axis=1))
    phases[data.pairs.phase[pair]], consultants[data.pairs.consultant[pair]] = True, True
    planned = np.bincount(data.pairs.phase, published.sum(axis=1), phases.size)
    is_new = (planned == 0) & (data.phases.planned_hours.sum(axis=1) > 0)
    is_open = np.asarray(np.isnan(data.pairs.published_hours).all(axis=0))
    return Touched(phases | is_new, consultants, is_open)


def published_hours(data: StaffingData) -> Numbers:
    """P x W: the last published plan; 0 in weeks that it did not cover."""
    return np.nan_to_num(data.pairs.published_hours, nan=0.0)


def _losses(before: StaffingData, hours: Numbers, after: StaffingData, kept: Numbers) -> tuple[Flags, Flags]:
    """J and C of ``after`` with hours that are planned in ``before`` and not kept, or kept and not planned."""
    pair = same_pairs(before, after)
    total = np.zeros(hours.shape)
    week_of = {day: w for w, day in enumerate(after.weeks)}
    there = [(w, week_of[day]) for w, day in enumerate(before.weeks) if day in week_of]
    known = np.flatnonzero(pair >= 0)
    for w, w_after in there:
        total[known, w] = kept[pair[known], w_after]
    changed = np.flatnonzero((np.abs(hours - total)[:, [w for w, _ in there]] > LEAST_HOURS).any(axis=1))
    phase = places(before.phases.ids, after.phases.ids)[before.pairs.phase[changed]]
    person = places(before.consultants.ids, after.consultants.ids)[before.pairs.consultant[changed]]
    phases, people = np.zeros(len(after.phases.ids), dtype=bool), np.zeros(len(after.consultants.ids), dtype=bool)
    phases[phase[phase >= 0]], people[person[person >= 0]] = True, True
    return phases, people


def _differs(place: Indexes, after: Numbers, before: Numbers) -> Flags:
    """Rows of ``after`` that are new, or other than the same row of ``before``."""
    if after.shape[1:] != before.shape[1:] or not before.size:
        return np.asarray(place < 0)
    return np.asarray((place < 0) | (after != before[place]).any(axis=1))
