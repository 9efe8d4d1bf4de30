"""Budget, Funding and Planning: what they show of stored answers, and what they say where there are none."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest
from pydantic import SecretStr

from config.settings import Settings
from dashboard.app import create_app
from dashboard.auth.users import add_user
from dashboard.page_tables.planning import driver_words
from dashboard.panels.planning import figure_words
from sql.engine import Database, open_database
from tests.dashboard import small_firm
from tests.dashboard.conftest import PASSWORD, Browser

NOW = datetime(2026, 3, 16, 9, 0)  # noqa: DTZ001 - UTC, as the database holds it
HASH = "0" * 64
SOLVE = {
    "objective_name": "x", "solve_seconds": Decimal(1), "row_count": 1, "column_count": 1, "sentence": "Said so.",
}  # fmt: skip
POINT = {
    "x_name": "shortfall", "x_unit": "man-months", "y_name": "cost", "y_unit": "CAD", "solve_status": "Optimal",
}  # fmt: skip


def put(database: Database, table: str, *rows: dict[str, object]) -> None:
    with database.transaction() as transaction:
        transaction.insert(table, list(rows[0]), [list(row.values()) for row in rows])


def run(database: Database, run_id: int, model: str, status: str = "Optimal") -> None:
    """A published run with one model."""
    put(
        database,
        "ops.run",
        {
            "run_id": run_id, "run_kind": model, "iso_week": "2026-W11", "as_of_date": small_firm.AS_OF, "batch_id": 1,
            "status": "published", "publication_key": f"{model}|{run_id}", "requested_by": "test",
            "started_at_utc": NOW, "published_at_utc": NOW,
        },
    )  # fmt: skip
    put(database, "pred.solve", {"run_id": run_id, "model": model, "solve_status": status, **SOLVE})


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    """The small firm, whose own run holds no answers, and one manager; each test publishes runs that come later."""
    opened = open_database("duckdb:///:memory:")
    small_firm.build(opened)
    add_user(
        opened, user_name="boss", display_name="Boss", role="manager", password=PASSWORD, has_all_scope=True
    )  # fmt: skip
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def page(database: Database):
    """Asks for a page as the manager; its text."""
    app = create_app(database, settings=Settings(secret_key=SecretStr("0" * 32), is_demo=False))
    browser = Browser(app.server.test_client())
    assert browser.sign_in("boss") == 303

    def ask(path: str, search: str = "") -> str:
        status, text = browser.page(path, search)
        assert status == 200
        return text

    return ask


def test_pages_without_plans_say_what_to_do(page):
    assert "no scenarios yet" in page("/planning")
    assert "prop planning template" in page("/planning")
    assert "No decision" not in page("/funding")


def test_the_budget_page_shows_people_hires_and_the_frontier(database, page):
    run(database, 50, "budget")
    month = date(2026, 4, 1)
    put(
        database,
        "core.initiatives",
        {
            "initiative_id": 101, "source_system": "test", "initiative_source_id": "INI-1",
            "initiative_name": "Rebuild <b>it</b>", "funding_source": "Growth", "driver": "Product", "impact": "High",
            "budget_amount": Decimal(90000), "currency": "CAD", "effort_man_months": Decimal(3),
            "start_month_date": month, "end_month_date": month, "row_sha256": HASH, "batch_id": 1,
        },
    )  # fmt: skip
    put(
        database,
        "pred.initiative_outcome",
        {
            "run_id": 50, "initiative_id": 101, "priority_rank": 1, "priority_score": Decimal(1),
            "effort_target_man_months": Decimal(3), "effort_man_months": Decimal(1), "shortfall_man_months": Decimal(2),
            "cost_amount": Decimal(9000), "budget_amount": Decimal(90000), "sentence": "Nobody else is free.",
        },
    )  # fmt: skip
    put(
        database,
        "pred.budget_allocation",
        {
            "run_id": 50, "employee_id": 1, "initiative_id": 101, "month_start_date": month, "share_ratio": Decimal(1),
            "cost_amount": Decimal(9000),
        },
    )  # fmt: skip
    put(
        database,
        "pred.budget_person_month",
        *(
            {
                "run_id": 50, "employee_id": n, "month_start_date": month, "available_ratio": Decimal(1),
                "planned_ratio": Decimal(2 - n), "free_ratio": Decimal(n - 1), "idle_cost_amount": 9000 * Decimal(n - 1),
                "currency": "CAD",
            }
            for n in (1, 2)
        ),
    )  # fmt: skip
    put(
        database,
        "pred.new_hire",
        {
            "run_id": 50, "model": "budget", "hire_number": 1, "team": "Tech", "start_date": month, "lead_days": 31,
            "head_count": 2, "monthly_cost_amount": Decimal(9000), "cost_amount": Decimal(18000), "currency": "CAD",
            "sentence": "Hire canary-two.",
        },
    )  # fmt: skip
    put(
        database,
        "pred.frontier_point",
        *(
            {
                "run_id": 50, "model": "budget", "frontier_name": "cost_against_shortfall", "point_number": n,
                "x_value": Decimal(n), "y_value": Decimal(10 - n), "is_chosen": n == 2, "sentence": f"point {n}", **POINT,
            }
            for n in (1, 2)
        ),
    )  # fmt: skip
    text = page("/budget")
    assert "What less shortfall would cost" in text
    assert "Hire canary-two." in text
    assert "1 of 2 people have free time" in text
    assert "1 of 1 initiative falls short" in text
    assert "What was settled first" in text
    assert "Rebuild &lt;b&gt;it" in text  # on the axes of charts, where Plotly would read markup


@pytest.fixture(scope="module")
def requests(database: Database) -> Database:
    """Two requests, one of them funded."""
    run(database, 60, "funding")
    put(
        database,
        "core.funding_requests",
        *(
            {
                "funding_request_id": n, "source_system": "test", "funding_request_source_id": f"FR-{n}",
                "service_line": name, "requested_amount": Decimal(100), "minimum_viable_amount": Decimal(50),
                "currency": "CAD", "expected_roi_ratio": Decimal(3), "strategic_priority": 3,
                "success_probability_ratio": Decimal("0.8"), "row_sha256": HASH, "batch_id": 1,
            }
            for n, name in ((101, "Cloud"), (102, "Audit"))
        ),
    )  # fmt: skip
    return database


def test_the_funding_page_shows_strategies_chances_and_moves(requests, page):
    put(
        requests,
        "pred.funding_decision",
        *(
            {
                "run_id": 60, "funding_request_id": 100 + n, "is_funded": n == 1, "funded_amount": Decimal(100 * (2 - n)),
                "expected_return_amount": Decimal(300 * (2 - n)), "rank_number": n, "sentence": "Because.",
            }
            for n in (1, 2)
        ),
    )  # fmt: skip
    put(
        requests,
        "pred.funding_strategy",
        *(
            {
                "run_id": 60, "strategy_name": name, "is_chosen": name == "plan", "funded_count": 1,
                "amount": Decimal(100), "expected_return_amount": Decimal(back), "return_ratio": Decimal(3),
                "objective_value": Decimal(back), "currency": "CAD", "sentence": "So.",
            }
            for name, back in (("plan", 300), ("equal", 250))
        ),
    )  # fmt: skip
    put(
        requests,
        "pred.funding_chance",
        *(
            {
                "run_id": 60, "funding_request_id": 100 + n, "draw_count": 1000, "funded_ratio": Decimal(ratio),
                "mean_amount": Decimal(50), "sentence": "In draws.",
            }
            for n, ratio in ((1, "0.4"), (2, "0.6"))
        ),
    )  # fmt: skip
    put(
        requests,
        "pred.funding_move",
        {
            "run_id": 60, "move_number": 1, "transfer_number": 1, "rank_number": 1, "from_funding_request_id": None,
            "to_funding_request_id": 101, "amount": Decimal(100), "gain_value": Decimal(300),
            "move_gain_value": Decimal(300), "cumulative_gain_value": Decimal(300), "gain_unit": "CAD",
            "sentence": "Moved canary.",
        },
    )  # fmt: skip
    put(
        requests,
        "pred.simulation",
        {
            "run_id": 60, "model": "funding", "subject_name": "plan", "measure_code": "return_amount",
            "draw_count": 1000, "mean_value": Decimal(240), "p10_value": Decimal(0), "p50_value": Decimal(290),
            "p90_value": Decimal(340), "target_value": Decimal(300), "target_probability_ratio": Decimal("0.4"),
            "unit": "CAD", "sentence": "Ranges.",
        },
    )  # fmt: skip
    text = page("/funding")
    assert "The decision returns the most" in text
    assert "Cloud would lose the money in most draws" in text
    assert "What 1,000 draws of luck make of it" in text
    assert "Moved canary." in text
    assert "Audit gets nothing" in text


def test_the_funding_page_shows_a_conflict_instead_of_a_decision(requests, page):
    run(requests, 61, "funding", "Infeasible")
    put(
        requests,
        "pred.funding_conflict",
        {
            "run_id": 61, "conflict_number": 1, "limit_name": "total_budget", "is_in_conflict": True,
            "is_relaxed": True, "limit_level": Decimal(10), "relaxed_level": Decimal(50), "unit": "CAD",
            "sentence": "At most 10; make it 50.",
        },
    )  # fmt: skip
    text = page("/funding")
    assert "No decision keeps every limit" in text
    assert "At most 10; make it 50." in text
    assert "What each request gets" not in text


def test_the_planning_page_shows_the_scenario_that_is_asked_for(database, page):
    run(database, 70, "planning", "Feasible")
    names = (("base", 1), ("aggressive", 2))
    put(
        database,
        "pred.planning_scenario",
        *(
            {"run_id": 70, "scenario_name": name, "scenario_number": n, "currency": "CAD", "sentence": "Words."}
            for name, n in names
        ),
    )
    figures = {"revenue_amount": 1_000_000, "gap_amount": -5000, "headcount": 12, "hires": 2}
    put(
        database,
        "pred.planning_result",
        *(
            {
                "run_id": 70, "scenario_name": name, "measure_code": code, "measure_number": place,
                "driver_model": "result", "measure_value": Decimal(value), "unit": "money", "sentence": code,
            }
            for name, _ in names
            for place, (code, value) in enumerate(figures.items(), start=1)
        ),
    )  # fmt: skip
    put(
        database,
        "pred.planning_sensitivity",
        *(
            {
                "run_id": 70, "scenario_name": name, "measure_code": "profit_amount", "driver_code": "sales.win_rate_ratio",
                "rank_number": 1, "low_value": Decimal("0.2"), "high_value": Decimal("0.4"), "driver_unit": "ratio",
                "low_measure_value": Decimal(low), "base_measure_value": Decimal(100), "high_measure_value": Decimal(150),
                "measure_unit": "money",
            }
            for name, low in (("base", 50), ("aggressive", 100))
        ),
    )  # fmt: skip
    text = page("/planning")
    assert "Sales: win rate ratio moves the profit the most" in text
    assert "What base assumes" in text
    assert "5,000 short" in text
    assert "What aggressive assumes" in page("/planning", "?scenario=aggressive")
    assert "What base assumes" in page("/planning", "?scenario=nobody")


def test_drivers_and_figures_are_written_as_people_read_them():
    assert driver_words("firm.revenue_amount_per_year") == "Firm: revenue"
    assert driver_words("operations.current_people_count") == "Operations: current people"
    assert [figure_words(12.0, "people"), figure_words(12.5, "people"), figure_words(0.254, "ratio")] == [
        "12", "12.50", "0.25",
    ]  # fmt: skip
    assert figure_words(None, "money") == "–"
