"""The peer's objective (BUDGET A): pay per unit of money spent. Selectable, to show what it does."""

import math
from collections import Counter, defaultdict

import pulp

from optimizer.budget.data import BudgetData, Initiative
from optimizer.budget.variables import BudgetModel, Key

BUDGETED_WEIGHT, EFFICIENCY_WEIGHT = 100_000.0, 1.0
NO_RANK = 999.0


def spend_value(model: BudgetModel, data: BudgetData) -> pulp.LpAffineExpression:
    """Σ coefficient × cost × share, to be maximised; the coefficients are those of BUDGET A."""
    worth = {i.initiative_id: _initiative_worth(data, i) for i in data.initiatives}
    rarity = _location_rarity(model, data)
    terms = []
    for key, share in model.share.items():
        employee_id, initiative_id, _ = key
        fit = model.fit[employee_id, initiative_id]
        per_unit = worth[initiative_id] + 5 * fit.team_score + 0.2 * fit.skill_score + 0.05 + 0.1 * rarity[key]
        terms.append((share, per_unit * data.employee[employee_id].monthly_cost_amount))
    return pulp.LpAffineExpression(terms)


def funding_source(model: BudgetModel, data: BudgetData) -> None:
    """Σ cost ≤ the source's budgets, efficiency initiatives included: that is what starves them in the peer."""
    keys: dict[str, list[Key]] = defaultdict(list)
    for key in model.share:
        keys[data.initiative[key[1]].funding_source].append(key)
    for number, source in enumerate(sorted(keys), 1):
        model.add_row(f"funding_source__s{number}", model.cost_amount(keys[source]) <= data.source_cap(source))


def _initiative_worth(data: BudgetData, initiative: Initiative) -> float:
    """The part of the coefficient that the initiative alone decides, per unit of money."""
    priorities = {i.initiative_id: data.priority(i) for i in data.initiatives}
    sources: dict[str, float] = defaultdict(float)
    for i in data.initiatives:
        sources[i.funding_source] = max(sources[i.funding_source], priorities[i.initiative_id])
    drivers = [data.rules.scale.driver(i.driver) for i in data.initiatives]
    behind_source = max(sources.values()) - sources[initiative.funding_source]
    behind_driver = max(drivers) - data.rules.scale.driver(initiative.driver)
    behind_priority = max(priorities.values()) - priorities[initiative.initiative_id]
    return (
        (EFFICIENCY_WEIGHT if initiative.is_efficiency else BUDGETED_WEIGHT)
        + 20 * math.pow(2000, -behind_source)
        + 10 * math.pow(1000, -behind_driver)
        + 5 * math.pow(500, 1 - _place(data, initiative))
        + math.pow(100, -behind_priority)
    )


def _place(data: BudgetData, initiative: Initiative) -> int:
    """Place within (source, driver) by the user's rank, then priority; 1 is first."""
    group = [
        i for i in data.initiatives if (i.funding_source, i.driver) == (initiative.funding_source, initiative.driver)
    ]
    group.sort(key=lambda i: (NO_RANK if i.rank is None else i.rank, -data.priority(i)))
    return group.index(initiative) + 1


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
