"""The peer's objective (BUDGET A): pay per unit of money spent. Selectable, to show what it does."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

import pulp

from optimizer.budget.data import BudgetData, Initiative
from optimizer.budget.variables import BudgetModel, Key

BUDGETED_WEIGHT, EFFICIENCY_WEIGHT = 100_000.0, 1.0
NO_RANK = 999.0


def spend_value(model: BudgetModel, data: BudgetData) -> pulp.LpAffineExpression:
    """Σ coefficient × cost × share, to be maximised; the coefficients are those of BUDGET A."""
    worth = initiative_worths(data)
    rarity = _location_rarity(model, data)
    terms = []
    for key, share in model.share.items():
        fit = model.fit[key[:2]]
        per_unit = per_unit_of_money(worth[key[1]], fit.team_score, fit.skill_score, rarity[key])
        terms.append((share, per_unit * data.employee[key[0]].monthly_cost_amount))
    return pulp.LpAffineExpression(terms)


def per_unit_of_money(initiative_worth: Any, team_score: Any, skill_score: Any, rarity: Any) -> Any:
    """The coefficient of one unit of money; of numbers, or of arrays of the same shape."""
    return initiative_worth + 5 * team_score + 0.2 * skill_score + 0.05 + 0.1 * rarity


def funding_source(model: BudgetModel, data: BudgetData) -> None:
    """Σ cost ≤ the source's budgets, efficiency initiatives included: that is what starves them in the peer."""
    keys: dict[str, list[Key]] = defaultdict(list)
    for key in model.share:
        keys[data.initiative[key[1]].funding_source].append(key)
    for number, source in enumerate(sorted(keys), 1):
        model.add_row(f"funding_source__s{number}", model.cost_amount(keys[source]) <= data.source_cap(source))


def initiative_worths(data: BudgetData) -> dict[str, float]:
    """By initiative id, the part of the coefficient that the initiative alone decides, per unit of money."""
    priority = {i.initiative_id: data.priority(i) for i in data.initiatives}
    source: dict[str, float] = defaultdict(float)
    for i in data.initiatives:
        source[i.funding_source] = max(source[i.funding_source], priority[i.initiative_id])
    driver = {i.initiative_id: data.rules.scale.driver(i.driver) for i in data.initiatives}
    best_source, best_driver = max(source.values(), default=0.0), max(driver.values(), default=0.0)
    best_priority, place = max(priority.values(), default=0.0), _places(data, priority)
    return {
        i.initiative_id: (EFFICIENCY_WEIGHT if i.is_efficiency else BUDGETED_WEIGHT)
        + 20 * math.pow(2000, source[i.funding_source] - best_source)
        + 10 * math.pow(1000, driver[i.initiative_id] - best_driver)
        + 5 * math.pow(500, 1 - place[i.initiative_id])
        + math.pow(100, priority[i.initiative_id] - best_priority)
        for i in data.initiatives
    }


def _places(data: BudgetData, priority: Mapping[str, float]) -> dict[str, int]:
    """Place within (source, driver) by the user's rank, then priority; 1 is first."""
    groups: dict[tuple[str, str], list[Initiative]] = defaultdict(list)
    for initiative in data.initiatives:
        groups[initiative.funding_source, initiative.driver].append(initiative)
    for group in groups.values():
        group.sort(key=lambda i: (NO_RANK if i.rank is None else i.rank, -priority[i.initiative_id]))
    return {i.initiative_id: place for group in groups.values() for place, i in enumerate(group, 1)}


def _location_rarity(model: BudgetModel, data: BudgetData) -> dict[Key, float]:
    """(1 − share of the location among the initiative's variables) / number of locations."""
    location_count = len({employee.location for employee in data.employees})
    counts = {
        initiative_id: Counter(data.employee[key[0]].location for key in keys)
        for initiative_id, keys in model.by_initiative.items()
    }
    return {
        key: (1 - counts[key[1]][data.employee[key[0]].location] / counts[key[1]].total()) / location_count
        for key in model.share
    }
