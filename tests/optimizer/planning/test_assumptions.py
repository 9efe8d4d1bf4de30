"""Assumptions, their ranges, and the scenarios' words."""

import pytest

from config.errors import ModelError
from optimizer.planning.assumptions import (
    DEFAULT,
    FIXED,
    TRIANGULAR,
    Assumption,
    Assumptions,
    Role,
    Scenario,
    assumed,
    defaults,
)
from optimizer.planning.catalog import DRIVERS, nearest
from optimizer.planning.interval import Interval
from optimizer.planning.rows import assumption_rows
from optimizer.planning.scenarios import scenario_years, steps, where_from


def test_uncertain_drivers_get_a_fifth_to_both_sides_within_what_is_allowed():
    rate = assumed("sales.win_rate_ratio", 0.9)
    assert (rate.low, rate.high, rate.distribution) == (pytest.approx(0.72), 1.0, TRIANGULAR)
    amount = assumed("sales.deal_amount", 50_000)
    assert (amount.low, amount.high) == (40_000, 60_000)
    assert assumed("sales.commission_ratio", 0.0).has_range is False
    margin = assumed("scenario.margin_ratio", 0.25)  # the tornado tries it, the simulation does not draw it
    assert (margin.low, margin.high, margin.distribution, margin.is_drawn) == (0.15, 0.35, FIXED, False)
    assert assumed("sales.current_people_count", 3).has_range is False


def test_another_value_moves_the_range_in_proportion():
    rate = Assumption("sales.win_rate_ratio", 0.3, 0.2, 0.6, TRIANGULAR)
    moved = rate.at(0.6)
    assert (moved.low, moved.value, moved.high) == (pytest.approx(0.4), 0.6, 1.0)
    assert assumed("sales.commission_ratio", 0.0).at(0.1).low == 0.0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("sales.win_rate_ratio", 0, 0, 0), r"sales.win_rate_ratio is 0 \(ratio\); it must be above 0 and at most 1"),
        (("sales.win_rate_ratio", 0.5, -0.1, 0.6), r"low of sales.win_rate_ratio is -0.1"),
        (("sales.win_rate_ratio", 0.5, 0.6, 0.7), "is 0.5, outside of its own range from 0.6 to 0.7"),
        (("sales.current_people_count", 2.5, 2.5, 2.5), "must be whole"),
        (("sales.win_rate_ratio", 0.5, 0.4, 0.6, "gauss"), "no distribution gauss; there are fixed, triangular"),
    ],
)
def test_an_assumption_that_cannot_be_is_refused(arguments, words):
    with pytest.raises(ModelError, match=words):
        Assumption(*arguments)


def test_what_is_missing_or_twofold_is_refused(firm):
    one = Scenario("base", {})
    with pytest.raises(ModelError, match=r"no value for .*sales.deal_amount"):
        Assumptions(defaults(), (one,))
    with pytest.raises(ModelError, match="two scenarios base"):
        Assumptions(firm().shared, (one, one))
    with pytest.raises(ModelError, match="there is no scenario"):
        Assumptions(firm().shared, ())
    with pytest.raises(ModelError, match=r"roles sum to 0\.5, not to 1"):
        firm(roles=(Role("A", "B", 0.5),))
    with pytest.raises(ModelError, match="There is no scenario best; there are base"):
        firm().of("best")


def test_every_default_is_allowed_and_every_driver_explained():
    for driver in DRIVERS:
        assert driver.words
        if driver.default is not None:
            assert driver.allowed.holds(driver.default), driver.name
    assert len({driver.name for driver in DRIVERS}) == len(DRIVERS)


def test_intervals_say_what_they_hold():
    assert Interval.parse("(0, 1]").words == "above 0 and at most 1"
    assert Interval.parse("[0, inf)").words == "at least 0"
    assert Interval.parse("(0, 1]").clipped(-3) == pytest.approx(0.001)
    assert Interval.parse("(0, 1e15]").clipped(-3) == pytest.approx(0.001)
    assert Interval.parse("(0, 1e15]").words == "above 0 and at most 1,000,000,000,000,000"
    assert not Interval.parse("[0, inf)").holds(float("inf"))


def test_a_mistyped_name_finds_its_neighbor():
    assert nearest("sales.win_rate") == "sales.win_rate_ratio"
    assert nearest("win_rate_ratio") == "sales.win_rate_ratio"


def test_the_sources_are_listed(firm):
    assumptions = firm(scenario__revenue_ratio=assumed("scenario.revenue_ratio", 1.0, DEFAULT))
    assert where_from(assumptions) == ["By default, since nobody gave them: scenario.revenue_ratio = 1."]
    row = next(row for row in assumption_rows(assumptions) if row.name == "sales.deal_amount")
    assert (row.scenario, row.value, row.unit, row.source) == ("base", 50_000, "money", "given")


def test_scenarios_say_what_a_decision_needs(firm):
    several = {"low": {"scenario__growth_ratio": 0.0}, "base": {}}
    low, base = scenario_years(firm(scenarios=several))
    assert [row.value for row in low.rows if row.measure == "revenue_amount"] == [1_000_000]
    first, second, third = base.sentences
    assert first.startswith(
        "base: 1,200,000 USD of revenue take 14 people (14.00 before rounding up) and 141,000 USD of "
    )
    assert first.endswith("4 people are to be hired; 0 leave.")
    assert second == "base: the drivers leave a margin of 12.8% where 15.0% is promised: 26,000 USD are missing."
    assert third.endswith("brings 0.38 of added profit a year by the drivers, 0.57 as promised.")


def test_the_next_money_is_told_apart_from_the_average(firm):
    years = scenario_years(firm(scenarios={"base": {}, "bold": {"scenario__growth_ratio": 0.5}}))
    row = steps(years, "EUR")[0]
    assert (row.first, row.second, row.revenue_amount) == ("base", "bold", 300_000)
    invested = float(years[1].year.investment_amount - years[0].year.investment_amount)
    profit = float(years[1].year.profit_amount - years[0].year.profit_amount)
    # marketing 120 leads x 100; representatives 3 x 60,000; hiring 3 x 5,000 + 3 x 3,000 (2.5 people more, rounded up)
    assert invested == 12_000 + 180_000 + 15_000 + 9_000
    # pay 180,000, commission and other costs 15,000 each, marketing 12,000, three people 210,000, hiring 24,000
    assert profit == 300_000 - 180_000 - 30_000 - 12_000 - 210_000 - 24_000
    assert row.return_ratio == pytest.approx(profit / invested)
    assert "From base to bold: +300,000 EUR of revenue" in row.sentence
    assert steps(years[:1], "EUR") == []


def test_what_makes_a_plan_odd_is_said(firm):
    late = scenario_years(firm(sales__cycle_months=9))[0].sentences  # three months of a six months' ramp: 0.75 / 12
    assert "base: a new representative sells 6% of a year's capacity" in late[3]
    idle = scenario_years(firm(operations__current_people_count=12))[0].sentences
    assert idle[-1] == "base: 2.0 people in delivery have nothing to do."
