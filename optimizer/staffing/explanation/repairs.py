"""The cheapest way to mend a shortfall that can be named without planning again: an estimate, and said to be one."""

import math

import numpy as np

from optimizer.staffing import score
from optimizer.staffing.data import Numbers, StaffingData


def repair_of_schedule(data: StaffingData, hours: Numbers, e: int, missing_amount: float) -> str:
    """Hours of the scarcest role of the engagement, or a later milestone, that would lift SPI to its floor.

    Parameters
    ----------
    e
        Index of the engagement.
    missing_amount
        Cost at charge-out rates by which the engagement misses its floor.
    """
    role = _scarcest_role(data, hours, e)
    later = _later_milestone(data, hours, e)
    if role is None:
        return f"No phase is open to anybody in these weeks: {later}."
    k, week = role
    practice, level = data.cells[data.targets.cell[k]]
    rate = _rate_of_role(data, k)
    needed, phase = missing_amount / rate, data.targets.phase[k]
    room = float(np.sum(data.phases.maximum_hours[phase]) - hours[data.pairs.phase == phase].sum())
    limit = f" (its demand limit leaves room for {max(room, 0):.0f} h)" if needed > room else ""
    return (
        f"About {math.ceil(needed)} h more of {practice} {level} from the week of {data.weeks[week]} "
        f"at {rate:,.0f} per hour{limit}, or {later}."
    )


def repair_of_bench(data: StaffingData, hours: Numbers, c: int) -> str | None:
    """The open phase of the consultant with the most room."""
    phases = data.pairs.phase[data.pairs.consultant == c]
    if phases.size == 0:
        return None
    room = [float(data.phases.maximum_hours[j].sum() - hours[data.pairs.phase == j].sum()) for j in phases]
    best = int(np.argmax(room))
    name = data.phases.names[phases[best]]
    return f"{name} could take {room[best]:.0f} h more, outside its ratios or budget." if room[best] >= 1 else None


def _scarcest_role(data: StaffingData, hours: Numbers, e: int) -> tuple[int, int] | None:
    """(target, week) furthest below its share of the planned hours, in the engagement's open weeks."""
    mine = np.flatnonzero(data.phases.engagement[data.targets.phase] == e)
    if mine.size == 0:
        return None
    wanted = data.targets.ratio[mine][:, None] * data.phases.planned_hours[data.targets.phase[mine]]
    missing = wanted - score.hours_by_target(data, hours)[mine]
    if not wanted.any():
        return None
    role = int(np.argmax(missing.sum(axis=1)))
    return int(mine[role]), int(np.argmax(missing[role]))


def _rate_of_role(data: StaffingData, k: int) -> float:
    """Mean charge-out rate of those who could fill the role, else of the phase, else of everybody."""
    in_phase = data.pairs.phase == data.targets.phase[k]
    for group in (data.target_of_pair == k, in_phase, np.ones(in_phase.shape, dtype=bool)):
        if group.any():
            return float(data.pairs.rate_per_hour[group].mean())
    return 1.0


def _later_milestone(data: StaffingData, hours: Numbers, e: int) -> str:
    """By how many weeks the schedule would have to give way, at the pace of the planned hours."""
    rates = [_rate_of_role(data, int(k)) * data.targets.ratio[k] for k in np.flatnonzero(_is_of(data, e))]
    weekly_amount = float(data.phases.planned_hours[data.phases.engagement == e].sum()) / len(data.weeks) * sum(rates)
    pv_amount = float(data.engagements.pv_amount[e])
    excess = pv_amount * (1 - float(score.spi(data, hours)[e]) / data.parameters.spi_floor)
    if weekly_amount <= 0:
        return f"moving the milestone so that {excess:,.0f} less is due"
    weeks = math.ceil(excess / weekly_amount)
    return f"moving the milestone by about {weeks} {'week' if weeks == 1 else 'weeks'}"


def _is_of(data: StaffingData, e: int) -> np.ndarray:
    """K: targets of the engagement's phases; with several phases, their first speaks for the mix."""
    phases = np.flatnonzero(data.phases.engagement == e)
    first = phases[0] if phases.size else -1
    return np.asarray(data.targets.phase == first)
