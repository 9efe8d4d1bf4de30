"""Every number of hires is tried, with a linear program of the test's own for what they can do: none is better."""

import itertools
import random
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy.optimize import linprog

from optimizer.budget.check import broken_rules
from optimizer.budget.data import BudgetData, Rules
from optimizer.budget.hiring.data import HireableProfile, HiringRules
from optimizer.budget.model import solve
from optimizer.budget.skills.requirement import Skills, skill_set

MONTHS = tuple(date(2025, month, 1) for month in (1, 2, 3))
MOST, LEAST_USE = 2, 0.5


def _portfolio(seed: int, person, project) -> BudgetData:
    chance = random.Random(seed)
    skills = ("java", "sql")
    profiles = tuple(
        HireableProfile(
            f"p{n}", chance.choice((700, 1000, 1900)), skills=Skills(skill_set(chance.choice((*skills, "java, sql"))), {}),
            lead_month_count=chance.choice((0, 1)), one_off_cost_amount=chance.choice((0.0, 500.0)), maximum_head_count=MOST,
        )
        for n in range(2)
    )  # fmt: skip
    projects = tuple(
        project(
            f"i{n}", chance.choice((3000, 6000, 20_000)), chance.choice((1.5, 2.5, 4.0)), skills[n], months=MONTHS[n:],
            driver=("Regulatory", "Maintenance")[n], rank=n + 1,
        )
        for n in range(2)
    )  # fmt: skip
    rules = Rules(hiring=HiringRules(is_asked=True, least_use_ratio=LEAST_USE))
    return BudgetData((person("ann", 1200, "java, sql"),), projects, rules=rules, hireable_profiles=profiles)


def _heads(starts: list[tuple[int, int]], profile_count: int):
    """Every number of people by profile and first month, at most ``MOST`` of a profile."""
    for heads in itertools.product(range(MOST + 1), repeat=len(starts)):
        count = dict(zip(starts, heads, strict=True))
        if all(sum(n for (p, _), n in count.items() if p == one) <= MOST for one in range(profile_count)):
            yield count


def _best(data: BudgetData, staff: dict[tuple[int, date], float]) -> tuple[float, float, float]:
    """Shortfall of the first tier, of the second, and cost; the least in that order over all numbers of people."""
    profiles, initiatives = data.hireable_profiles, data.initiatives
    starts = [(p, m) for p, one in enumerate(profiles) for m in range(one.lead_month_count, len(MONTHS))]
    shares = [
        (p, i, m)
        for p, one in enumerate(profiles)
        for i, initiative in enumerate(initiatives)
        for m, month in enumerate(MONTHS)
        if initiative.requirement.is_met(one.skills) and month in initiative.months
    ]
    left = [initiatives[i].effort_man_months - sum(staff.get((i, m), 0.0) for m in MONTHS) for i in range(2)]
    found = []
    for count in _heads(starts, len(profiles)):
        rows, limits = [], []

        def row(of, limit: float, rows=rows, limits=limits) -> None:
            rows.append([float(of(*share)) for share in shares])
            limits.append(limit)

        for p, m in itertools.product(range(len(profiles)), range(len(MONTHS))):
            there = sum(n for (q, start), n in count.items() if q == p and start <= m)
            row(lambda q, _, n, p=p, m=m: q == p and n == m, there)
        for i, (m, month) in itertools.product(range(2), enumerate(MONTHS)):
            if month in initiatives[i].months:
                money = initiatives[i].budget_amount / len(initiatives[i].months) - 1200 * staff.get((i, month), 0.0)
                row(lambda q, j, n, i=i, m=m: (j == i and n == m) * profiles[q].monthly_cost_amount, money)
        for i in range(2):
            row(lambda _, j, __, i=i: j == i, left[i])
        for p in range(len(profiles)):
            paid = sum(n * (len(MONTHS) - start) for (q, start), n in count.items() if q == p)
            row(lambda q, _, __, p=p: -(q == p), -LEAST_USE * paid)
        reached = []
        for i in range(2):
            wanted = [-float(j == i) for _, j, _ in shares]
            solved = linprog(wanted, A_ub=rows, b_ub=np.array(limits) + 1e-9)
            if solved.status != 0:
                break
            reached.append(round(left[i] + solved.fun, 6))
            row(lambda _, j, __, i=i: -(j == i), solved.fun + 1e-7)
        else:
            cost = sum(
                n * (profiles[p].monthly_cost_amount * (len(MONTHS) - start) + profiles[p].one_off_cost_amount)
                for (p, start), n in count.items()
            )
            found.append((*reached, cost))
    return min(found)


@pytest.mark.parametrize("seed", range(6))
def test_no_other_number_of_people_is_better(person, project, seed: int) -> None:
    data = _portfolio(seed, person, project)
    plan = solve(data)
    assert broken_rules(data, plan) == []
    assert plan.hiring is not None
    place = {initiative.initiative_id: number for number, initiative in enumerate(data.initiatives)}
    staff: dict[tuple[int, date], float] = {}
    for one in plan.allocations:
        key = place[one.initiative_id], one.month
        staff[key] = staff.get(key, 0.0) + one.share_ratio
    alone = solve(replace(data, rules=Rules()))
    assert plan.man_months == pytest.approx(alone.man_months, abs=1e-6)
    hired = plan.hiring.man_months_by_initiative()
    left = [
        (one.effort_man_months or 0.0) - sum(staff.get((n, m), 0.0) for m in MONTHS) - hired.get(one.initiative_id, 0.0)
        for n, one in enumerate(data.initiatives)
    ]
    first, second, cost = _best(data, staff)
    assert left == pytest.approx([first, second], abs=1e-4)
    assert plan.hiring.cost_amount == pytest.approx(cost, abs=0.01)
