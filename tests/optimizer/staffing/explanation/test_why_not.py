"""Why not X: the rule in words, or a regret that equals the difference of two plans found by the full small model."""

from dataclasses import replace

import numpy as np
import pytest

from optimizer import solver
from optimizer.staffing import score
from optimizer.staffing.check import broken_rules
from optimizer.staffing.data import Pin
from optimizer.staffing.explanation.money import amount_of_points
from optimizer.staffing.explanation.why_not import Effort, why_not
from optimizer.staffing.explanation.why_not_words import sentence
from optimizer.staffing.model import build
from optimizer.staffing.parameters import Parameters
from optimizer.staffing.solution import hours_of

EXACT = Effort(most_pairs=100, nodes=10_000, seconds=20.0, relative_gap=1e-9)
ANN, BEN, MARS, FLORA = 0, 1, 0, 1
CHEAP = Parameters(bench_price=0.01, internal_first_price=0.02, switch_price=0.005)


def best_by_the_whole_model(data, forced=()):
    """P x W hours of the optimum of the PuLP model, the (pair, week) in ``forced`` switched on."""
    model = build(data)
    for key in forced:
        model.add_row(f"forced_{key[0]}_{key[1]}", model.is_on[key] >= 1)
    solved = solver.solve(model.problem, time_limit_seconds=20, relative_gap=1e-9)
    assert solved.status is solver.Status.OPTIMAL
    return hours_of(model, dict(solved.values))


def varied(two_engagements, seed, **changes):
    """Two people, two engagements, two weeks, with money and time that differ."""
    rng = np.random.default_rng(seed)
    data = two_engagements(
        2,
        capacity_hours=rng.choice([24.0, 32.0, 40.0], (2, 2)),
        maximum_hours=rng.choice([20.0, 30.0, 60.0], (1, 2)),
        **changes,
    )
    one = data.engagements
    return replace(
        data,
        engagements=replace(
            one, pv_amount=rng.choice([6000.0, 8000.0, 12000.0], 2), weight=rng.choice([0.5, 1.0, 2.0], 2)
        ),
    )


@pytest.mark.parametrize("seed", range(12))
def test_the_regret_is_the_difference_of_the_best_plans_with_and_without(two_engagements, seed):
    data = varied(two_engagements, seed)
    hours = best_by_the_whole_model(data)
    for c, j in ((ANN, MARS), (ANN, FLORA), (BEN, MARS), (BEN, FLORA)):
        answer = why_not(data, hours, c, j, effort=EXACT)
        pair = data.pair_index[c, j]
        with_them = best_by_the_whole_model(data, [(pair, w) for w in answer.weeks])
        expected = score.objective(data, hours) - score.objective(data, with_them)
        assert answer.regret_points == pytest.approx(max(expected, 0), abs=0.5)  # hours are whole hundredths
        assert answer.hours is not None
        assert broken_rules(data, answer.hours) == []
        assert (answer.hours[pair, list(answer.weeks)] >= 4).all()
        assert sum(answer.parts.values()) == pytest.approx(-answer.regret_points, abs=1e-6)


def test_regret_of_an_external_is_the_premium_of_a_block(firm):
    # Ann alone fills SPI: 0.98 x 8,200 / 8,036 = 1, no role beyond. Ben must work 4 h: SPI is counted already, so that he
    # only costs: VEC 0.4 x 360 / 10,000, one start 5, premium 4 x 1, beside 0 idle hours of Ann.
    data = firm(pv_amount=[5880.0], parameters=CHEAP, remaining_amount=[8000.0])
    hours = np.array([[40.0], [0.0]])
    answer = why_not(data, hours, BEN, MARS, effort=EXACT)
    assert answer.weeks == (0,)
    # SPI at 40 h: 0.98 x 6,000 / 5,880 = 1. Four hours of Ben more: +1,000 x 0.4 x 360 / 10,000 - 5 - 4 = +5.4.
    assert answer.change_points is not None
    assert answer.change_points > 5.4 - 1e-6  # longer is better still: 20 h earn 0.4 x 1,800 / 10,000 = 72 less 25
    assert answer.change_points == pytest.approx(1000 * 0.4 * 1800 / 10000 - 5 - 20)
    assert answer.regret_points == 0
    text = sentence(data, answer)
    assert text.startswith("Ben on Mars design, 20 h in 1 week: the plan would gain 47.0 milli-points.")
    assert "not proven best" in text
    assert "Work at charge-out rates changes by +2,000." in text


