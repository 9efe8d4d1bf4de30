"""The funding model on three requests, where the best decision is known by hand."""

from pathlib import Path

import numpy as np
import pytest

from optimizer.funding.check import broken_rules
from optimizer.funding.comparison.ways import equal, priority_greedy, proportional
from optimizer.funding.conflict.explain import InfeasibleError
from optimizer.funding.data import Firm, FundingData, Limit
from optimizer.funding.explanation.scoring import ranks, scores
from optimizer.funding.model import build, solve
from optimizer.funding.solution import FundingPlan
from optimizer.funding.variables import FundingModel, add_amounts
from optimizer.solver import Status

GOLDEN = Path(__file__).parent / "golden" / "three_requests.lp"
FIRM = Firm(headcount=100, contractor_headcount=10, cash_amount=1000, monthly_burn_amount=50, utilization_ratio=0.75)


def _solved(data: FundingData, objective="return") -> FundingPlan:
    plan = solve(data, objective, time_limit_seconds=30)
    assert plan.status == Status.OPTIMAL
    assert broken_rules(data, plan) == []
    return plan


def _amounts(plan: FundingPlan) -> dict[str, float]:
    return {name: round(amount, 4) for name, amount in plan.amounts.items()}


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ([("total_budget", 150, "", ())], {"A": 100, "B": 50, "C": 0}),
        (
            [("total_budget", 120, "", ())],
            {"A": 100, "B": 0, "C": 20},
        ),  # 20 is below B's minimum: 340 beats A 80 + B 40
        ([("total_budget", 59, "", ())], {"A": 0, "B": 59, "C": 0}),
        ([("max_single_service_allocation", 70, "", ())], {"A": 70, "B": 70, "C": 50}),
        ([("total_budget", 120, "", ()), ("min_funded_projects", 3, "", ())], {"A": 60, "B": 40, "C": 20}),
        ([("max_funded_projects", 1, "", ())], {"A": 100, "B": 0, "C": 0}),
        ([("total_budget", 100, "", ()), ("must_fund", 1, "", ("C",))], {"A": 80, "B": 0, "C": 20}),
        ([("either_or", 1, "", ("A", "B"))], {"A": 100, "B": 0, "C": 50}),
        ([("total_budget", 100, "", ()), ("requires", 1, "", ("A", "C"))], {"A": 80, "B": 0, "C": 20}),
        ([("total_budget", 130, "", ()), ("min_group_amount", 50, "", ("B", "C"))], {"A": 80, "B": 50, "C": 0}),
        ([("max_group_amount", 60, "", ("A", "C"))], {"A": 60, "B": 80, "C": 0}),
        ([("total_budget", 120, "", ()), ("min_group_share", 0.5, "Ratio", ("B",))], {"A": 60, "B": 60, "C": 0}),
        ([("max_group_share", 50, "Percentage", ("A",))], {"A": 100, "B": 80, "C": 50}),
        ([("min_roi_threshold", 2.75, "", ())], {"A": 100, "B": 80, "C": 0}),  # C would blend to 2.61
        ([("max_headcount_growth", 15, "Percentage", ())], {"A": 100, "B": 40, "C": 0}),
        ([("min_cash_runway_months", 17, "", ())], {"A": 100, "B": 50, "C": 0}),
    ],
)
def test_the_best_decision_under_each_limit_is_the_one_by_hand(three, limits, expected) -> None:
    data = three(*(Limit(*limit) for limit in limits), firm=FIRM)
    assert _amounts(_solved(data)) == expected


def test_contractors_and_utilization_bind_on_people(three) -> None:
    """At x people added, contractors are (10 + 0.4x) / (100 + x) <= 12 %: x <= 7.14, so 71.4 of A."""
    plan = _solved(three(Limit("max_contractor_pct", 12, "Percentage"), firm=FIRM))
    assert plan.amounts["A"] == pytest.approx(100 * (2 / 0.28) / 10, rel=1e-6)
    busy = _solved(three(Limit("target_utilization", 74, "Percentage"), firm=FIRM))
    added = sum(10 * busy.amounts[r.request_id] / r.requested_amount for r in three().requests)
    assert (75 + 0.6 * added) / (100 + added) >= 0.74 - 1e-9


@pytest.mark.parametrize(
    ("objective", "first"),
    [("return", "A"), ("risk_adjusted", "B"), ("priority_weighted", "C")],
)
def test_the_objective_decides_who_comes_first(three, objective, first) -> None:
    """With 60 to give, A or B takes 60, or C its 50: 3 a unit against 2.5 and 2 (180, 150, 100).

    Times success 0.8, 1.0, 0.8: 144, 150, 80. Times priority 1, 2, 5 as well: 144, 300, 400.
    """
    changes = {
        "A": {"strategic_priority": 1},
        "B": {"success_probability_ratio": 1.0, "strategic_priority": 2},
        "C": {"strategic_priority": 5},
    }
    plan = _solved(three(Limit("total_budget", 60), **changes), objective)
    assert [decision.request_id for decision in plan.decisions if decision.is_funded] == [first]


def test_money_has_the_price_of_its_next_use(three) -> None:
    plan = _solved(three(Limit("total_budget", 150)))
    assert [(price.limit, price.price) for price in plan.shadow_prices] == [("total_budget", pytest.approx(2.5))]


def test_a_conflict_is_the_smallest_one_in_the_rules_own_words(three) -> None:
    """Budget 50 against the minimum of A is a conflict of two; three funded and the budget is one as well, of two."""
    data = three(
        Limit("total_budget", 50),
        Limit("must_fund", 1, subject=("A",)),
        Limit("max_funded_projects", 2),
        Limit("min_roi_threshold", 1.0),
    )
    with pytest.raises(InfeasibleError) as caught:
        solve(data)
    assert {limit.code for limit in caught.value.conflict} == {"total_budget", "must_fund"}
    message = str(caught.value)
    assert "All funding together is at most 50 USD; A must be funded" in message
    assert "make it 'All funding together is at most 60 USD' (up 20.0%)" in message
    assert "No plan was made" in message


