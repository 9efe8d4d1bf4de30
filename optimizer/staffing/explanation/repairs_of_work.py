"""Repairs where work is missing or of the wrong roles: SPI below its floor, hours off the staffing ratios."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from optimizer.staffing import score
from optimizer.staffing.data import Flags, Indexes, Numbers
from optimizer.staffing.explanation import words
from optimizer.staffing.explanation.repair import Repair
from optimizer.staffing.explanation.repair_desk import WEEK_HOURS, Desk
from optimizer.staffing.ratios import best_totals
from optimizer.staffing.score import MILLI

TOLERANCES = (0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1.0)
LEAST_HOURS = 0.05


def of_schedule(desk: Desk, e: int) -> Iterator[Repair]:
    """More hours of those who have time, one more person of each role, or a later milestone (STAFFING C5)."""
    spi, one, p = float(score.spi(desk.data, desk.hours)[e]), desk.data.engagements, desk.data.parameters
    missing_amount = (p.spi_floor - spi) * float(one.pv_amount[e]) / p.cpi
    yield from _of_those_with_time(desk, e, missing_amount)
    for k in np.flatnonzero(desk.data.phases.engagement[desk.data.targets.phase] == e).tolist():
        for is_external in desk.kinds_of_people(k):
            yield from _one_more(desk, k, _room_of_role(desk, k), missing_amount, is_external=is_external)
    yield from _later_milestone(desk, e, spi)


def of_ratios(desk: Desk, j: int) -> Iterator[Repair]:
    """One more person of the short role, hours taken from the long one, or a looser ratio (STAFFING C8)."""
    off, _ = best_totals(desk.data, desk.totals.target_hours[:-1], np.array([j]))
    before = float(off[j].sum())
    targets = np.flatnonzero(desk.data.targets.phase == j)
    short, long = _short_and_long(desk, j, targets, off[j] > 0)
    if short.sum() > LEAST_HOURS:
        i = int(np.argmax(short.sum(axis=1)))
        yield from _role_filled(desk, int(targets[i]), short[i], before)
    if long.sum() > LEAST_HOURS:
        i = int(np.argmax(long.sum(axis=1)))
        yield from _role_cut(desk, int(targets[i]), long[i], before)
    yield from _looser(desk, j, before)


def _short_and_long(desk: Desk, j: int, targets: Indexes, is_off: Flags) -> tuple[Numbers, Numbers]:
    """Roles x W: hours short at the total at which no role is long, and hours long at that at which none is short."""
    actual, ratio = desk.totals.target_hours[targets], desk.data.targets.ratio[targets][:, None]
    slack = desk.data.parameters.ratio_tolerance * desk.data.phases.planned_hours[j]
    most, divisor = desk.data.phases.maximum_hours[j], np.where(ratio > 0, ratio, np.inf)
    up = np.clip(((actual - slack) / divisor).max(axis=0), 0, most)
    down = np.clip(np.where(ratio > 0, (actual + slack) / divisor, np.inf).min(axis=0), 0, most)
    short = np.where(is_off, np.maximum(ratio * up - slack - actual, 0), 0)
    return short, np.where(is_off, np.maximum(actual - ratio * down - slack, 0), 0)


def _of_those_with_time(desk: Desk, e: int, missing_amount: float) -> Iterator[Repair]:
    """One of the people who have time, the one who loses the plan the least."""
    for p in desk.totals.index.by_engagement.of(e).tolist():
        c, j, rate = int(desk.data.pairs.consultant[p]), int(desk.data.pairs.phase[p]), desk.data.pairs.rate_per_hour[p]
        more = _more_hours(
            desk, p, np.minimum(desk.screen.free_hours[c], desk.screen.room_hours[j]), missing_amount / rate
        )
        if more.any():
            gain = sum(desk.gain_of({p: desk.hours[p] + more}).values())
            said = f"{words.plain(more.sum())} h more of {words.person(desk.data, c)}, who has time"
            amount = float(more.sum() * rate)
            yield desk.repair("move", said, amount / missing_amount, gain, e)


def _more_hours(desk: Desk, p: int, room: Numbers, total: float) -> Numbers:
    """W: hours that the pair can work beyond its own, up to ``total``; in whole hundredths and blocks."""
    usable = desk.totals.index.usable[p]
    more, left = np.zeros(len(room)), np.ceil(total)
    for w in np.lexsort((np.arange(len(room)), -room)).tolist():
        most = np.floor(max(room[w], 0) * 100) / 100
        least = 0.0 if desk.hours[p, w] > 0 else desk.block
        if usable[w] and left > 0 and most >= max(least, 0.01):
            more[w] = max(min(most, left), least)
            left -= more[w]
    return more


def _room_of_role(desk: Desk, k: int) -> Numbers:
    """W: hours that the phase can still take, in its open weeks."""
    j, phases = int(desk.data.targets.phase[k]), desk.data.phases
    week = np.arange(len(desk.data.weeks))
    is_open = (week >= phases.start_week[j]) & (week < phases.end_week[j])
    return np.where(is_open, np.maximum(desk.screen.room_hours[j], 0), 0)


def _one_more(desk: Desk, k: int, room: Numbers, missing_amount: float, *, is_external: bool) -> Iterator[Repair]:
    """One more person of a role who works what is missing, as far as the phase takes it."""
    rate = desk.rate_of_role(k, is_external=is_external)
    hours = desk.filled(room, missing_amount / rate)
    if hours.any():
        data, with_them = desk.with_person(k, hours, is_external=is_external)
        amount = float(hours.sum() * rate)
        gain = score.objective(data, with_them) - desk.objective
        e = int(desk.data.phases.engagement[desk.data.targets.phase[k]])
        yield desk.repair(
            "hire", _of_role(desk, k, hours, is_external=is_external), amount / missing_amount, gain, e, amount=amount
        )


def _of_role(desk: Desk, k: int, hours: Numbers, *, is_external: bool) -> str:
    """'12 h of one more SAP manager in the week of 2026-01-12'."""
    kind = "external " if is_external else ""
    who = f"{words.plain(hours.sum())} h of one more {kind}{words.role(desk.data, int(desk.data.targets.cell[k]))}"
    worked = np.flatnonzero(hours)
    first = words.week(desk.data, int(worked[0]))
    return f"{who} in {first}" if len(worked) == 1 else f"{who} in {words.weeks(len(worked))} from {first}"


def _later_milestone(desk: Desk, e: int, spi: float) -> Iterator[Repair]:
    """The first number of weeks by which the milestone moves so that SPI is at its floor, at the planned pace."""
    one, data = desk.data.engagements, desk.data
    due = sum(
        (_due_amount(desk, int(j)) for j in np.flatnonzero(data.phases.engagement == e)), np.zeros(len(data.weeks))
    )
    pv_amount = float(one.pv_amount[e])
    excess = pv_amount * (1 - spi / data.parameters.spi_floor)
    later = np.cumsum(due[::-1])
    enough = np.flatnonzero(later >= excess)
    if enough.size:
        moved, said = float(later[enough[0]]), f"moving the milestone by {words.weeks(int(enough[0]) + 1)}"
    else:
        moved, said = excess, f"moving the milestone so far that {excess:,.0f} less is due by the end of the plan"
    pv = one.pv_amount.copy()
    pv[e] = max(pv_amount - moved, 0.0)
    gain = score.objective(replace(data, engagements=replace(one, pv_amount=pv)), desk.hours) - desk.objective
    yield desk.repair("wait", said, 1.0, gain, e, amount=moved, of_what="due later")


def _due_amount(desk: Desk, j: int) -> Numbers:
    """W: what the phase's planned hours are worth in each week, at the rates of its roles."""
    targets = np.flatnonzero(desk.data.targets.phase == j)
    rate = sum(float(desk.data.targets.ratio[k]) * desk.rate_of_role(int(k)) for k in targets)
    return np.asarray(desk.data.phases.planned_hours[j] * rate)


