"""The budget of three requests from little to much, by hand."""

import csv
import json

import pytest
import typer
from typer.testing import CliRunner

from optimizer.funding.commands import register
from optimizer.funding.data import Limit
from optimizer.funding.goal import Goal
from optimizer.funding.sweeps import gather as gathering
from optimizer.funding.sweeps.run import Order, sweep
from optimizer.funding.sweeps.table import as_json
from optimizer.solver import Status

BUDGET = Limit("total_budget", 100)


def _swept(data, *values: float, **options):
    return sweep(Order(data, BUDGET, seconds=20), values, **options)


def test_returns_and_marginal_worth_are_those_by_hand(three) -> None:
    """60: A alone, 180. 100: A, 300. 150: and B with 50, 425. 230: everything, 600; 300 changes nothing."""
    found = _swept(three(BUDGET), 60, 100, 150, 230, 300)
    assert found.is_complete
    assert [round(point.objective_value, 4) for point in found.points] == [180, 300, 425, 600, 600]
    assert [point.step_worth for point in found.points] == pytest.approx([None, 3.0, 2.5, 175 / 80, 0.0])
    assert [point.price for point in found.points][2:4] == pytest.approx([2.5, 0.0], abs=2.01)
    assert [point.entered for point in found.points] == [(), (), ("B",), ("C",), ()]
    assert [point.funded for point in found.points][-1] == ("A", "B", "C")


def test_requests_enter_and_leave(three) -> None:
    """59 is too little for A: B has all of it. With 60 B leaves for A. With 140, 40 are enough for B as well."""
    points = _swept(three(BUDGET), 59, 60, 140).points
    assert [(point.entered, point.left) for point in points] == [((), ()), (("A",), ("B",)), (("B",), ())]
    assert "in: Line A; out: Line B" in points[1].sentence


def test_a_point_without_a_decision_says_why_and_the_next_one_is_compared_with_the_last_that_has_one(three) -> None:
    data = three(BUDGET, Limit("must_fund", 1, subject=("A",)))
    points = _swept(data, 30, 60, 100).points
    assert [point.status for point in points] == [Status.INFEASIBLE, Status.OPTIMAL, Status.OPTIMAL]
    assert "All funding together is at most 30 USD" in points[0].reason
    assert "A must be funded" in points[0].sentence
    assert points[0].objective_value is None
    assert points[1].step_worth is None
    assert points[2].step_worth == pytest.approx(3.0)


def test_any_limit_can_be_swept(three) -> None:
    """At most k of the requests: A 300, and B 200, and C 100."""
    limit = Limit("max_funded_projects", 2)
    found = sweep(Order(three(limit), limit, Goal(("return",))), (1.0, 2.0, 3.0))
    assert [round(point.objective_value, 4) for point in found.points] == [300, 500, 600]
    assert [point.price for point in found.points] == pytest.approx([200, 100, 0])
    assert found.points[0].price_unit == "request"
    assert "each request since the point before brought 200" in found.points[1].sentence


def test_several_processes_find_the_same(three) -> None:
    data, values = three(BUDGET, Limit("min_funded_projects", 2)), (50.0, 70.0, 90.0, 130.0)
    alone, together = (as_json(_swept(data, *values, workers=workers)) for workers in (1, 2))
    assert alone == together


class _Stopped:
    """A crew in front of which somebody presses Ctrl-C after so many tasks."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __enter__(self):
        return self

    def __exit__(self, *_error) -> None:
        """Nothing to close."""

    def map(self, function, items, *, shared, on_progress):
        for item in list(items)[: self.count]:
            yield function(shared, item)
            on_progress(1, len(items))
        raise KeyboardInterrupt


def test_ctrl_c_keeps_what_is_done(three, monkeypatch) -> None:
    monkeypatch.setattr(gathering, "crew", lambda _workers: _Stopped(2))
    found = _swept(three(BUDGET), 60, 100, 150)
    assert not found.is_complete
    assert [point.value for point in found.points] == [60, 100]
    assert as_json(found)["notes"] == ["Stopped: 2 of 3 points are done, and these are shown."]


def test_ctrl_c_before_the_first_point_stops_the_command(three, monkeypatch) -> None:
    monkeypatch.setattr(gathering, "crew", lambda _workers: _Stopped(0))
    with pytest.raises(KeyboardInterrupt):
        _swept(three(BUDGET), 60, 100)


@pytest.fixture
def command(tmp_path):
    """The words of a command on two requests, and a way to run it."""
    requests, limits = tmp_path / "requests.csv", tmp_path / "limits.csv"
    requests.write_text(
        "service_line,budget_requested,min_viable_budget,expected_roi,strategic_priority,success_probability\n"
        "=Audit,100,60,3.0,3,0.8\nRisk,80,40,2.5,3,0.8\n", encoding="utf-8",
    )  # fmt: skip
    limits.write_text("constraint_type,value\ntotal_budget,100\n", encoding="utf-8")
    app = typer.Typer()
    register(app)

    def run(*options: str):
        return CliRunner().invoke(
            app, ["funding", "sweep", str(requests), "--constraints", str(limits), *options], catch_exceptions=True
        )

    return run


def test_the_command_shows_prints_and_writes(command, tmp_path) -> None:
    out = tmp_path / "sweep.csv"
    done = command("--from", "60%", "--to", "180", "--points", "3", "--out", str(out), "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert [point["value"] for point in told["points"]] == [60, 120, 180]
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [float(row["objective_value"]) for row in rows] == [180, 340, 500]
    assert "'=Audit" in rows[0]
    assert list(tmp_path.glob("*.part")) == []
    assert "180" in command("--from", "60%", "--to", "180", "--points", "3").stdout


def test_the_command_refuses_before_it_solves(command, tmp_path) -> None:
    assert "has no folder" in str(command("--out", str(tmp_path / "none" / "sweep.csv")).exception)
    assert "is not known" in str(command("--objective", "fame").exception)
    assert "no limit is called so" in str(command("--limit", "fame").exception)


def test_a_stopped_command_saves_what_is_done_and_ends_as_stopped(command, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(gathering, "crew", lambda _workers: _Stopped(1))
    out = tmp_path / "sweep.csv"
    done = command("--points", "3", "--out", str(out))
    assert done.exit_code == 130
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2
    assert "Stopped: 1 of 3" in done.stdout
