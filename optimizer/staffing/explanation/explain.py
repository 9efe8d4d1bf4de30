"""Why each consultant is where they are: what the booking earns, and the rule that keeps it from being longer."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.staffing.data import Numbers, StaffingData
from optimizer.staffing.explanation import words
from optimizer.staffing.explanation.limits import NOTHING, RULE_OF_PART, Limits
from optimizer.staffing.explanation.marginal import Marginal
from optimizer.staffing.explanation.words import signed
from optimizer.staffing.solution import StaffingPlan

MAIN_REASON = {
    "spi": "it moves SPI",
    "spi_below_floor": "it lifts SPI towards its floor",
    "vec": "it extracts value",
    "vec_off_burn": "it brings VEC closer to Burn",
    "over_budget": "it saves budget",
    "off_ratio": "it fills a role of the staffing ratios",
    "bench": "the time would otherwise be on the bench",
    "external_before_internal": "no internal should be idle beside an external",
    "new_assignments": "leaving would mean a new start later",
    "plan_changes": "it is in the published plan",
}


@dataclass(frozen=True)
class Explanation:
    """Why one consultant works on one phase; points are milli-points lost without the booking."""

    pair: int
    sentence: str
    limiting_rule: str | None
    spi_points: float
    vec_points: float
    cost_points: float


def explain(data: StaffingData, plan: StaffingPlan, pairs: Sequence[int] | None = None) -> list[Explanation]:
    """One explanation per consultant and phase with hours, in the plan or today, in the order of the pairs.

    Parameters
    ----------
    data, plan
        The problem and its plan.
    pairs
        Only these; None for all.
    """
    marginal = Marginal(data, plan.hours)
    limits = Limits(data, plan.hours, marginal)
    is_booked, is_booked_today = plan.hours.sum(axis=1) > 0, data.pairs.current_hours.sum(axis=1) > 0
    return [
        _explanation(data, plan.hours, marginal, limits, p) if is_booked[p] else _removal(data, plan.hours, marginal, p)
        for p in np.flatnonzero(is_booked | is_booked_today).tolist()
        if pairs is None or p in pairs
    ]


def _explanation(data: StaffingData, hours: Numbers, marginal: Marginal, limits: Limits, p: int) -> Explanation:
    lost = {name: -points for name, points in marginal.gain(p, np.zeros(hours.shape[1])).items()}
    spi_points = lost["spi"] + lost["spi_below_floor"]
    vec_points = lost["vec"] + lost["vec_off_burn"]
    cost_points = sum(lost.values()) - spi_points - vec_points
    rule, why = limits.of(p)
    sentence = (
        f"{words.person(data, int(data.pairs.consultant[p]))} works {words.plain(hours[p].sum())} h in "
        f"{words.weeks(int((hours[p] > 0).sum()))} on {words.phase(data, int(data.pairs.phase[p]))}: "
        f"{signed(spi_points)} for SPI, {signed(vec_points)} for VEC, {signed(cost_points)} for ratios, bench, budget "
        f"and starts (milli-points){_main_reason(lost)}. {why}"
    )
    return Explanation(p, words.sentence(sentence), rule, spi_points, vec_points, cost_points)


def _main_reason(lost: dict[str, float]) -> str:
    """What the booking is above all there for; what else it would be, when it earns nothing by itself."""
    best = max(MAIN_REASON, key=lambda part: lost[part])
    if lost[best] <= NOTHING:
        return ""
    if sum(lost.values()) < -NOTHING:
        return "; alone it costs more than it earns"
    return f", above all because {MAIN_REASON[best]}"


def _removal(data: StaffingData, hours: Numbers, marginal: Marginal, p: int) -> Explanation:
    """Why a booking of today is not in the plan: what keeping it would do, or where the hours go instead."""
    current = data.pairs.current_hours[p]
    kept = marginal.gain(p, current)
    spi_points, vec_points = kept["spi"] + kept["spi_below_floor"], kept["vec"] + kept["vec_off_burn"]
    cost_points = sum(kept.values()) - spi_points - vec_points
    who, where = words.person(data, int(data.pairs.consultant[p])), words.phase(data, int(data.pairs.phase[p]))
    comes_off = words.sentence(f"{who} comes off {where} ({words.plain(current.sum())} h today)")
    mine = np.flatnonzero((data.pairs.consultant == data.pairs.consultant[p]) & (hours.sum(axis=1) > 0))
    capacity = data.consultants.capacity_hours[data.pairs.consultant[p]]
    worst = min(kept, key=lambda part: kept[part])
    if ((hours[mine].sum(axis=0) + current > capacity) & (current > 0)).any():
        instead = words.listing([words.phase(data, int(data.pairs.phase[q])) for q in mine.tolist()])
        rule, why = "C1", f"the hours are worth more on {instead}" if instead else "the weeks have no hours left"
    elif kept[worst] < -NOTHING:
        rule, because = RULE_OF_PART[worst]
        why = f"keeping the hours would change the plan by {signed(sum(kept.values()))}, above all because {because}"
    else:
        rule, why = None, "keeping the hours was not found to be better within the plan's gap"
    return Explanation(p, f"{comes_off}: {why}.", rule, spi_points, vec_points, cost_points)
