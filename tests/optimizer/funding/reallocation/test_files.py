"""Today's amounts as files, and the command."""

import csv
import json

import pytest
import typer
from typer.testing import CliRunner

from config.errors import ExtractError, UsageError
from optimizer.funding.commands import register
from optimizer.funding.reallocation.current import read_current


@pytest.fixture
def read(three, tmp_path):
    def build(text: str, name: str = "today.csv") -> dict[str, float]:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_current(three(), path)

    return build


def test_amounts_are_read_by_id_or_line_and_who_is_not_there_has_nothing(read) -> None:
    assert read("request_id,amount\nA,60\nC,20\n") == {"A": 60, "B": 0, "C": 20}
    assert read("service_line,current_amount\nLine B,40\n") == {"A": 0, "B": 40, "C": 0}


def test_a_printed_decision_is_read(read) -> None:
    decision = {"decisions": [{"request_id": "A", "amount": 60.0}, {"request_id": "B", "amount": 0}]}
    assert read(json.dumps(decision), "plan.json") == {"A": 60, "B": 0, "C": 0}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("request_id,amount\nA,60\nX,20\n", "line 3: nobody requests 'X'"),
        ("request_id,amount\nA,60\nLine A,20\n", "line 3: 'Line A' is there twice"),
        ("request_id,amount\nA,-1\n", "line 2: 'A' has -1; 0 or more is expected"),
        ("request_id,amount\nA,much\n", "line 2, column amount"),
        ("request_id,money\nA,1\n", "no column amount or current_amount"),
        ("request_id,amount\n", "no line below the header"),
        ("who,amount\nA,1\n", "no column request_id or service_line"),
    ],
)
def test_a_bad_line_is_named(read, text: str, words: str) -> None:
    with pytest.raises(ExtractError) as caught:
        read(text)
    assert words in str(caught.value)
    assert "Nothing was" in str(caught.value)


def test_no_file_and_no_decision(three, read, tmp_path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        read_current(three(), tmp_path / "none.csv")
    with pytest.raises(ExtractError, match="not a decision as JSON"):
        read("[1, 2]", "plan.json")


def test_the_command_prints_and_writes_the_moves(tmp_path) -> None:
    requests, limits, today = (tmp_path / name for name in ("requests.csv", "limits.csv", "today.csv"))
    requests.write_text(
        "service_line,budget_requested,min_viable_budget,expected_roi,strategic_priority,success_probability\n"
        "Audit,100,60,3.0,3,0.8\nRisk,80,40,2.5,3,0.8\n", encoding="utf-8",
    )  # fmt: skip
    limits.write_text("constraint_type,value\ntotal_budget,150\n", encoding="utf-8")
    today.write_text("service_line,amount\nRisk,80\n", encoding="utf-8")
    app, out = typer.Typer(), tmp_path / "moves.csv"
    register(app)
    words = ["funding", "reallocate", str(requests), "--constraints", str(limits), "--current", str(today)]
    done = CliRunner().invoke(app, [*words, "--out", str(out), "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["target"] == pytest.approx({"Audit": 100, "Risk": 50})
    with out.open(encoding="utf-8", newline="") as file:
        assert {row["request_id"]: float(row["amount_after"]) for row in csv.DictReader(file)} == told["target"]
    shown = CliRunner().invoke(app, words).stdout
    assert "Audit is new, 100" in shown
    assert "(+225)" in shown
    assert isinstance(CliRunner().invoke(app, [*words, "--most-changes", "-1"]).exception, UsageError)
