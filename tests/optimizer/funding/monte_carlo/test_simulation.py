"""Plans under the same draws: quantiles, targets, differences, and what knowing is worth."""

import json
from math import comb

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from config.errors import UsageError
from optimizer.funding import model
from optimizer.funding.commands import register
from optimizer.funding.conflict.explain import InfeasibleError
from optimizer.funding.data import Horizon, Limit
from optimizer.funding.monte_carlo.simulation import Question, known_called, simulate
from optimizer.funding.monte_carlo.table import as_json
from optimizer.funding.monte_carlo.uncertainty import Uncertainty

FIXED = Uncertainty("fixed")


def _money(**amounts: float) -> np.ndarray:
    return np.array([[amounts.get(name, 0.0)] for name in "ABC"])


def test_success_alone_gives_the_returns_by_hand(three) -> None:
    """A returns 300 and B 100 with 0.8 each: 400 with 0.64, 300 with 0.16, 100 with 0.16, 0 with 0.04."""
    asked = Question(40_000, 7, FIXED, target_amount=300, known=None)
    found = simulate(three(), {"plan": _money(A=100, B=40)}, asked)
    plan = found.plans[0]
    assert plan.mean_amount == pytest.approx(320, rel=0.01)
    assert plan.target_ratio == pytest.approx(0.8, abs=0.01)
    assert (plan.p10_amount, plan.p50_amount, plan.p90_amount) == (100, 400, 400)
    assert "half of them at least 400" in plan.sentence  # never above
    variance = 0.16 * (300**2 + 100**2)
    assert plan.deviation_amount == pytest.approx(variance**0.5, rel=0.02)
    assert found.hindsight is None


def test_two_plans_meet_the_same_luck(three) -> None:
    """With A alone or with B beside it, the difference is B's return: 100 in 80 % of the draws, and nothing else."""
    asked = Question(5000, 7, FIXED, known=None)
    more = simulate(three(), {"small": _money(A=100), "large": _money(A=100, B=40)}, asked).plans[1]
    assert more.better_ratio == pytest.approx(0.8, abs=0.02)
    assert more.mean_difference_amount == pytest.approx(80, rel=0.03)
    assert more.difference_error_amount == pytest.approx(100 * 0.4 / 5000**0.5, rel=0.05)


def test_what_knowing_success_is_worth_by_hand(three) -> None:
    """One of two for 100 of money: A 3 or B (80, 2.5) with 0.8 each.

    Who knows: 300 with 0.8, else B 200 with 0.16, and C where both fail (50 × 2 with 0.032). Who does not: A, 240.
    """
    data = three(Limit("max_funded_projects", 1))
    asked = Question(40_000, 7, FIXED)
    found = simulate(data, {"B": _money(B=80)}, asked).hindsight
    expected = 0.8 * 300 + 0.2 * 0.8 * 200 + 0.2 * 0.2 * 0.8 * 100
    assert found.best_mean_amount == pytest.approx(expected, rel=0.01)
    assert found.blind_mean_amount == pytest.approx(240, rel=0.01)
    assert found.information_value_amount == pytest.approx(expected - 240, rel=0.05)
    assert found.regret_amount == pytest.approx(expected - 160, rel=0.05)
    assert [round(one.funded_ratio, 2) for one in found.chances] == pytest.approx([0.8, 0.16, 0.03], abs=0.01)
    assert [one.is_funded_in_plan for one in found.chances] == [False, True, False]
    assert found.is_exact
    assert found.proven_ratio == 1


def test_knowing_the_roi_alone_is_worth_less_and_success_stays_luck(three) -> None:
    data = three(Limit("total_budget", 100))
    plans = {"plan": _money(A=100)}
    wide = Uncertainty(spread_ratio=0.5)
    all_known, roi_known = (
        simulate(data, plans, Question(4000, 1, wide, known=known)).hindsight for known in ("roi_and_success", "roi")
    )
    assert 0 < roi_known.information_value_amount < all_known.information_value_amount
    assert (roi_known.values == 0).mean() > 0.1
    assert roi_known.values.mean() == pytest.approx(roi_known.best_mean_amount, rel=0.03)


def test_the_number_of_successes_is_binomial(three) -> None:
    """All three at 50 % of money each return k × 100 with the chances of a coin that falls well in 80 %."""
    money = np.array([[100 / 3], [40.0], [50.0]])
    values = simulate(three(), {"p": money}, Question(40_000, 2, FIXED, target_amount=299.99, known=None)).plans[0]
    assert values.target_ratio == pytest.approx(comb(3, 3) * 0.8**3, abs=0.01)


def test_several_periods_are_drawn_and_not_decided_anew(three) -> None:
    base = three(Limit("total_budget", 150))
    data = type(base)(base.requests, base.limits, horizon=Horizon(2))
    plan = model.solve(data, is_compared=False, is_priced=False)
    found = simulate(data, {"plan": plan.money(data)}, Question(2000, 1, FIXED))
    assert found.hindsight is None
    assert "several periods are not taken anew" in found.notes[-1]
    assert found.plans[0].mean_amount == pytest.approx(0.8 * plan.expected_return_amount, rel=0.05)


def test_contradicting_limits_are_named(three) -> None:
    data = three(Limit("total_budget", 50), Limit("must_fund", 1, subject=("A",)))
    with pytest.raises(InfeasibleError, match="contradict each other"):
        simulate(data, {"plan": _money()}, Question(10))


def test_odd_questions_are_refused(three) -> None:
    with pytest.raises(UsageError, match="no plan"):
        simulate(three(), {})
    with pytest.raises(UsageError, match="--target inf"):
        Question(target_amount=float("inf"))
    with pytest.raises(UsageError, match="--known all: roi_and_success, roi or nothing"):
        known_called("all")
    assert known_called("nothing") is None


def test_nothing_requested_returns_nothing(three) -> None:
    empty = type(three())((), (Limit("total_budget", 10),))
    found = simulate(empty, {"plan": np.zeros((0, 1))}, Question(10))
    assert found.plans[0].mean_amount == 0
    assert json.dumps(as_json(found))


def test_the_command_prints_ranges_and_chances(tmp_path) -> None:
    requests, limits, today = tmp_path / "requests.csv", tmp_path / "limits.csv", tmp_path / "today.csv"
    requests.write_text(
        "service_line,budget_requested,min_viable_budget,expected_roi,strategic_priority,success_probability\n"
        "Audit,100,60,3.0,3,0.8\nRisk,80,40,2.5,3,0.8\n", encoding="utf-8",
    )  # fmt: skip
    limits.write_text("constraint_type,value\ntotal_budget,150\n", encoding="utf-8")
    today.write_text("service_line,amount\nRisk,80\n", encoding="utf-8")
    app = typer.Typer()
    register(app)
    words = ["funding", "monte-carlo", str(requests), "--constraints", str(limits), "--draws", "500", "--target", "200"]
    done = CliRunner().invoke(app, [*words, "--current", str(today), "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert [plan["name"] for plan in told["plans"]] == ["return plan", "today"]
    assert told["hindsight"]["is_exact"]
    assert 0 < told["plans"][0]["target_ratio"] < 1
    shown = CliRunner().invoke(app, words)
    assert "Audit" in shown.stdout
    assert "beforehand" in shown.stdout
    assert isinstance(CliRunner().invoke(app, [*words, "--shape", "bell"]).exception, UsageError)
