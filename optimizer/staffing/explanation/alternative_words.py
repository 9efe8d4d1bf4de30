"""Alternatives as people read them."""

from dataclasses import replace

from optimizer.staffing.data import StaffingData
from optimizer.staffing.explanation import words
from optimizer.staffing.explanation.alternative import Alternative, Kind

LEAST_POINTS = 0.05  # shown with one decimal


def sentence(data: StaffingData, one: Alternative, gain_points: float) -> Alternative:
    """The alternative with its sentence; ``gain_points`` is what it would gain where it is better than the plan."""
    regret = one.regret_points or 0.0
    estimate = " (an estimate: nobody else was planned again)" if one.is_estimate else ""
    if gain_points >= LEAST_POINTS:
        worth = f"the plan would gain {gain_points:,.1f} milli-points; it is near the best, not proven best"
    elif regret < LEAST_POINTS:
        worth = "the plan would lose nothing"
    else:
        worth = f"the plan would lose {regret:,.1f} milli-points{_money(data, one)}"
    text = words.sentence(f"{_what(data, one)}: {worth}{estimate}.")
    return replace(one, sentence=text)


def _what(data: StaffingData, one: Alternative) -> str:
    """Who does what instead."""
    who, hours = words.person(data, one.consultant), f"{one.hours:+,.0f} h"
    if one.phase is None:
        phase = "" if one.other_phase is None else words.phase(data, one.other_phase)
        return f"{who}, without a booking, on {phase} ({hours})"
    where = words.phase(data, one.phase)
    if one.kind is Kind.EMPLOYEE and one.other_consultant is not None:
        return f"{words.person(data, one.other_consultant)} instead of {who} on {where} ({hours})"
    if one.kind is Kind.PHASE and one.other_phase is not None:
        return f"{who} on {words.phase(data, one.other_phase)} ({hours}) instead of {where}"
    return f"nobody in the place of {who} on {where}, since nobody else has time and no other phase wants them"


def _money(data: StaffingData, one: Alternative) -> str:
    phase = one.phase if one.phase is not None else one.other_phase
    if one.regret_amount is None or phase is None:
        return ""
    return f", as much as {one.regret_amount:,.0f} of work on {words.phase(data, phase)} earns"
