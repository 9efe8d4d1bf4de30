"""Random tiny portfolios under every combination of rules: each tier as the model in PuLP, solved row by row, has it."""

import random
from dataclasses import replace
from datetime import date

import pytest

from optimizer.budget.check import broken_rules
from optimizer.budget.data import BudgetData, Rules
from optimizer.budget.model import build
from optimizer.budget.objective import first_plan, tiers
from optimizer.budget.whole.solve import solve
from optimizer.solver import Status
from tests.optimizer.budget.row_by_row import Lexicographic, RowEngine

MONTHS = (date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1))


def _rules(chance: random.Random) -> Rules:
    return Rules(
        has_carry_over=chance.random() < 0.3,
        share_step_ratio=chance.choice((None, 0.25, 0.5)),
        minimum_block_ratio=chance.choice((None, None, 0.4)),
        maximum_initiatives_count=chance.choice((None, None, 1, 2)),
        location_minimum_ratio=chance.choice(({}, {}, {"Oslo": 0.4})),
        location_maximum_ratio=chance.choice(({}, {}, {"Oslo": 0.6})),
        source_cap_amount=chance.choice(({}, {}, {"Internal": 6000})),
    )


def _portfolio(seed: int, person, project) -> BudgetData:
    chance = random.Random(seed)
    people = tuple(
        person(
            f"e{n}", chance.choice((1000, 2300, 4100)), chance.choice(("java", "java, sql")),
            location=("Oslo", "Rome")[n % 2],
            available_ratio=chance.choice(({}, {}, {MONTHS[1]: 0.6})),
        )
        for n in range(chance.randint(2, 3))
    )  # fmt: skip
    projects = []
    for n in range(chance.randint(2, 3)):
        first = chance.randint(0, 1)
        projects.append(
            project(
                f"i{n}", chance.choice((0, 2500, 6000, 20000)), chance.choice((None, 0.6, 1.2, 2.0)),
                chance.choice(("java", "sql", "java & sql")), months=MONTHS[first : chance.randint(first + 1, 3)],
                driver=chance.choice(("Regulatory", "Product")), rank=n + 1,
                maximum_share_ratio=chance.choice((1.0, 0.7)),
                predecessor_id=f"i{n - 1}" if n and chance.random() < 0.5 else None,
            )
        )  # fmt: skip
    last = {("e0", "i0", projects[0].months[0]): 0.5} if chance.random() < 0.3 else {}
    return BudgetData(people, tuple(projects), rules=_rules(chance), last_plan=last)


@pytest.mark.parametrize("seed", range(40))
def test_every_tier_is_what_the_model_in_rows_reaches(person, project, seed: int) -> None:
    data = _portfolio(seed, person, project)
    plan = solve(data, time_limit_seconds=60, relative_gap=1e-7)
    assert broken_rules(data, plan) == []
    assert {result.status for result in plan.tiers} == {Status.OPTIMAL}
    model = build(data)
    wanted = tiers(model, data)
    rows = Lexicographic(RowEngine(model.problem), 60)
    rows.settle(wanted, first_plan(model, data))
    assert [result.name for result in plan.tiers] == [result.name for result in rows.results]
    # What a tier may give back adds up from tier to tier: 5e-7 each, times a dear month.
    for found, expected in zip(plan.tiers, rows.results, strict=True):
        assert found.value == pytest.approx(expected.value, rel=2e-5, abs=2e-2 if found.unit == "USD" else 2e-4), (
            found.name
        )


def test_identical_people_are_one_class_and_get_their_own_shares_back(person, project) -> None:
    people = tuple(person(f"e{n}", 1000, "java") for n in range(5))
    projects = tuple(project(f"i{n}", 50_000, 3.25, "java", months=MONTHS, maximum_share_ratio=0.5) for n in range(4))
    data = BudgetData(people, projects, rules=Rules(share_step_ratio=0.25))
    plan = solve(data, time_limit_seconds=30)
    assert broken_rules(data, plan) == []
    assert plan.man_months == pytest.approx(13.0)
    alone = solve(replace(data, rules=replace(data.rules, maximum_initiatives_count=4)), time_limit_seconds=30)
    assert [t.value for t in alone.tiers[:5]] == pytest.approx([t.value for t in plan.tiers[:5]])