def test_a_limit_that_contradicts_itself_alone_is_a_conflict_of_one(three) -> None:
    with pytest.raises(InfeasibleError) as caught:
        solve(three(Limit("total_budget", 500), Limit("min_funded_projects", 4)))
    assert [limit.code for limit in caught.value.conflict] == ["min_funded_projects"]
    assert [(way.limit.code, way.new_level) for way in caught.value.relaxations] == [("min_funded_projects", 3.0)]


def test_the_simple_ways_share_the_same_money(three) -> None:
    data = three()
    assert equal(data, 180) == pytest.approx([65, 65, 50])
    assert proportional(data, 161) == pytest.approx([70, 56, 35])
    assert proportional(data, 115) == pytest.approx([0, 80 * 115 / 130, 50 * 115 / 130])  # half of A is too little
    assert priority_greedy(data, 130) == pytest.approx([100, 0, 30])


def test_the_rivals_spend_the_same_and_keep_the_same_limits(three) -> None:
    data = three(Limit("total_budget", 150), Limit("requires", 1, subject=("B", "A")))
    plan = _solved(data)
    assert {alternative.name for alternative in plan.alternatives} == {"equal", "proportional", "priority_greedy"}
    for alternative in plan.alternatives:
        assert sum(alternative.amounts.values()) == pytest.approx(plan.amount, abs=0.05)
        assert alternative.expected_return_amount <= plan.expected_return_amount + 0.05
        assert alternative.return_ratio == pytest.approx(alternative.expected_return_amount / plan.amount, rel=1e-3)


def test_the_score_is_40_35_25_by_hand(three) -> None:
    data = three(B={"strategic_priority": 5, "success_probability_ratio": 1.0})
    assert scores(data) == pytest.approx(
        {"A": 0.4 + 0.21 + 0.2, "B": 0.4 * 2.5 / 3 + 0.35 + 0.25, "C": 0.4 * 2 / 3 + 0.21 + 0.2}
    )
    assert ranks(data) == {"B": 1, "A": 2, "C": 3}


def test_nothing_requested_ends_with_an_empty_decision() -> None:
    plan = _solved(FundingData((), (Limit("total_budget", 10),)))
    assert plan.decisions == ()
    assert plan.return_ratio is None


def test_the_model_of_three_requests_is_the_golden_one(three, tmp_path: Path) -> None:
    limits = (Limit("total_budget", 150), Limit("min_roi_threshold", 2.2), Limit("requires", 1, subject=("C", "B")))
    written = tmp_path / "three_requests.lp"
    build(three(*limits)).problem.writeLP(str(written))
    assert written.read_text() == GOLDEN.read_text()


def test_every_rule_is_the_golden_one(three, tmp_path: Path) -> None:
    """A row of each kind, its numbers worked out by hand in the file beside it."""
    limits = (
        Limit("total_budget", 150),
        Limit("max_single_service_allocation", 70),
        Limit("min_funded_projects", 2),
        Limit("max_funded_projects", 2),
        Limit("must_fund", 1, subject=("B",)),
        Limit("either_or", 1, subject=("A", "C")),
        Limit("requires", 1, subject=("A", "B")),
        Limit("min_group_amount", 60, subject=("B", "C")),
        Limit("max_group_amount", 90, subject=("A", "C")),
        Limit("min_group_share", 25, "%", ("B",)),
        Limit("max_group_share", 0.5, "Ratio", ("A",)),
        Limit("min_roi_threshold", 2.2),
        Limit("max_headcount_growth", 15, "Percentage"),
        Limit("max_contractor_pct", 12, "Percentage"),
        Limit("min_cash_runway_months", 17),
        Limit("target_utilization", 74, "Percentage"),
    )
    written = tmp_path / "every_rule.lp"
    build(three(*limits, firm=FIRM)).problem.writeLP(str(written))
    assert written.read_text() == GOLDEN.with_name("every_rule.lp").read_text()


def test_who_must_be_funded_and_asks_for_no_minimum_gets_a_cent_though_solvers_miss_by_more(request_of) -> None:
    """Two of two are funded: 1,999,999.99 at 3 and a cent at 1; a millionth of the request is 2 USD."""
    rows = (request_of("A", 2_000_000, 0, 3.0), request_of("B", 2_000_000, 0, 1.0))
    plan = _solved(FundingData(rows, (Limit("total_budget", 2_000_000), Limit("min_funded_projects", 2))))
    assert all(decision.is_funded for decision in plan.decisions)
    assert plan.amounts["B"] == pytest.approx(0.01, abs=1e-9)
    assert plan.decisions[1].sentence.startswith("Funded with its minimum, 0.01 of 2,000,000 USD")


def test_amounts_go_by_who_is_funded_where_the_solver_is_within_its_tolerance(request_of) -> None:
    rows = (request_of("A", 2_000_000, 0, 3.0), request_of("B", 2_000_000, 500, 1.0), request_of("C", 9, 0, 1.0))
    model = FundingModel(FundingData(rows, ()))
    add_amounts(model, model.data)
    point = np.zeros(model.column_count)
    point[model.amounts[:, 0]], point[model.fundeds[:, 0]] = (1.2, 499.9999, 0.0099), (6e-7, 1.0, 1 - 1e-7)
    assert model.amounts_at(point)[:, 0].tolist() == [0.0, 500.0, 0.01]
