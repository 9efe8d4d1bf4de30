"""The tiers of ``budget.objective`` as cost vectors, by the same names and in the same order."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from optimizer.budget.bulk.arrays import ArrayTier, BudgetArrays
from optimizer.budget.bulk.constraints import has_shares
from optimizer.budget.bulk.kinds import NOWHERE, Flags, Numbers, places
from optimizer.budget.objective import VALUE, shortfall_name, value_weights, waterfall_keys
from optimizer.budget.peer import initiative_worths, per_unit_of_money


def shortfall(model: BudgetArrays, *, counts_open_ended: bool = True) -> Iterator[ArrayTier]:
    """Man-months not delivered, by tier: budgeted initiatives first, then the efficiency pool (BUDGET A5, A9)."""
    data, block = model.data, model.columns["shortfall"]
    column = np.full(model.initiative_count, NOWHERE, dtype=np.int32)
    column[block.index["i"]] = block.columns
    keys = waterfall_keys(data)
    members: dict[tuple[float, ...], list[int]] = defaultdict(list)
    for place, initiative in enumerate(data.initiatives):
        if column[place] != NOWHERE or (counts_open_ended and not initiative.is_efficiency):
            members[keys[initiative.initiative_id]].append(place)
    for key in sorted(members):
        group = np.array(members[key])
        missing = column[group[column[group] != NOWHERE]]
        open_ended = group[column[group] == NOWHERE]
        yield ArrayTier(
            name=shortfall_name([data.initiatives[place] for place in group]),
            unit="man-months",
            shares=-np.isin(model.shares.initiative, open_ended).astype(np.float64) if len(open_ended) else None,
            columns=missing,
            costs=np.ones(len(missing)),
            can_reach_zero=not len(open_ended),
        )


def value(model: BudgetArrays) -> ArrayTier:
    """What is delivered, by priority and fit, as much as possible (``budget.objective.value_weights``)."""
    weights, is_team_named = value_weights(model.data)
    people, shares = model.people, model.shares
    team = np.where(is_team_named, people.team_score, 1.0)
    fit = VALUE.skill_weight * people.skill_score + VALUE.team_weight * team
    worth = (weights * fit)[shares.person, shares.initiative]
    return ArrayTier("value delivered", "man-months, weighted", shares=-worth, sign=-1)


def cost(model: BudgetArrays) -> ArrayTier:
    """Money paid, over all initiatives and months: of two plans that deliver the same, the cheaper one."""
    return ArrayTier("cost", model.data.currency, shares=model.cost_amount)


def team_alignment(model: BudgetArrays) -> ArrayTier:
    """Man-months outside the pod, sub-team or team that was named, weighted by the distance (BUDGET A8)."""
    misfit = 1.0 - model.people.team_score
    return ArrayTier("distance from the named team", "man-months", shares=_of_pair(model, misfit))


def skill_score(model: BudgetArrays) -> ArrayTier:
    """Man-months of people who have only part of the preferred skills, weighted by what is missing."""
    missing = 1.0 - model.people.skill_score
    return ArrayTier("missing preferred skills", "man-months", shares=_of_pair(model, missing))


def even_effort(model: BudgetArrays) -> ArrayTier:
    """Man-months away from an even spread of each target over its months: piecewise linear, above and below alike."""
    block = model.columns["shortfall"]
    even = np.full(model.initiative_count, np.nan)
    even[block.index["i"]] = block.upper / [len(model.data.initiatives[i].months) for i in block.index["i"]]
    grid = has_shares(model, "initiative_month").reshape(model.initiative_count, model.month_count)
    is_even: Flags = grid & ~np.isnan(even)[:, None]
    i, m = (found.astype(np.int32) for found in np.nonzero(is_even))
    uneven = model.add_columns("uneven", {"i": i, "m": m})
    row_of = places(is_even.ravel())
    at = np.arange(len(i))
    for ending, sign in (("__above", -1.0), ("__below", 1.0)):
        model.add_rows(
            "uneven",
            {"i": i, "m": m},
            lower=even[i] if sign > 0 else -np.inf,
            upper=even[i] if sign < 0 else np.inf,
            row_of=row_of,
            entries=[(at, uneven.columns, np.full(len(i), sign))],
            ending=ending,
        )
    return ArrayTier("uneven effort", "man-months", columns=uneven.columns, costs=np.ones(len(i)))


def stability(model: BudgetArrays) -> ArrayTier:
    """Man-months that differ from the last plan, for people and initiatives that can still be planned."""
    shares = model.shares
    last = np.zeros(len(shares))
    for (person, initiative, month), ratio in model.people.last_share.items():
        found = np.flatnonzero((shares.person == person) & (shares.initiative == initiative) & (shares.month == month))
        last[found] = ratio * model.count[person]
    was = np.flatnonzero(last > 0).astype(np.int32)
    index = {"e": shares.person[was], "i": shares.initiative[was], "m": shares.month[was]}
    moved = model.add_columns("moved", index)
    at = np.arange(len(was))
    for ending, sign in (("__more", -1.0), ("__less", 1.0)):
        entries = [(at, was, np.ones(len(was))), (at, moved.columns, np.full(len(was), sign))]
        lower, upper = (last[was], np.inf) if sign > 0 else (-np.inf, last[was])
        model.add_rows("moved", index, lower=lower, upper=upper, entries=entries, ending=ending)
    new = (last <= 0).astype(np.float64)
    return ArrayTier("moves from the last plan", "man-months", new, moved.columns, np.ones(len(was)))


def peer_value(model: BudgetArrays) -> ArrayTier:
    """The peer's objective: pay per unit of money spent (``budget.peer``), as much as possible."""
    people, shares = model.people, model.shares
    worth = np.array([initiative_worths(model.data)[i.initiative_id] for i in model.data.initiatives])
    sites = sorted(set(people.location))
    location = np.array([sites.index(name) for name in people.location], dtype=np.int32)
    counts = np.zeros((model.initiative_count, len(sites)))
    np.add.at(counts, (shares.initiative, location[shares.person]), model.count[shares.person])
    rarity = (1.0 - counts / np.maximum(counts.sum(axis=1, keepdims=True), 1.0)) / max(len(sites), 1)
    per_unit = per_unit_of_money(
        worth[shares.initiative],
        people.team_score[shares.person, shares.initiative],
        people.skill_score[shares.person, shares.initiative],
        rarity[shares.initiative, location[shares.person]],
    )
    return ArrayTier("spend, weighted as the peer does", model.data.currency, -per_unit * model.cost_amount, sign=-1)


def _of_pair(model: BudgetArrays, table: Numbers) -> Numbers:
    """A number per person and initiative, for each share."""
    return np.asarray(table[model.shares.person, model.shares.initiative])
