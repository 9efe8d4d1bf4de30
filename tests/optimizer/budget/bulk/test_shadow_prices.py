"""Every price is what the rules in PuLP give when one row is allowed a little more; and what has no price gains nothing.

PuLP keeps a tier by a row within half a millionth, before and after alike, so the difference is sharp.
"""

from collections.abc import Callable

import pytest

from optimizer.budget.bulk.model import assemble
from optimizer.budget.bulk.names import row_names
from optimizer.budget.bulk.shadow_prices import shadow_prices
from optimizer.budget.bulk.solve import solve
from optimizer.budget.data import BudgetData, Rules
from optimizer.budget.model import build
from optimizer.budget.model import solve as solve_plan
from optimizer.budget.objective import first_plan, tiers
from tests.optimizer.budget.row_by_row import Lexicographic, RowEngine

MORE = {"man-month": 0.002, "USD": 4.0}
NOTICED = 2e-4  # of a tier's unit: more than the half millionths that are kept can buy


def reached(data: BudgetData, row: str, more: float) -> list[tuple[str, float]]:
    """What each tier reaches by the rules, with ``more`` on the right side of one row."""
    model = build(data)
    if row:
        problem = model.problem
        constraint = problem.get_constraint_by_name(row)
        constraint.changeRHS(-constraint.constant + more)
        if row.startswith("capacity"):
            for variable in constraint:
                is_tight = variable.upBound >= -constraint.constant - more - 1e-9
                variable.upBound += more if is_tight else 0.0
        if row.startswith("effort"):
            shortfall = next(v for v in constraint if v.name.startswith("shortfall"))
            shortfall.upBound += more
    wanted = tiers(model, data)
    rows = Lexicographic(RowEngine(model.problem), 60)
    rows.settle(wanted, first_plan(model, data))
    return [(result.name, result.value) for result in rows.results]


@pytest.mark.parametrize(("seed", "feature"), [(0, "plain"), (4, "caps"), (5, "places")])
def test_a_price_is_what_a_little_more_changes(
    random_portfolio: Callable[..., BudgetData], seed: int, feature: str
) -> None:
    data = random_portfolio(seed, feature, people=5, initiatives=4)
    model = assemble(data)
    prices = {price.limit: price for price in shadow_prices(model, solve(model))}
    before = reached(data, "", 0.0)
    names = iter(row_names(model))
    seen = set()
    for block in model.rows.values():
        for row in range(len(block)):
            name = next(names)
            if block.words is None or block.rule == "place_minimum":
                continue
            limit, unit = block.words(row)
            after = reached(data, name, MORE[unit])
            changed = [
                (tier, (old - new) / MORE[unit])
                for (tier, old), (_, new) in zip(before, after, strict=True)
                if abs(old - new) > NOTICED * (10 if tier == "cost" else 1)
                and not (block.rule == "effort" and tier.startswith("shortfall"))
            ]
            price = prices.get(limit)
            seen.add(limit)
            if price is None:
                assert not changed, (limit, changed)
            elif changed:
                assert changed[0][0] in price.sentence, (limit, changed, price)
                assert price.price == pytest.approx(changed[0][1], rel=0.05), limit
            else:
                assert abs(price.price) * MORE[unit] < 2 * NOTICED * 10, (limit, price)
    assert prices
    assert set(prices) <= seen


def test_the_words_say_the_unit_the_direction_and_the_tier(person, project) -> None:
    """Two cheap days are missing: a man-month more of effort costs a dear one, a month more of the cheap saves it."""
    people = (person("dear", 3000), person("cheap", 1000))
    plan = solve_plan(BudgetData(people, (project("1", 90_000, 1.5),)))
    words = {price.limit: (price.price, price.unit, price.sentence) for price in plan.shadow_prices}
    assert words["effort target of Project 1 (1)"] == (
        pytest.approx(-3000, rel=1e-6),
        "USD per man-month",
        "One more man-month of the effort target of Project 1 (1) raises the cost by 3,000 USD.",
    )
    assert words["capacity of Person cheap (cheap) in 2025-01"] == (
        pytest.approx(2000, rel=1e-6),
        "USD per man-month",
        "One more man-month of the capacity of Person cheap (cheap) in 2025-01 lowers the cost by 2,000 USD.",
    )
    assert len(words) == 2


def test_the_price_of_a_class_is_that_of_each_of_its_people(person, project) -> None:
    people = tuple(person(f"e{n}", 1000) for n in range(3))
    plan = solve_plan(BudgetData(people, (project("1", 90_000, 4.0),)))
    found = {price.limit: price.price for price in plan.shadow_prices}
    expected = {f"capacity of Person e{n} (e{n}) in 2025-01": pytest.approx(1.0, rel=1e-6) for n in range(3)}
    assert found == expected


def test_of_two_limits_that_bind_at_once_neither_gains_anything_alone(person, project) -> None:
    """One month of one person costs the whole budget: more of either is worth nothing without the other."""
    rules = Rules(source_cap_amount={"Internal": 9000})
    data = BudgetData((person("only", 1000),), (project("1", 1000, 2.0),), rules=rules)
    assert solve_plan(data).shadow_prices == ()


def test_what_has_no_target_has_no_shortfall_and_a_price_at_a_kink_is_that_of_one_more(person, project) -> None:
    """Open has money for one man-month, and one person: one month more of either alone gains nothing.

    With money for two man-months a month more of the person is a man-month more.
    """
    people = (person("only", 1000),)
    assert solve_plan(BudgetData(people, (project("1", 1000, None),))).shadow_prices == ()
    (price,) = solve_plan(BudgetData(people, (project("1", 2000, None),))).shadow_prices
    assert price.price == pytest.approx(1.0, rel=1e-6)
    assert price.sentence == (
        "One more man-month of the capacity of Person only (only) in 2025-01 "
        "raises the effort delivered on Project 1 by 1 man-months."
    )


def test_a_price_that_is_not_made_exact_is_a_limit(person, project) -> None:
    """The whole budget of Open is one month of its one person: each price is the most that one more may gain."""
    model = assemble(BudgetData((person("only", 1000),), (project("1", 1000, None),)))
    prices = shadow_prices(model, solve(model), is_exact=False)
    assert prices
    assert all("raises the effort delivered on Project 1 by up to " in price.sentence for price in prices)
