"""Both ways to hold a tier reach the same values; what an earlier tier reached is never given back."""

import random
from datetime import date

import pytest

from config.errors import ModelError
from optimizer.budget.data import BudgetData
from optimizer.budget.engines import FaceEngine, RowEngine
from optimizer.budget.model import build
from optimizer.budget.objective import tiers
from optimizer.budget.tiers import Lexicographic
from optimizer.solver import Solved, Status

MONTHS = (date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1))


@pytest.mark.parametrize("seed", range(6))
def test_faces_and_rows_reach_the_same_value_in_every_tier(person, project, seed: int) -> None:
    chance = random.Random(seed)
    skills = ("java", "sql", "r")
    people = tuple(person(f"e{n}", chance.randint(1, 9) * 1000, chance.choice(skills)) for n in range(6))
    projects = tuple(
        project(
            f"i{n}", chance.choice((0, 4000, 9000, 15000)), chance.randint(1, 6), chance.choice(("java", "java | sql", "")),
            months=MONTHS[: chance.randint(1, 3)], driver=chance.choice(("Regulatory", "Product")),
        )
        for n in range(5)
    )  # fmt: skip
    data = BudgetData(people, projects)
    reached = []
    for engine in (FaceEngine, RowEngine):
        model = build(data)
        wanted = tiers(model, data)
        lexicographic = Lexicographic(engine(model.problem), 60)
        lexicographic.settle(wanted, wanted[0].term)
        assert all(result.status == Status.OPTIMAL for result in lexicographic.results)
        reached.append([result.value for result in lexicographic.results])
    assert reached[0] == pytest.approx(reached[1], rel=1e-4, abs=2e-3)


class GivesUp(RowEngine):
    """A solver whose time is up before it has anything."""

    def minimize(self, term: object, seconds: float) -> Solved:  # noqa: ARG002  # an engine's signature
        return Solved(Status.FAILED, reason="HiGHS: time limit reached")


def test_a_solver_that_gives_up_leaves_no_plan_and_it_is_said(person, project) -> None:
    data = BudgetData((person("only", 1000),), (project("1", 9000, 1.0),))
    model = build(data)
    with pytest.raises(
        ModelError, match=r"shortfall of Project 1: Failed \(HiGHS: time limit reached\)\. No plan was made"
    ):
        Lexicographic(GivesUp(model.problem), 60).settle(tiers(model, data))


def test_a_later_tier_that_spoils_an_earlier_one_is_caught(person, project) -> None:
    """An engine that holds nothing: nothing costs least, and then an even effort costs a month again."""

    class HoldsNothing(RowEngine):
        def hold(self, tier: object, value: float) -> None:
            pass

    data = BudgetData((person("only", 1000),), (project("1", 9000, 1.0),))
    model = build(data)
    with pytest.raises(ModelError, match=r"cost was 0\.000000 USD and became 1000\.000000"):
        Lexicographic(HoldsNothing(model.problem), 60).settle(tiers(model, data))
