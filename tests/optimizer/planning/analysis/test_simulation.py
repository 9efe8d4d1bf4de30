"""Distributions, draws, and what they say."""

import numpy as np
import pytest
from scipy import stats

from config.errors import UsageError
from optimizer.planning.analysis.chances import (
    USUAL_TARGETS,
    Target,
    chances,
    comparisons,
    influences,
    limits,
    percentiles,
    target_of,
)
from optimizer.planning.analysis.distributions import drawn
from optimizer.planning.analysis.headroom import headroom
from optimizer.planning.analysis.simulation import Draws, draw, luck
from optimizer.planning.analysis.verdict import verdict
from optimizer.planning.assumptions import NORMAL, PERT, TRIANGULAR, UNIFORM, Assumption
from optimizer.planning.outlook import outlook

PROBABILITIES = np.array([0.001, 0.1, 0.3, 0.5, 0.75, 0.9, 0.999])


@pytest.mark.parametrize(
    ("distribution", "oracle"),
    [
        (TRIANGULAR, stats.triang(c=0.25, loc=2, scale=4)),
        (UNIFORM, stats.uniform(loc=2, scale=4)),
        (PERT, stats.beta(1 + 4 * 0.25, 1 + 4 * 0.75, loc=2, scale=4)),
    ],
)
def test_values_at_probabilities_are_those_of_the_distribution(distribution, oracle):
    one = Assumption("sales.cycle_months", 3, 2, 6, distribution)
    assert drawn(one, PROBABILITIES) == pytest.approx(oracle.ppf(PROBABILITIES))


def test_a_normal_has_its_tenths_at_low_and_high_and_ends_where_values_are_not_allowed():
    far = Assumption("sales.deal_amount", 50_000, 45_000, 55_000, NORMAL)
    assert drawn(far, np.array([0.1, 0.5, 0.9])) == pytest.approx([45_000, 50_000, 55_000])
    near = Assumption("sales.win_rate_ratio", 0.9, 0.8, 1.0, NORMAL)
    values = drawn(near, PROBABILITIES)
    oracle = stats.truncnorm(-0.9 / (0.1 / 1.2815515655), 0.1 / (0.1 / 1.2815515655), loc=0.9, scale=0.1 / 1.2815515655)
    assert values == pytest.approx(oracle.ppf(PROBABILITIES))
    assert values.max() <= 1


def test_whole_people_are_drawn_whole():
    one = Assumption("sales.current_people_count", 3, 1, 6, UNIFORM)
    assert set(drawn(one, np.linspace(0.01, 0.99, 50))) == {1, 2, 3, 4, 5, 6}


def test_the_same_seed_gives_the_same_draws_and_a_driver_keeps_its_luck(firm):
    some = firm(sales__win_rate_ratio=Assumption("sales.win_rate_ratio", 0.25, 0.2, 0.3, UNIFORM))
    more = firm(
        sales__win_rate_ratio=Assumption("sales.win_rate_ratio", 0.25, 0.2, 0.3, UNIFORM),
        firm__retained_ratio=Assumption("firm.retained_ratio", 0.8, 0.7, 0.9, UNIFORM),
    )
    first, again, other = draw(some, ["base"])[0], draw(some, ["base"])[0], draw(some, ["base"], seed=2)[0]
    assert (first.measures["profit_amount"] == again.measures["profit_amount"]).all()
    assert (first.drivers["sales.win_rate_ratio"] != other.drivers["sales.win_rate_ratio"]).any()
    assert (draw(more, ["base"])[0].drivers["sales.win_rate_ratio"] == first.drivers["sales.win_rate_ratio"]).all()


def test_scenarios_have_the_same_luck(firm):
    several = {"low": {"scenario__growth_ratio": 0.1}, "base": {}}
    low, base = draw(firm(fixed=False, scenarios=several), ["low", "base"], draws=500)
    assert (low.drivers["sales.win_rate_ratio"] == base.drivers["sales.win_rate_ratio"]).all()
    assert (low.measures["headcount"] <= base.measures["headcount"]).all()


def test_every_draw_is_the_year_of_its_drivers(firm, values):
    found = draw(firm(fixed=False), ["base"], draws=100)[0]
    for k in (0, 57, 99):
        year = outlook(values | {name: float(own[k]) for name, own in found.drivers.items()})
        assert found.measures["profit_amount"][k] == pytest.approx(float(year.profit_amount))
        assert found.measures["headcount"][k] == float(year.headcount)


def test_without_anything_uncertain_all_draws_are_the_plan(firm):
    rows = {row.measure: row for row in percentiles(draw(firm(), ["base"], draws=100)[0])}
    assert (rows["profit_amount"].p10, rows["profit_amount"].p90, rows["profit_amount"].mean) == (154_000,) * 3
    assert rows["reached_profit_amount"].p50 == 154_000