def _role_filled(desk: Desk, k: int, short: Numbers, before: float) -> Iterator[Repair]:
    """The hours that a role lacks, from somebody of it with time or from one more person."""
    j = int(desk.data.targets.phase[k])
    e = int(desk.data.phases.engagement[j])
    room = np.minimum(_room_of_role(desk, k), np.where(short > 0, np.maximum(short, desk.block), 0))
    for p in np.flatnonzero(desk.totals.index.target == k).tolist():
        c = int(desk.data.pairs.consultant[p])
        more = _more_hours(desk, p, np.minimum(desk.screen.free_hours[c], room), float(room.sum()))
        if more.any():
            gain = desk.gain_of({p: desk.hours[p] + more})
            said = f"{words.plain(more.sum())} h more of {words.person(desk.data, c)}, who has time"
            yield desk.repair("move", said, _share(desk, j, gain["off_ratio"], before), sum(gain.values()), e)
    for is_external in desk.kinds_of_people(k):
        hours = desk.filled(np.minimum(room, WEEK_HOURS))
        if hours.any():
            data, with_them = desk.with_person(k, hours, is_external=is_external)
            left = float(score.off_ratio_hours(data, with_them)[j].sum())
            gain_points = score.objective(data, with_them) - desk.objective
            amount = float(hours.sum()) * desk.rate_of_role(k, is_external=is_external)
            said = _of_role(desk, k, hours, is_external=is_external)
            yield desk.repair("hire", said, 1 - left / before, gain_points, e, amount=amount)


def _role_cut(desk: Desk, k: int, long: Numbers, before: float) -> Iterator[Repair]:
    """Hours taken from those of the role that has too many, one person at a time."""
    j = int(desk.data.targets.phase[k])
    e = int(desk.data.phases.engagement[j])
    for p in np.flatnonzero(desk.totals.index.target == k).tolist():
        own = desk.screen.leaving_hours(p)
        cut = np.minimum(own, np.ceil(long * 100) / 100)
        left = own - cut
        cut = np.where((left > 0) & (left < desk.block), own, cut)
        if cut.any():
            gain = desk.gain_of({p: np.round(desk.hours[p] - cut, 2)})
            said = f"{words.plain(cut.sum())} h less of {words.person(desk.data, int(desk.data.pairs.consultant[p]))}"
            yield desk.repair("cut", said, _share(desk, j, gain["off_ratio"], before), sum(gain.values()), e)


def _share(desk: Desk, j: int, off_ratio_points: float, before: float) -> float:
    """The part of the hours off the ratios that points of them stand for."""
    price = MILLI * float(desk.data.phases.ratio_price[j])
    return off_ratio_points / (price * before) if price > 0 else 0.0


def _looser(desk: Desk, j: int, before: float) -> Iterator[Repair]:
    """The first looser tolerance at which nothing is off."""
    data = desk.data
    for tolerance in (one for one in TOLERANCES if one > data.parameters.ratio_tolerance):
        looser = replace(data, parameters=replace(data.parameters, ratio_tolerance=tolerance))
        off, _ = best_totals(looser, desk.totals.target_hours[:-1], np.array([j]))
        if off[j].sum() < LEAST_HOURS:
            gain = MILLI * float(data.phases.ratio_price[j]) * before
            said = f"letting the ratios of this phase be off by {tolerance:.1%} of the planned hours instead of "
            said += f"{data.parameters.ratio_tolerance:.1%}"
            yield desk.repair("accept", said, 1.0, gain, int(data.phases.engagement[j]), waived_points=gain)
            return
