"""What must hold before a staffing problem is worth solving; each failure names its culprit."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from config.errors import ModelError

if TYPE_CHECKING:
    from optimizer.staffing.data import StaffingData

RATIO_SUM_TOLERANCE = 1e-6
WEEK_DAYS = 7
MOST_WEEK_HOURS = 40.0


def check(data: StaffingData) -> None:
    """Raise a ModelError at the first thing that cannot be planned with."""
    _weeks(data)
    _consultants(data)
    _engagements(data)
    _phases(data)
    _pairs(data)
    _targets(data)


def _refuse(sentence: str, remedy: str) -> ModelError:
    return ModelError(f"Staffing: {sentence} {remedy} No plan was made.")


def _require(holds: np.ndarray, labels: tuple[str, ...], what: str, values: np.ndarray, remedy: str) -> None:
    """Name the first row (of a vector or a table) where ``holds`` is false."""
    bad = np.argwhere(~holds)
    if bad.size:
        first = tuple(bad[0])
        week = f", week {first[1] + 1} of the horizon" if len(first) > 1 else ""
        raise _refuse(f"{labels[first[0]]}{week}: {what} is {values[first]:g}.", remedy)


def _weeks(data: StaffingData) -> None:
    if not data.weeks:
        raise _refuse("the horizon has no week.", "Plan at least one week.")
    days = {(later - earlier).days for earlier, later in pairwise(data.weeks)}
    if data.weeks[0].weekday() != 0 or days - {WEEK_DAYS}:
        raise _refuse(f"the weeks {data.weeks[0]} to {data.weeks[-1]} are not consecutive Mondays.", "Correct them.")


def _consultants(data: StaffingData) -> None:
    people, labels = data.consultants, tuple(f"consultant {name}" for name in data.consultants.ids)
    hours = people.capacity_hours
    if hours.shape != (len(people.ids), len(data.weeks)):
        raise _refuse(f"capacity is a table of {hours.shape}, not consultants x weeks.", "Give each a week's hours.")
    holds = (hours >= 0) & (hours <= MOST_WEEK_HOURS)
    _require(holds, labels, "capacity in hours", hours, f"It must lie in 0 to {MOST_WEEK_HOURS:g}; on leave is 0.")


def _engagements(data: StaffingData) -> None:
    one, labels = data.engagements, tuple(f"engagement {name}" for name in data.engagements.ids)
    _require(one.bac_amount > 0, labels, "the budget (BAC)", one.bac_amount, "VEC and Burn need one above 0.")
    for what, values in (("the weight", one.weight), ("the planned value (PV)", one.pv_amount)):
        _require(values >= 0, labels, what, values, "It must be 0 or more.")
    for what, values in (
        ("the actual cost (AC)", one.ac_amount),
        ("the earned value (EV)", one.ev_amount),
        ("the extracted value", one.extracted_amount),
    ):
        _require(np.isfinite(values), labels, what, values, "It must be a number.")


def _phases(data: StaffingData) -> None:
    one, labels = data.phases, tuple(f"phase {name}" for name in data.phases.ids)
    shape = (len(one.ids), len(data.weeks))
    for what, values in (("planned hours", one.planned_hours), ("maximum hours", one.maximum_hours)):
        if values.shape != shape:
            raise _refuse(
                f"{what} are a table of {values.shape}, not phases x weeks.", "Give each phase a week's hours."
            )
        _require(np.isfinite(values) & (values >= 0), labels, what, values, "It must be 0 or more.")
    _require(np.isfinite(one.remaining_amount), labels, "the remaining budget", one.remaining_amount, "Give an amount.")
    _require(one.ratio_price >= 0, labels, "the price off the ratios", one.ratio_price, "It must be 0 or more.")
    if one.engagement.size and not 0 <= one.engagement.min() <= one.engagement.max() < len(data.engagements.ids):
        raise _refuse("a phase belongs to no engagement.", "Give each phase its engagement.")


def _pairs(data: StaffingData) -> None:
    pairs = data.pairs
    who = zip(pairs.consultant, pairs.phase, strict=True)
    labels = tuple(f"consultant {data.consultants.ids[c]} on phase {data.phases.ids[j]}" for c, j in who)
    keys = pairs.consultant * max(len(data.phases.ids), 1) + pairs.phase
    first = np.unique(keys, return_index=True)[1]
    if first.size < keys.size:
        twice = labels[int(np.setdiff1d(np.arange(keys.size), first)[0])]
        raise _refuse(f"{twice} is listed twice.", "One line per consultant and phase.")
    _require(
        pairs.rate_per_hour > 0, labels, "the charge-out rate", pairs.rate_per_hour, "Give a rate above 0 per hour."
    )
    _require(pairs.value_per_hour >= 0, labels, "the value per hour", pairs.value_per_hour, "It must be 0 or more.")
    _require(
        pairs.external_premium >= 0, labels, "the external premium", pairs.external_premium, "It must be 0 or more."
    )


def _targets(data: StaffingData) -> None:
    targets = data.targets
    sums = np.bincount(targets.phase, targets.ratio, len(data.phases.ids))
    has_targets = np.bincount(targets.phase, minlength=len(data.phases.ids)) > 0
    labels = tuple(f"phase {name}" for name in data.phases.ids)
    holds = ~has_targets | (np.abs(sums - 1) <= RATIO_SUM_TOLERANCE)
    _require(holds, labels, "the sum of its staffing ratios", sums, "Ratios by practice and level must sum to 1.")
    _require(
        targets.ratio >= 0,
        tuple(labels[j] for j in targets.phase),
        "a staffing ratio",
        targets.ratio,
        "Give 0 or more.",
    )
