"""`prop budget solve`, from workbook to workbook."""

import json
from pathlib import Path

import pytest
import typer
import xlsxwriter
from typer.testing import CliRunner

from config.errors import UsageError
from optimizer.budget.commands import register

PROJECTS = [
    ["project_id", "project_name", "alloc_budget", "effort_estimate_man_months", "start_date", "end_date"],
    ["1", "Alpha", 3000, 1, "2025-01", "2025-01"],
]
PEOPLE = [["brid", "employee_name", "cost_per_year"], ["a", "Ann", 12000], ["b", "Bob", 36000]]


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


def test_a_workbook_becomes_a_plan_and_json(app: typer.Typer, portfolio: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan.xlsx"
    done = CliRunner().invoke(app, ["budget", "solve", str(portfolio), "--out", str(out), "--json"])
    assert done.exit_code == 0, done.output
    summary = json.loads(done.stdout)
    assert summary["status"] == "Optimal"
    assert summary["cost_amount"] == pytest.approx(1000, abs=0.01)
    assert out.is_file()


def test_the_peers_objective_is_one_option_away(app: typer.Typer, portfolio: Path, tmp_path: Path) -> None:
    options = ["--out", str(tmp_path / "plan.xlsx"), "--objective", "peer", "--json"]
    done = CliRunner().invoke(app, ["budget", "solve", str(portfolio), *options])
    assert json.loads(done.stdout)["cost_amount"] == pytest.approx(3000, abs=0.01)


def test_people_get_a_table(app: typer.Typer, portfolio: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["budget", "solve", str(portfolio), "--out", str(tmp_path / "plan.xlsx")])
    assert "The plan passed the check" in done.stdout


def test_an_unknown_objective_or_the_input_as_output_is_refused(app: typer.Typer, portfolio: Path) -> None:
    for options in (["--out", "x.xlsx", "--objective", "most"], ["--out", str(portfolio)]):
        done = CliRunner().invoke(app, ["budget", "solve", str(portfolio), *options])
        assert isinstance(done.exception, UsageError)
