"""Return against bad luck: the ends and what lies between."""

import csv
import json

import pytest
import typer
from typer.testing import CliRunner

from config.errors import UsageError
from optimizer.funding.commands import register
from optimizer.funding.conflict.explain import InfeasibleError
from optimizer.funding.data import Limit
from optimizer.funding.frontier.run import Order, frontier
from optimizer.funding.frontier.table import as_json, write
from optimizer.funding.goal import Tail
from optimizer.funding.monte_carlo.draws import draw
from optimizer.funding.monte_carlo.uncertainty import Uncertainty

TAIL = Tail(alpha_ratio=0.9, draw_count=80)
RISKY = {"A": {"success_probability_ratio": 0.85}, "B": {"success_probability_ratio": 0.95}}


@pytest.fixture
def found(three):
    data = three(Limit("total_budget", 100), **RISKY)
    return data, frontier(Order(data, TAIL, seconds=20), 5)


def test_more_safety_costs_return_from_point_to_point(found) -> None:
    _, front = found
    assert front.is_complete
    assert len(front.points) > 2
    means = [point.mean_amount for point in front.points]
    worst = [point.worst_mean_amount for point in front.points]
    assert means == sorted(means, reverse=True)
    assert worst == sorted(worst)
    assert front.points[0].price is None
    assert all(point.price > 0 for point in front.points[1:])


def test_each_point_is_what_the_draws_say_of_its_amounts(found) -> None:
    """80 draws: the worst 10 % are 8, whose mean is counted here by hand."""
    data, front = found
    worth = draw(data.requests, Uncertainty(), TAIL.draw_count, TAIL.seed).worth
    for point in front.points:
        returns = sorted(worth @ [point.amounts[request.request_id] for request in data.requests])
        assert point.mean_amount == pytest.approx(sum(returns) / 80)
        assert point.worst_mean_amount == pytest.approx(sum(returns[:8]) / 8)


def test_the_first_point_returns_most_and_the_last_is_safest(found) -> None:
    """No split of the money in steps of 5 returns more than the first, or is safer than the last."""
    data, front = found
    worth = draw(data.requests, Uncertainty(), TAIL.draw_count, TAIL.seed).worth
    most, safest = 0.0, -1.0
    for a in (0, *range(60, 101, 5)):
        for b in (0, *range(40, 81, 5)):
            for c in (0, *range(20, 51, 5)):
                if a + b + c <= 100:
                    returns = sorted(worth @ [a, b, c])
                    most, safest = max(most, sum(returns) / 80), max(safest, sum(returns[:8]) / 8)
    assert front.points[0].mean_amount >= most - 1e-6
    assert front.points[-1].worst_mean_amount >= safest * (1 - 2e-6)


def test_without_risk_there_is_one_point(three) -> None:
    sure = {name: {"success_probability_ratio": 1.0, "past_roi_deviation": 0.0} for name in "ABC"}
    assert len(frontier(Order(three(Limit("total_budget", 100), **sure), TAIL), 4).points) == 1


def test_several_processes_find_the_same(three) -> None:
    data = three(Limit("total_budget", 100), **RISKY)
    alone, together = (as_json(frontier(Order(data, TAIL), 3, workers=workers)) for workers in (1, 2))
    assert alone == together


def test_odd_questions_are_refused(three) -> None:
    with pytest.raises(UsageError, match="--points 1"):
        frontier(Order(three()), 1)
    with pytest.raises(InfeasibleError):
        frontier(Order(three(Limit("total_budget", 50), Limit("must_fund", 1, subject=("A",))), TAIL), 3)


def test_the_file_and_the_command(found, tmp_path) -> None:
    _, front = found
    write(front, tmp_path / "front.csv")
    with (tmp_path / "front.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [float(row["mean_amount"]) for row in rows] == pytest.approx([p.mean_amount for p in front.points], abs=1e-5)
    assert float(rows[0]["A"]) == pytest.approx(front.points[0].amounts["A"])
    requests, limits = tmp_path / "requests.csv", tmp_path / "limits.csv"
    requests.write_text(
        "service_line,budget_requested,min_viable_budget,expected_roi,strategic_priority,success_probability\n"
        "Audit,100,60,3.0,3,0.6\nRisk,80,40,2.5,3,0.9\n", encoding="utf-8",
    )  # fmt: skip
    limits.write_text("constraint_type,value\ntotal_budget,100\n", encoding="utf-8")
    app = typer.Typer()
    register(app)
    words = ["funding", "frontier", str(requests), "--constraints", str(limits), "--points", "3", "--draws", "60"]
    done = CliRunner().invoke(app, [*words, "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["worst_ratio"] == pytest.approx(0.05)
    assert "in the worst 5.0% of draws" in CliRunner().invoke(app, words).stdout
    assert isinstance(CliRunner().invoke(app, [*words, "--alpha", "1.5"]).exception, UsageError)
