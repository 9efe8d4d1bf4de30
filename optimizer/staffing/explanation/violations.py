"""Which bending rules a plan bends: rule, who, how much, and the cheapest repair that can be named."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from optimizer.staffing import score
from optimizer.staffing.data import Numbers, StaffingData
from optimizer.staffing.explanation import repairs_of_money, repairs_of_people, repairs_of_work, words
from optimizer.staffing.explanation.repair import Repair, cheapest_first, sentence
from optimizer.staffing.explanation.repair_desk import Desk
from optimizer.staffing.solution import StaffingPlan

LEAST_HOURS = 0.05
LEAST_RATIO = 5e-7
LEAST_SHOWN = 5e-4  # in three decimals
MOST_REPAIRED = 20  # of a rule


@dataclass(frozen=True)
class Violation:
    """One rule bent by one engagement, phase, consultant, or practice and level."""

    rule: str
    sentence: str
    amount: float
    unit: str
    engagement: int | None = None
    phase: int | None = None
    consultant: int | None = None
    candidates: Callable[[Desk], Iterable[Repair]] | None = None
    repairs: tuple[Repair, ...] = ()

    @property
    def repair(self) -> str | None:
        """The cheapest repairs in words."""
        return sentence(self.repairs)


def violations(data: StaffingData, plan: StaffingPlan, most_repaired: int = MOST_REPAIRED) -> list[Violation]:
    """Every shortfall of the plan, schedule first, the largest first within a rule.

    Parameters
    ----------
    data, plan
        The problem and its plan.
    most_repaired
        So many of each rule, the largest, come with their repairs; 0 for none.
    """
    rules = (_schedule, _value, _budget, _bench, _unavoidable_bench, _ratios, _internal_first)
    desk = Desk(data, plan.hours)
    return [
        _finished(desk, one, is_repaired=number < most_repaired)
        for rule in rules
        for number, one in enumerate(sorted(rule(data, plan.hours), key=lambda one: -one.amount))
    ]


def _finished(desk: Desk, one: Violation, *, is_repaired: bool) -> Violation:
    """The violation as a sentence, with every repair that mends some of it, each computed on the data."""
    found = one.candidates(desk) if is_repaired and one.candidates is not None else ()
    return replace(one, sentence=words.sentence(one.sentence), repairs=cheapest_first(list(found)), candidates=None)


def _schedule(data: StaffingData, hours: Numbers) -> Iterator[Violation]:
    """SPI below its floor (STAFFING C5)."""
    spi, floor = score.spi(data, hours), data.parameters.spi_floor
    for e in np.flatnonzero(np.nan_to_num(floor - spi, nan=0.0) > LEAST_RATIO).tolist():
        short = float(floor - spi[e])
        missing = short * float(data.engagements.pv_amount[e]) / data.parameters.cpi
        below = f"{short:.3f}" if short >= LEAST_SHOWN else "a hair"
        text = (
            f"{words.engagement(data, e)} ends the horizon at SPI {spi[e]:.3f}, {below} below {floor:g}: "
            f"work worth {missing:,.0f} at charge-out rates is missing."
        )
        yield Violation("C5", text, short, "SPI", engagement=e, candidates=partial(repairs_of_work.of_schedule, e=e))


def _value(data: StaffingData, hours: Numbers) -> Iterator[Violation]:
    """VEC outside its band around Burn (STAFFING C6)."""
    distance, band = score.vec(data, hours) - score.burn(data, hours), data.parameters.band
    for e in np.flatnonzero(np.abs(distance) - band > LEAST_RATIO).tolist():
        side = "above" if distance[e] > 0 else "below"
        text = f"{words.engagement(data, e)}: VEC is {abs(distance[e]):.3f} {side} Burn, {band:g} is allowed."
        off = float(abs(distance[e]) - band)
        mend = partial(repairs_of_money.of_value, e=e, off_ratio=off, is_below=bool(distance[e] < 0))
        yield Violation("C6", text, off, "VEC", engagement=e, candidates=mend)


def _budget(data: StaffingData, hours: Numbers) -> Iterator[Violation]:
    """Spending beyond a phase's remaining budget (STAFFING C4)."""
    spent = np.bincount(data.pairs.phase, hours.sum(axis=1) * data.pairs.rate_per_hour, len(data.phases.ids))
    over = spent - data.phases.remaining_amount
    for j in np.flatnonzero(over > 1).tolist():
        remaining = float(data.phases.remaining_amount[j])
        text = f"{words.phase(data, j)} spends {spent[j]:,.0f} of a remaining budget of {remaining:,.0f}."
        engagement = int(data.phases.engagement[j])
        mend = partial(repairs_of_money.of_budget, j=j, over_amount=float(over[j]))
        yield Violation("C4", text, float(over[j]), "money", engagement=engagement, phase=j, candidates=mend)


