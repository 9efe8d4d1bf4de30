"""Which bending rules a plan bends: rule, who, how much, and the cheapest repair that can be named."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from optimizer.staffing import score
from optimizer.staffing.data import Numbers, StaffingData
from optimizer.staffing.explanation.repairs import repair_of_bench, repair_of_schedule
from optimizer.staffing.solution import StaffingPlan

LEAST_HOURS = 0.05
LEAST_RATIO = 5e-7


@dataclass(frozen=True)
class Violation:
    """One rule bent by one engagement, phase, consultant, or practice and level."""

    rule: str
    sentence: str
    amount: float
    unit: str
    repair: str | None = None
    engagement: int | None = None
    phase: int | None = None
    consultant: int | None = None


def violations(data: StaffingData, plan: StaffingPlan) -> list[Violation]:
    """Every shortfall of the plan, schedule first, the largest first within a rule."""
    hours = plan.hours
    found = (_schedule, _value, _budget, _bench, _unavoidable_bench, _ratios, _internal_first)
    return [one for rule in found for one in sorted(rule(data, hours), key=lambda one: -one.amount)]


def _schedule(data: StaffingData, hours: Numbers) -> Iterator[Violation]:
    """SPI below its floor (STAFFING C5)."""
    spi, floor = score.spi(data, hours), data.parameters.spi_floor
    for e in np.flatnonzero(np.nan_to_num(floor - spi, nan=0.0) > LEAST_RATIO).tolist():
        short = float(floor - spi[e])
        missing = short * float(data.engagements.pv_amount[e]) / data.parameters.cpi
        sentence = (
            f"{data.engagements.names[e]} ends the horizon at SPI {spi[e]:.3f}, {short:.3f} below {floor:g}: "
            f"work worth {missing:,.0f} at charge-out rates is missing."
        )
        yield Violation("C5", sentence, short, "SPI", repair_of_schedule(data, hours, e, missing), engagement=e)


def _value(data: StaffingData, hours: Numbers) -> Iterator[Violation]:
    """VEC outside its band around Burn (STAFFING C6)."""
    distance, band = score.vec(data, hours) - score.burn(data, hours), data.parameters.band
    for e in np.flatnonzero(np.abs(distance) - band > LEAST_RATIO).tolist():
        side = "above" if distance[e] > 0 else "below"
        sentence = f"{data.engagements.names[e]}: VEC is {abs(distance[e]):.3f} {side} Burn, {band:g} is allowed."
        yield Violation("C6", sentence, float(abs(distance[e]) - band), "VEC", engagement=e)


def _budget(data: StaffingData, hours: Numbers) -> Iterator[Violation]:
    """Spending beyond a phase's remaining budget (STAFFING C4)."""
    spent = np.bincount(data.pairs.phase, hours.sum(axis=1) * data.pairs.rate_per_hour, len(data.phases.ids))
    over = spent - data.phases.remaining_amount
    for j in np.flatnonzero(over > 1).tolist():
        remaining = float(data.phases.remaining_amount[j])
        sentence = f"{data.phases.names[j]} spends {spent[j]:,.0f} of a remaining budget of {remaining:,.0f}."
        engagement = int(data.phases.engagement[j])
        yield Violation("C4", sentence, float(over[j]), "money", engagement=engagement, phase=j)


def _bench(data: StaffingData, hours: Numbers) -> Iterator[Violation]:
    """Internals below the target who could have worked (STAFFING C7)."""
    short = np.maximum(score.bench_hours(data, hours) - unavoidable_bench_hours(data), 0)
    for c in np.flatnonzero(short.sum(axis=1) > LEAST_HOURS).tolist():
        total = float(short[c].sum())
        sentence = (
            f"{data.consultants.names[c]} stays {total:.1f} h below {1 - data.parameters.bench_target:.0%} assigned."
        )
        yield Violation("C7", sentence, total, "hours", repair_of_bench(data, hours, c), consultant=c)


def _unavoidable_bench(data: StaffingData, hours: Numbers) -> Iterator[Violation]:
    """Internals for whom there is not enough open work, reported apart (STAFFING C7)."""
    del hours  # no plan could change it
    for c, total in enumerate(unavoidable_bench_hours(data).sum(axis=1).tolist()):
        if total > LEAST_HOURS:
            practice, level = data.cells[data.consultants.cell[c]]
            sentence = f"{data.consultants.names[c]} ({practice}, {level}) has no open work for {total:.1f} h."
            yield Violation("C7", sentence, total, "hours, unavoidable", consultant=c)


def unavoidable_bench_hours(data: StaffingData) -> Numbers:
    """C x W: hours below the target that no plan could fill, for want of open demand of an internal's phases."""
    demand = np.zeros(data.consultants.capacity_hours.shape)
    np.add.at(demand, data.pairs.consultant, np.where(data.active, data.phases.maximum_hours[data.pairs.phase], 0))
    wanted = (1 - data.parameters.bench_target) * data.consultants.capacity_hours
    short = np.where(data.consultants.is_external[:, None], 0, np.maximum(wanted - demand, 0))
    return np.asarray(short)


def _ratios(data: StaffingData, hours: Numbers) -> Iterator[Violation]:
    """Phases whose hours leave the staffing ratios (STAFFING C8)."""
    off = score.off_ratio_hours(data, hours).sum(axis=1)
    for j in np.flatnonzero(off > LEAST_HOURS).tolist():
        sentence = f"{data.phases.names[j]} is {off[j]:.1f} h off its staffing ratios; {_worst_role(data, hours, j)}."
        yield Violation("C8", sentence, float(off[j]), "hours", engagement=int(data.phases.engagement[j]), phase=j)


def _worst_role(data: StaffingData, hours: Numbers, j: int) -> str:
    """The role furthest from its share of the phase's hours."""
    mine = np.flatnonzero(data.targets.phase == j)
    actual = score.hours_by_target(data, hours)[mine].sum(axis=1)
    wanted = data.targets.ratio[mine] * actual.sum()
    worst = int(np.argmax(np.abs(actual - wanted)))
    practice, level = data.cells[data.targets.cell[mine[worst]]]
    return f"{practice} {level} has {actual[worst]:.1f} h where the ratio asks for {wanted[worst]:.1f} h"


def _internal_first(data: StaffingData, hours: Numbers) -> Iterator[Violation]:
    """Externals at work beside idle internals (STAFFING C9)."""
    idle, external = score.idle_and_external_hours(data, hours)
    beside = np.where(external > score.WORKING_HOURS, idle, 0).sum(axis=1)
    for cell in np.flatnonzero(beside > LEAST_HOURS).tolist():
        practice, level = data.cells[cell]
        sentence = f"{practice} {level}: {beside[cell]:.1f} h of internals stay idle in weeks in which externals work."
        yield Violation("C9", sentence, float(beside[cell]), "hours")
