"""Requests and limits as CSV files, the command, and the sample."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from config.errors import ExtractError, UsageError
from optimizer.funding.check import broken_rules
from optimizer.funding.commands import register
from optimizer.funding.files.csv_in import read_csv
from optimizer.funding.model import solve

SAMPLE = Path(__file__).resolve().parents[4].parent / "shared" / "data" / "funding_requests"
REQUESTS = (
    "service_line,budget_requested,min_viable_budget,expected_roi,strategic_priority,success_probability,rationale\n"
    'Audit,100,60,3.0,3,0.8,"core, proven"\n'
    "Risk,80,40,2.5,3,0.8,\n"
)
LIMITS = "constraint_type,value,unit,description\ntotal_budget,150,USD,all of it\nfirm_headcount,100,People,today\n"


@pytest.fixture
def files(tmp_path: Path):
    def write(requests: str = REQUESTS, limits: str = LIMITS) -> tuple[Path, Path]:
        paths = tmp_path / "requests.csv", tmp_path / "limits.csv"
        for path, text in zip(paths, (requests, limits), strict=True):
            path.write_text(text, encoding="utf-8")
        return paths

    return write


def test_requests_and_limits_are_read_strictly(files) -> None:
    data = read_csv(*files())
    assert [request.request_id for request in data.requests] == ["Audit", "Risk"]
    assert data.requests[0].rationale == "core, proven"
    assert data.firm.headcount == 100
    assert [limit.code for limit in data.limits] == ["total_budget"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("80,40", "80,forty", "line 3, column min_viable_budget: 'forty' is no number"),
        ("Risk,80", ",80", "line 3, column service_line: it is empty"),
        ("2.5,3,0.8,\n", "2.5,3,0.8\n", "line 3: fewer cells than columns"),
        ("2.5,3,0.8,\n", "2.5,3,0.8,,,\n", "line 3: more cells than columns"),
        ("budget_requested", "budget", "no column budget_requested; it has service_line, budget"),
        ('"core', '"core', None),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column(files, old: str, new: str, expected: str | None) -> None:
    if expected is None:
        assert len(read_csv(*files()).requests) == 2
        return
    with pytest.raises(ExtractError) as caught:
        read_csv(*files(REQUESTS.replace(old, new)))
    assert expected in str(caught.value)
    assert "Nothing was solved" in str(caught.value)


def test_an_unclosed_quote_and_a_missing_file_are_refused(files, tmp_path: Path) -> None:
    with pytest.raises(ExtractError, match="not a readable CSV file"):
        read_csv(*files(REQUESTS.replace('proven"', "proven")))
    with pytest.raises(UsageError, match="no such file"):
        read_csv(tmp_path / "none.csv", tmp_path / "limits.csv")


def test_the_command_prints_the_decision(files) -> None:
    app = typer.Typer()
    register(app)
    requests, limits = files()
    options = ["funding", "solve", str(requests), "--constraints", str(limits)]
    done = CliRunner().invoke(app, [*options, "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["expected_return_amount"] == pytest.approx(425)
    assert "Optimal" in CliRunner().invoke(app, options).stdout
    assert isinstance(CliRunner().invoke(app, [*options, "--objective", "fame"]).exception, UsageError)


@pytest.mark.skipif(not SAMPLE.is_dir(), reason="the sample requests are not beside the project")
def test_the_sample_returns_what_is_known_to_be_best_and_more_than_the_peer() -> None:
    """Known best: 49.40 M on 18 M (2.7444); the peer decides by priority and returns 48.88 M (2.7156)."""
    data = read_csv(SAMPLE / "resource_requests.csv", SAMPLE / "constraints.csv")
    plan = solve(data)
    assert broken_rules(data, plan) == []
    assert plan.expected_return_amount == pytest.approx(49_400_000, abs=1)
    assert plan.return_ratio == pytest.approx(2.7444, abs=5e-5)
    greedy = next(alternative for alternative in plan.alternatives if alternative.name == "priority_greedy")
    assert greedy.expected_return_amount == pytest.approx(48_880_000, abs=1)
    not_applied = {sentence.split()[0] for sentence in plan.limits_not_applied}
    assert not_applied == {"max_headcount_growth", "min_cash_runway_months", "target_utilization", "max_contractor_pct"}
