"""What one more person, one more week or a looser ratio would be worth to a plan, in points and in money."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from optimizer.solver import Clock
from optimizer.staffing import score
from optimizer.staffing.bulk.near import reoptimise
from optimizer.staffing.data import Flags, Numbers, StaffingData
from optimizer.staffing.explanation.words import role
from optimizer.staffing.whatif import first_estimates
from optimizer.staffing.whatif.newcomer import padded, wanted_cells, with_person, with_tolerance, with_week

MOST_FREE = 600  # weeks of pairs
SECONDS_PER_STEP = 2.0
SECONDS_PER_QUESTION = 4.0
NODES_PER_STEP = 200
LOOSER = 0.05  # of the week's planned hours
SHARE_OF_ESTIMATES = 0.3


@dataclass(frozen=True)
class Worth:
    """What the objective gains by one change of the problem; ``points`` are milli-points.

    ``amount`` is the charge-out value that earns as many points, as an hour of the plan does on average;
    ``billed_change_amount`` how much more the plan charges out. ``is_estimate``: everybody else stays where they are;
    else the plan was improved with and without the change, in the same neighborhood, and the difference is told.
    """

    kind: str  # person, week or ratio_tolerance
    cell: int | None
    change_value: float
    unit: str
    points: float
    amount: float | None
    billed_change_amount: float | None
    is_estimate: bool
    sentence: str


@dataclass(frozen=True)
class Question:
    """A larger problem, what it is asked about, and where its plan differs first.

    ``new`` (P x W of ``data``) are the bookings that only the larger problem has; ``phases`` those that come to mind
    first. ``estimate`` is in milli-points, None where nothing is known before a plan is made.
    """

    kind: str
    cell: int | None
    change_value: float
    unit: str
    words: str
    data: StaffingData
    new: Flags
    phases: list[int]
    estimate: float | None


def worths(data: StaffingData, hours: Numbers, *, seconds: float = 60.0) -> list[Worth]:
    """The worth of one more person of each practice and level, of one more week and of a looser ratio, best first.

    Parameters
    ----------
    data
        The problem.
    hours
        P x W hours of a plan that keeps every hard rule.
    seconds
        Wall clock; what there was no time to confirm is an estimate, the most promising questions come first.
        ``unanswered`` names the practices and levels that got neither.
    """
    clock = Clock(seconds)
    asked = [*_persons(data, hours, clock), _week(data, hours), _tolerance(data, hours)]
    asked.sort(key=lambda one: -np.inf if one.estimate is None else -one.estimate)
    found = [_answer(data, hours, one, clock) for one in asked]
    return sorted((one for one in found if one is not None), key=lambda one: -one.points)


def unanswered(data: StaffingData, found: Iterable[Worth]) -> list[str]:
    """Practices and levels for which ``worths`` had no time, not even for an estimate."""
    known = {one.cell for one in found}
    return [role(data, cell) for cell in wanted_cells(data) if cell not in known]


def points_per_amount(data: StaffingData, hours: Numbers) -> float | None:
    """Milli-points that one unit of charge-out value earns by SPI and VEC, on average over the plan; None for none."""
    billed = billed_amount(data, hours)
    earned = float((score.reward(data, hours) - score.reward(data, np.zeros_like(hours))).sum())
    return score.MILLI * earned / billed if billed > 0 and earned > 0 else None


def billed_amount(data: StaffingData, hours: Numbers) -> float:
    """Charge-out value of the plan's hours."""
    return float((hours.sum(axis=1) * data.pairs.rate_per_hour).sum())


def _persons(data: StaffingData, hours: Numbers, clock: Clock) -> Iterable[Question]:
    cells = wanted_cells(data)
    estimates = first_estimates.persons(data, hours, cells, Clock(SHARE_OF_ESTIMATES * clock.left_seconds))
    for cell in cells:
        larger = with_person(data, cell)
        new = (larger.pairs.consultant == len(data.consultants.ids))[:, None] & larger.active
        words = f"One more {role(data, cell)} from {data.weeks[0]}"
        yield Question("person", cell, 1.0, "person", words, larger, new, [], estimates.get(cell))


