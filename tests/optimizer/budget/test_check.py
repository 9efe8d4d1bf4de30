"""Each rule of BUDGET A just kept and just broken, by a checker that knows no solver."""

from collections.abc import Callable
from datetime import date

import pytest

from config.errors import ModelError
from optimizer.budget.check import broken_rules
from optimizer.budget.data import BudgetData, Rules
from optimizer.budget.solution import Allocation, BudgetPlan, outcomes
from optimizer.refusal import refuse_broken
from optimizer.solver import Status

JANUARY, FEBRUARY = date(2025, 1, 1), date(2025, 2, 1)
BOTH = (JANUARY, FEBRUARY)
Shares = dict[tuple[str, str, date], float]
JUST = 1e-5  # of a month: more than the tolerance, less than anybody would notice


def _plan(data: BudgetData, shares: Shares) -> BudgetPlan:
    allocations = tuple(
        Allocation(*key, share, share * data.employee[key[0]].monthly_cost_amount) for key, share in shares.items()
    )
    return BudgetPlan("least_cost", 0.0, Status.OPTIMAL, allocations, outcomes(data, allocations))


def _broken(data: BudgetData, shares: Shares) -> list[str]:
    return broken_rules(data, _plan(data, shares))


@pytest.fixture
def two(person: Callable, project: Callable) -> Callable[..., BudgetData]:
    """Ann costs 1,000 a month, Bob 2,000; two projects in January and February unless told otherwise."""

    def build(*, first: dict | None = None, second: dict | None = None, ann: dict | None = None, **rules) -> BudgetData:
        one = {"budget": 100_000, "effort": 4, "months": BOTH, **(first or {})}
        other = {"budget": 100_000, "effort": 4, "months": BOTH, **(second or {})}
        people = (
            person("ann", 1000, "java", location="Oslo", **(ann or {})),
            person("bob", 2000, "sql", location="Rome"),
        )
        return BudgetData(people, (project("1", **one), project("2", **other)), rules=Rules(**rules))

    return build


def _cases() -> list:
    a1, a2, b1, b2 = (("ann", "1", JANUARY), ("ann", "2", JANUARY), ("bob", "1", JANUARY), ("bob", "2", JANUARY))
    a1_feb, a2_feb, b1_feb = ("ann", "1", FEBRUARY), ("ann", "2", FEBRUARY), ("bob", "1", FEBRUARY)
    return [
        ("A1", {}, {a1: 0.6, a2: 0.4}, {a1: 0.6, a2: 0.4 + JUST}),
        ("A1", {"ann": {"available_ratio": {JANUARY: 0.5}}}, {a1: 0.5}, {a1: 0.5 + JUST}),
        ("A2", {"first": {"budget": 1200}}, {a1: 0.6, a1_feb: 0.6}, {a1: 0.6 + JUST, a1_feb: 0.5}),
        ("A2", {"first": {"budget": 1200}, "has_carry_over": True}, {a1: 0.2, a1_feb: 1.0}, {a1: 0.6 + JUST}),
        (
            "A2",
            {"first": {"budget": 1000, "phasing_ratio": {JANUARY: 0.25, FEBRUARY: 0.75}}},
            {a1: 0.25, a1_feb: 0.75},
            {a1: 0.25 + JUST},
        ),
        ("A3", {"source_cap_amount": {"Internal": 1500}}, {a1: 1.0, b2: 0.25}, {a1: 1.0, b2: 0.25 + JUST}),
        ("A4", {"driver_cap_amount": {("Internal", "Product"): 900}}, {a1: 0.9}, {a1: 0.9 + JUST}),
        ("A5", {"first": {"effort": 1.5}}, {a1: 1.0, b1: 0.5}, {a1: 1.0, b1: 0.5 + JUST}),
        ("A6", {"first": {"maximum_share_ratio": 0.3}}, {a1: 0.3}, {a1: 0.3 + JUST}),
        ("A6", {"minimum_block_ratio": 0.2}, {a1: 0.2}, {a1: 0.2 - JUST}),
        ("A6", {"maximum_initiatives_count": 1}, {a1: 0.5, a2_feb: 0.5}, {a1: 0.5, a2: 0.5}),
        ("A7", {"first": {"skills": "java"}}, {a1: 0.5}, {b1: 0.5}),
        ("A8", {"first": {"team": "Data"}, "ann": {"team": "Data"}}, {a1: 0.5}, {b1: 0.5}),
        ("A10", {"share_step_ratio": 0.25}, {a1: 0.75}, {a1: 0.75 + JUST}),
        (
            "A11",
            {"first": {"effort": 1}, "second": {"predecessor_id": "1"}},
            {a1: 1.0, a2_feb: 0.5},
            {a1: 1.0 - JUST, a2_feb: 0.5},
        ),
        (
            "A11",
            {"first": {"effort": 1}, "second": {"predecessor_id": "1"}},
            {b1: 1.0, a2_feb: 0.1},
            {b1_feb: 1.0, a2_feb: 0.1},
        ),
        ("A12", {"location_maximum_ratio": {"Rome": 0.5}}, {a1: 0.5, b1: 0.5}, {a1: 0.5, b1: 0.5 + 2 * JUST}),
        ("A12", {"location_minimum_ratio": {"Oslo": 0.5}}, {a1: 0.5, b1: 0.5}, {a1: 0.5, b1: 0.5 + 2 * JUST}),
    ]


@pytest.mark.parametrize(("rule", "settings", "kept", "broken"), _cases())
def test_a_rule_just_kept_passes_and_just_broken_is_named(two, rule, settings, kept, broken) -> None:
    data = two(**settings)
    assert _broken(data, kept) == []
    sentences = _broken(data, broken)
    assert len(sentences) == 1
    assert f"(BUDGET {rule})" in sentences[0]


def test_an_efficiency_initiative_has_no_money_row(two) -> None:
    data = two(first={"budget": 0, "effort": 2}, second={"budget": 500}, source_cap_amount={"Internal": 500})
    assert _broken(data, {("bob", "1", JANUARY): 1.0, ("ann", "2", JANUARY): 0.25}) == []


def test_months_outside_the_initiative_and_unknown_people_are_named(two) -> None:
    data = two(first={"months": (JANUARY,)})
    assert "does not run in 2025-02" in _broken(data, {("ann", "1", FEBRUARY): 0.5})[0]
    ghost = BudgetPlan("least_cost", 0, Status.OPTIMAL, (Allocation("eve", "9", JANUARY, 0.5, 500.0),), ())
    assert broken_rules(data, ghost) == [
        "Employee eve is planned and not in the data.",
        "Initiative 9 is planned and not in the data.",
    ]


def test_a_price_that_is_not_the_shares_cost_is_named(two) -> None:
    data = two()
    cheap = BudgetPlan("least_cost", 0, Status.OPTIMAL, (Allocation("bob", "1", JANUARY, 0.5, 1.0),), ())
    with pytest.raises(ModelError, match=r"priced 1\.0000 USD; the share costs 1,000\.0000.*Nothing was published"):
        refuse_broken("initiatives", broken_rules(data, cheap))