def test_a_loss_is_told_in_points_and_money(firm):
    # The premium is 0.02 per hour, so that 4 h of Ben lose 80 + 5 and earn 1,000 x 0.4 x 360 / 10,000 = 14.4.
    data = firm(pv_amount=[5880.0], parameters=CHEAP, external_premium=[0.0, 0.02])
    answer = why_not(data, np.array([[40.0], [0.0]]), BEN, MARS, effort=EXACT)
    assert answer.regret_points == pytest.approx(85 - 14.4)
    # One unit of Ben's work: 1,000 x (0.6 x 0.98 / 5,880 + 0.4 x 0.9 / 10,000) = 0.136 milli-points.
    assert answer.regret_amount == pytest.approx(70.6 / 0.136)
    assert amount_of_points(data, 0.136, 1) == pytest.approx(1.0)
    assert sentence(data, answer) == (
        "Ben on Mars design, 4 h in 1 week: the plan would lose 70.6 milli-points, as much as 519 of work on "
        "Mars design earns. Above all: the premium of externals -80.0 and new starts -5.0. "
        "Work at charge-out rates changes by +400."
    )


def test_hours_asked_for_are_kept_to_the_hour(two_engagements):
    data = varied(two_engagements, 3)
    hours = best_by_the_whole_model(data)
    answer = why_not(data, hours, BEN, FLORA, weeks=[1], hours_per_week=12.0, effort=EXACT)
    assert answer.hours is not None
    assert answer.hours[data.pair_index[BEN, FLORA], 1] == 12
    pinned = replace(data, pins=(Pin(BEN, FLORA, 1, 12.0),))
    best = score.objective(data, best_by_the_whole_model(pinned))
    assert answer.regret_points == pytest.approx(score.objective(data, hours) - best, abs=0.5)


@pytest.mark.parametrize(
    ("changes", "rule", "words"),
    [
        ({"capacity_hours": [[0.0], [40.0]]}, "C1", "Ann has no hours"),
        ({"capacity_hours": [[3.0], [40.0]]}, "C3", "Ann has 3 h, less than the smallest booking of 4 h"),
        ({"maximum_hours": [[2.0]]}, "C4", "Mars design takes 2 h at most, less than the smallest booking of 4 h"),
        ({"pins": [Pin(ANN, MARS, 0, 0.0)]}, "C11", "a decision keeps Ann off Mars design"),
        (
            {"pins": [Pin(BEN, MARS, 0, 40.0)], "maximum_hours": [[42.0]]},
            "C11",
            "others are pinned to all that Mars design",
        ),
        ({"cell": [1, 0]}, "C13", "Ann is not eligible"),
    ],
)
def test_a_hard_rule_is_named(firm, changes, rule, words):
    if "cell" in changes:
        data = firm()
        keep = data.pairs.consultant == BEN
        data = replace(data, pairs=type(data.pairs)(**{name: value[keep] for name, value in vars(data.pairs).items()}))
    else:
        data = firm(**changes)
    answer = why_not(data, np.zeros(data.active.shape), ANN, MARS)
    assert answer.weeks == ()
    assert answer.regret_points is None
    assert answer.refusals[0].rule == rule
    assert words in sentence(data, answer)
    assert sentence(data, answer).startswith("Ann cannot work on Mars design:")


def test_one_block_more_makes_each_rule_give_way(firm):
    for changes in (
        {"capacity_hours": [[4.0], [40.0]]},
        {"maximum_hours": [[4.0]]},
        {"pins": [Pin(BEN, MARS, 0, 40.0)], "maximum_hours": [[44.0]]},
    ):
        hours = np.zeros((2, 1))
        if "pins" in changes:
            hours[BEN, 0] = 40
        answer = why_not(firm(**changes), hours, ANN, MARS)
        assert answer.weeks == (0,)
        assert answer.is_found


def test_pins_elsewhere_are_named(two_engagements):
    data = replace(two_engagements(), pins=(Pin(ANN, FLORA, 0, 38.0),))
    hours = np.zeros((4, 1))
    hours[1, 0] = 38
    answer = why_not(data, hours, ANN, MARS)
    assert answer.refusals[0].sentence == "Ann is pinned to 38 h on Flora design and has no block left"
    alone = replace(data, parameters=replace(data.parameters, maximum_engagements=1), pins=(Pin(ANN, FLORA, 0, 8.0),))
    hours[1, 0] = 8
    answer = why_not(alone, hours, ANN, MARS)
    assert answer.refusals[0].rule == "C13"


def test_weeks_that_a_rule_forbids_are_named_beside_the_others(firm):
    data = firm(2, capacity_hours=[[40.0, 0.0], [40.0, 40.0]])
    answer = why_not(data, np.zeros((2, 2)), ANN, MARS)
    assert answer.weeks == (0,)
    assert sentence(data, answer).endswith("Ann has no hours (week of 2026-01-12; C1).")
