"""From core tables to a published decision, on an in-memory database."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from config.errors import ModelError
from optimizer.firm.parameters import Parameters
from optimizer.funding.check import broken_rules
from optimizer.funding.conflict.explain import InfeasibleError
from optimizer.funding.firm.answers import Answers, answer
from optimizer.funding.firm.load import LastDecision, last_decision, load
from optimizer.funding.firm.rules import Wanted, wanted_of
from optimizer.funding.firm.save import save, save_infeasible
from optimizer.funding.firm.save_answers import save_answers
from optimizer.funding.model import solve
from sql.engine import Database

AS_OF = date(2025, 3, 17)
NOW = datetime(2025, 3, 17, 12, 0)  # noqa: DTZ001  # stamps are UTC without zone
HASH = "0" * 64


def _insert(database: Database, table: str, rows: Iterable[dict[str, Any]]) -> None:
    rows = list(rows)
    with database.transaction() as transaction:
        transaction.insert(table, tuple(rows[0]), [tuple(row.values()) for row in rows])


def _limits(database: Database, *limits: tuple[str, str, int, str]) -> None:
    _insert(
        database,
        "core.funding_constraints",
        [
            {
                "funding_constraint_id": number, "source_system": "psa", "constraint_code": code, "subject": subject,
                "limit_value": Decimal(value), "unit": unit, "row_sha256": HASH, "batch_id": 1,
            }
            for number, (code, subject, value, unit) in enumerate(limits, 1)
        ],
    )  # fmt: skip


@pytest.fixture
def database(empty_database: Database) -> Database:
    """Two requests, 100 at 3.0 and 80 at 2.5, and what earlier money returned."""
    database = empty_database
    batch = {
        "batch_id": 1,
        "source_system": "psa",
        "status": "published",
        "requested_by": "test",
        "started_at_utc": NOW,
    }
    _insert(database, "ops.load_batch", [batch])
    run = {
        "run_id": 1, "run_kind": "weekly", "iso_week": "2025-W12", "as_of_date": AS_OF, "batch_id": 1,
        "status": "running", "publication_key": "weekly|1", "requested_by": "test", "started_at_utc": NOW,
    }  # fmt: skip
    _insert(database, "ops.run", [run])
    requests = [(1, "Audit", 100, 60, "3.0"), (2, "Risk", 80, 40, "2.5")]
    _insert(
        database,
        "core.funding_requests",
        [
            {
                "funding_request_id": key, "source_system": "psa", "funding_request_source_id": f"FR-{key}",
                "service_line": name, "requested_amount": Decimal(asked), "minimum_viable_amount": Decimal(least),
                "currency": "CAD", "expected_roi_ratio": Decimal(roi), "strategic_priority": 4,
                "success_probability_ratio": Decimal("0.8"), "row_sha256": HASH, "batch_id": 1,
            }
            for key, name, asked, least, roi in requests
        ],
    )  # fmt: skip
    _insert(
        database,
        "core.roi_history",
        [
            {
                "source_system": "psa", "calendar_year": year, "service_line": "Audit", "invested_amount": Decimal(10),
                "revenue_amount": Decimal(revenue), "currency": "CAD", "row_sha256": HASH, "batch_id": 1,
            }
            for year, revenue in ((2023, 20), (2024, 30))
        ],
    )  # fmt: skip
    return database


def test_a_decision_goes_from_core_to_pred(database: Database) -> None:
    _limits(database, ("total_budget", "", 150, "CAD"), ("min_cash_runway_months", "", 12, "Months"))
    data = load(database, AS_OF)
    assert data.request["FR-1"].past_roi_ratio == pytest.approx(2.5)
    plan = solve(data)
    assert broken_rules(data, plan) == []
    with database.transaction() as transaction:
        save(transaction, 1, data, plan)
    rows = database.rows("SELECT * FROM pred.funding_decision WHERE run_id = 1 ORDER BY funding_request_id")
    assert [row["funded_amount"] for row in rows] == [Decimal(100), Decimal(50)]
    assert [row["expected_return_amount"] for row in rows] == [Decimal(300), Decimal(125)]
    assert [row["rank_number"] for row in rows] == [1, 2]
    assert "earlier money returned 2.50" in rows[0]["sentence"]
    solve_row = database.rows("SELECT * FROM pred.solve WHERE run_id = 1 AND model = 'funding'")[0]
    assert solve_row["solve_status"] == "Optimal"
    assert "min_cash_runway_months was not applied" in solve_row["sentence"]
    price = database.rows("SELECT limit_name, price FROM pred.shadow_price WHERE run_id = 1")[0]
    assert price == {"limit_name": "total_budget", "price": Decimal("2.5")}


def test_figures_of_the_firm_among_the_limits_are_used(database: Database) -> None:
    limits = [("min_cash_runway_months", "", 10, "Months"), ("firm_cash_amount", "", 210, "CAD")]
    _limits(database, *limits, ("firm_monthly_burn_amount", "", 10, "CAD"))
    data = load(database, AS_OF)
    assert data.limits_not_applied == ()
    assert solve(data).amount == pytest.approx(110)


def test_a_conflict_is_recorded_and_no_decision_is(database: Database) -> None:
    _limits(database, ("total_budget", "", 30, "CAD"), ("min_funded_projects", "", 1, "Count"))
    with pytest.raises(InfeasibleError) as caught:
        solve(load(database, AS_OF))
    with database.transaction() as transaction:
        save_infeasible(transaction, 1, load(database, AS_OF), "return", caught.value)
    row = database.rows("SELECT solve_status, sentence FROM pred.solve WHERE run_id = 1")[0]
    assert row["solve_status"] == "Infeasible"
    assert "at most 30 CAD" in row["sentence"]
    assert database.scalar("SELECT COUNT(*) FROM pred.funding_decision") == 0


def test_what_a_decision_answers_is_stored(database: Database) -> None:
    """Last time all of 110 went to the first two; now the third one's return moves money there."""
    _limits(database, ("total_budget", "", 110, "CAD"))
    data = load(database, AS_OF)
    plan = solve(data)
    ids = [request.request_id for request in data.requests]
    last = LastDecision(7, AS_OF, {ids[-1]: 50.0})
    found = answer(data, plan, Wanted(), last, 20)
    assert found.missing == ()
    with database.transaction() as transaction:
        save_answers(transaction, 1, data, plan, found)
    strategies = database.rows("SELECT strategy_name, is_chosen, amount FROM pred.funding_strategy")
    assert {row["strategy_name"]: row["amount"] for row in strategies if row["is_chosen"]} == {"plan": Decimal(110)}
    sweep = database.rows(
        "SELECT x_value, y_value FROM pred.frontier_point WHERE frontier_name = 'budget' AND is_chosen = 1"
    )
    assert [(float(row["x_value"]), float(row["y_value"])) for row in sweep] == [
        (110, pytest.approx(plan.expected_return_amount))
    ]
    ranges = {
        row["subject_name"]: row for row in database.rows("SELECT * FROM pred.simulation WHERE model = 'funding'")
    }
    assert ranges["plan"]["p10_value"] <= ranges["plan"]["p50_value"] <= ranges["plan"]["p90_value"]
    assert ranges["plan"]["draw_count"] == 10_000
    assert ranges["decided anew"]["mean_value"] >= ranges["plan"]["mean_value"]
    chances = database.rows("SELECT funded_ratio FROM pred.funding_chance")
    assert len(chances) == len(data.requests)
    moved = database.scalar("SELECT SUM(m.gain_value) FROM pred.funding_move AS m")
    before = 50 * data.request[ids[-1]].roi_ratio
    assert float(moved) == pytest.approx(plan.expected_return_amount - before)


