"""Repairs where money is off: a phase beyond its budget, VEC away from Burn."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from optimizer.staffing import score
from optimizer.staffing.data import Indexes, Numbers
from optimizer.staffing.explanation import words
from optimizer.staffing.explanation.repair import Repair
from optimizer.staffing.explanation.repair_desk import Desk
from optimizer.staffing.score import MILLI

MOST_BOOKINGS = 4


def of_budget(desk: Desk, j: int, over_amount: float) -> Iterator[Repair]:
    """A larger budget, fewer hours, or hours of somebody cheaper (STAFFING C4)."""
    data, e = desk.data, int(desk.data.phases.engagement[j])
    gain = MILLI * data.parameters.burn_price * over_amount / float(data.engagements.bac_amount[e])
    where = words.phase(data, j)
    yield desk.repair(
        "pay",
        f"a budget of {where} that is {over_amount:,.0f} larger",
        1.0,
        gain,
        e,
        amount=over_amount,
        of_what="of budget",
    )
    rate = data.pairs.rate_per_hour
    for p in _bookings(desk, desk.pairs_of_phase(j), rate):
        yield from _fewer_hours(desk, p, over_amount / float(rate[p]), over_amount, float(rate[p]))
        yield from _exchanges(desk, p, rate, over_amount)


def of_value(desk: Desk, e: int, off_ratio: float, *, is_below: bool) -> Iterator[Repair]:
    """Work that is paid better, fewer hours of those furthest from it, or hours of somebody closer (STAFFING C6)."""
    data, pairs = desk.data, desk.data.pairs
    amount = off_ratio * float(data.engagements.bac_amount[e])
    extracted = data.engagements.extracted_amount.copy()
    extracted[e] += amount if is_below else -amount
    paid = replace(data, engagements=replace(data.engagements, extracted_amount=extracted))
    gain = score.objective(paid, desk.hours) - desk.objective
    name = words.engagement(data, e)
    if is_below:
        said = f"better paid work on {name}: higher rates or smaller discounts"
        yield desk.repair("pay", said, 1.0, gain, e, amount=amount, of_what="of value")
    distance = (pairs.rate_per_hour - pairs.value_per_hour) * (1 if is_below else -1)
    for p in _bookings(desk, desk.totals.index.by_engagement.of(e), distance):
        if distance[p] > 0:
            yield from _fewer_hours(desk, p, amount / float(distance[p]), amount, float(distance[p]))
        yield from _exchanges(desk, p, distance, amount)


def _bookings(desk: Desk, pairs: Indexes, worst: Numbers) -> list[int]:
    """The bookings with the most of ``worst`` per hour."""
    booked = pairs[desk.hours[pairs].sum(axis=1) > 0]
    order = np.lexsort((booked, -worst[booked]))[:MOST_BOOKINGS]
    return [int(p) for p in booked[order]]


def _fewer_hours(desk: Desk, p: int, wanted: float, amount: float, per_hour: float) -> Iterator[Repair]:
    """The booking's last hours are not worked, as many as are too many."""
    cut, left = np.zeros(desk.hours.shape[1]), np.ceil(wanted)
    own = desk.screen.leaving_hours(p)
    for w in np.flatnonzero(own)[::-1].tolist():
        if left > 0:
            stays = own[w] - left
            cut[w] = own[w] if stays < desk.block else left
            left -= cut[w]
    if cut.any():
        gain = sum(desk.gain_of({p: np.round(desk.hours[p] - cut, 2)}).values())
        said = f"{words.plain(cut.sum())} h less of {words.person(desk.data, int(desk.data.pairs.consultant[p]))}"
        yield desk.repair("cut", said, float(cut.sum()) * per_hour / amount, gain, int(desk.data.pair_engagement[p]))


def _exchanges(desk: Desk, p: int, per_hour: Numbers, amount: float) -> Iterator[Repair]:
    """Somebody with time who takes over, where that saves ``per_hour``."""
    data = desk.data
    for one in desk.screen.exchanges(p):
        if one.pair is None or data.pairs.phase[one.pair] != data.pairs.phase[p]:
            continue
        more = float((one.hours - desk.hours[one.pair]).sum())
        saved = float(desk.screen.leaving_hours(p).sum() * per_hour[p] - more * per_hour[one.pair])
        whole = more >= desk.screen.leaving_hours(p).sum() - 1
        if saved > 0 and whole:
            who, other = (words.person(data, int(data.pairs.consultant[q])) for q in (p, one.pair))
            yield desk.repair(
                "move", f"{other} instead of {who}", saved / amount, one.change_points, int(data.pair_engagement[p])
            )
