"""Engagements that are lost, moved, or won with a probability only."""

from dataclasses import replace

import numpy as np

from config.errors import ModelError
from optimizer.staffing.changes.kinds import EngagementLost, EngagementMoved, WinProbability
from optimizer.staffing.changes.lookup import blended_rate, engagement_index, week_number, week_words
from optimizer.staffing.changes.rows import noted, without_idle_pins, without_phases
from optimizer.staffing.changes.words import shift_words
from optimizer.staffing.data import Indexes, Numbers, Phases, StaffingData

HUNDREDTHS = 100
ROUNDING = 1e-6


def lose(data: StaffingData, change: EngagementLost) -> StaffingData:
    """Close the engagement's phases from a week on; what was due from then on is due no more."""
    e, week = engagement_index(data, change.engagement), max(week_number(data, change.from_week, 0), 0)
    name = data.engagements.names[e]
    if week >= len(data.weeks):
        return noted(data, f"{name} is lost after these weeks; nothing changes in them.")
    mine = np.flatnonzero(data.phases.engagement == e)
    after = np.arange(len(data.weeks)) >= week
    phases = _with_windows(
        data.phases,
        mine,
        (data.phases.start_week[mine], np.minimum(data.phases.end_week[mine], week)),
        np.where(after, 0, data.phases.planned_hours[mine]),
        np.where(after, 0, data.phases.maximum_hours[mine]),
    )
    return _rescheduled(data, phases, mine, f"{name} is lost from the week of {week_words(data, week)}")


def move(data: StaffingData, change: EngagementMoved) -> StaffingData:
    """Shift the engagement's windows and hours; earlier only as far as the first week.

    Work that goes on beyond the horizon has no known hours for the weeks that come into sight when it moves earlier:
    they are taken to be like its last known week.
    """
    e, count = engagement_index(data, change.engagement), len(data.weeks)
    name, mine = data.engagements.names[e], np.flatnonzero(data.phases.engagement == e)
    weeks = max(change.weeks, -int(data.phases.start_week[mine].min(initial=count)))
    if weeks == 0:
        return noted(
            data,
            f"{name} is not moved: it is open in the first week already." if change.weeks else f"{name} is not moved.",
        )
    source = np.arange(count) - weeks
    known = (source >= 0) & (source < count)
    goes_on = data.phases.end_week[mine] == count
    take = np.clip(source, 0, count - 1)
    counts = known[None, :] | (goes_on[:, None] & (source >= count)[None, :])
    end = np.where(goes_on & (weeks < 0), count, data.phases.end_week[mine] + weeks)
    phases = _with_windows(
        data.phases,
        mine,
        (np.clip(data.phases.start_week[mine] + weeks, 0, count), np.clip(end, 0, count)),
        np.where(counts, data.phases.planned_hours[mine][:, take], 0),
        np.where(counts, data.phases.maximum_hours[mine][:, take], 0),
    )
    words = f"{name} is moved by {shift_words(weeks)}"
    if weeks != change.weeks:
        words += f" (not {abs(change.weeks)}: nothing can begin before the week of {data.weeks[0]})"
    return _rescheduled(data, phases, mine, words)


def win(data: StaffingData, change: WinProbability) -> StaffingData:
    """Count an engagement with its probability: weight, hours and money (docs/decisions/0056).

    Raises
    ------
    ModelError
        No probability is given; that of the firm's data is filled in before (``firm.scenario``).
    """
    e, ratio = engagement_index(data, change.engagement), change.probability_ratio
    name = data.engagements.names[e]
    if ratio is None:
        raise ModelError(
            f"No probability of winning {name} is known. Nothing was changed. Give probability_ratio, 0 to 1."
        )
    return with_probability(data, e, ratio, f"{name} is won with a probability of {ratio:.0%}")


def with_probability(data: StaffingData, e: int, ratio: float, words: str) -> StaffingData:
    """The engagement as the part ``ratio`` of itself; 0 takes it out, 1 leaves it whole."""
    mine = data.phases.engagement == e
    if ratio == 0:
        return noted(without_phases(data, mine), f"{words}: it is left out.")
    if ratio == 1:
        return noted(data, f"{words}: it counts as any other.")
    one, phases = data.engagements, data.phases
    part = np.where(np.arange(len(one.ids)) == e, ratio, 1.0)
    amounts = ("weight", "bac_amount", "ac_amount", "ev_amount", "extracted_amount", "pv_amount")
    of_phase = np.where(mine, ratio, 1.0)
    most = np.floor(phases.maximum_hours * of_phase[:, None] * HUNDREDTHS + ROUNDING) / HUNDREDTHS
    most = np.where(mine[:, None], np.maximum(most, _pinned_hours(data)), phases.maximum_hours)
    changed = replace(
        data,
        engagements=replace(one, **{name: getattr(one, name) * part for name in amounts}),
        phases=replace(
            phases,
            planned_hours=phases.planned_hours * of_phase[:, None],
            maximum_hours=most,
            remaining_amount=phases.remaining_amount * of_phase,
        ),
    )
    return noted(changed, f"{words}: so much of its weight, hours and budget counts.")


def _pinned_hours(data: StaffingData) -> Numbers:
    """J x W: hours that stay whatever happens."""
    hours = np.zeros(data.phases.planned_hours.shape)
    for pin in data.pins:
        hours[pin.phase, pin.week] += pin.hours
    return hours


def _with_windows(
    phases: Phases, mine: Indexes, windows: tuple[Indexes, Indexes], planned: Numbers, most: Numbers
) -> Phases:
    """The phases ``mine`` with other windows and hours."""
    values = {
        "start_week": windows[0], "end_week": windows[1], "planned_hours": planned, "maximum_hours": most,
    }  # fmt: skip
    changed = {}
    for name, rows in values.items():
        changed[name] = getattr(phases, name).copy()
        changed[name][mine] = rows
    return replace(phases, **changed)


def _rescheduled(data: StaffingData, phases: Phases, mine: Indexes, words: str) -> StaffingData:
    """The problem with the changed phases; the value due follows the hours, at each phase's blended rate."""
    due = np.zeros(len(data.engagements.ids))
    for j in mine:
        hours = float(phases.planned_hours[j].sum() - data.phases.planned_hours[j].sum())
        due[data.phases.engagement[j]] += hours * blended_rate(data, int(j))
    pv_amount = np.maximum(data.engagements.pv_amount + due, 0)
    changed = replace(data, phases=phases, engagements=replace(data.engagements, pv_amount=pv_amount))
    gone = np.zeros(len(phases.ids), dtype=bool)
    gone[mine] = phases.start_week[mine] >= phases.end_week[mine]
    hours = float((phases.planned_hours - data.phases.planned_hours)[mine].sum())
    amount = float((pv_amount - data.engagements.pv_amount).sum())
    changed, pin_count = without_idle_pins(without_phases(changed, gone))
    sentence = f"{words}: {_more(hours)} planned hours, {_more(amount)} due by the end of these weeks."
    if gone.any():
        sentence += (
            " Nothing of it is left." if gone[mine].all() else f" {int(gone.sum())} of its {mine.size} phases end."
        )
    if pin_count:
        sentence += f" Pinned assignments that fall away: {pin_count}."
    return noted(changed, sentence)


def _more(difference: float) -> str:
    return f"{abs(difference):,.0f} {'more' if difference > 0 else 'less'}"
