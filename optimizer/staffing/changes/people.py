"""People who leave, are away for some weeks, or join."""

from dataclasses import replace

import numpy as np

from config.errors import ModelError
from optimizer.staffing.changes.conventions import Conventions, usual_premium
from optimizer.staffing.changes.kinds import PersonJoins, PersonLeaves
from optimizer.staffing.changes.lookup import cell_index, consultant_index, week_words, window
from optimizer.staffing.changes.rows import NOT_STORED, appended, noted, without_idle_pins
from optimizer.staffing.data import Consultants, Pairs, StaffingData
from optimizer.staffing.explanation.words import person, sentence


def leave(data: StaffingData, change: PersonLeaves) -> StaffingData:
    """No hours in the weeks of the change; pins in them fall away."""
    c, (first, last) = consultant_index(data, change.consultant), window(data, change.from_week, change.to_week)
    name = sentence(person(data, c))
    if first == last:
        return noted(data, f"{name} is away outside of these weeks only; nothing changes in them.")
    hours = data.consultants.capacity_hours.copy()
    lost = float(hours[c, first:last].sum())
    hours[c, first:last] = 0
    people = replace(data.consultants, capacity_hours=hours)
    changed, pin_count = without_idle_pins(replace(data, consultants=people))
    until = "" if last == len(data.weeks) else f" until that of {week_words(data, last - 1)}"
    words = f"{name} is away from the week of {week_words(data, first)}{until}: {lost:,.0f} h less."
    return noted(changed, words + (f" Pinned assignments that fall away: {pin_count}." if pin_count else ""))


def join(data: StaffingData, change: PersonJoins, conventions: Conventions) -> StaffingData:
    """One more person, who may work on every phase that wants their practice and level.

    Raises
    ------
    ModelError
        The id is taken, or the practice and level are unknown.
    """
    if change.consultant in data.consultants.ids:
        raise ModelError(f"There is a consultant {change.consultant} already. Nothing was changed. Choose another id.")
    cell, (first, last) = (
        cell_index(data, change.practice, change.level),
        window(data, change.from_week, change.to_week),
    )
    hours = np.zeros((1, len(data.weeks)))
    hours[0, first:last] = change.hours_per_week
    person = Consultants(
        ids=(change.consultant,),
        names=(change.name or change.consultant,),
        cell=np.array([cell]),
        is_external=np.array([change.is_external]),
        is_new=np.array([change.is_new]),
        capacity_hours=hours,
        keys=(NOT_STORED,) if data.consultants.keys else (),
    )
    pairs = _pairs(data, change, cell, conventions)
    changed = replace(data, consultants=appended(data.consultants, person), pairs=appended(data.pairs, pairs))
    kind = "an external" if change.is_external else "one of ours"
    words = f"{change.name or change.consultant} ({change.practice}, {change.level}, {kind}) joins with "
    return noted(changed, f"{words}{hours.sum():,.0f} h in these weeks, for {pairs.phase.size} of the phases.")


def _pairs(data: StaffingData, change: PersonJoins, cell: int, conventions: Conventions) -> Pairs:
    """A pair with each phase that wants the role, at its usual rate and discount there."""
    wanted = data.targets.phase[(data.targets.cell == cell) & (data.targets.ratio > 0)]
    terms = [(int(j), *_terms(data, int(j), cell, conventions)) for j in np.unique(wanted)]
    if change.rate_per_hour is not None:
        terms = [(j, change.rate_per_hour * d, d) for j, _, d in terms]
    known = [one for one in terms if not np.isnan(one[1])]
    phase, rate, discount = (np.array([one[k] for one in known]) for k in range(3))
    efficiency = float(conventions.efficiency(np.array(change.is_external), np.array(change.is_new)))
    weeks = (len(known), len(data.weeks))
    return Pairs(
        consultant=np.full(len(known), len(data.consultants.ids)),
        phase=phase.astype(np.int64),
        rate_per_hour=rate,
        value_per_hour=rate * discount * efficiency,
        external_premium=np.full(len(known), usual_premium(data) if change.is_external else 0.0),
        was_assigned=np.zeros(len(known), dtype=bool),
        published_hours=np.full(weeks, np.nan),
        current_hours=np.zeros(weeks),
    )


def _terms(data: StaffingData, phase: int, cell: int, conventions: Conventions) -> tuple[float, float]:
    """Rate per hour and d of the role on a phase: of those who have it there, else of the phase and of the role."""
    people, pairs = data.consultants, data.pairs
    of_cell, of_phase = people.cell[pairs.consultant] == cell, pairs.phase == phase
    efficiency = conventions.efficiency(people.is_external[pairs.consultant], people.is_new[pairs.consultant])
    with np.errstate(invalid="ignore", divide="ignore"):
        discounts = pairs.value_per_hour / pairs.rate_per_hour / efficiency
    near = of_cell & of_phase if (of_cell & of_phase).any() else of_cell
    alike = of_cell & of_phase if (of_cell & of_phase).any() else of_phase
    rate = float(np.median(pairs.rate_per_hour[near])) if near.any() else float("nan")
    return rate, float(np.median(discounts[alike])) if alike.any() else 1.0
