"""What the initiatives model wants, one function per term; a tier is minimised before the next one is looked at."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pulp

from optimizer import model_rows
from optimizer.budget.data import BudgetData, Initiative
from optimizer.budget.variables import BudgetModel

START_PRICE_FACTOR = 20.0


@dataclass(frozen=True)
class Tier:
    """One term to be minimised; ``can_reach_zero`` says that it is never below 0 and is settled once it is 0."""

    name: str
    term: pulp.LpAffineExpression
    unit: str
    can_reach_zero: bool = False


def tiers(model: BudgetModel, data: BudgetData) -> list[Tier]:
    """Shortfall by waterfall tier, then cost, then the preferences; the earlier always wins (BUDGET A, objective)."""
    found = [*shortfall(model, data), cost(model), team_alignment(model), skill_score(model), even_effort(model, data)]
    return [*found, stability(model, data)] if data.last_plan else found


def first_plan(model: BudgetModel, data: BudgetData) -> pulp.LpAffineExpression:
    """A rough mixture, only to start near the end: cost, and each man-month of shortfall at many times a dear month."""
    price = START_PRICE_FACTOR * max((e.monthly_cost_amount for e in data.employees), default=1.0)
    mixture = model.cost_amount(model.share)
    for missing in model.shortfall.values():
        mixture.addterm(missing, price)
    return mixture


def shortfall(model: BudgetModel, data: BudgetData) -> Iterator[Tier]:
    """Man-months not delivered, by tier: budgeted initiatives first, then the efficiency pool (BUDGET A5, A9).

    An initiative without an effort target wants as many man-months as its budget buys, so its tier counts what is
    delivered, as a negative number.
    """
    members: dict[tuple[float, ...], list[Initiative]] = defaultdict(list)
    for initiative in data.initiatives:
        if initiative.effort_man_months is not None or not initiative.is_efficiency:
            members[waterfall_key(data, initiative)].append(initiative)
    for key in sorted(members):
        missing = [model.shortfall[i.initiative_id] for i in members[key] if i.initiative_id in model.shortfall]
        open_ended = [i for i in members[key] if i.initiative_id not in model.shortfall]
        delivered = [model.share[k] for i in open_ended for k in model.by_initiative[i.initiative_id]]
        term = pulp.LpAffineExpression([*((v, 1.0) for v in missing), *((v, -1.0) for v in delivered)])
        name = "shortfall of " + ", ".join(initiative.name for initiative in members[key])
        yield Tier(name, term, "man-months", can_reach_zero=not open_ended)


def waterfall_key(data: BudgetData, initiative: Initiative) -> tuple[float, ...]:
    """Smaller is served first: pool, then funding source, driver, rank, priority in the order of ``data.rules``.

    A source is as important as its most important initiative; a driver as its scale says.
    """
    priority = data.priority(initiative)
    source = max(data.priority(i) for i in data.initiatives if i.funding_source == initiative.funding_source)
    worth = {
        "funding_source": -source,
        "driver": -data.rules.scale.driver(initiative.driver),
        "rank": float("inf") if initiative.rank is None else initiative.rank,
        "priority": -priority,
    }
    return (float(initiative.is_efficiency), *(round(worth[level], 9) for level in data.rules.waterfall))


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
        name = model.name("moved", *key)
        change = model_rows.add_variable(model.problem, name)
        model.add_row(f"{name}__more", share - change <= last_ratio)
        model.add_row(f"{name}__less", share + change >= last_ratio)
        moved.append((change, 1.0))
    return Tier("moves from the last plan", pulp.LpAffineExpression(moved), "man-months")
