"""What the initiatives model wants, one function per term; a tier is minimised before the next one is looked at."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pulp
from numpy.typing import NDArray

from optimizer import model_rows
from optimizer.budget.data import BudgetData, Initiative
from optimizer.budget.variables import BudgetModel

START_PRICE_FACTOR = 20.0


@dataclass(frozen=True)
class Tier:
    """One term to be minimised; ``can_reach_zero`` says that it is never below 0 and is settled once it is 0.

    ``sign`` -1 marks what people want much of: the term is its negative, and results show it as it is.
    """

    name: str
    term: pulp.LpAffineExpression
    unit: str
    can_reach_zero: bool = False
    sign: int = 1


def tiers(model: BudgetModel, data: BudgetData, *, has_value: bool = False) -> list[Tier]:
    """Shortfall by waterfall tier, then cost, then the preferences; the earlier always wins (BUDGET A, objective).

    With ``has_value`` value comes before cost, and decides about initiatives without an effort target too.
    """
    return [
        *shortfall(model, data, counts_open_ended=not has_value),
        *([value(model, data)] if has_value else []),
        cost(model),
        team_alignment(model),
        skill_score(model),
        even_effort(model, data),
        *([stability(model, data)] if data.last_plan else []),
    ]


def first_plan(model: BudgetModel, data: BudgetData) -> pulp.LpAffineExpression:
    """A rough mixture, only to start near the end: cost, and each man-month of shortfall at many times a dear month."""
    price = START_PRICE_FACTOR * max((e.monthly_cost_amount for e in data.employees), default=1.0)
    mixture = model.cost_amount(model.share)
    for missing in model.shortfall.values():
        mixture.addterm(missing, price)
    return mixture


def shortfall(model: BudgetModel, data: BudgetData, *, counts_open_ended: bool = True) -> Iterator[Tier]:
    """Man-months not delivered, by tier: budgeted initiatives first, then the efficiency pool (BUDGET A5, A9).

    An initiative without an effort target wants as many man-months as its budget buys, so its tier counts what is
    delivered, as a negative number; or not at all, where ``value`` counts it.
    """
    keys = waterfall_keys(data)
    members: dict[tuple[float, ...], list[Initiative]] = defaultdict(list)
    for initiative in data.initiatives:
        if initiative.effort_man_months is not None or (counts_open_ended and not initiative.is_efficiency):
            members[keys[initiative.initiative_id]].append(initiative)
    for key in sorted(members):
        missing = [model.shortfall[i.initiative_id] for i in members[key] if i.initiative_id in model.shortfall]
        open_ended = [i for i in members[key] if i.initiative_id not in model.shortfall]
        delivered = [model.share[k] for i in open_ended for k in model.by_initiative[i.initiative_id]]
        term = pulp.LpAffineExpression([*((v, 1.0) for v in missing), *((v, -1.0) for v in delivered)])
        yield Tier(shortfall_name(members[key]), term, "man-months", can_reach_zero=not open_ended)


def shortfall_name(initiatives: Sequence[Initiative]) -> str:
    """What the shortfall tier of these initiatives is called."""
    return "shortfall of " + ", ".join(initiative.name for initiative in initiatives)


def waterfall_keys(data: BudgetData) -> dict[str, tuple[float, ...]]:
    """By initiative id, smaller is served first: pool, then the levels in the order of ``data.rules.waterfall``.

    A source is as important as its most important initiative; a driver as its scale says.
    """
    priority = {initiative.initiative_id: data.priority(initiative) for initiative in data.initiatives}
    source: dict[str, float] = defaultdict(float)
    for initiative in data.initiatives:
        source[initiative.funding_source] = max(source[initiative.funding_source], priority[initiative.initiative_id])
    keys = {}
    for initiative in data.initiatives:
        worth = {
            "funding_source": -source[initiative.funding_source],
            "driver": -data.rules.scale.driver(initiative.driver),
            "rank": float("inf") if initiative.rank is None else initiative.rank,
            "priority": -priority[initiative.initiative_id],
        }
        levels = (round(worth[level], 9) for level in data.rules.waterfall)
        keys[initiative.initiative_id] = (float(initiative.is_efficiency), *levels)
    return keys


@dataclass(frozen=True)
class ValueWeights:
    """How much skill and place in the organization count in the value of a man-month; they add up to 1."""

    skill_weight: float = 0.6
    team_weight: float = 0.4


VALUE = ValueWeights()


def value_weights(data: BudgetData) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Per initiative: the weight of its man-months in the value, and whether it names a team at all.

    The weight is its priority (0-1), and 0 where it has neither an effort target nor a budget, as nothing would say
    how much to plan.
    """
    counts = [i.effort_man_months is not None or not i.is_efficiency for i in data.initiatives]
    weights = [data.priority(i) if counted else 0.0 for i, counted in zip(data.initiatives, counts, strict=True)]
    is_named = [bool(i.team or i.sub_team or i.pod) for i in data.initiatives]
    return np.array(weights, dtype=np.float64), np.array(is_named, dtype=np.bool_)


