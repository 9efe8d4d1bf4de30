"""Which hard rule keeps somebody off a phase, week by week, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from optimizer.staffing.check import exact
from optimizer.staffing.data import Pin, StaffingData
from optimizer.staffing.explanation import words

Reason = tuple[str, str]  # rule, why


@dataclass(frozen=True)
class Refusal:
    """One hard rule that forbids some weeks; ``weeks`` are indexes, ``sentence`` ends without a full stop."""

    rule: str
    weeks: tuple[int, ...]
    sentence: str


def refusals(
    data: StaffingData, consultant: int, phase: int, weeks: Sequence[int], why_not_eligible: Reason | None = None
) -> list[Refusal]:
    """Why the consultant cannot work a block on the phase in some of ``weeks``; weeks that nothing names are possible.

    Parameters
    ----------
    why_not_eligible
        The rule and the words of whoever decided that the pair is not eligible (a skill, a rejection), where known.
    """
    if (consultant, phase) not in data.pair_index:
        rule, why = why_not_eligible or _why_not_eligible(data, consultant, phase)
        return [Refusal(rule, tuple(weeks), why)]
    found: dict[Reason, list[int]] = {}
    for week in weeks:
        reason = _of_phase(data, phase, week) or _of_person(data, consultant, week)
        reason = reason or _of_pins(data, consultant, phase, week)
        if reason:
            found.setdefault(reason, []).append(week)
    return [Refusal(rule, tuple(mine), why) for (rule, why), mine in found.items()]


def _why_not_eligible(data: StaffingData, c: int, j: int) -> Reason:
    """Practice and level, where the phase has ratios and wants none of them; else nobody put the pair on the list."""
    who, where = words.person(data, c), words.phase(data, j)
    mine = int(data.consultants.cell[c])
    wanted = sorted({int(cell) for cell in data.targets.cell[data.targets.phase == j]})
    if wanted and mine not in wanted:
        listed = words.listing([words.role(data, cell) for cell in wanted], most=len(wanted))
        return "C13", f"{where} is staffed with {listed}, not with {words.role(data, mine)}"
    return "C13", f"{who} is not eligible for {where}: a skill is missing, or somebody ruled the assignment out"


def _of_phase(data: StaffingData, j: int, w: int) -> Reason | None:
    """The phase is closed, or takes less than a block (STAFFING C2, C4)."""
    phases, where = data.phases, words.phase(data, j)
    block, most = data.parameters.minimum_block_hours, float(phases.maximum_hours[j, w])
    if w < phases.start_week[j]:
        return "C2", f"{where} opens in the week of {data.weeks[phases.start_week[j]]}"
    if w >= phases.end_week[j]:
        return "C2", f"{where} is closed after the week of {data.weeks[phases.end_week[j] - 1]}"
    if most <= 0:
        return "C4", f"{where} takes no hours"
    if most < block:
        return "C4", f"{where} takes {most:g} h at most, less than the smallest booking of {block:g} h"
    return None


def _of_person(data: StaffingData, c: int, w: int) -> Reason | None:
    """The consultant is away, or has less than a block (STAFFING C1, C3)."""
    who, has = words.person(data, c), float(data.consultants.capacity_hours[c, w])
    block = data.parameters.minimum_block_hours
    if has <= 0:
        return "C1", f"{who} has no hours"
    if has < block:
        return "C3", f"{who} has {has:g} h, less than the smallest booking of {block:g} h"
    return None


def _of_pins(data: StaffingData, c: int, j: int, w: int) -> Reason | None:
    """Pins leave less than a block to the consultant, to the phase, or to further engagements (STAFFING C11)."""
    if not data.pins:
        return None
    who, where, block = words.person(data, c), words.phase(data, j), exact(data.parameters.minimum_block_hours)
    of_week = {(pin.consultant, pin.phase): pin for pin in data.pins if pin.week == w}
    own = of_week.pop((c, j), None)
    if own is not None:
        return None if own.hours else ("C11", f"a decision keeps {who} off {where}")
    elsewhere = [pin for pin in of_week.values() if pin.consultant == c and pin.hours]
    if exact(data.consultants.capacity_hours[c, w]) - _sum(elsewhere) < block:
        booked = [f"{pin.hours:g} h on {words.phase(data, pin.phase)}" for pin in elsewhere]
        return "C11", f"{who} is pinned to {words.listing(booked)} and has no block left"
    others = [pin for pin in of_week.values() if pin.phase == j and pin.hours]
    if exact(data.phases.maximum_hours[j, w]) - _sum(others) < block:
        return "C11", f"others are pinned to all that {where} can take"
    most, engagement = data.parameters.maximum_engagements, int(data.phases.engagement[j])
    pinned = {int(data.phases.engagement[pin.phase]) for pin in elsewhere}
    if most is not None and engagement not in pinned and len(pinned) >= most:
        return "C13", f"{who} is pinned to {len(pinned)} engagements and may work on {most}"
    return None


def _sum(pins: list[Pin]) -> Decimal:
    return sum((exact(pin.hours) for pin in pins), Decimal(0))
