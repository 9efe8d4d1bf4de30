"""Mars takes 40 h a week at 100 an hour; Ann is ours, Ben external, each with 40 h."""

from dataclasses import replace

import numpy as np
import pytest

from optimizer.staffing import score
from optimizer.staffing.changes.apply import apply_changes
from optimizer.staffing.changes.kinds import EngagementAdded, EngagementLost, PersonLeaves, Role, WinProbability
from optimizer.staffing.scenarios.comparison import Solved, compare
from optimizer.staffing.scenarios.moves import by_person, moves
from optimizer.staffing.scenarios.near import near
from optimizer.staffing.scenarios.sentences import sentences
from optimizer.staffing.scenarios.solve import Order, decided, probabilities, solve_scenario
from optimizer.staffing.solution import plan_of

SENIORS = (Role("Advisory", "Senior", 1.0),)


def solved(data, hours):
    return Solved(data, plan_of(data, np.array(hours, dtype=float), None))


def test_figures_count_booked_free_and_unfilled_hours(firm):
    data = firm(2)
    found = compare(solved(data, [[40, 20], [0, 0]]), solved(data, [[30, 0], [20, 8]]))
    assert (found.base.booked_hours, found.scenario.booked_hours) == (60, 58)
    assert (found.base.external_hours, found.scenario.external_hours) == (0, 28)
    assert (found.base.bench_hours, found.scenario.bench_hours) == (20, 50)  # of Ann's 80
    assert (found.base.bench_ratio, found.scenario.bench_ratio) == (0.25, 0.625)
    assert (found.base.unmet_hours, found.scenario.unmet_hours) == (20, 32)  # 40 planned; 50 booked fill the first week
    assert (found.base.start_count, found.scenario.start_count) == (1, 2)
    assert found.practices["Advisory"].base.bench_hours == 20
    assert found.practices["Advisory"].scenario.unmet_hours == 32


def test_engagements_show_spi_vec_and_burn_on_both_sides(firm):
    data = firm(1)
    pair = compare(solved(data, [[40], [0]]), solved(data, [[0], [20]])).engagements["E1"]
    assert pair.base.spi == pytest.approx((1960 + 0.98 * 4000) / 8000)
    assert pair.scenario.spi == pytest.approx((1960 + 0.98 * 2000) / 8000)
    assert (pair.base.burn, pair.scenario.burn) == (pytest.approx(0.6), pytest.approx(0.4))
    assert pair.scenario.vec == pytest.approx((2000 + 20 * 90) / 10000)
    assert (pair.base.hours, pair.scenario.unmet_hours) == (40, 20)


def test_moves_name_who_works_elsewhere_week_by_week(two_engagements):
    data = two_engagements(2)  # pairs: Ann-P1, Ann-P2, Ben-P1, Ben-P2
    base = np.array([[20.0, 20.0], [0, 0], [0, 8.0], [0, 0]])
    other = np.array([[20.0, 0], [0, 20.0], [8.0, 0], [0, 0]])
    found = moves((data, base), (data, other))
    rows = [(m.consultant_name, m.phase_name, m.base_hours, m.hours, m.moved_hours) for m in found]
    assert rows == [
        ("Ann", "Mars design", 40, 20, 20),
        ("Ann", "Flora design", 0, 20, 20),
        ("Ben", "Mars design", 8, 8, 16),
    ]
    assert [(name, len(of)) for name, of in by_person(found)] == [("Ann", 2), ("Ben", 1)]
    assert moves((data, base), (data, base)) == []


def test_people_and_phases_of_one_id_are_told_apart(firm):
    data = firm(1)
    data = replace(data, phases=replace(data.phases, ids=("A-1",)))
    assert moves((data, np.zeros((2, 1))), (data, np.array([[8.0], [0]])))[0].phase_name == "Mars design"


def test_a_lost_engagement_is_named_and_what_others_earn_is_told_apart(two_engagements):
    data = two_engagements(1)
    lost = apply_changes(data, [EngagementLost("Flora")])
    found = compare(solved(data, [[20], [20], [0], [0]]), solved(lost, [[40], [0]]))
    assert found.engagements["E2"].scenario is None
    words = sentences(found)
    assert words[0].startswith("Flora is lost from the week of 2026-01-05")
    assert "Flora is not planned any more: 20 h are free." in words
    assert any(text.startswith("What both plans have (1 engagement) earns") for text in words)
    assert any(text == "Ann: +20 h on Mars design, -20 h on Flora design." for text in words)


def test_what_is_not_proven_is_said(firm):
    data = firm(1)
    base = Solved(data, replace(solved(data, [[40], [0]]).plan, bound=5000.0))
    assert any("which is worth more is not proven" in text for text in sentences(compare(base, base)))
    unknown = solved(data, [[40], [0]])
    assert any(text.startswith("No bound is proven for one of the plans") for text in sentences(compare(base, unknown)))


def test_a_scenario_is_solved_beside_the_plan_as_it_is(firm):
    told = []
    data = firm(2)
    order = Order(data, data, (PersonLeaves("Ann", from_week=1),), 5, on_plan=lambda *words: told.append(words))
    found, scenario = solve_scenario(order)
    assert told == [("the plan as it is", 1, 2), ("the plan with the changes", 2, 2)]
    assert scenario.plan.hours[0, 1] == 0
    assert found.scenario.objective <= found.base.objective + 1e-6  # fewer hours cannot be worth more
    assert found.branches is None
    assert found.as_plain()["engagements"]["E1"]["name"] == "Mars"


def test_an_uncertain_win_is_solved_won_and_lost_too(firm):
    data = firm(1)
    change = EngagementAdded("N1", 40, SENIORS, win_probability_ratio=0.25)
    found, _ = solve_scenario(Order(data, data, (change,), 5))
    branches = found.branches
    assert branches.probabilities == {"N1": 0.25}
    assert branches.lost.objective == pytest.approx(found.base.objective, rel=1e-4)  # nothing is added
    assert branches.won.booked_hours > branches.lost.booked_hours
    expected = 0.25 * branches.won.objective + 0.75 * branches.lost.objective
    assert branches.expected_objective == pytest.approx(expected)
    assert any(text.startswith("Uncertain: N1 25%. If won,") for text in sentences(found))


def test_only_what_is_neither_sure_nor_out_of_the_question_is_uncertain():
    changes = (
        WinProbability("a", 0.4),
        WinProbability("b", 1.0),
        EngagementAdded("c", 8, SENIORS),
        EngagementLost("d"),
    )
    assert probabilities(changes) == {"a": 0.4}
    assert decided(changes, 0.0) == (WinProbability("a", 0.0), *changes[1:])


def test_people_stay_where_they_were_unless_moving_is_worth_its_price(two_engagements):
    data = two_engagements(2)
    base = solved(data, [[20, 20], [0, 0], [0, 0], [20, 20]])
    after = apply_changes(data, [PersonLeaves("Ann", from_week=1), EngagementAdded("N1", 8, SENIORS)])
    priced = near(after, base, 0.001)
    moved = np.array([[20.0, 0], [0, 0], [0, 20.0], [20, 0], [8, 0], [0, 0]])  # the last two pairs are of N1
    # Ann's second week and N1 have no price; Ben's 20 h from Flora to Mars are 40 h
    assert score.parts(priced, moved)["plan_changes"] == pytest.approx(-1000 * 0.001 * 40)
    assert score.parts(after, moved)["plan_changes"] == 0
