"""The whole year by hand, and the same people and money read backwards."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import ModelError
from optimizer.planning.measures import MEASURES, measure_named
from optimizer.planning.outlook import outlook
from optimizer.planning.reached import DELIVERY, LEADS, SELLERS, reached
from optimizer.planning.rows import measure_rows
from tests.optimizer.planning.conftest import VALUES

# 1,200,000 of revenue, 400,000 of it new; sales 200,000, marketing 20,000, delivery 700,000, other 50,000 + 60,000,
# hiring 2 x 5,000 + 2 x 3,000
PROFIT = 1_200_000 - 200_000 - 20_000 - 700_000 - 110_000 - 16_000
INVESTED = 5_000 + 120_000 + 0 + 16_000


def test_the_year_adds_up(values):
    year = outlook(values)
    assert (year.revenue_amount, year.sales.new_business_amount) == (1_200_000, 400_000)
    assert (year.headcount, year.unrounded_headcount, year.hires) == (14, 14, 4)  # 3 + 10 + 1
    assert year.profit_amount == PROFIT == 154_000
    assert (year.promised_profit_amount, year.current_profit_amount) == (180_000, 100_000)
    assert year.gap_amount == -26_000
    assert year.investment_amount == INVESTED
    assert float(year.return_ratio) == pytest.approx(54_000 / INVESTED)
    assert float(year.promised_return_ratio) == pytest.approx(80_000 / INVESTED)
    assert float(year.margin_ratio) == pytest.approx(154_000 / 1_200_000)


def test_marketing_below_todays_is_no_negative_investment(values):
    year = outlook(values | {"marketing.current_spend_amount_per_year": 50_000})
    assert year.investment_amount == INVESTED - 5_000


def test_a_year_that_needs_no_sale_has_no_return_on_nothing(values):
    still = values | {"scenario.growth_ratio": -0.3, "marketing.fixed_amount_per_year": 0}
    rows = {row.measure: row.value for row in measure_rows("base", outlook(still))}
    assert (rows["investment_amount"], rows["return_ratio"], rows["cac_amount"]) == (0, None, None)


def test_many_years_at_once_are_the_same_as_one_by_one(values):
    rates = np.array([0.1, 0.25, 0.4, 1.0])
    together = outlook(values | {"sales.win_rate_ratio": rates})
    for k, rate in enumerate(rates):
        alone = outlook(values | {"sales.win_rate_ratio": float(rate)})
        for measure in MEASURES:
            found = np.broadcast_to(measure.of(together), 4)[k]
            assert found == pytest.approx(float(measure.of(alone)), nan_ok=True), measure.name


@settings(max_examples=40)
@given(st.floats(0.01, 3.0), st.floats(1.0, 2.0))
def test_more_growth_never_takes_fewer_people(growth, factor):
    less = outlook(VALUES | {"scenario.growth_ratio": growth})
    more = outlook(VALUES | {"scenario.growth_ratio": growth * factor})
    assert more.headcount >= less.headcount


@settings(max_examples=60)
@given(st.floats(0.3, 2.0), st.floats(0.05, 1.0), st.floats(0.3, 1.0), st.floats(0, 11))
def test_the_planned_people_and_money_reach_the_target_they_were_planned_for(growth, win, utilization, onboarding):
    changed = VALUES | {
        "scenario.growth_ratio": growth, "sales.win_rate_ratio": win, "operations.utilization_ratio": utilization,
        "operations.onboarding_months": onboarding,
    }  # fmt: skip
    plan = outlook(changed)
    assert reached(plan, changed).revenue_amount >= float(plan.revenue_amount) * (1 - 1e-9)


def test_what_the_plan_reaches_by_hand(values):
    plan = outlook(values)
    as_planned = reached(plan, values)
    # 2 representatives' worth x 200,000; leads for 4 new clients and as many others; 10 people x 40 weeks x 3,000
    assert (as_planned.sold_amount, as_planned.delivered_amount) == (1_200_000, 1_200_000)
    assert (as_planned.revenue_amount, as_planned.profit_amount) == (1_200_000, 154_000)
    slower = reached(plan, values | {"operations.utilization_ratio": 0.6})
    assert (slower.revenue_amount, slower.limit) == (pytest.approx(900_000), DELIVERY)
    # what is sold is paid commission on, what is not delivered has no other cost
    assert float(slower.profit_amount) == pytest.approx(154_000 - 300_000 + 300_000 * 0.05)
    dearer = reached(plan, values | {"marketing.lead_cost_amount": 200})
    assert (dearer.revenue_amount, dearer.limit) == (1_000_000, LEADS)  # half of the leads: 200,000 of new business
    lazier = reached(plan, values | {"sales.attainment_ratio": 0.4})
    assert (lazier.revenue_amount, lazier.limit) == (1_000_000, SELLERS)


def test_free_leads_are_no_limit(values):
    free = values | {"marketing.lead_cost_amount": 0}
    assert reached(outlook(free), free).revenue_amount == 1_200_000


def test_every_measure_has_a_path_and_a_name_of_its_own(values):
    year = outlook(values)
    assert len({measure.name for measure in MEASURES}) == len(MEASURES)
    assert all(np.isfinite(measure.of(year)) for measure in MEASURES)
    assert measure_named("deals").group == "sales"
    assert measure_named("revenue_amount").group == "result"


def test_figures_too_large_to_compute_with_are_told(values):
    with pytest.raises(ModelError, match="too large to compute with"):
        outlook(values | {"sales.deal_amount": 1e-300, "sales.win_rate_ratio": 1e-20})
