"""Each limit just kept and just broken, by a checker that knows no solver."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from config.errors import ModelError
from optimizer.funding.check import broken_rules
from optimizer.funding.data import Firm, FundingData, Limit
from optimizer.funding.solution import FundingPlan, decision
from optimizer.refusal import refuse_broken
from optimizer.solver import Status

FIRM = Firm(headcount=100, contractor_headcount=10, cash_amount=1000, monthly_burn_amount=50, utilization_ratio=0.75)
BIT = 0.01


def _plan(data: FundingData, amounts: Mapping[str, float]) -> FundingPlan:
    rows = tuple(decision(data, r, amounts.get(r.request_id, 0.0), 0.5, 1) for r in data.requests)
    return FundingPlan("return", 0, None, None, Status.OPTIMAL, rows, limits_not_applied=data.limits_not_applied)


CASES = [
    (Limit("total_budget", 150), {"A": 100, "B": 50}, {"A": 100, "B": 50 + BIT}),
    (Limit("max_single_service_allocation", 70), {"A": 70, "B": 70}, {"A": 70 + BIT}),
    (Limit("max_single_service_allocation", 45, subject=("C",)), {"A": 100, "C": 45}, {"C": 45 + BIT}),
    (Limit("min_funded_projects", 2), {"A": 60, "C": 20}, {"A": 60}),
    (Limit("max_funded_projects", 2), {"A": 60, "C": 20}, {"A": 60, "B": 40, "C": 20}),
    (Limit("must_fund", 1, subject=("C",)), {"C": 20}, {"A": 60}),
    (Limit("either_or", 1, subject=("B", "C")), {"A": 60, "B": 40}, {"B": 40, "C": 20}),
    (Limit("requires", 1, subject=("C", "B")), {"B": 40, "C": 20}, {"A": 60, "C": 20}),
    (Limit("min_group_amount", 70, subject=("B", "C")), {"B": 50, "C": 20}, {"B": 50 - BIT, "C": 20}),
    (Limit("max_group_amount", 70, subject=("B", "C")), {"B": 50, "C": 20}, {"B": 50 + BIT, "C": 20}),
    (Limit("min_group_share", 0.25, "Ratio", ("C",)), {"A": 60, "C": 20}, {"A": 60 + BIT, "C": 20}),
    (Limit("max_group_share", 25, "Percentage", ("C",)), {"A": 60, "C": 20}, {"A": 60, "C": 20 + BIT}),
    (Limit("min_roi_threshold", 280 / 110), {"A": 60, "C": 50}, {"A": 60, "B": 40, "C": 50}),  # 380 / 150 = 2.53
    (Limit("max_headcount_growth", 15, "Percentage"), {"A": 100, "B": 40}, {"A": 100, "B": 40 + BIT}),
    (Limit("max_contractor_pct", 14 / 110), {"A": 100}, {"A": 100, "C": 20}),
    (Limit("min_cash_runway_months", 17), {"A": 100, "C": 50}, {"A": 100, "C": 49, "B": 40}),
    (Limit("target_utilization", 81 / 110), {"A": 100}, {"A": 100, "C": 20}),
]


@pytest.mark.parametrize(("limit", "kept", "broken"), CASES, ids=[f"{c[0].code}-{i}" for i, c in enumerate(CASES)])
def test_a_limit_just_kept_passes_and_just_broken_is_named(three, limit: Limit, kept, broken) -> None:
    data = three(limit, firm=FIRM)
    assert data.limits_not_applied == ()
    assert broken_rules(data, _plan(data, kept)) == []
    sentences = broken_rules(data, _plan(data, broken))
    assert len(sentences) == 1
    assert sentences[0].startswith(data.limits[0].words("USD"))


@pytest.mark.parametrize("amounts", [{"A": 59.99}, {"A": 100.01}])
def test_an_amount_below_the_minimum_or_above_the_request_is_named(three, amounts) -> None:
    data = three()
    with pytest.raises(ModelError, match=r"Line A gets .*; 0, or 60\.00 to 100\.00 is expected"):
        refuse_broken("funding", broken_rules(data, _plan(data, amounts)))


def test_a_missing_or_double_decision_and_a_wrong_return_are_named(three) -> None:
    data = three()
    plan = _plan(data, {"A": 60})
    assert "decides 2 requests and there are 3" in broken_rules(data, replace(plan, decisions=plan.decisions[:2]))[0]
    odd = replace(plan.decisions[0], expected_return_amount=1.0)
    assert (
        "the expected return is not amount × 3"
        in broken_rules(data, replace(plan, decisions=(odd, *plan.decisions[1:])))[0]
    )


def test_a_limit_that_is_neither_applied_nor_reported_is_caught(three) -> None:
    data = three(Limit("min_cash_runway_months", 18))
    plan = _plan(data, {"A": 60})
    assert broken_rules(data, plan) == []
    assert broken_rules(data, replace(plan, limits_not_applied=())) == ["A limit that was not applied is not reported."]
