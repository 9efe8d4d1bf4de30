"""Does a staffing plan keep every hard rule? No solver here, no tolerance: decimals are added as written."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from optimizer.staffing.data import Numbers, StaffingData
from optimizer.staffing.solution import StaffingPlan


@dataclass(frozen=True)
class BrokenRule:
    """One hard rule broken by one consultant or phase, in words with units."""

    rule: str  # C1, C2, …
    who: str
    sentence: str

    def __str__(self) -> str:
        """The whole sentence."""
        return f"{self.rule}, {self.who}: {self.sentence}"


def broken_rules(data: StaffingData, plan: StaffingPlan | Numbers) -> list[BrokenRule]:
    """Every hard rule (STAFFING C1 to C4, C11, C13) that the plan breaks; empty when it may be published.

    Parameters
    ----------
    data
        The problem.
    plan
        The plan, or its hours as P x W.
    """
    hours = plan.hours if isinstance(plan, StaffingPlan) else plan
    if hours.shape != data.active.shape:
        return [
            BrokenRule("C2", "plan", f"the plan is a table of {hours.shape}, not of {data.active.shape} pairs x weeks")
        ]
    odd = ~np.isfinite(hours)
    if odd.any():
        return [BrokenRule("C3", _pair(data, *key), "the hours are no number") for key in np.argwhere(odd).tolist()]
    return [
        *_capacity(data, hours),
        *_window(data, hours),
        *_blocks(data, hours),
        *_demand(data, hours),
        *_pins(data, hours),
        *_load(data, hours),
    ]


def exact(hours: float) -> Decimal:
    """The decimal that a float is written as: 0.1 is one tenth."""
    return Decimal(repr(float(hours)))


def exact_sums(hours: Numbers, group: np.ndarray) -> dict[tuple[int, int], Decimal]:
    """(group of the pair, week) -> hours, without rounding."""
    sums: dict[tuple[int, int], Decimal] = {}
    for p, w in np.argwhere(hours != 0).tolist():
        key = int(group[p]), w
        sums[key] = sums.get(key, Decimal(0)) + exact(hours[p, w])
    return sums


def _capacity(data: StaffingData, hours: Numbers) -> list[BrokenRule]:
    """Nobody is booked beyond the hours they have (STAFFING C1)."""
    return [
        BrokenRule("C1", f"consultant {data.consultants.ids[c]}", f"booked {booked} h of {has} h in {_week(data, w)}")
        for (c, w), booked in exact_sums(hours, data.pairs.consultant).items()
        if booked > (has := exact(data.consultants.capacity_hours[c, w]))
    ]


def _window(data: StaffingData, hours: Numbers) -> list[BrokenRule]:
    """Hours only where the phase is open and the consultant is there (STAFFING C2)."""
    return [
        BrokenRule("C2", _pair(data, p, w), f"{hours[p, w]:g} h while the phase is closed or the consultant is away")
        for p, w in np.argwhere(~data.active & (hours != 0)).tolist()
    ]


def _blocks(data: StaffingData, hours: Numbers) -> list[BrokenRule]:
    """0 h or at least a block (STAFFING C3)."""
    block = data.parameters.minimum_block_hours
    short = (hours < 0) | ((hours > 0) & (hours < block))
    return [
        BrokenRule("C3", _pair(data, p, w), f"{hours[p, w]:g} h; 0 h or at least {block:g} h are allowed")
        for p, w in np.argwhere(short).tolist()
    ]


def _demand(data: StaffingData, hours: Numbers) -> list[BrokenRule]:
    """No more than the phase can take (STAFFING C4)."""
    return [
        BrokenRule("C4", f"phase {data.phases.ids[j]}", f"booked {booked} h, can take {most} h in {_week(data, w)}")
        for (j, w), booked in exact_sums(hours, data.pairs.phase).items()
        if booked > (most := exact(data.phases.maximum_hours[j, w]))
    ]


def _pins(data: StaffingData, hours: Numbers) -> list[BrokenRule]:
    """Pinned hours stay (STAFFING C11)."""
    broken = []
    for pin in data.pins:
        p = data.pair_index.get((pin.consultant, pin.phase))
        planned = 0.0 if p is None else float(hours[p, pin.week])
        if exact(planned) != exact(pin.hours):
            who = f"consultant {data.consultants.ids[pin.consultant]} on phase {data.phases.ids[pin.phase]}"
            sentence = f"pinned to {pin.hours:g} h in {_week(data, pin.week)}, planned {planned:g} h"
            broken.append(BrokenRule("C11", who, sentence))
    return broken


def _load(data: StaffingData, hours: Numbers) -> list[BrokenRule]:
    """No more engagements in a week than allowed (STAFFING C13)."""
    most = data.parameters.maximum_engagements
    if most is None:
        return []
    engagements: dict[tuple[int, int], set[int]] = {}
    for p, w in np.argwhere(hours > 0).tolist():
        engagements.setdefault((int(data.pairs.consultant[p]), w), set()).add(int(data.pair_engagement[p]))
    return [
        BrokenRule(
            "C13", f"consultant {data.consultants.ids[c]}", f"{len(on)} engagements in {_week(data, w)}, at most {most}"
        )
        for (c, w), on in engagements.items()
        if len(on) > most
    ]


def _pair(data: StaffingData, p: int, w: int) -> str:
    who, where = data.consultants.ids[data.pairs.consultant[p]], data.phases.ids[data.pairs.phase[p]]
    return f"consultant {who} on phase {where} in {_week(data, w)}"


def _week(data: StaffingData, w: int) -> str:
    return f"the week of {data.weeks[w]}"