def test_a_conflict_is_stored_limit_by_limit(database: Database) -> None:
    _limits(database, ("total_budget", "", 30, "CAD"), ("min_funded_projects", "", 1, "Count"))
    data = load(database, AS_OF)
    with pytest.raises(InfeasibleError) as caught:
        solve(data)
    with database.transaction() as transaction:
        save_infeasible(transaction, 1, data, "return", caught.value)
    rows = database.rows(
        "SELECT limit_name, is_in_conflict, is_relaxed, limit_level, relaxed_level FROM pred.funding_conflict"
    )
    assert {row["limit_name"] for row in rows if row["is_in_conflict"]} == {"total_budget", "min_funded_projects"}
    assert any(row["is_relaxed"] and row["relaxed_level"] is not None for row in rows)


def test_the_firms_objective_and_target_are_taken() -> None:
    wanted = wanted_of(Parameters("Funding", {"funding_objective": "cvar,return", "funding_target_return": "500"}))
    assert (wanted.goal.tiers, wanted.target_amount) == (("cvar", "return"), 500)
    assert wanted_of(Parameters("Funding", {})) == Wanted()
    with pytest.raises(ModelError, match="funding_objective"):
        wanted_of(Parameters("Funding", {"funding_objective": "profit"}))


def test_the_last_published_decision_is_read_back(database: Database) -> None:
    data = load(database, AS_OF)
    assert last_decision(database, data) is None
    plan = solve(data)
    with database.transaction() as transaction:
        save(transaction, 1, data, plan)
        transaction.execute("UPDATE ops.run SET status = 'published' WHERE run_id = 1")
    found = last_decision(database, data)
    assert found is not None
    assert found.of(data) == pytest.approx(plan.amounts)


