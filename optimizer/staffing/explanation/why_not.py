"""Why somebody is not on a phase: the rule that forbids it, or what the plan would lose with them there."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from optimizer.staffing.bulk import delta
from optimizer.staffing.bulk.index import index_of
from optimizer.staffing.bulk.near import Change, best_change
from optimizer.staffing.bulk.totals import Totals
from optimizer.staffing.data import Indexes, Numbers, Pin, StaffingData
from optimizer.staffing.explanation.forbidden import Reason, Refusal, refusals
from optimizer.staffing.explanation.money import amount_of_points, revenue_change_amount
from optimizer.staffing.explanation.neighborhood import pairs_around
from optimizer.staffing.pins import contradictions

LARGEST_NEIGHBORHOOD = 8  # times the first one


@dataclass(frozen=True)
class Effort:
    """How much is planned again: pairs near the booking, nodes of the search, and seconds as a guard."""

    most_pairs: int = 18
    nodes: int = 50
    seconds: float = 5.0
    relative_gap: float = 1e-4
    is_baseline_replanned: bool = True


@dataclass(frozen=True)
class WhyNot:
    """The answer for one consultant and phase; points are milli-points, amounts are at charge-out rates.

    ``weeks`` are those in which the consultant works there in the answer; ``refusals`` forbid the others (all, where
    ``weeks`` is empty). ``change_points`` is the objective with them there less the plan's. ``better_points`` is what
    planning the same people again without them there would gain: a plan is near-optimal, not optimal.
    ``regret_points`` is the difference of the two, 0 or more: what they cost by being there. ``parts``,
    ``revenue_change_amount`` and the moves from ``reference_hours`` to ``hours`` are against the better of the plan and
    those people planned again, as the regret is.
    """

    consultant: int
    phase: int
    weeks: tuple[int, ...]
    refusals: tuple[Refusal, ...]
    is_found: bool = False
    is_proven: bool = False
    change_points: float | None = None
    better_points: float = 0.0
    regret_points: float | None = None
    regret_amount: float | None = None
    revenue_change_amount: float | None = None
    parts: dict[str, float] = field(default_factory=dict)
    hours: Numbers | None = None  # P x W, the plan with them there
    reference_hours: Numbers | None = None  # P x W, the plan without


def why_not(
    data: StaffingData,
    hours: Numbers,
    consultant: int,
    phase: int,
    *,
    weeks: Sequence[int] | None = None,
    hours_per_week: float | None = None,
    why_not_eligible: Reason | None = None,
    effort: Effort | None = None,
) -> WhyNot:
    """Force a consultant onto a phase, plan everybody near again, and compare.

    Parameters
    ----------
    data, hours
        The problem and its plan (P x W).
    weeks
        Indexes of the weeks to work in; None for all in which the phase is open.
    hours_per_week
        Exactly so many in each of the weeks; None for the minimum block or more.
    why_not_eligible
        Rule and words, where somebody knows why the pair is not eligible.
    effort
        How far to look.
    """
    effort = effort or Effort()
    asked = range(data.phases.start_week[phase], data.phases.end_week[phase]) if weeks is None else sorted(set(weeks))
    refused = refusals(data, consultant, phase, list(asked), why_not_eligible)
    possible = [w for w in asked if not any(w in one.weeks for one in refused)]
    answer = WhyNot(consultant, phase, tuple(possible), tuple(refused))
    if not possible:
        return answer
    totals = totals_there = Totals(index_of(data), hours)
    if hours_per_week is not None:
        pinned = _with_pins(data, consultant, phase, possible, hours_per_week)
        totals_there = Totals(index_of(pinned), hours)
        against = contradictions(pinned)
        if against:
            words = f"{hours_per_week:g} h a week are too many or too few: {against[0][1]}"
            refusal = Refusal("C11", tuple(possible), words)
            return replace(answer, weeks=(), refusals=(*answer.refusals, refusal))
    return _replanned(totals, totals_there, answer, effort)


def _with_pins(data: StaffingData, c: int, j: int, weeks: Sequence[int], hours: float) -> StaffingData:
    """The problem with the hours asked for as pins."""
    others = [pin for pin in data.pins if (pin.consultant, pin.phase) != (c, j) or pin.week not in weeks]
    return replace(data, pins=(*others, *(Pin(c, j, w, hours) for w in weeks)))


def _replanned(totals: Totals, totals_there: Totals, answer: WhyNot, effort: Effort) -> WhyNot:
    """The best plan near with the consultant there (by the pins asked for), against the best near without."""
    data, pair = totals.index.data, totals.index.data.pair_index[answer.consultant, answer.phase]
    switches = np.full(totals.hours.shape, -1, dtype=np.int8)
    switches[pair, list(answer.weeks)] = 1
    forced, pairs = forced_change(totals_there, pair, switches, effort)
    if forced is None:
        return answer
    base = _without(totals, pair, pairs, effort) if effort.is_baseline_replanned else None
    better = max(base.gain, 0.0) if base is not None else 0.0
    regret = max(better - forced.gain, 0.0)
    hours, reference = changed(totals.hours, forced), totals.hours
    if base is not None and better > 0:
        reference = changed(totals.hours, base)
    return replace(
        answer,
        is_found=True,
        is_proven=forced.is_optimal and base is not None and base.is_optimal,
        change_points=forced.gain,
        better_points=better,
        regret_points=regret,
        regret_amount=amount_of_points(data, regret, pair),
        revenue_change_amount=revenue_change_amount(data, reference, hours),
        parts=delta.between(data, reference, hours),
        hours=hours,
        reference_hours=reference,
    )


def _without(totals: Totals, pair: int, pairs: Indexes, effort: Effort) -> Change | None:
    """The best plan of the same people, without more weeks of the pair than the plan has."""
    switches = np.full(totals.hours.shape, -1, dtype=np.int8)
    switches[pair, totals.hours[pair] == 0] = 0
    return _best(totals, pairs, switches, effort)


def changed(hours: Numbers, change: Change) -> Numbers:
    """P x W: the plan after a change."""
    result = hours.copy()
    result[change.pair, change.week] = change.hours
    return result


def forced_change(totals: Totals, pair: int, switches: Any, effort: Effort) -> tuple[Change | None, Indexes]:
    """The best change under ``switches``, and the pairs that could change; more of them while there is none."""
    data = totals.index.data
    c, j = int(data.pairs.consultant[pair]), int(data.pairs.phase[pair])
    most = effort.most_pairs
    while True:
        pairs = pairs_around(totals, c, j, most)
        change = _best(totals, pairs, switches, effort)
        if change is not None or len(pairs) < most or most >= LARGEST_NEIGHBORHOOD * effort.most_pairs:
            return change, pairs
        most *= 2


def _best(totals: Totals, pairs: Indexes, switches: Any, effort: Effort) -> Change | None:
    return best_change(
        totals,
        pairs,
        seconds=effort.seconds,
        relative_gap=effort.relative_gap,
        node_limit=effort.nodes,
        switches=switches,
    )
