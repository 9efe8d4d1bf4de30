from decimal import Decimal

import pytest

from pipeline.order import Order
from pipeline.weekly_run import run

REQUESTS = (
    "funding_request_id", "source_system", "funding_request_source_id", "service_line", "requested_amount",
    "minimum_viable_amount", "currency", "expected_roi_ratio", "strategic_priority", "success_probability_ratio",
    "row_sha256", "batch_id",
)  # fmt: skip
LIMITS = ("funding_constraint_id", "source_system", "constraint_code", "limit_value", "unit", "row_sha256", "batch_id")


@pytest.fixture
def ask_for_money(database):
    """One service line asks for 100, or at least 50, and returns three for one."""

    def ask(*limits):
        with database.transaction() as t:
            request = (
                1,
                "test",
                "cloud",
                "Cloud",
                Decimal(100),
                Decimal(50),
                "CAD",
                Decimal(3),
                5,
                Decimal(1),
                "0" * 64,
                1,
            )
            t.insert("core.funding_requests", REQUESTS, [request])
            rows = [
                (i, "test", code, Decimal(value), unit, "0" * 64, 1) for i, (code, value, unit) in enumerate(limits, 1)
            ]
            t.insert("core.funding_constraints", LIMITS, rows)

    return ask


def test_a_funding_run_publishes_the_decision(database, settings, publish_load, ask_for_money):
    publish_load()
    ask_for_money(("total_budget", 80, "CAD"))
    report = run(database, Order("funding"), settings)
    assert report.status == "published"
    decision = database.rows(
        "SELECT d.is_funded, d.funded_amount, d.expected_return_amount FROM pred.latest_funding_decision AS d"
    )
    assert decision == [{"is_funded": True, "funded_amount": Decimal(80), "expected_return_amount": Decimal(240)}]
    assert report.solves[0]["solve_status"] == "Optimal"


def test_limits_that_contradict_are_published_as_such_and_raise_an_alert(
    database, settings, publish_load, ask_for_money
):
    publish_load()
    ask_for_money(("total_budget", 10, "CAD"), ("min_funded_projects", 1, "requests"))
    report = run(database, Order("funding"), settings)
    assert report.status == "published"
    assert report.solves[0]["solve_status"] == "Infeasible"
    assert database.rows("SELECT d.run_id FROM pred.latest_funding_decision AS d") == []
    assert {(a["alert_code"], a["severity"]) for a in report.alerts} >= {("infeasible", "critical")}
