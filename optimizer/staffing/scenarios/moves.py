"""Who works elsewhere in one plan than in another."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from optimizer.staffing.data import Numbers, StaffingData

LEAST_HOURS = 0.005  # plans are in hundredths of an hour


@dataclass(frozen=True)
class Move:
    """One consultant's hours on one phase over all weeks; ``moved_hours`` adds up what differs week by week."""

    consultant: str
    consultant_name: str
    phase: str
    phase_name: str
    base_hours: float
    hours: float
    moved_hours: float


def moves(base: tuple[StaffingData, Numbers], other: tuple[StaffingData, Numbers]) -> list[Move]:
    """Every consultant and phase whose hours differ in some week, those that move most first."""
    before, after = dict(_hours(*base)), dict(_hours(*other))
    people = _people(base[0]) | _people(other[0])
    phases = _phases(base[0]) | _phases(other[0])
    found = []
    for who, where in sorted(before.keys() | after.keys()):
        first, second = before.get((who, where), {}), after.get((who, where), {})
        weeks = first.keys() | second.keys()
        moved = sum(abs(second.get(week, 0) - first.get(week, 0)) for week in weeks)
        if moved > LEAST_HOURS:
            sums = sum(first.values()), sum(second.values())
            found.append(Move(who, people[who], where, phases[where], *sums, moved))
    return sorted(found, key=lambda move: -move.moved_hours)


def by_person(found: list[Move]) -> Iterator[tuple[str, list[Move]]]:
    """The moves of each person, those who move most first."""
    people: dict[str, list[Move]] = defaultdict(list)
    for move in found:
        people[move.consultant].append(move)
    for rows in sorted(people.values(), key=lambda rows: -sum(row.moved_hours for row in rows)):
        yield rows[0].consultant_name, rows


def _hours(data: StaffingData, hours: Numbers) -> Iterator[tuple[tuple[str, str], dict[object, float]]]:
    """(consultant id, phase id) -> week -> hours, where there are any."""
    for p in np.flatnonzero(hours.any(axis=1)):
        key = data.consultants.ids[data.pairs.consultant[p]], data.phases.ids[data.pairs.phase[p]]
        yield key, {data.weeks[w]: float(hours[p, w]) for w in np.flatnonzero(hours[p])}


def _people(data: StaffingData) -> dict[str, str]:
    return dict(zip(data.consultants.ids, data.consultants.names, strict=True))


def _phases(data: StaffingData) -> dict[str, str]:
    return dict(zip(data.phases.ids, data.phases.names, strict=True))
