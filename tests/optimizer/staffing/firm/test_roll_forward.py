"""Next week's plan starts from the last published one: moves are priced, and who stays does not start again."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from optimizer.staffing import score
from optimizer.staffing.explanation import explain
from optimizer.staffing.firm import load, save
from optimizer.staffing.model import solve
from optimizer.staffing.parameters import Parameters
from tests.optimizer.staffing.conftest import make_firm
from tests.optimizer.staffing.firm.test_firm import AS_OF, MONDAYS, NOW, add, database, loaded, small

__all__ = ["database", "small"]  # fixtures
PRICE = 0.000125
PRICES = {"bench_price": 0.0, "internal_first_price": 0.0}


def moved(data, hours):
    """Hours that differ from the published plan, in the weeks that it covers."""
    return float(np.nansum(np.abs(hours - data.pairs.published_hours)))


def two_weeks(price):
    """Ann was published for all 40 h of both weeks; now an hour of Ben extracts 101 where hers extracts 100."""
    return make_firm(
        2,
        parameters=Parameters(**PRICES, stability_price=price),
        maximum_hours=[[40.0, 40.0]],
        is_external=[False, False],
        external_premium=[0.0, 0.0],
        value_per_hour=[100.0, 101.0],
        extracted_amount=[0.0],
        ac_amount=[0.0],
        ev_amount=[0.0],
        was_assigned=[True, True],
        published_hours=[[40.0, 40.0], [0.0, 0.0]],
    )


def test_a_gain_smaller_than_the_price_of_the_move_is_left():
    """Beta 0.4 x 40 h x 1 more per hour / BAC 10,000 = 0.0016 points a week; moving 80 h costs 0.01."""
    free, priced = two_weeks(0.0), two_weeks(PRICE)
    assert moved(free, solve(free, 10).hours) == pytest.approx(160)
    assert moved(priced, solve(priced, 10).hours) == 0


def test_a_gain_larger_than_the_price_of_the_move_is_taken():
    """At 115 per hour the week gains 0.024 points."""
    data = two_weeks(PRICE)
    data = replace(data, pairs=replace(data.pairs, value_per_hour=np.array([100.0, 115.0])))
    assert moved(data, solve(data, 10).hours) == pytest.approx(160)


def publish(database, data, plan):
    add(
        database, "ops.run", run_id=7, run_kind="staffing", iso_week="2025-W12", as_of_date=AS_OF, status="published",
        publication_key="k", requested_by="test", started_at_utc=NOW,
    )  # fmt: skip
    save.save(database, 7, data, plan, explain.explain(data, plan))


def price_moves(database, price):
    add(
        database, "ops.parameter", parameter_code="staffing_stability_price", effective_from=date(2025, 3, 1),
        parameter_value=str(price), unit="points per hour", description="test", changed_by="test", changed_at_utc=NOW,
    )  # fmt: skip


@pytest.mark.parametrize(("price", "is_kept"), [("0.000125", True), ("0", False)])
def test_the_next_run_keeps_to_the_published_plan_where_moves_have_a_price(database, price, is_kept):
    """An hour of Ann on Mars is charged at 240 from now on instead of 200."""
    price_moves(database, price)
    first = loaded(database)
    publish(database, first, solve(first, 10))
    add(
        database, "core.engagement_rates", engagement_id=1, employee_id=1, effective_from=date(2025, 1, 1),
        charge_out_rate_per_hour=Decimal(240), currency="CAD", row_sha256="0" * 64, batch_id=1,
    )  # fmt: skip
    second = loaded(database)
    plan = solve(second, 10)
    assert moved(second, plan.hours) < 5 if is_kept else moved(second, plan.hours) > 50


def test_who_the_published_plan_has_in_the_week_before_does_not_start_anew(database):
    first = loaded(database)
    plan = solve(first, 10)
    publish(database, first, plan)
    booked = {
        (first.consultants.names[first.pairs.consultant[p]], "Neptune") for p in np.flatnonzero(plan.hours[:, 0] > 0)
    }
    second = load.load(database, MONDAYS[0], 4)
    was = {
        (second.consultants.names[c], "Neptune")
        for c, was in zip(second.pairs.consultant, second.pairs.was_assigned, strict=True)
        if was
    }
    assert booked <= was
    assert np.isfinite(second.pairs.published_hours[:, :3]).all()
    assert np.isnan(second.pairs.published_hours[:, 3]).all()
    assert second.parameters.stability_price == PRICE
    assert score.plan_changes(second, np.zeros(second.pairs.published_hours.shape)).sum() <= 0