def _week(data: StaffingData, hours: Numbers) -> Question:
    larger = with_week(data)
    new = np.zeros(larger.active.shape, dtype=bool)
    new[:, -1] = larger.active[:, -1]
    idle = score.objective(larger, padded(hours, larger)) - score.objective(data, hours)
    words = "One more week for the same work, like the last one"
    return Question("week", None, 1.0, "week", words, larger, new, [], idle)


def _tolerance(data: StaffingData, hours: Numbers) -> Question:
    looser = data.parameters.ratio_tolerance + LOOSER
    larger = with_tolerance(data, looser)
    gain = score.objective(larger, hours) - score.objective(data, hours)
    off_points = score.off_ratio_hours(data, hours).sum(axis=1) * data.phases.ratio_price
    worst = np.argsort(-off_points, kind="stable").tolist()
    words = f"Staffing ratios within {looser:.0%} instead of {data.parameters.ratio_tolerance:.0%} of the planned hours"
    unit = "of the week's planned hours"
    return Question(
        "ratio_tolerance", None, LOOSER, unit, words, larger, np.zeros(hours.shape, dtype=bool), worst, gain
    )


def _answer(data: StaffingData, hours: Numbers, one: Question, clock: Clock) -> Worth | None:
    """Confirmed while there is time, else the estimate; None where there is neither."""
    if clock.left_seconds < SECONDS_PER_QUESTION:
        return None if one.estimate is None else _worth(data, hours, one, one.estimate, None)
    alone = _improved(one.data, padded(hours, one.data), one.new)
    free = _near(one, alone)
    same = _improved(data, hours, free[: hours.shape[0], : hours.shape[1]])
    with_it = (_improved(one.data, alone, free), _improved(one.data, padded(same, one.data), one.new))
    best = max(with_it, key=lambda plan: score.objective(one.data, plan))
    gain = score.objective(one.data, best) - score.objective(data, same)
    return _worth(data, hours, one, gain, billed_amount(one.data, best) - billed_amount(data, same))


def _near(one: Question, alone: Numbers) -> Flags:
    """P x W: what is new, and whole phases, those that use it most first, up to ``MOST_FREE``."""
    used = np.bincount(one.data.pairs.phase, np.where(one.new, alone, 0).sum(axis=1), len(one.data.phases.ids))
    phases = one.phases or np.argsort(-used, kind="stable").tolist()
    free = one.new.copy()
    for j in phases:
        more = free | ((one.data.pairs.phase == j)[:, None] & one.data.active)
        if more.sum() > MOST_FREE:
            break
        free = more
    return free


def _improved(data: StaffingData, hours: Numbers, free: Flags) -> Numbers:
    if not free.any():
        return hours
    return reoptimise(data, hours, free, seconds=SECONDS_PER_STEP, node_limit=NODES_PER_STEP)


def _worth(data: StaffingData, hours: Numbers, one: Question, points: float, billed: float | None) -> Worth:
    per_amount = points_per_amount(data, hours)
    amount = None if per_amount is None else points / per_amount
    money = "" if amount is None else f", as much as {_money(amount)}"
    how = _HOW_ESTIMATED[one.kind] if billed is None else f"; the plan would charge out {billed:+,.0f}"
    sentence = f"{one.words}: {points:+,.1f} milli-points{money}{how}."
    return Worth(
        kind=one.kind,
        cell=one.cell,
        change_value=one.change_value,
        unit=one.unit,
        points=points,
        amount=amount,
        billed_change_amount=billed,
        is_estimate=billed is None,
        sentence=sentence,
    )


def _money(amount: float) -> str:
    if amount < 0:
        return f"{-amount:,.0f} less of charge-out value costs"
    return f"{amount:,.0f} of charge-out value earns"


_HOW_ESTIMATED = {
    "person": " (an estimate: everybody else stays where they are)",
    "week": " (an estimate: nobody works in it yet)",
    "ratio_tolerance": " (an estimate: the plan stays as it is)",
}