def test_percentiles_agree_with_the_distribution(firm):
    # profit = 154,000 - 10 people x (cost - 70,000), cost uniform in 60,000 ... 80,000
    cost = Assumption("operations.cost_amount_per_year", 70_000, 60_000, 80_000, UNIFORM)
    found = draw(firm(operations__cost_amount_per_year=cost), ["base"])[0]
    row = next(row for row in percentiles(found) if row.measure == "profit_amount")
    assert row.p10 == pytest.approx(154_000 - 80_000, abs=3_000)
    assert row.p50 == pytest.approx(154_000, abs=3_000)
    assert row.p90 == pytest.approx(154_000 + 80_000, abs=3_000)
    chance = chances(found, [Target("profit_amount", ">=", 180_000)])[0]  # cost at most 67,400: 7,400 of 20,000
    assert chance.probability_ratio == pytest.approx(0.37, abs=4 * chance.standard_error_ratio)
    assert chance.standard_error_ratio == pytest.approx((0.37 * 0.63 / 10_000) ** 0.5, rel=0.02)


def test_undefined_draws_are_counted_and_reach_no_target():
    values = np.array([1.0, np.nan, 3.0, np.inf])
    some = Draws("base", {}, {}, {"ltv_cac_ratio": values}, np.zeros(4))
    row = percentiles(some)[0]
    assert (row.undefined_count, row.draw_count, row.mean) == (2, 4, 2.0)
    assert chances(some, [Target("ltv_cac_ratio", "<=", 2.0)])[0].probability_ratio == 0.25
    nothing = Draws("base", {}, {}, {"ltv_cac_ratio": np.full(4, np.nan)}, np.zeros(4))
    assert (percentiles(nothing)[0].mean, percentiles(nothing)[0].p90) == (None, None)


def test_limits_say_what_ends_the_year():
    some = Draws("base", {}, {}, {}, np.array([0.0, 2.0, 2.0, 1.0]))
    assert [(row.limit, row.probability_ratio) for row in limits(some)] == [
        ("representatives", 0.25), ("leads", 0.25), ("delivery", 0.5),
    ]  # fmt: skip


def test_influence_is_spearmans_rank_correlation():
    random = np.random.default_rng(3)
    cause, noise = random.random(400), random.integers(0, 4, 400).astype(float)
    measure = np.exp(cause) + 0.1 * noise
    some = Draws("base", {}, {"a": cause, "b": noise, "c": np.ones(400)}, {"profit_amount": measure}, np.zeros(400))
    found = influences(some, "profit_amount")
    assert [row.driver for row in found] == ["a", "b"]
    assert found[0].rank_correlation == pytest.approx(stats.spearmanr(cause, measure).statistic)
    assert found[1].rank_correlation == pytest.approx(stats.spearmanr(noise, measure).statistic)


def test_two_scenarios_are_compared_in_the_same_draws():
    one, other = np.array([3.0, 1.0, 5.0, 1.0]), np.array([1.0, 2.0, 3.0, 1.0])
    several = [Draws(name, {}, {}, {"headcount": values}, np.zeros(4)) for name, values in (("a", one), ("b", other))]
    row = comparisons(several, ["headcount"])[0]
    assert (row.first, row.second, row.probability_ratio, row.mean_difference) == ("a", "b", 0.5, 0.75)


def test_headroom_trades_chance_for_cost(firm):
    rows = headroom(draw(firm(fixed=False), ["base"], draws=2_000)[0])
    chance, people = [row.probability_ratio for row in rows], [row.headcount for row in rows]
    assert chance == sorted(chance)
    assert people == sorted(people)
    sure = headroom(draw(firm(), ["base"], draws=100)[0], (0.9, 1.0))
    # 1,080,000 of revenue is less than the target
    assert [row.probability_ratio for row in sure] == [0, 1]
    assert sure[1].mean_profit_amount == 154_000


def test_targets_are_read_and_refused():
    assert target_of("headcount <= 20") == Target("headcount", "<=", 20)
    with pytest.raises(UsageError, match="write profit_amount>=2000000"):
        target_of("headcount=20")
    with pytest.raises(UsageError, match="write profit_amount>=2000000"):
        target_of("headcount>=many")
    with pytest.raises(UsageError, match="no measure heads; the nearest is"):
        target_of("heads>=20")


@pytest.mark.parametrize(("draws", "seed"), [(10, 1), (2_000_000, 1), (1000, -1)])
def test_too_few_draws_are_refused(firm, draws, seed):
    with pytest.raises(UsageError, match="give 100 to 200,000 draws and a seed of 0 or more"):
        draw(firm(), ["base"], draws, seed)


def test_luck_is_strictly_between_nothing_and_everything():
    some = luck("sales.win_rate_ratio", 100_000, 7)
    assert 0 < some.min() < some.max() < 1


def test_the_verdict_speaks(firm):
    several = {"base": {}, "bold": {"scenario__growth_ratio": 0.5}}
    draws = draw(firm(fixed=False, scenarios=several), ["base", "bold"], draws=1_000)
    found = verdict(draws, None, "reached_profit_amount")
    assert [row.measure for row in found.chances] == [target.measure for target in USUAL_TARGETS] * 2
    assert found.sentences[0].startswith("base: with the planned people and money, revenue is between ")
    text = "\n".join(found.sentences)
    assert "base: Beyond the promise, people and money fitted to what comes, at least 0: in " in text
    assert "bold: of 80 % to 130 % of the target, planning for " in text
    assert "base has more reached_profit_amount than bold in " in found.sentences[-1]
    assert set(found.tables()) == {
        "percentiles", "chances", "limits", "headroom", "influences", "comparisons", "sentences"
    }  # fmt: skip
