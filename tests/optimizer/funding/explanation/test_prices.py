"""Prices of limits against the difference of two decisions."""

from dataclasses import replace

import pytest

from optimizer.funding.data import Firm, Horizon, Limit
from optimizer.funding.model import solve

FIRM = Firm(headcount=100, contractor_headcount=10, cash_amount=1000, monthly_burn_amount=50, utilization_ratio=0.75)


@pytest.mark.parametrize(
    ("limits", "step"),
    [
        ([Limit("total_budget", 155)], 1.0),
        ([Limit("max_single_service_allocation", 75)], 1.0),
        ([Limit("total_budget", 155), Limit("min_group_amount", 62, subject=("B",))], -1.0),
        ([Limit("max_group_amount", 65, subject=("A", "C"))], 1.0),
        ([Limit("total_budget", 150), Limit("min_group_share", 40, "%", ("B",))], -1.0),
        ([Limit("max_group_share", 0.4, "Ratio", ("A",))], 0.01),
        ([Limit("min_roi_threshold", 2.66)], -0.01),
        ([Limit("max_headcount_growth", 17, "%")], 1.0),
        ([Limit("max_contractor_pct", 12, "%")], 1.0),
        ([Limit("min_cash_runway_months", 16.7)], -1.0),
        ([Limit("target_utilization", 74.2, "%")], -1.0),
    ],
    ids=lambda value: value[-1].code if isinstance(value, list) else "",
)
def test_a_price_is_what_a_small_loosening_brings(three, limits, step) -> None:
    """A thousandth of the unit, so that the same requests stay funded."""
    data = three(*limits, firm=FIRM)
    plan = solve(data, is_compared=False)
    name = limits[-1].name
    price = next(price.price for price in plan.shadow_prices if price.limit == name)
    loosened = [*limits[:-1], replace(limits[-1], value=limits[-1].value + step / 1000)]
    more = solve(replace(data, limits=tuple(loosened)), is_compared=False, is_priced=False)
    assert price == pytest.approx((more.objective_value - plan.objective_value) * 1000, rel=1e-3)
    assert price > 0


def test_a_budget_that_is_carried_over_is_worth_what_later_periods_make_of_it(three) -> None:
    """A unit more in period 1 is there in period 2 as well."""
    budgets = (Limit("total_budget", 55, period=1), Limit("total_budget", 60, period=2))
    data = three(*budgets, horizon=Horizon(2))
    plan = solve(data, is_compared=False)
    for place, limit in enumerate(budgets):
        raised = list(budgets)
        raised[place] = replace(limit, value=limit.value + 0.001)
        more = solve(replace(data, limits=tuple(raised)), is_compared=False, is_priced=False)
        price = next((price.price for price in plan.shadow_prices if price.limit == limit.name), 0.0)
        assert price == pytest.approx((more.objective_value - plan.objective_value) * 1000, rel=1e-3)


def test_limits_that_count_are_priced_by_deciding_again(three) -> None:
    """Three funded with 120: 60 + 40 + 20 bring 320; two of them bring 340."""
    plan = solve(three(Limit("total_budget", 120), Limit("min_funded_projects", 3)), is_compared=False)
    counted = next(price for price in plan.shadow_prices if price.limit == "min_funded_projects")
    assert (counted.price, counted.unit) == (pytest.approx(20), "request")
    assert "with 2 instead of 3" in counted.sentence
    plan = solve(three(Limit("total_budget", 100), Limit("must_fund", 1, subject=("C",))), is_compared=False)
    named = next(price for price in plan.shadow_prices if price.limit == "must_fund (C)")
    assert (named.price, named.unit) == (pytest.approx(300 - 280), "limit")


def test_a_limit_that_costs_nothing_has_no_price(three) -> None:
    assert (
        solve(three(Limit("total_budget", 500), Limit("max_funded_projects", 3)), is_compared=False).shadow_prices == ()
    )
