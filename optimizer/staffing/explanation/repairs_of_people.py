"""Repairs where people are idle: on the bench, or beside externals who work."""

from collections.abc import Iterator

import numpy as np

from optimizer.staffing.data import Numbers
from optimizer.staffing.explanation import words
from optimizer.staffing.explanation.repair import Repair
from optimizer.staffing.explanation.repair_desk import Desk
from optimizer.staffing.score import MILLI


def of_bench(desk: Desk, c: int, short_hours: Numbers) -> Iterator[Repair]:
    """More hours on an open phase, or new work (STAFFING C7); ``short_hours`` (W) are missing to the target."""
    data, total = desk.data, float(short_hours.sum())
    for p in desk.totals.index.by_consultant.of(c).tolist():
        more = _fitting(desk, p, short_hours)
        mended = float(np.minimum(more, short_hours).sum())
        if mended > 0:
            gain = sum(desk.gain_of({p: desk.hours[p] + more}).values())
            where = words.phase(data, int(data.pairs.phase[p]))
            said = f"{words.plain(more.sum())} h more of {words.person(data, c)} on {where}"
            yield desk.repair("move", said, mended / total, gain, int(data.pair_engagement[p]))
    yield of_missing_work(desk, c, short_hours)


def of_missing_work(desk: Desk, c: int, short_hours: Numbers) -> Repair:
    """New work for the consultant's role, in the weeks in which it is missing; it takes a client."""
    weeks = np.flatnonzero(short_hours > 0)
    first, total = words.week(desk.data, int(weeks[0])), float(short_hours.sum())
    when = f"in {first}" if len(weeks) == 1 else f"in {words.weeks(len(weeks))} from {first}"
    role = words.role(desk.data, int(desk.data.consultants.cell[c]))
    gain = MILLI * desk.data.parameters.bench_price * total
    said = f"{words.plain(np.ceil(total))} h of new work for {role} {when}"
    return desk.repair("sell", said, 1.0, gain, None, waived_points=gain)


def of_idle_internals(desk: Desk, cell: int, beside_hours: float) -> Iterator[Repair]:
    """Internals with time take over from an external, or the external does not work (STAFFING C9)."""
    data, index = desk.data, desk.totals.index
    price = MILLI * data.parameters.internal_first_price
    yield from _filled_up(desk, cell, beside_hours, price)
    externals = index.by_cell.of(cell)
    externals = externals[index.is_external[externals] & (desk.hours[externals].sum(axis=1) > 0)]
    for p in externals.tolist():
        e = int(data.pair_engagement[p])
        who, where = words.person(data, int(data.pairs.consultant[p])), words.phase(data, int(data.pairs.phase[p]))
        for one in desk.screen.exchanges(p):
            if one.pair is not None and (
                index.is_external[one.pair]
                or data.pairs.phase[one.pair] != data.pairs.phase[p]
                or index.cell[one.pair] != cell
            ):
                continue
            stays = desk.hours[p] - desk.screen.leaving_hours(p)
            changes = {p: stays} if one.pair is None else {p: stays, one.pair: one.hours}
            mended = desk.gain_of(changes)["external_before_internal"] / (price * beside_hours) if price > 0 else 0.0
            other = "nobody" if one.pair is None else words.person(data, int(data.pairs.consultant[one.pair]))
            kind, said = "cut" if one.pair is None else "move", f"{other} instead of {who} on {where}"
            yield desk.repair(kind, said, mended, one.change_points, e)


def _filled_up(desk: Desk, cell: int, beside_hours: float, price: float) -> Iterator[Repair]:
    """Idle internals of the practice and level work more where they may, in the weeks in which an external works."""
    data, index = desk.data, desk.totals.index
    external = np.zeros(desk.hours.shape[1])
    of_cell = index.by_cell.of(cell)
    external += desk.hours[of_cell[index.is_external[of_cell]]].sum(axis=0)
    for p in of_cell[~index.is_external[of_cell]].tolist():
        c = int(data.pairs.consultant[p])
        more = _fitting(desk, p, np.where(external > 0, np.maximum(desk.screen.free_hours[c], 0), 0))
        if more.any() and price > 0:
            gain = desk.gain_of({p: desk.hours[p] + more})
            said = f"{words.plain(more.sum())} h more of {words.person(data, c)} on "
            said += words.phase(data, int(data.pairs.phase[p]))
            share = gain["external_before_internal"] / (price * beside_hours)
            yield desk.repair("fill", said, share, sum(gain.values()), int(data.pair_engagement[p]))


def _fitting(desk: Desk, p: int, short_hours: Numbers) -> Numbers:
    """W: hours that fit the consultant's time and the phase's room, in blocks."""
    c, j = int(desk.data.pairs.consultant[p]), int(desk.data.pairs.phase[p])
    room = np.minimum(desk.screen.free_hours[c], desk.screen.room_hours[j])
    least = np.where(desk.hours[p] > 0, 0.01, max(desk.block, 0.01))
    more = np.minimum(np.where(short_hours > 0, np.maximum(short_hours, least), 0), room)
    more = np.floor(np.maximum(more, 0) * 100) / 100
    return np.where(desk.totals.index.usable[p] & (more >= least), more, 0)
