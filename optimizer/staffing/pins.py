"""Pins that contradict each other or the hard rules: the smallest such set, in words (STAFFING C11).

Every other hour of a plan may be 0, so that pins are possible together exactly when they alone keep each hard rule; a
set that breaks one consultant's week, or one phase's, is therefore the whole contradiction.
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from math import isfinite

from config.errors import ModelError
from optimizer.staffing.check import exact
from optimizer.staffing.data import Pin, StaffingData
from optimizer.staffing.explanation import words
from optimizer.staffing.explanation.forbidden import refusals

Conflict = tuple[list[Pin], str]
HUNDREDTHS = 100


def refuse_contradictions(data: StaffingData) -> None:
    """Raise when no plan can keep the pins.

    Raises
    ------
    ModelError
        Names the smallest set of pins that cannot stay together, and the rule that they break.
    """
    found = contradictions(data)
    if found:
        pins, why = found[0]
        raise ModelError(
            f"Staffing, {_week(data, pins[0])}: {why} ({'; '.join(_words(data, pin) for pin in pins)}). "
            "Nothing was planned. Unpin one of these assignments, or correct the hours behind the rule."
        )


def contradictions(data: StaffingData) -> list[Conflict]:
    """The pins that cannot stay together and why, the smallest set first: one per consultant's or phase's week."""
    single = list(_alone(data))
    if single:  # no set is smaller than one pin
        return single
    found = [*_twice(data), *_capacity(data), *_demand(data), *_load(data)]
    return sorted(found, key=lambda conflict: len(conflict[0]))


def _alone(data: StaffingData) -> Iterator[Conflict]:
    """A pin that no plan can keep, whatever the others are."""
    block = data.parameters.minimum_block_hours
    for pin in data.pins:
        p = data.pair_index.get((pin.consultant, pin.phase))
        if p is None:
            yield [pin], f"{_who(data, pin)} is pinned to {_where(data, pin.phase)} but not eligible for it"
        elif not isfinite(pin.hours) or round(pin.hours * HUNDREDTHS) / HUNDREDTHS != pin.hours:
            yield [pin], f"{_who(data, pin)} is pinned to hours that are no hundredths of an hour"
        elif pin.hours and not data.active[p, pin.week]:
            why = refusals(data, pin.consultant, pin.phase, [pin.week])[0].sentence
            yield [pin], f"{_who(data, pin)} is pinned while the phase is closed or the consultant is away: {why}"
        elif pin.hours and pin.hours < block:
            yield [pin], f"{_who(data, pin)} is pinned to less than the minimum block of {block:g} h"


def _twice(data: StaffingData) -> Iterator[Conflict]:
    """Two pins that want different hours of the same week."""
    seen: dict[tuple[int, int, int], Pin] = {}
    for pin in data.pins:
        first = seen.setdefault((pin.consultant, pin.phase, pin.week), pin)
        if first.hours != pin.hours:
            yield [first, pin], f"{_who(data, pin)} has two pins on the same phase"


def _capacity(data: StaffingData) -> Iterator[Conflict]:
    """More hours pinned than a consultant has (STAFFING C1)."""
    for (c, w), pins in _grouped(data, by_consultant=True).items():
        has = exact(data.consultants.capacity_hours[c, w])
        for few in _fewest_beyond(pins, has):
            yield few, f"{_who(data, few[0])} is pinned to {_sum(few)} h and has {has} h"


def _demand(data: StaffingData) -> Iterator[Conflict]:
    """More hours pinned than a phase can take (STAFFING C4)."""
    for (j, w), pins in _grouped(data, by_consultant=False).items():
        most = exact(data.phases.maximum_hours[j, w])
        for few in _fewest_beyond(pins, most):
            yield few, f"{_where(data, j)} has {_sum(few)} h pinned and can take {most} h"


def _load(data: StaffingData) -> Iterator[Conflict]:
    """Pins on more engagements than allowed (STAFFING C13)."""
    most = data.parameters.maximum_engagements
    for pins in _grouped(data, by_consultant=True).values():
        by_engagement = {int(data.phases.engagement[pin.phase]): pin for pin in pins if pin.hours}
        if most is not None and len(by_engagement) > most:
            few = list(by_engagement.values())[: most + 1]
            yield few, f"{_who(data, few[0])} is pinned to {len(few)} engagements and may work on {most}"


def _grouped(data: StaffingData, *, by_consultant: bool) -> dict[tuple[int, int], list[Pin]]:
    """The pins of each week of a consultant or phase; of several on the same hours, the longest."""
    groups: dict[tuple[int, int], list[Pin]] = defaultdict(list)
    longest = {(pin.consultant, pin.phase, pin.week): pin for pin in sorted(data.pins, key=lambda pin: pin.hours)}
    for pin in longest.values():
        groups[pin.consultant if by_consultant else pin.phase, pin.week].append(pin)
    return groups


def _fewest_beyond(pins: list[Pin], limit: Decimal) -> Iterator[list[Pin]]:
    """The fewest pins whose hours exceed the limit: the longest ones."""
    few: list[Pin] = []
    for pin in sorted(pins, key=lambda pin: (-pin.hours, pin.phase, pin.consultant)):
        few.append(pin)
        if _sum(few) > limit:
            yield few
            return


def _sum(pins: list[Pin]) -> Decimal:
    return sum((exact(pin.hours) for pin in pins), Decimal(0))


def _who(data: StaffingData, pin: Pin) -> str:
    return words.person(data, pin.consultant)


def _where(data: StaffingData, j: int) -> str:
    """The phase's name, or its id."""
    own_id, name = data.phases.ids[j], data.phases.names[j]
    return name if name != own_id else f"phase {own_id}"


def _week(data: StaffingData, pin: Pin) -> str:
    return f"week of {data.weeks[pin.week]}"


def _words(data: StaffingData, pin: Pin) -> str:
    return f"{pin.hours:g} h of {data.consultants.names[pin.consultant]} on {_where(data, pin.phase)}"