def test_rows_about_single_requests_and_periods_complete_the_problem(database: Database) -> None:
    """Headcount of 10 and 5 added: with two people there and 250 % growth allowed, five more can come."""
    with database.transaction() as transaction:
        transaction.execute("DELETE FROM core.funding_constraints")
    _limits(
        database,
        ("total_budget", "@ 1", 60, "CAD"),
        ("total_budget", "@ 2", 60, "CAD"),
        ("horizon_period_count", "", 2, "periods"),
        ("request_first_period", "FR-2", 2, "period"),
        ("request_headcount_added", "FR-1", 10, "people"),
        ("request_headcount_added", "FR-2", 5, "people"),
        ("request_fund", "FR-1", 0, "Growth"),
        ("request_return_ramp_1", "FR-1", 1, "ratio"),
    )
    data = load(database, AS_OF)
    first, second = data.request["FR-1"], data.request["FR-2"]
    assert data.horizon.period_count == 2
    assert [limit.period for limit in data.limits] == [1, 2]
    assert (first.headcount_added, first.fund, first.return_ramp) == (10, "Growth", (1.0,))
    assert (second.first_period, second.headcount_added) == (2, 5)
    plan = solve(data)
    assert broken_rules(data, plan) == []
    with database.transaction() as transaction:
        save_answers(transaction, 1, data, plan, Answers())
    stored = database.rows("SELECT period_number, amount FROM pred.funding_period_amount")
    assert sum(float(row["amount"]) for row in stored) == pytest.approx(plan.amount)
    assert {row["period_number"] for row in stored} <= {1, 2}


def test_a_row_about_nobody_is_named(database: Database) -> None:
    _limits(database, ("request_headcount_added", "Nobody", 10, "people"), ("request_color", "FR-1", 1, ""))
    with pytest.raises(ModelError, match=r"one request expected.*request_headcount_added"):
        load(database, AS_OF)


def test_years_that_lie_apart_say_how_far_returns_may_be_off(database: Database) -> None:
    """2.0 and 3.0 per unit: the standard deviation of the two years over their mean."""
    audit = next(one for one in load(database, AS_OF).requests if one.service_line == "Audit")
    assert audit.past_roi_deviation == pytest.approx(0.5**0.5 / 2.5)
