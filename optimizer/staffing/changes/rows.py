"""Rows taken out of, or added to, a staffing problem, with everything that points at them."""

from dataclasses import fields, replace
from typing import Any, TypeVar

import numpy as np

from optimizer.staffing.data import Consultants, Engagements, Flags, Indexes, Note, Pairs, Phases, StaffingData, Targets

Part = TypeVar("Part", Consultants, Engagements, Phases, Targets, Pairs)
NOT_STORED = -1
"""The key of an engagement, phase or person that the database does not have."""


def chosen(part: Part, stays: Flags) -> Part:
    """The rows for which ``stays`` holds."""
    index = np.flatnonzero(stays)
    return replace(part, **{field.name: _picked(getattr(part, field.name), index) for field in fields(part)})


def appended(part: Part, rows: Part) -> Part:
    """``rows`` after those of ``part``; keys only where ``part`` has them."""
    values: dict[str, Any] = {}
    for field in fields(part):
        first, second = getattr(part, field.name), getattr(rows, field.name)
        if field.name == "keys":
            values["keys"] = first + second if first or not _count(part) else ()
        else:
            values[field.name] = first + second if isinstance(first, tuple) else np.concatenate([first, second])
    return replace(part, **values)


def without_phases(data: StaffingData, gone: Flags) -> StaffingData:
    """Without these phases, their pairs, ratios and pins, and without engagements that have no phase left."""
    stays = ~gone
    had, has = np.zeros((2, len(data.engagements.ids)), dtype=bool)
    had[data.phases.engagement], has[data.phases.engagement[stays]] = True, True
    kept = has | ~had
    phase_number, engagement_number = _numbers(stays), _numbers(kept)
    phases = chosen(data.phases, stays)
    targets = chosen(data.targets, stays[data.targets.phase])
    pairs = chosen(data.pairs, stays[data.pairs.phase])
    return replace(
        data,
        engagements=chosen(data.engagements, kept),
        phases=replace(phases, engagement=engagement_number[phases.engagement]),
        targets=replace(targets, phase=phase_number[targets.phase]),
        pairs=replace(pairs, phase=phase_number[pairs.phase]),
        pins=tuple(replace(pin, phase=int(phase_number[pin.phase])) for pin in data.pins if stays[pin.phase]),
        notes=tuple(
            note if note.engagement is None else replace(note, engagement=int(engagement_number[note.engagement]))
            for note in data.notes
            if note.engagement is None or kept[note.engagement]
        ),
    )


def without_idle_pins(data: StaffingData) -> tuple[StaffingData, int]:
    """Without pins of hours where the phase is closed or the person away; and how many they were."""
    pair = data.pair_index
    kept = tuple(
        pin
        for pin in data.pins
        if not pin.hours or ((p := pair.get((pin.consultant, pin.phase))) is not None and data.active[p, pin.week])
    )
    return replace(data, pins=kept), len(data.pins) - len(kept)


def noted(data: StaffingData, sentence: str) -> StaffingData:
    """With a note about the whole plan."""
    return replace(data, notes=(*data.notes, Note(sentence)))


def _numbers(stays: Flags) -> Indexes:
    """Old row -> new row; meaningless for rows that go."""
    return np.asarray(np.cumsum(stays) - 1, dtype=np.int64)


def _picked(values: Any, index: Indexes) -> Any:
    if isinstance(values, tuple):
        return tuple(values[k] for k in index) if values else ()
    return values[index]


def _count(part: Consultants | Engagements | Phases | Targets | Pairs) -> int:
    first = getattr(part, fields(part)[0].name)
    return len(first)
