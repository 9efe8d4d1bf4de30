"""Engagements that the firm does not have yet."""

from dataclasses import replace

import numpy as np

from config.errors import ModelError
from optimizer.staffing.changes.conventions import Conventions, usual_premium, usual_rates, usual_ratio_price
from optimizer.staffing.changes.engagements import HUNDREDTHS, ROUNDING, with_probability
from optimizer.staffing.changes.kinds import EngagementAdded, Role
from optimizer.staffing.changes.lookup import blended_rate, cell_index, week_number, week_words, window
from optimizer.staffing.changes.rows import NOT_STORED, appended, noted
from optimizer.staffing.data import Engagements, Numbers, Pairs, Phases, StaffingData, Targets
from optimizer.staffing.data_checks import RATIO_SUM_TOLERANCE


def add(data: StaffingData, change: EngagementAdded, conventions: Conventions) -> StaffingData:
    """Append the engagement with one phase, and a pair for everybody of its roles.

    Raises
    ------
    ModelError
        The id is taken, a role is unknown or has no rate, or the ratios do not sum to 1.
    """
    _check(data, change)
    first, last = window(data, change.from_week, change.to_week)
    name = change.name or change.engagement
    if first == last:
        return noted(data, f"{name} is added outside of these weeks; nothing changes in them.")
    inside = (np.arange(len(data.weeks)) >= first) & (np.arange(len(data.weeks)) < last)
    planned = np.where(inside, change.hours_per_week, 0.0)[None, :]
    changed = replace(
        data,
        phases=appended(data.phases, _phase(data, change, planned, (first, last), conventions)),
        targets=appended(data.targets, _targets(data, change.roles)),
        pairs=appended(data.pairs, _pairs(data, change, conventions)),
        engagements=appended(data.engagements, _engagement(data, change)),
    )
    changed = _with_money(changed, change, float(planned.sum()))
    words = f"{name} is added with {change.hours_per_week:,.1f} h a week from the week of {week_words(data, first)}"
    e, ratio = len(data.engagements.ids), change.win_probability_ratio
    if ratio == 1:
        return noted(changed, f"{words}.")
    return with_probability(changed, e, ratio, f"{words}, and won with a probability of {ratio:.0%}")


def _check(data: StaffingData, change: EngagementAdded) -> None:
    total = sum(role.ratio for role in change.roles)
    if change.engagement in data.engagements.ids or change.engagement in data.phases.ids:
        raise ModelError(f"There is an engagement {change.engagement} already. Nothing was changed. Choose another id.")
    if abs(total - 1) > RATIO_SUM_TOLERANCE:
        raise ModelError(
            f"The roles of {change.engagement} sum to {total:g}, not to 1. Nothing was changed. Correct their ratios."
        )


def _engagement(data: StaffingData, change: EngagementAdded) -> Engagements:
    """Its money is known when its rates are."""
    return Engagements(
        ids=(change.engagement,),
        names=(change.name or change.engagement,),
        weight=np.array([change.weight]),
        bac_amount=np.ones(1),
        ac_amount=np.zeros(1),
        ev_amount=np.zeros(1),
        extracted_amount=np.zeros(1),
        pv_amount=np.zeros(1),
        keys=(NOT_STORED,) if data.engagements.keys else (),
    )


def _phase(
    data: StaffingData, change: EngagementAdded, planned: Numbers, weeks: tuple[int, int], conventions: Conventions
) -> Phases:
    most = np.floor(planned * conventions.demand_ratio * HUNDREDTHS + ROUNDING) / HUNDREDTHS
    return Phases(
        ids=(change.engagement,),
        names=(change.name or change.engagement,),
        engagement=np.array([len(data.engagements.ids)]),
        start_week=np.array([weeks[0]]),
        end_week=np.array([weeks[1]]),
        planned_hours=planned,
        maximum_hours=most,
        remaining_amount=np.zeros(1),
        ratio_price=np.array([usual_ratio_price(data)]),
        keys=(NOT_STORED,) if data.phases.keys else (),
    )


def _targets(data: StaffingData, roles: tuple[Role, ...]) -> Targets:
    cells = [cell_index(data, role.practice, role.level) for role in roles]
    return Targets(
        phase=np.full(len(roles), len(data.phases.ids)),
        cell=np.array(cells),
        ratio=np.array([role.ratio for role in roles]),
    )


def _pairs(data: StaffingData, change: EngagementAdded, conventions: Conventions) -> Pairs:
    """Everybody of the roles; value per hour is rate x d x ea x eo with d = 1 - discount."""
    people, week_count = data.consultants, len(data.weeks)
    given = {cell_index(data, role.practice, role.level): role.rate_per_hour for role in change.roles}
    who = np.flatnonzero(np.isin(people.cell, list(given)))
    own = np.array([given[int(people.cell[c])] or np.nan for c in who], dtype=float)
    rates = np.where(np.isnan(own), usual_rates(data)[who], own) * (1 - change.discount_ratio)
    unknown = np.flatnonzero(np.isnan(rates))
    if unknown.size:
        practice, level = data.cells[people.cell[who[unknown[0]]]]
        raise ModelError(
            f"No rate of {practice} / {level} is known for {change.engagement}. Nothing was changed. "
            "Give rate_per_hour with the role."
        )
    efficiency = conventions.efficiency(people.is_external[who], people.is_new[who])
    return Pairs(
        consultant=who,
        phase=np.full(who.size, len(data.phases.ids)),
        rate_per_hour=rates,
        value_per_hour=rates * (1 - change.discount_ratio) * efficiency,
        external_premium=np.where(people.is_external[who], usual_premium(data), 0.0),
        was_assigned=np.zeros(who.size, dtype=bool),
        published_hours=np.full((who.size, week_count), np.nan),
        current_hours=np.zeros((who.size, week_count)),
    )


def _with_money(data: StaffingData, change: EngagementAdded, hours: float) -> StaffingData:
    """The budget is what was said, else the hours of all its weeks at its rates; due are those of these weeks."""
    rate = blended_rate(data, len(data.phases.ids) - 1)
    if rate == 0 and change.budget_amount is None:
        raise ModelError(
            f"Nobody has a role of {change.engagement}, so its budget is unknown. Nothing was changed. "
            "Give budget_amount, or roles that somebody fills."
        )
    start = week_number(data, change.from_week, 0)
    end = week_number(data, change.to_week, len(data.weeks) - 1)
    budget = change.budget_amount or change.hours_per_week * (end - start + 1) * rate
    one, phases = data.engagements, data.phases
    bac, pv = one.bac_amount.copy(), one.pv_amount.copy()
    bac[-1], pv[-1] = budget, min(hours * rate, budget)
    remaining = phases.remaining_amount.copy()
    remaining[-1] = budget
    return replace(
        data,
        engagements=replace(one, bac_amount=bac, pv_amount=pv),
        phases=replace(phases, remaining_amount=remaining),
    )
