"""The weekly run on a server: the same plans as on DuckDB, published for every reader."""

from dataclasses import dataclass

import pytest

from config.settings import Settings
from pipeline.order import Order
from pipeline.run_report import RunReport
from pipeline.weekly_run import run
from tests.server.conftest import BothEngines
from tests.server.contents import contents, tables, views

pytestmark = pytest.mark.server
LATEST = [view for view in views() if view.startswith("pred.latest_")]
MODELS_BY_SOURCE = {"kpmg_case": ["staffing"], "salesforce": ["staffing", "budget", "funding"]}
VIEWS_OF_MODEL = {
    "staffing": ["staffing_plan", "staffing_explanation", "staffing_outcome"],
    "budget": ["budget_allocation", "initiative_outcome"],
    "funding": ["funding_decision", "shadow_price"],
}
BOTH = pytest.mark.parametrize("firm", ["case", "demo"], indirect=True)


@dataclass(frozen=True)
class Planned:
    """A firm whose week was planned on both engines."""

    firm: BothEngines
    on_server: RunReport
    on_duckdb: RunReport


@pytest.fixture(scope="module")
def planned(firm: BothEngines) -> Planned:
    """Two weeks ahead, so that the solver ends long before its clock does; what depends on the clock is left out."""
    settings = Settings(horizon_weeks=2, staffing_time_limit_seconds=120, staffing_answers_seconds=0, _env_file=None)
    return Planned(firm, *(run(database, Order("weekly", requested_by="test"), settings) for database in firm.engines))


@BOTH
def test_every_step_ends_as_on_duckdb(planned: Planned) -> None:
    on_server, on_duckdb = (
        [(step["step_name"], step["status"], step["detail"]) for step in report.steps]
        for report in (planned.on_server, planned.on_duckdb)
    )
    assert on_server == on_duckdb
    assert {status for _, status, _ in on_server} <= {"done", "skipped"}


@pytest.mark.parametrize("table", tables("pred"))
@BOTH
def test_the_plan_is_the_same(planned: Planned, table: str) -> None:
    on_server, on_duckdb = (contents(database, table) for database in planned.firm.engines)
    assert on_server == on_duckdb


@pytest.mark.parametrize("view", [*LATEST, "ops.run", "ops.run_step", "ops.alert"])
@BOTH
def test_readers_see_the_same(planned: Planned, view: str) -> None:
    on_server, on_duckdb = (contents(database, view) for database in planned.firm.engines)
    assert on_server == on_duckdb


@BOTH
def test_what_a_model_planned_is_there(planned: Planned) -> None:
    """The public case has no initiatives and no funding requests; no plan has to bend a rule."""
    solved = {row["model"] for row in planned.on_server.solves if row["solve_status"] != "Nothing"}
    assert solved == set(MODELS_BY_SOURCE[planned.firm.extracts.folders[0][0]])
    wanted = {view for model in solved for view in VIEWS_OF_MODEL[model]}
    assert all(contents(planned.firm.server, f"pred.latest_{view}") for view in wanted)


@BOTH
def test_the_week_is_published_once(planned: Planned) -> None:
    again = run(planned.firm.server, Order("weekly", requested_by="test"), Settings(horizon_weeks=2, _env_file=None))
    assert again.is_refused
    assert planned.firm.server.scalar("SELECT COUNT(*) FROM ops.run AS r WHERE r.status = 'published'") == 1
