"""`prop budget solve`, from workbook to workbook."""

import json
from pathlib import Path

import pytest
import typer
import xlsxwriter
from typer.testing import CliRunner

from config.errors import ExtractError, UsageError
from optimizer.budget.commands import register

PROJECTS = [
    ["project_id", "project_name", "alloc_budget", "effort_estimate_man_months", "start_date", "end_date", "rnk"],
    ["1", "Alpha [bold]", 3000, 1, "2025-01", "2025-01", 1],
]
PEOPLE = [["brid", "employee_name", "cost_per_year"], ["a", "Ann", 12000], ["b", "Bob", 36000]]
KEYS = {
    "objective", "objective_value", "status", "gap_ratio", "currency", "cost_amount", "man_months",
    "shortfall_man_months", "seconds", "rows", "columns", "tiers", "initiatives", "allocations", "shadow_prices",
    "hiring", "notes",
}  # fmt: skip


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer()
    register(app)
    return app


@pytest.fixture
def portfolio(tmp_path: Path) -> Path:
    path = tmp_path / "portfolio.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        for name, rows in (("Projects", PROJECTS), ("Resources", PEOPLE)):
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def _solve(app: typer.Typer, portfolio: Path, *options: str, out: str = "plan.xlsx"):
    return CliRunner().invoke(app, ["budget", "solve", str(portfolio), "--out", str(portfolio.parent / out), *options])


def test_a_workbook_becomes_a_plan_and_json(app: typer.Typer, portfolio: Path) -> None:
    done = _solve(app, portfolio, "--json")
    assert done.exit_code == 0, done.output
    summary = json.loads(done.stdout)
    assert set(summary) == KEYS
    assert (summary["objective"], summary["status"], summary["gap_ratio"]) == ("least_cost", "Optimal", 0.0)
    assert summary["cost_amount"] == pytest.approx(1000, abs=0.01)
    assert summary["objective_value"] == pytest.approx(1000, abs=0.01)
    assert summary["man_months"] == pytest.approx(1, abs=1e-5)
    assert summary["shortfall_man_months"] == 0
    assert summary["notes"] == ["Projects, column rnk (G) is not read; if rank is meant, rename it."]
    assert portfolio.with_name("plan.xlsx").is_file()


def test_the_peers_objective_is_one_option_or_one_parameter_away(app: typer.Typer, portfolio: Path) -> None:
    for options in (["--objective", "peer"], ["--config", "objective=peer"]):
        summary = json.loads(_solve(app, portfolio, *options, "--json").stdout)
        assert summary["objective"] == "peer"
        assert summary["cost_amount"] == pytest.approx(3000, abs=0.01)
    least = ["--config", "objective=peer", "--objective", "least_cost"]
    assert json.loads(_solve(app, portfolio, *least, "--json").stdout)["cost_amount"] == pytest.approx(1000, abs=0.01)


def test_parameters_replace_those_of_the_workbook(app: typer.Typer, portfolio: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.csv"
    rules.write_text("parameter,value\nmax_resource_allocation_pct,0.75\ncurrency,CAD\n", encoding="utf-8")
    done = _solve(app, portfolio, "--config", str(rules), "--config", "max_resource_allocation_pct=0.5", "--json")
    summary = json.loads(done.stdout)
    assert summary["currency"] == "CAD"
    assert summary["cost_amount"] == pytest.approx(0.5 * 1000 + 0.5 * 3000, abs=0.01)


def test_people_get_a_table(app: typer.Typer, portfolio: Path) -> None:
    done = _solve(app, portfolio)
    assert done.exit_code == 0, done.output
    for words in (
        "Alpha [bold]",
        "Objective least_cost: 1,000.000 (Optimal, gap 0.0000%)",
        "Cost 1,000.00 USD for 1.00 man-months; 0.00 man-months short of the targets.",
        "Note: Projects, column rnk (G) is not read",
        "The plan passed the check",
    ):
        assert words in done.stdout


@pytest.mark.parametrize(
    ("options", "out", "error"),
    [
        (["--objective", "most"], "plan.xlsx", UsageError),
        ([], "portfolio.xlsx", UsageError),
        ([], "none/plan.xlsx", UsageError),
        ([], "plan.csv", UsageError),
        (["--config", "carry_over"], "plan.xlsx", UsageError),
        (["--config", "carry_over=perhaps"], "plan.xlsx", ExtractError),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_written(
    app: typer.Typer, portfolio: Path, options: list[str], out: str, error: type[Exception]
) -> None:
    done = _solve(app, portfolio, *options, "--json", out=out)
    assert isinstance(done.exception, error)
    assert "Nothing was solved" in str(done.exception)
    assert done.stdout == ""
    assert [path.name for path in portfolio.parent.iterdir()] == ["portfolio.xlsx"]
