"""A firm whose year can be worked out by hand; the comments in the tests do it."""

import pytest

from optimizer.planning.assumptions import Assumption, Assumptions, Role, Scenario, assumed, defaults

VALUES = {
    "firm.revenue_amount_per_year": 1_000_000, "firm.margin_ratio": 0.1, "firm.retained_ratio": 0.8,
    "firm.other_cost_amount_per_year": 50_000, "firm.other_cost_ratio": 0.05, "firm.other_people_count": 1,
    "scenario.growth_ratio": 0.2, "scenario.margin_ratio": 0.15, "scenario.revenue_ratio": 1,
    "sales.deal_amount": 50_000, "sales.win_rate_ratio": 0.25, "sales.cycle_months": 3,
    "sales.quota_amount_per_year": 250_000, "sales.attainment_ratio": 0.8, "sales.open_opportunities_count": 10,
    "sales.ramp_months": 6, "sales.months_hired_before": 0, "sales.current_people_count": 1,
    "sales.attrition_ratio": 0, "sales.cost_amount_per_year": 60_000, "sales.commission_ratio": 0.05,
    "sales.hire_cost_amount": 5_000, "marketing.new_client_ratio": 0.5, "marketing.lead_to_opportunity_ratio": 0.1,
    "marketing.lead_cost_amount": 100, "marketing.fixed_amount_per_year": 4_000,
    "marketing.current_spend_amount_per_year": 15_000, "marketing.client_revenue_amount_per_year": 40_000,
    "marketing.client_margin_ratio": 0.3, "marketing.client_lifetime_years": 5, "operations.project_amount": 60_000,
    "operations.project_weeks": 10, "operations.team_people": 2, "operations.utilization_ratio": 0.8,
    "operations.working_weeks_per_year": 50, "operations.week_hours": 40, "operations.current_people_count": 8,
    "operations.attrition_ratio": 0, "operations.onboarding_months": 0, "operations.cost_amount_per_year": 70_000,
    "operations.hire_cost_amount": 3_000, "demand.first_month_ratio": 1, "demand.hire_lead_weeks": 0,
    "demand.held_weeks": 0, "demand.hire_least_use_ratio": 0.5,
}  # fmt: skip
ROLES = (Role("Advisory", "Senior", 0.75), Role("Advisory", "Manager", 0.25))


def make(fixed=True, roles=ROLES, scenarios=None, **changes) -> Assumptions:
    """``sales__win_rate_ratio=0.5`` or an ``Assumption``; without ranges unless ``fixed`` is False."""
    given = VALUES | {name.replace("__", "."): value for name, value in changes.items()}
    shared = defaults()
    for name, value in given.items():
        if isinstance(value, Assumption):
            shared[name] = value
        else:
            shared[name] = Assumption(name, value, value, value) if fixed else assumed(name, value)
    several = scenarios or {"base": {}}
    return Assumptions(
        shared,
        tuple(
            Scenario(name, {key.replace("__", "."): assumed(key.replace("__", "."), v) for key, v in own.items()})
            for name, own in several.items()
        ),
        roles,
    )


@pytest.fixture
def firm():
    """The factory; call it with what differs."""
    return make


@pytest.fixture
def values():
    """Every driver's value by name."""
    return dict(VALUES)
