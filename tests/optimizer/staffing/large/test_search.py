"""Plans by decomposition: they keep every hard rule, come near the proven optimum, and never exceed a bound."""

import numpy as np
import pytest

from optimizer.parallel.in_process import InProcessCrew
from optimizer.parallel.start import crew
from optimizer.solver import Clock
from optimizer.staffing import score
from optimizer.staffing.bulk.index import index_of
from optimizer.staffing.bulk.model import assemble
from optimizer.staffing.bulk.solve import solve
from optimizer.staffing.bulk.totals import Totals
from optimizer.staffing.check import broken_rules
from optimizer.staffing.files import instance
from optimizer.staffing.large import class_plan, neighborhoods, practices, run, sweep, units
from optimizer.staffing.large.construct import Construction, pinned_hours
from optimizer.staffing.large.greedy import hand_out
from optimizer.staffing.large.improvement import Improvement
from tests.optimizer.staffing import larger_folder
from tests.optimizer.staffing.bulk.conftest import make_random_firm, variant
from tests.optimizer.staffing.conftest import make_firm

CASES = [(1, feature) for feature in ("plain", "stability", "load", "pins", "all")]


@pytest.fixture(scope="module")
def firm(tmp_path_factory):
    """Thirty people in two practices."""
    return instance.read(larger_folder.write(tmp_path_factory.mktemp("firm"), people=30, engagements=8, weeks=4))


def best_objective(data):
    answer = solve(assemble(data), seconds=30, relative_gap=1e-6)
    return score.objective(data, np.zeros(data.active.shape)) if answer.values is None else answer.objective


@pytest.mark.parametrize(("seed", "feature"), CASES)
def test_search_keeps_hard_rules_and_comes_near_the_optimum(seed, feature):
    data = variant(seed, feature)
    found = run.search(data, InProcessCrew(), Clock(20))
    assert broken_rules(data, found.hours) == []
    objective, best = score.objective(data, found.hours), best_objective(data)
    assert objective <= best + 1e-2
    assert best <= found.bound + 1e-2
    nothing = score.objective(data, pinned_hours(data))
    assert best - objective <= 0.05 * max(best - nothing, 1.0)


def test_the_plan_does_not_depend_on_the_workers(firm):
    with crew(1) as one, crew(2, scheduler="") as two:
        classes = class_plan.class_plan(firm, units.pair_hours(firm), 60)
        plans = [Construction(firm, classes, some, Clock(200)).plan() for some in (one, two)]
        better = [Improvement(firm, plans[0], some, Clock(200)).run(2.0) for some in (one, two)]
    assert np.array_equal(plans[0], plans[1])
    assert np.array_equal(better[0], better[1])
    assert score.objective(firm, better[0]) >= score.objective(firm, plans[0])


@pytest.mark.parametrize(("seed", "feature"), CASES)
def test_plain_plans_keep_hard_rules_beside_pins(seed, feature):
    data = variant(seed, feature)
    classes = class_plan.class_plan(data, units.pair_hours(data), 60)
    pinned = pinned_hours(data)
    hours = hand_out(data, classes, np.arange(len(data.pairs.phase)), pinned)
    assert broken_rules(data, hours) == []


def test_no_time_still_gives_a_plan_that_may_be_published(firm):
    found = run.search(firm, InProcessCrew(), Clock(0.05))
    assert broken_rules(firm, found.hours) == []
    assert found.hours.sum() > 0
    assert "the clock ended" in found.reason


def test_class_hours_are_those_of_the_people_when_everybody_is_alike():
    # Ann alone, 40 h a week, wanted for 40 h, paid for up to 60: the class gives what Ann can.
    data = make_firm(weeks=2)
    classes = class_plan.class_plan(data, units.pair_hours(data), 60)
    internal = ~classes.units.is_external[classes.units.unit]
    assert classes.hours[internal] == pytest.approx(np.full((1, 2), 40.0), abs=1e-3)


def test_prices_say_what_money_is_worth():
    # All 60 h that the phase takes bring SPI to (1960 + 0.98 x 6000) / 8000 = 0.98: past its floor, still counted.
    data = make_firm()
    prices = class_plan.class_plan(data, units.pair_hours(data), 60).prices
    assert prices.cost[0] == pytest.approx(1000 * 0.6 * 0.98 / 8000, rel=1e-3)
    assert prices.value[0] == pytest.approx(1000 * 0.4 / 10000, rel=1e-3)


def test_waves_hold_every_practice_once_and_at_least_two_where_there_are_two():
    data = make_random_firm(3)
    practice = practices.practice_of_cell(data)[data.consultants.cell[data.pairs.consultant]]
    waves = practices.waves(data, practice)
    assert sorted(one for wave in waves for one in wave) == list(range(int(practice.max()) + 1))
    assert len(waves[0]) >= 2


def test_a_change_that_does_not_fit_beside_another_is_not_taken(firm):
    totals = Totals(index_of(firm), np.zeros(firm.active.shape))
    pair, week = (np.array([value]) for value in np.argwhere(firm.active)[0])
    totals.put(pair, week, np.array([1000.0]))
    assert not sweep.fits(totals, pair, week)
    totals.put(pair, week, np.array([4.0]))
    assert sweep.fits(totals, pair, week)


def test_neighborhoods_are_whole(firm):
    hours = np.where(firm.active, 8.0, 0.0)
    totals = Totals(index_of(firm), hours)
    everybody = set(range(len(firm.pairs.phase)))
    assert set(np.concatenate(neighborhoods.engagements(totals)).tolist()) == everybody
    assert set(np.concatenate(neighborhoods.cells(totals)).tolist()) == everybody
    for part in neighborhoods.roles(totals):
        who = np.unique(firm.pairs.consultant[part])
        assert part.size == np.isin(firm.pairs.consultant, who).sum()
    for part in neighborhoods.engagement_pairs(totals, 2):
        assert np.unique(firm.pair_engagement[part]).size == 2
