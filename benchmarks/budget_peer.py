"""The peer's formulation, written again: PuLP's dictionaries, one variable per person, initiative and month, CBC.

The waterfall is its own: powers of large numbers in the coefficients (BUDGET A). The workbook is read by our reader.
"""

import math
import resource
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pulp

from optimizer.budget.data import BudgetData
from optimizer.budget.eligibility import fits
from optimizer.budget.workbook.read import read_workbook


def solve(workbook: str, seconds: float) -> dict[str, Any]:
    """Read, build and solve; ``seconds`` limits CBC. The answer has processor seconds, CBC's included."""
    began = _used()
    data = read_workbook(Path(workbook))
    problem, share = build(data)
    built = _used()
    problem.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=seconds))
    cost = {e.employee_id: e.monthly_cost_amount for e in data.employees}
    return {
        "objective": pulp.value(problem.objective) or 0.0,
        "status": pulp.LpStatus[problem.status] if problem.sol_status == 1 else "not proven",
        "cost": sum((v.varValue or 0.0) for v in share.values()),
        "man_months": sum((v.varValue or 0.0) / cost[key[0]] for key, v in share.items()),
        "variables": len(share),
        "build_seconds": built - began,
        "seconds": _used() - began,
    }


def build(data: BudgetData) -> tuple[pulp.LpProblem, dict[tuple[Any, ...], Any]]:
    """Money paid by (person, initiative, month), as the peer has it."""
    fit = fits(data)
    problem = pulp.LpProblem("allocation", pulp.LpMaximize)
    keys = [(e, i, month) for e, i in fit for month in data.initiative[i].months]
    most = {e.employee_id: e.monthly_cost_amount for e in data.employees}
    share = {
        key: problem.add_variable(f"x_{number}", 0, most[key[0]] * data.initiative[key[1]].maximum_share_ratio)
        for number, key in enumerate(keys)
    }
    weight = _weights(data)
    rarity = _rarity(data, keys)
    problem += pulp.lpSum(
        (weight[i] + 5 * fit[e, i].team_score + 0.2 * fit[e, i].skill_score + 0.05 + 0.1 * rarity[e, i])
        * share[e, i, m]
        for e, i, m in keys
    )
    of_person, of_month, of_source, of_initiative = (defaultdict(list) for _ in range(4))
    for e, i, m in keys:
        of_person[e, m].append(share[e, i, m])
        of_month[i, m].append(share[e, i, m])
        of_source[data.initiative[i].funding_source].append(share[e, i, m])
        of_initiative[i].append(share[e, i, m] * (1 / most[e]))
    for (e, m), terms in of_person.items():
        problem += pulp.lpSum(terms) <= most[e] * data.employee[e].available(m)
    for (i, m), terms in of_month.items():
        if not data.initiative[i].is_efficiency:
            problem += pulp.lpSum(terms) <= data.month_budget_amount(data.initiative[i], m)
    for source, terms in of_source.items():
        problem += pulp.lpSum(terms) <= sum(i.budget_amount for i in data.initiatives if i.funding_source == source)
    for i, terms in of_initiative.items():
        effort = data.initiative[i].effort_man_months
        if effort is not None:
            problem += pulp.lpSum(terms) <= effort
    return problem, share


def _weights(data: BudgetData) -> dict[str, float]:
    """Per unit of money, by initiative: the big multipliers."""
    priority = {i.initiative_id: data.priority(i) for i in data.initiatives}
    driver = {i.initiative_id: data.rules.scale.driver(i.driver) for i in data.initiatives}
    source: dict[str, float] = defaultdict(float)
    groups = defaultdict(list)
    for i in data.initiatives:
        source[i.funding_source] = max(source[i.funding_source], priority[i.initiative_id])
        groups[i.funding_source, i.driver].append(i)
    found = {}
    for group in groups.values():
        group.sort(key=lambda i: (999 if i.rank is None else i.rank, -priority[i.initiative_id]))
        for place, i in enumerate(group):
            name = i.initiative_id
            found[name] = (
                (1.0 if i.is_efficiency else 100_000.0)
                + 20 * math.pow(2000, source[i.funding_source] - max(source.values()))
                + 10 * math.pow(1000, driver[name] - max(driver.values()))
                + 5 * math.pow(500, -place)
                + math.pow(100, priority[name] - max(priority.values()))
            )
    return found


def _rarity(data: BudgetData, keys: list[tuple[Any, ...]]) -> dict[tuple[str, str], float]:
    place = {e.employee_id: e.location for e in data.employees}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for e, i, _ in keys:
        counts[i][place[e]] += 1
    number = len(set(place.values()))
    return {(e, i): (1 - counts[i][place[e]] / counts[i].total()) / number for e, i, _ in keys}


def _used() -> float:
    """Processor seconds of this process and of the solvers it has started."""
    ours, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return ours.ru_utime + ours.ru_stime + theirs.ru_utime + theirs.ru_stime
