"""Sales, marketing and operations by hand."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import ModelError
from optimizer.planning.marketing import MarketingInputs, marketing_efficiency
from optimizer.planning.operations import OperationsInputs, operations_capacity
from optimizer.planning.sales import SalesInputs, sales_capacity

SALES = {
    "new_business_amount": 400_000, "deal_amount": 50_000, "win_rate_ratio": 0.25, "cycle_months": 3,
    "quota_amount_per_year": 250_000, "attainment_ratio": 0.8, "open_opportunities_count": 10, "ramp_months": 6,
    "current_people_count": 1, "cost_amount_per_year": 60_000, "commission_ratio": 0.05, "hire_cost_amount": 5_000,
}  # fmt: skip
MARKETING = {
    "deals": 8, "win_rate_ratio": 0.25, "sales_cost_amount": 200_000, "new_client_ratio": 0.5,
    "lead_to_opportunity_ratio": 0.1, "lead_cost_amount": 100, "fixed_amount_per_year": 4_000,
    "client_revenue_amount_per_year": 40_000, "client_margin_ratio": 0.3, "client_lifetime_years": 5,
}  # fmt: skip
OPERATIONS = {
    "revenue_amount": 1_200_000, "project_amount": 60_000, "project_weeks": 10, "team_people": 2,
    "utilization_ratio": 0.8, "working_weeks_per_year": 50, "current_people_count": 8, "cost_amount_per_year": 70_000,
    "hire_cost_amount": 3_000,
}  # fmt: skip


def sales(**changes):
    return sales_capacity(SalesInputs(**(SALES | changes)))


def marketing(**changes):
    return marketing_efficiency(MarketingInputs(**(MARKETING | changes)))


def operations(**changes):
    return operations_capacity(OperationsInputs(**(OPERATIONS | changes)))


def test_sales_from_target_to_cost():
    found = sales()
    assert (found.deals, found.opportunities, found.open_opportunities) == (8, 32, 8)  # 32 a year x a quarter
    # quota 250,000 x 0.8 is less than 10 open x 4 cycles a year x 1/4 won x 50,000 = 500,000
    assert (found.capacity_amount_per_representative, found.is_limited_by_quota) == (200_000, 1)
    # two full representatives; one is there; a new one brings 6 of 12 months: two hires
    assert (found.people.needed, found.people.productive_ratio, found.people.hires) == (2, 0.5, 2)
    assert (found.people.headcount, found.hires_pay_amount) == (3, 120_000)
    assert found.cost_amount == 3 * 60_000 + 0.05 * 400_000
    assert found.hiring_amount == 10_000


def test_the_pipeline_limits_who_cannot_work_on_enough():
    found = sales(open_opportunities_count=2)
    assert (found.capacity_amount_per_representative, found.is_limited_by_quota) == (100_000, 0)
    assert (found.people.needed, found.people.hires) == (4, 6)


def test_who_is_hired_before_the_year_is_paid_before_it():
    found = sales(months_hired_before=3)
    assert (found.people.productive_ratio, found.people.hires) == (0.75, 2)  # 1 / 0.75 = 1.33
    assert found.hires_pay_amount == 2 * 60_000 * 15 / 12


def test_nothing_to_sell_takes_nobody():
    found = sales(new_business_amount=0, current_people_count=0)
    assert (found.deals, found.people.headcount, found.cost_amount) == (0, 0, 0)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"win_rate_ratio": 0}, r"Sales: win_rate_ratio is 0 \(ratio\); it must be above 0 and at most 1\."),
        ({"win_rate_ratio": 1.01}, "win_rate_ratio is 1.01"),
        ({"deal_amount": -5}, r"deal_amount is -5 \(money\); it must be above 0 and at most 1,000,000,000,000,000\."),
        ({"cycle_months": 0}, r"cycle_months is 0 \(months\)"),
        ({"attrition_ratio": 1}, r"attrition_ratio is 1 \(ratio\); it must be at least 0 and below 1\."),
        ({"quota_amount_per_year": math.inf}, "quota_amount_per_year is inf"),
        ({"new_business_amount": math.nan}, "new_business_amount is nan"),
        ({"new_business_amount": -1}, "new_business_amount is -1; it must be at least 0"),
        ({"win_rate_ratio": np.array([0.2, 0.0])}, "win_rate_ratio is 0 "),
        ({"cycle_months": 12}, "close nothing within the year: the cycle is 12 months and they start 0 months before"),
    ],
)
def test_a_value_that_cannot_be_is_named(changes, words):
    with pytest.raises(ModelError, match=words):
        sales(**changes)


@settings(max_examples=60)
@given(st.floats(0, 1e9), st.floats(1, 4), st.floats(0.01, 0.99))
def test_more_target_never_needs_fewer_and_a_better_win_rate_never_more(target, factor, win):
    less, more = sales(new_business_amount=target), sales(new_business_amount=target * factor)
    assert more.people.headcount >= less.people.headcount
    assert more.cost_amount >= less.cost_amount
    better = sales(new_business_amount=target, win_rate_ratio=min(1.0, win * factor))
    assert better.people.headcount <= sales(new_business_amount=target, win_rate_ratio=win).people.headcount


def test_marketing_from_clients_to_payback():
    found = marketing()
    assert (found.new_clients, found.leads) == (4, 160)  # 4 / (0.25 x 0.1)
    assert found.spend_amount == 160 * 100 + 4_000
    assert (found.cac_amount, found.marketing_cac_amount) == (30_000, 5_000)  # half of sales is for new clients
    assert (found.ltv_amount, found.ltv_cac_ratio) == (60_000, 2)
    assert found.payback_months == pytest.approx(30)  # 1,000 of margin a month


def test_without_a_new_client_cac_is_undefined_and_not_zero():
    found = marketing(deals=0)
    assert (found.leads, found.spend_amount) == (0, 4_000)
    assert all(math.isnan(value) for value in (found.cac_amount, found.ltv_cac_ratio, found.payback_months))


def test_operations_from_projects_to_cost():
    found = operations()
    assert (found.projects, found.person_weeks) == (20, 400)
    assert (found.people.needed, found.people.hires, found.people.headcount) == (10, 2, 10)  # 400 / (50 x 0.8)
    assert (found.cost_amount, found.cost_amount_per_project) == (700_000, 35_000)
    assert (found.hiring_amount, found.onboarding_amount) == (6_000, 0)
    assert found.used_utilization_ratio == pytest.approx(0.8)


def test_onboarding_takes_more_people_and_shows_its_pay():
    found = operations(onboarding_months=6)  # a new colleague brings 9 of 12 months: 2 / 0.75 = 2.67
    assert (found.people.hires, found.people.headcount) == (3, 11)
    assert float(found.people.unrounded_headcount) == pytest.approx(8 + 2 / 0.75)
    assert found.onboarding_amount == 3 * 0.25 * 70_000
    assert found.used_utilization_ratio == pytest.approx(400 / (50 * 10.25))


def test_full_utilization_is_allowed_and_no_work_has_no_cost_per_project():
    assert operations(utilization_ratio=1.0).people.headcount == 8
    found = operations(revenue_amount=0, current_people_count=0)
    assert (found.projects, found.cost_amount) == (0, 0)
    assert math.isnan(found.cost_amount_per_project)
    assert math.isnan(found.used_utilization_ratio)


def test_a_huge_target_stays_finite():
    assert np.isfinite(operations(revenue_amount=1e15).cost_amount)
    assert np.isfinite(sales(new_business_amount=1e15).cost_amount)
