"""Tornado, sweeps and levers."""

import pytest

from config.errors import UsageError
from optimizer.planning.analysis.levers import levers
from optimizer.planning.analysis.sweep import MARGIN, REVENUE, Axis, axis_of, sweep
from optimizer.planning.analysis.tornado import tornado
from optimizer.planning.assumptions import Assumption
from optimizer.planning.measures import measure_named
from optimizer.planning.outlook import outlook


def test_each_driver_is_recomputed_alone_and_the_widest_swing_is_first(firm, values):
    assumptions = firm(fixed=False)
    rows = tornado(assumptions, "base", "profit_amount")
    assert {row.base for row in rows} == {154_000}  # the tornado's base is the base
    for row in rows:
        for at, value in ((row.at_low, row.low), (row.at_high, row.high)):
            assert at == pytest.approx(float(outlook(values | {row.driver: value}).profit_amount)), row.driver
    swings = [row.swing for row in rows]
    assert swings == sorted(swings, reverse=True)
    assert [row.rank for row in rows] == list(range(1, len(rows) + 1))
    assert rows[0].driver.startswith("operations.")


def test_what_has_no_range_is_not_in_the_tornado(firm):
    assert tornado(firm(), "base", "headcount") == []


def test_an_undefined_end_is_none_and_last(firm):
    rate = Assumption("scenario.growth_ratio", 0.2, -0.3, 0.4)  # nothing new to sell at the low end
    rows = tornado(firm(scenario__growth_ratio=rate, sales__deal_amount=Assumption("sales.deal_amount", 5e4, 4e4, 6e4)),
                   "base", "cac_amount")  # fmt: skip
    assert [row.driver for row in rows] == ["sales.deal_amount", "scenario.growth_ratio"]
    assert (rows[1].at_low, rows[1].swing) == (None, None)


def test_the_standard_grid_is_revenue_and_margin(firm):
    rows = sweep(firm(), "base", (REVENUE, MARGIN), ("promised_profit_amount",))
    assert len(rows) == 45
    at = {(row.first_value, row.second_value): row.value for row in rows}
    assert at[0.8, 0.15] == pytest.approx(0.8 * 1_200_000 * 0.15)
    assert at[1.2, 0.35] == pytest.approx(1.2 * 1_200_000 * 0.35)
    assert [(row.first_value, row.second_value) for row in rows if row.is_base] == [(1.0, 0.15)]


def test_a_sweep_of_one_driver_recomputes_every_point(firm, values):
    rows = sweep(firm(), "base", [Axis("sales.win_rate_ratio", (0.01, 0.1, 1.0))], ("headcount", "leads"))
    assert [(row.measure, row.second_driver) for row in rows] == [("headcount", None)] * 3 + [("leads", None)] * 3
    for row in rows:
        year = outlook(values | {"sales.win_rate_ratio": row.first_value})
        assert row.value == float(measure_named(row.measure).of(year))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sales.winrate=0.1,0.2", "no driver sales.winrate; the nearest is sales.win_rate_ratio"),
        ("sales.win_rate_ratio=0:1:5", r"sales.win_rate_ratio = 0 \(ratio\): it must be above 0 and at most 1"),
        ("sales.win_rate_ratio=a,b", "'a,b' is no range"),
        ("sales.win_rate_ratio=0.1:0.2:0", "is no range"),
        ("sales.win_rate_ratio=0.1:0.2:2.5", "is no range"),
        ("sales.win_rate_ratio=nan", "must be above 0"),
        ("sales.win_rate_ratio", "'' is no range"),
        ("sales.current_people_count=0:3:5", r"sales.current_people_count \(people\) must be whole"),
    ],
)
def test_an_axis_that_is_none_is_refused(text, words):
    with pytest.raises(UsageError, match=words):
        axis_of(text)


def test_axes_are_read():
    assert axis_of(" scenario.revenue_ratio = 0.8:1.2:3 ") == Axis("scenario.revenue_ratio", (0.8, 1.0, 1.2))
    assert axis_of("sales.cycle_months=3,6").values == (3.0, 6.0)


def test_two_axes_of_one_driver_or_too_many_points_are_refused(firm):
    with pytest.raises(UsageError, match="one or two different drivers"):
        sweep(firm(), "base", [REVENUE, REVENUE], ("headcount",))
    with pytest.raises(UsageError, match="100,000 points"):
        sweep(firm(), "base", [Axis("sales.cycle_months", (1.0,) * 101), Axis("sales.deal_amount", (1.0,) * 1000)], ())
    with pytest.raises(UsageError, match="no measure headcounts; the nearest is headcount"):
        sweep(firm(), "base", [REVENUE], ("headcounts",))


def test_a_lever_is_the_nearest_value_that_keeps_the_promise(firm, values):
    cost = Assumption("operations.cost_amount_per_year", 70_000, 60_000, 80_000)
    lead = Assumption("marketing.lead_cost_amount", 100, 90, 110)
    found = levers(firm(operations__cost_amount_per_year=cost, marketing__lead_cost_amount=lead), "base")
    assert [row.driver for row in found] == ["operations.cost_amount_per_year", "marketing.lead_cost_amount"]
    # 26,000 are missing, and ten people are paid: 2,600 each; ten cheaper per lead save 1,600 only
    assert found[0].needed_value == pytest.approx(67_400, abs=0.01)
    assert found[0].change_ratio == pytest.approx(2_600 / 70_000, abs=1e-6)
    assert (found[1].needed_value, found[1].best_gap_amount) == (None, pytest.approx(-26_000 + 1_600))
    at = outlook(values | {"operations.cost_amount_per_year": found[0].needed_value})
    assert at.gap_amount >= 0


def test_a_kept_promise_needs_no_lever(firm):
    assert levers(firm(fixed=False, scenario__margin_ratio=0.1), "base") == []
