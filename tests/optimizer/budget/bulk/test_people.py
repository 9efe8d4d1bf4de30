"""People who are the same to the model are one class; who fits what is said once, as for one person."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from optimizer.budget.bulk.people import everybody, fit_tables
from optimizer.budget.bulk.spread import spread
from optimizer.budget.data import BudgetData
from optimizer.budget.eligibility import fits


@pytest.mark.parametrize("seed", range(20))
def test_the_tables_say_of_everybody_what_is_said_of_one(
    random_portfolio: Callable[..., BudgetData], seed: int
) -> None:
    data = random_portfolio(seed, "plain", people=12, initiatives=12)
    eligible, team, skill = fit_tables(data)
    expected = fits(data)
    for e, employee in enumerate(data.employees):
        for i, initiative in enumerate(data.initiatives):
            fit = expected.get((employee.employee_id, initiative.initiative_id))
            assert bool(eligible[e, i]) == (fit is not None)
            if fit is not None:
                assert (team[e, i], skill[e, i]) == (fit.team_score, pytest.approx(fit.skill_score, abs=1e-12))


def test_three_people_who_are_alike_are_one_class(random_portfolio: Callable[..., BudgetData]) -> None:
    data = random_portfolio(3, "plain")
    people = everybody(data, is_merged=True)
    assert sorted(len(members) for members in people.members) == [1] * (len(data.employees) - 3) + [3]
    assert {int(e) for members in people.members for e in members} == set(range(len(data.employees)))


@pytest.mark.parametrize(
    "other",
    [{"monthly_cost_amount": 1.0}, {"location": "Nowhere"}, {"team": "None"}, {"available_ratio": {}}],
)
def test_whoever_differs_in_one_thing_is_alone(
    random_portfolio: Callable[..., BudgetData], other: dict[str, object]
) -> None:
    data = random_portfolio(3, "plain")
    first = data.initiatives[0]
    whole = replace(first, team=data.employees[0].team, requirement=type(first.requirement)(), sub_team="", pod="")
    people = [replace(e, available_ratio={data.months[0]: 0.3}) for e in data.employees]
    people[-1] = replace(people[-1], **other)  # type: ignore[arg-type]
    merged = everybody(BudgetData(tuple(people), (whole, *data.initiatives[1:])), is_merged=True)
    assert [len(m) for m in merged.members if len(data.employees) - 1 in m] == [1]


def test_who_had_another_last_plan_is_alone(random_portfolio: Callable[..., BudgetData]) -> None:
    data = random_portfolio(3, "plain")
    key = (data.employees[-1].employee_id, data.initiatives[0].initiative_id, data.initiatives[0].months[0])
    merged = everybody(replace(data, last_plan={key: 0.5}), is_merged=True)
    assert [len(m) for m in merged.members if len(data.employees) - 1 in m] == [1]


def test_a_month_of_two_and_a_half_is_done_by_three() -> None:
    found = list(spread([(7, 1.5, 1.0), (9, 1.0, 1.0)], 1.0, 5))
    assert found == [(0, 7, 1.0), (1, 7, 0.5), (1, 9, 0.5), (2, 9, 0.5)]


def test_nobody_gives_more_than_the_maximum_share() -> None:
    """1.2 man-months at no more than 0.4 of anybody's month are three people."""
    found = list(spread([(7, 1.2, 0.4), (9, 0.9, 1.0)], 1.0, 5))
    assert {(member, initiative) for member, initiative, _ in found} == {(m, i) for m in range(3) for i in (7, 9)}
    assert [ratio for _, _, ratio in found] == pytest.approx([0.4, 0.3] * 3)


def test_people_with_a_last_plan_all_do_the_same() -> None:
    assert [ratio for _, _, ratio in spread([(7, 1.0, 1.0)], 1.0, 4, is_even=True)] == pytest.approx([0.25] * 4)