def _bench(data: StaffingData, hours: Numbers) -> Iterator[Violation]:
    """Internals below the target who could have worked (STAFFING C7)."""
    short = np.maximum(score.bench_hours(data, hours) - unavoidable_bench_hours(data), 0)
    for c in np.flatnonzero(short.sum(axis=1) > LEAST_HOURS).tolist():
        total = float(short[c].sum())
        text = f"{words.person(data, c)} stays {total:.1f} h below {1 - data.parameters.bench_target:.0%} assigned."
        mend = partial(repairs_of_people.of_bench, c=c, short_hours=short[c])
        yield Violation("C7", text, total, "hours", consultant=c, candidates=mend)


def _unavoidable_bench(data: StaffingData, hours: Numbers) -> Iterator[Violation]:
    """Internals for whom there is not enough open work, reported apart (STAFFING C7)."""
    del hours  # no plan could change it
    short = unavoidable_bench_hours(data)
    for c, total in enumerate(short.sum(axis=1).tolist()):
        if total > LEAST_HOURS:
            role = words.role(data, int(data.consultants.cell[c]))
            text = words.sentence(f"{words.person(data, c)} ({role}) has no open work for {total:.1f} h.")
            mend = partial(_missing_work, c=c, short_hours=short[c])
            yield Violation("C7", text, total, "hours, unavoidable", consultant=c, candidates=mend)


def _missing_work(desk: Desk, c: int, short_hours: Numbers) -> list[Repair]:
    return [repairs_of_people.of_missing_work(desk, c, short_hours)]


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
        text = f"{words.phase(data, j)} is {off[j]:.1f} h off its staffing ratios; {_worst_role(data, hours, j)}."
        engagement, mend = int(data.phases.engagement[j]), partial(repairs_of_work.of_ratios, j=j)
        yield Violation("C8", text, float(off[j]), "hours", engagement=engagement, phase=j, candidates=mend)


def _worst_role(data: StaffingData, hours: Numbers, j: int) -> str:
    """The role furthest from its share of the phase's hours."""
    mine = np.flatnonzero(data.targets.phase == j)
    actual = score.hours_by_target(data, hours)[mine].sum(axis=1)
    wanted = data.targets.ratio[mine] * actual.sum()
    worst = int(np.argmax(np.abs(actual - wanted)))
    role = words.role(data, int(data.targets.cell[mine[worst]]))
    return f"{role} has {actual[worst]:.1f} h where the ratio asks for {wanted[worst]:.1f} h"


def _internal_first(data: StaffingData, hours: Numbers) -> Iterator[Violation]:
    """Externals at work beside idle internals (STAFFING C9)."""
    idle, external = score.idle_and_external_hours(data, hours)
    beside = np.where(external > score.WORKING_HOURS, idle, 0).sum(axis=1)
    for cell in np.flatnonzero(beside > LEAST_HOURS).tolist():
        text = words.sentence(
            f"{words.role(data, cell)}: {beside[cell]:.1f} h of internals stay idle in weeks in which externals work."
        )
        mend = partial(repairs_of_people.of_idle_internals, cell=cell, beside_hours=float(beside[cell]))
        yield Violation("C9", text, float(beside[cell]), "hours", candidates=mend)
