"""The two sample portfolios: the peer's objective, and the same man-months at least cost.

The expected figures are the peer's own (measured on its program) and those of an independent model in scipy.
"""

from pathlib import Path

import pytest

from optimizer.budget.check import broken_rules
from optimizer.budget.model import solve
from optimizer.budget.workbook.read import read_workbook
from optimizer.solver import Status

SAMPLES = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "allocator_sample"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample portfolios are not beside the project")
FIGURES = [
    ("sample_input.xlsx", 118_937_089_778.415, 248_579),
    ("sample_input_teams.xlsx", 112_436_785_247.834, 316_750),
]


@pytest.mark.parametrize(("name", "peer_objective", "least_cost"), FIGURES)
def test_the_peers_objective_and_the_same_man_months_at_least_cost(
    name: str, peer_objective: float, least_cost: float
) -> None:
    data = read_workbook(SAMPLES / name)
    peer = solve(data, "peer")
    assert peer.objective_value == pytest.approx(peer_objective, rel=1e-9)
    assert peer.cost_amount == pytest.approx(1_280_000, rel=1e-6)
    assert broken_rules(data, peer) == []
    wanted = data.with_efforts(peer.man_months_by_initiative())
    plan = solve(wanted)
    assert plan.status == Status.OPTIMAL
    assert broken_rules(wanted, plan) == []
    assert plan.man_months == pytest.approx(peer.man_months, abs=1e-4)
    assert plan.cost_amount == pytest.approx(least_cost, abs=0.5)


def test_nobody_is_short_on_the_sample_at_a_fifth_of_the_peers_cost() -> None:
    """61 people have 96 man-months to spare: every initiative gets its effort, efficiency initiatives too."""
    plan = solve(read_workbook(SAMPLES / "sample_input.xlsx"))
    assert sum(outcome.shortfall_man_months for outcome in plan.outcomes) == 0
    assert plan.man_months == pytest.approx(96.0, abs=1e-3)
    assert plan.cost_amount < 256_000


def test_the_template_can_be_solved() -> None:
    plan = solve(read_workbook(SAMPLES / "budget_allocator_template.xlsx"))
    assert plan.status == Status.OPTIMAL
    assert plan.man_months == pytest.approx(6.0, abs=1e-5)
