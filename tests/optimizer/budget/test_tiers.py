"""What an earlier tier reached is never given back, and a solver that gives up is not believed."""

import pytest

from config.errors import ModelError
from optimizer.budget.data import BudgetData
from optimizer.budget.model import build
from optimizer.budget.objective import tiers
from optimizer.solver import Solved, Status
from tests.optimizer.budget.row_by_row import Lexicographic, RowEngine


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
