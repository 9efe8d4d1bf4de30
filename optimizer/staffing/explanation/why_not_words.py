"""The answer to "why not X" as people read it."""

import numpy as np

from optimizer.staffing.data import StaffingData
from optimizer.staffing.explanation import words
from optimizer.staffing.explanation.forbidden import Refusal
from optimizer.staffing.explanation.why_not import WhyNot

LEAST_POINTS = 0.05  # shown with one decimal
UNIT = "milli-points"
PART = {
    "reward": "SPI and VEC",
    "spi_below_floor": "SPI below its floor",
    "vec_off_burn": "VEC away from Burn",
    "over_budget": "budget",
    "off_ratio": "staffing ratios",
    "bench": "bench",
    "external_premium": "the premium of externals",
    "new_assignments": "new starts",
    "external_before_internal": "internals idle beside externals",
    "plan_changes": "moves from the published plan",
}


def sentence(data: StaffingData, answer: WhyNot) -> str:
    """The whole answer: what forbids it, or what it costs, why, and who would move."""
    who, where = words.person(data, answer.consultant), words.phase(data, answer.phase)
    refused = [f"{_refusal(data, one, is_only=not answer.weeks)}." for one in answer.refusals]
    if not answer.weeks:
        opening = words.sentence(f"{who} cannot work on {where}:")
        return " ".join([opening, *refused])
    if answer.change_points is None:
        return words.sentence(
            f"{who} could work on {where} in {words.weeks(len(answer.weeks))}, but no plan with them there was found "
            "among those who work near; nothing speaks of a hard rule."
        )
    parts = [_worth(data, answer), _reasons(answer), _moves(data, answer), *map(words.sentence, refused)]
    return " ".join(part for part in parts if part)


def _refusal(data: StaffingData, one: Refusal, *, is_only: bool) -> str:
    if is_only and one.rule == "C13":
        return one.sentence
    which = [str(data.weeks[w]) for w in one.weeks]
    named = words.listing(which)
    return f"{one.sentence} ({'week' if len(which) == 1 else 'weeks'} of {named}; {one.rule})"


def _worth(data: StaffingData, answer: WhyNot) -> str:
    """What the plan loses, in points and money; a plan that gains is said to be improvable."""
    pair, hours = data.pair_index[answer.consultant, answer.phase], answer.hours
    booked = 0.0 if hours is None else float(hours[pair, list(answer.weeks)].sum())
    who, where = words.person(data, answer.consultant), words.phase(data, answer.phase)
    opening = words.sentence(f"{who} on {where}, {words.plain(booked)} h in {words.weeks(len(answer.weeks))}")
    change, regret = answer.change_points or 0.0, answer.regret_points or 0.0
    money = "" if answer.regret_amount is None else f", as much as {answer.regret_amount:,.0f} of work on {where} earns"
    if regret < LEAST_POINTS:
        if change < LEAST_POINTS:
            return f"{opening}: the plan would lose nothing."
        return (
            f"{opening}: the plan would gain {change:,.1f} {UNIT}. It is near the best, not proven best; "
            f"nothing better was found without {who} there."
        )
    text = f"{opening}: the plan would lose {regret:,.1f} {UNIT}{money}."
    if answer.better_points >= LEAST_POINTS:
        text += (
            f" The same people planned again without it would gain {answer.better_points:,.1f} on the plan as it is, "
            f"which is near the best, not proven best; the loss counts from there (from the plan as it is: "
            f"{words.signed(change)})."
        )
    return text


def _reasons(answer: WhyNot) -> str:
    """The two largest losses by part."""
    worst = sorted((name for name in answer.parts if answer.parts[name] < -LEAST_POINTS), key=answer.parts.__getitem__)
    lost = [f"{PART[name]} {words.signed(answer.parts[name])}" for name in worst[:2]]
    revenue = answer.revenue_change_amount or 0.0
    money = f"Work at charge-out rates changes by {revenue:+,.0f}." if abs(revenue) >= 1 else ""
    return " ".join(part for part in (f"Above all: {words.listing(lost)}." if lost else "", money) if part)


def _moves(data: StaffingData, answer: WhyNot) -> str:
    """The largest moves of others, in hours."""
    if answer.hours is None or answer.reference_hours is None:
        return ""
    moved = np.round((answer.hours - answer.reference_hours).sum(axis=1))
    moved[data.pair_index[answer.consultant, answer.phase]] = 0
    said = [
        f"{words.person(data, int(data.pairs.consultant[p]))} {moved[p]:+,.0f} h on "
        f"{words.phase(data, int(data.pairs.phase[p]))}"
        for p in np.argsort(-np.abs(moved), kind="stable").tolist()
        if moved[p]
    ]
    return f"It would move {words.listing(said)}." if said else ""