def value(model: BudgetModel, data: BudgetData) -> Tier:
    r"""Value delivered, as much as possible, after the shortfall tiers (BUDGET A, objective ``value``).

    .. math:: \sum share_{r,i,m} \cdot priority_i \cdot (0.6\, skill_{r,i} + 0.4\, team_{r,i})

    A man-month is worth more on what matters more, and more from somebody who has the skills and is in the team that
    was named. ``team`` is the score of A8, and 1 where the initiative names no team. Initiatives without an effort
    target count like the others, as far as their budget goes (see ``docs/decisions/0060``).
    """
    weights, is_named = value_weights(data)
    weight = {i.initiative_id: (w, named) for i, w, named in zip(data.initiatives, weights, is_named, strict=True)}
    worth = []
    for key, share in model.share.items():
        fit, (priority, is_team_named) = model.fit[key[:2]], weight[key[1]]
        team = fit.team_score if is_team_named else 1.0
        worth.append((share, -float(priority) * (VALUE.skill_weight * fit.skill_score + VALUE.team_weight * team)))
    return Tier("value delivered", pulp.LpAffineExpression(worth), "man-months, weighted", sign=-1)


def cost(model: BudgetModel) -> Tier:
    """Money paid, over all initiatives and months: of two plans that deliver the same, the cheaper one."""
    return Tier("cost", model.cost_amount(model.share), model.data.currency)


def team_alignment(model: BudgetModel) -> Tier:
    """Man-months outside the pod, sub-team or team that was named, weighted by the distance (BUDGET A8)."""
    misfit = [(share, 1.0 - model.fit[key[:2]].team_score) for key, share in model.share.items()]
    return Tier("distance from the named team", pulp.LpAffineExpression(misfit), "man-months")


def skill_score(model: BudgetModel) -> Tier:
    """Man-months of people who have only part of the preferred skills, weighted by what is missing."""
    missing = [(share, 1.0 - model.fit[key[:2]].skill_score) for key, share in model.share.items()]
    return Tier("missing preferred skills", pulp.LpAffineExpression(missing), "man-months")


def even_effort(model: BudgetModel, data: BudgetData) -> Tier:
    """Man-months away from an even spread of each target over its months: piecewise linear, above and below alike."""
    away = []
    for initiative_id in model.shortfall:
        initiative = data.initiative[initiative_id]
        even_man_months = (initiative.effort_man_months or 0.0) / len(initiative.months)
        for month in initiative.months:
            keys = model.by_initiative_month[initiative_id, month]
            if not keys:
                continue
            name = model.name("uneven", initiative_id=initiative_id, month=month)
            uneven = model_rows.add_variable(model.problem, name)
            delivered = model.man_months(keys)
            model.add_row(f"{name}__above", delivered - uneven <= even_man_months)
            model.add_row(f"{name}__below", delivered + uneven >= even_man_months)
            away.append((uneven, 1.0))
    return Tier("uneven effort", pulp.LpAffineExpression(away), "man-months")


def stability(model: BudgetModel, data: BudgetData) -> Tier:
    """Man-months that differ from the last plan, for people and initiatives that can still be planned."""
    moved = []
    for key, share in model.share.items():
        last_ratio = data.last_plan.get(key, 0.0)
        if last_ratio <= 0:  # whatever is planned there is new
            moved.append((share, 1.0))
            continue
        name = model.name("moved", *key)
        change = model_rows.add_variable(model.problem, name)
        model.add_row(f"{name}__more", share - change <= last_ratio)
        model.add_row(f"{name}__less", share + change >= last_ratio)
        moved.append((change, 1.0))
    return Tier("moves from the last plan", pulp.LpAffineExpression(moved), "man-months")
