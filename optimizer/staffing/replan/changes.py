"""What a replanning knows beside the changes of scenarios: rejections, pins, other demand, work of a folder."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from config.errors import ModelError
from optimizer.staffing.changes import kinds
from optimizer.staffing.changes.apply import apply_changes
from optimizer.staffing.changes.lookup import consultant_index, week_words
from optimizer.staffing.changes.rows import chosen, noted
from optimizer.staffing.data import Pin, StaffingData
from optimizer.staffing.explanation import words as said
from optimizer.staffing.replan.work import with_work_of

HUNDREDTHS = 100
ROUNDING = 1e-6


@dataclass(frozen=True)
class Rejected:
    """The consultant does not work on the phase, in no week (C11)."""

    consultant: str
    phase: str


@dataclass(frozen=True)
class Pinned:
    """Hours that stay in a week, counted from 0; 0 h keep the consultant off the phase (C11)."""

    consultant: str
    phase: str
    week: int
    hours: float


@dataclass(frozen=True)
class DemandChanged:
    """The phase wants, and can take, ``factor`` times its hours in ``weeks``, counted from 0; None: in all."""

    phase: str
    factor: float
    weeks: tuple[int, ...] | None = None


@dataclass(frozen=True)
class WorkAdded:
    """The engagements of another problem that this one lacks, with everybody there who is known here."""

    other: StaffingData


Change = Rejected | Pinned | DemandChanged | WorkAdded | kinds.Change


def apply(data: StaffingData, changes: Iterable[Change]) -> StaffingData:
    """The problem after the changes; what is given stays as it is.

    Raises
    ------
    ModelError
        A change names nobody and nothing, or makes no sense.
    """
    for change in changes:
        data = _applied(data, change)
    return data


def _applied(data: StaffingData, change: Change) -> StaffingData:
    match change:
        case Rejected():
            return _without_pair(data, change)
        case Pinned():
            return _with_pin(data, change)
        case DemandChanged():
            return _with_demand(data, change)
        case WorkAdded():
            return with_work_of(data, change.other)
        case _:
            return apply_changes(data, (change,))


def phase_index(data: StaffingData, name: str) -> int:
    """The phase with this id.

    Raises
    ------
    ModelError
        There is none.
    """
    if name not in data.phases.ids:
        known = ", ".join(data.phases.ids[:3]) or "none: there are none"
        raise ModelError(f"There is no phase {name} in these weeks. Nothing was changed. Give an id, such as {known}.")
    return data.phases.ids.index(name)


def _pair(data: StaffingData, consultant: str, phase: str) -> tuple[int, int]:
    """Consultant and phase, which must be eligible."""
    c, j = consultant_index(data, consultant), phase_index(data, phase)
    if (c, j) not in data.pair_index:
        raise ModelError(
            f"Consultant {consultant} is not eligible for phase {phase}. Nothing was changed. "
            "Name somebody of its practices and levels who has its skills."
        )
    return c, j


def _without_pair(data: StaffingData, change: Rejected) -> StaffingData:
    c, j = _pair(data, change.consultant, change.phase)
    stays = np.arange(data.pairs.phase.size) != data.pair_index[c, j]
    pins = tuple(pin for pin in data.pins if (pin.consultant, pin.phase) != (c, j))
    words = said.sentence(f"{said.person(data, c)} does not work on {said.phase(data, j)}.")
    return noted(replace(data, pairs=chosen(data.pairs, stays), pins=pins), words)


def _with_pin(data: StaffingData, change: Pinned) -> StaffingData:
    c, j = _pair(data, change.consultant, change.phase)
    if not 0 <= change.week < len(data.weeks):
        raise ModelError(
            f"Week {change.week} is not in 0 to {len(data.weeks) - 1}. Nothing was changed. Pin hours of these weeks."
        )
    key = c, j, change.week
    others = tuple(pin for pin in data.pins if (pin.consultant, pin.phase, pin.week) != key)
    words = f"{change.hours:g} h of {data.consultants.names[c]} on {data.phases.names[j]} stay"
    pinned = replace(data, pins=(*others, Pin(*key, change.hours)))
    return noted(pinned, f"{words} in the week of {week_words(data, change.week)}.")


def _with_demand(data: StaffingData, change: DemandChanged) -> StaffingData:
    """Planned hours and the demand cap, cut to hundredths, times the factor; budget and what is due stay."""
    j = phase_index(data, change.phase)
    weeks = list(range(len(data.weeks)) if change.weeks is None else change.weeks)
    wrong = [week for week in weeks if not 0 <= week < len(data.weeks)]
    if wrong or not change.factor >= 0:
        raise ModelError(
            f"Demand of phase {change.phase}: factor {change.factor:g} in weeks {weeks}. Nothing was changed. "
            f"Give a factor of 0 or more and weeks of 0 to {len(data.weeks) - 1}."
        )
    planned, most = data.phases.planned_hours.copy(), data.phases.maximum_hours.copy()
    planned[j, weeks] *= change.factor
    most[j, weeks] = np.floor(most[j, weeks] * change.factor * HUNDREDTHS + ROUNDING) / HUNDREDTHS
    phases = replace(data.phases, planned_hours=planned, maximum_hours=most)
    words = said.sentence(f"{said.phase(data, j)} wants {change.factor:g} times its hours in {said.weeks(len(weeks))}.")
    return noted(replace(data, phases=phases), words)
