"""Scenarios: changes as JSON, kept in a folder, decided beside the problem as it is."""

import json

import pytest
import typer
from typer.testing import CliRunner

from config.errors import ModelError, UsageError
from optimizer.funding.commands import register
from optimizer.funding.data import Firm, Limit
from optimizer.funding.scenarios import store
from optimizer.funding.scenarios.apply import apply_changes
from optimizer.funding.scenarios.compare import compare
from optimizer.funding.scenarios.form import as_plain, changes_from, read_changes

BUDGET = Limit("total_budget", 150)
CASES = [
    {"kind": "limit", "limit": "total_budget", "factor": 0.8},
    {"kind": "limit_added", "code": "must_fund", "value": 1.0, "subject": ["C"]},
    {"kind": "limit_removed", "limit": "total_budget"},
    {"kind": "request", "request": "B", "values": {"roi_ratio": 3.5}, "factors": {"requested_amount": 2.0}},
    {
        "kind": "request_added", "request": "D", "requested_amount": 30.0, "minimum_viable_amount": 10.0, "roi_ratio": 9.0,
        "success_probability_ratio": 0.5, "strategic_priority": 2.0,
    },
    {"kind": "request_withdrawn", "request": "Line A"},
    {"kind": "firm", "figure": "cash_amount", "value": 500.0},
]  # fmt: skip


def _changes(*plain):
    return changes_from(list(plain), "test")


def _decided(data, *plain):
    found = compare(data, [store.Scenario("what if", _changes(*plain))])
    return found.outcomes[1]


@pytest.mark.parametrize("change", CASES, ids=[case["kind"] for case in CASES])
def test_changes_are_read_back_as_they_were_written(change) -> None:
    assert as_plain(_changes(change)) == [change]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "limits"}, "change 1: the kind 'limits' is not known. Nothing was kept. Use limit, limit_added"),
        ({"limit": "total_budget"}, "change 1: it has no kind. Nothing was kept. Give each change one: limit"),
        ({"kind": "limit", "limit": "total_budget", "valu": 3}, "change 1, valu"),
        ({"kind": "limit", "limit": "total_budget", "value": "much"}, "change 1, value"),
        (
            {"kind": "request", "request": "A", "factors": {"requested_amount": -1}},
            "change 1, factors.requested_amount",
        ),
        ({"kind": "request", "request": "A", "values": {"name": 1}}, "change 1, values.name"),
        ({"kind": "request_added", "request": "D"}, "change 1, requested_amount: Field required"),
    ],
)
def test_a_wrong_change_is_named_by_number_and_field(change, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        _changes(change)
    assert words in str(caught.value)
    assert "Nothing was kept" in str(caught.value)


def test_a_file_that_is_none(tmp_path) -> None:
    path = tmp_path / "changes.json"
    with pytest.raises(UsageError, match="no such file"):
        read_changes(path)
    path.write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match="this is no JSON"):
        read_changes(path)
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(UsageError, match="it lists no change"):
        read_changes(path)


def test_each_change_does_what_it_says(three) -> None:
    data, told = apply_changes(three(BUDGET, firm=Firm(cash_amount=100)), _changes(*CASES[:2], *CASES[3:]), "all of it")
    assert [limit.value for limit in data.limits] == [120, 1]
    assert [request.request_id for request in data.requests] == ["B", "C", "D"]
    assert (data.request["B"].roi_ratio, data.request["B"].requested_amount) == (3.5, 160)
    assert data.firm.cash_amount == 500
    assert told[0] == "All funding together is at most 120 USD (before: All funding together is at most 150 USD)."
    assert told[2] == "Line B: roi_ratio 3.5 (before: 2.5), requested_amount 160 (before: 80)."
    assert told[4] == "Line A is withdrawn."
    assert apply_changes(three(BUDGET), _changes(CASES[2]), "free")[0].limits == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "limit", "limit": "budget", "value": 1}, "the limit 'budget' is not there"),
        ({"kind": "limit", "limit": "total_budget"}, "needs a value or a factor"),
        ({"kind": "limit", "limit": "total_budget", "value": 1, "factor": 1}, "needs a value or a factor"),
        ({"kind": "request", "request": "X", "values": {"roi_ratio": 1}}, "the request 'X' is not there"),
        ({"kind": "request", "request": "A"}, "neither values nor factors"),
        (
            {"kind": "request", "request": "A", "values": {"roi_ratio": 1}, "factors": {"roi_ratio": 2}},
            "both a value and a factor for roi_ratio",
        ),
        ({"kind": "request", "request": "A", "factors": {"headcount_added": 2}}, "so it has no multiple"),
        ({"kind": "request_withdrawn", "request": "B"}, "while must_fund (B) is about it"),
        ({"kind": "limit_added", "code": "fame", "value": 1}, "the limit fame is not known"),
        ({"kind": "request", "request": "A", "factors": {"requested_amount": 0.1}}, "less than its minimum"),
    ],
)
def test_a_change_that_makes_no_sense_is_named_with_its_scenario(three, change, words: str) -> None:
    data = three(BUDGET, Limit("must_fund", 1, subject=("B",)), A={"headcount_added": None})
    with pytest.raises((UsageError, ModelError)) as caught:
        apply_changes(data, _changes(change), "odd")
    assert str(caught.value).startswith("Scenario odd, change 1: ")
    assert words in str(caught.value)


def test_less_money_by_hand(three) -> None:
    """150: A 100 and B 50. 60 % of it, 90: A alone with 90, which returns 270 instead of 425."""
    outcome = _decided(three(BUDGET), {"kind": "limit", "limit": "total_budget", "factor": 0.6})
    assert {row.request_id: row.is_different for row in outcome.rows} == {"A": True, "B": True, "C": False}
    assert outcome.plan.amounts == pytest.approx({"A": 90, "B": 0, "C": 0})
    assert "-60 of money and -155 of return" in outcome.sentences[0]
    assert outcome.sentences[1].startswith("Line A: 90 instead of 100 USD (-10).")
    assert outcome.sentences[2].startswith("Line B: not funded any more, it had 50 USD.")


def test_requests_come_and_go(three) -> None:
    """D takes 30 at 9, so that A has 100 and 20 are left: B's minimum is 40, C takes 20 of the budget of 150."""
    outcome = _decided(three(BUDGET), CASES[4], {"kind": "request_withdrawn", "request": "B"})
    told = " ".join(outcome.sentences)
    assert "Line B: withdrawn; it had 50 USD." in told
    assert "D: a new request that gets 30 USD." in told
    assert "Line C: funded now, with 20 USD." in told


def test_the_same_decision_is_said_to_be_the_same(three) -> None:
    outcome = _decided(three(BUDGET), {"kind": "request", "request": "C", "factors": {"roi_ratio": 0.9}})
    assert outcome.sentences[-1] == "Every request gets what it got before."


def test_a_scenario_without_a_decision_says_why_beside_the_others(three) -> None:
    scenarios = [
        store.Scenario("too much", _changes({"kind": "limit_added", "code": "min_funded_projects", "value": 4})),
        store.Scenario("more", _changes({"kind": "limit", "limit": "total_budget", "value": 230})),
    ]
    first, second, third = compare(three(BUDGET), scenarios).outcomes
    assert (first.name, third.plan.objective_value) == ("as it is", pytest.approx(600))
    assert second.plan is None
    assert "contradict" in second.sentences[0]


def test_scenarios_are_kept_whole_and_found_by_name(tmp_path) -> None:
    folder = tmp_path / "kept"
    one = store.save(folder, "Less money", _changes(CASES[0]), "the board asks")
    assert store.saved(folder) == (one,)
    assert store.scenario_called(folder, "less  MONEY") == one
    assert store.scenario_called(folder, str(folder / "less-money.json")) == one
    with pytest.raises(UsageError, match="is there already"):
        store.save(folder, "less money", _changes(CASES[2]))
    two = store.save(folder, "less money", _changes(CASES[2]), is_replaced=True)
    assert store.saved(folder) == (two,)
    assert list(folder.glob("*.part")) == []
    store.delete(folder, "less money")
    with pytest.raises(UsageError, match="There are: none"):
        store.scenario_called(folder, "less money")
    for name in ("", "..", "x" * 101):
        with pytest.raises(UsageError, match="is no name"):
            store.save(folder, name, _changes(CASES[0]))


def test_a_name_never_leaves_the_folder(tmp_path) -> None:
    store.save(tmp_path / "kept", "../../away", _changes(CASES[0]))
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["away.json"]


def test_the_commands(tmp_path) -> None:
    requests, limits, changes = (tmp_path / name for name in ("requests.csv", "limits.csv", "changes.json"))
    requests.write_text(
        "service_line,budget_requested,min_viable_budget,expected_roi,strategic_priority,success_probability\n"
        "Audit,100,60,3.0,3,0.8\nRisk,80,40,2.5,3,0.8\n", encoding="utf-8",
    )  # fmt: skip
    limits.write_text("constraint_type,value\ntotal_budget,150\n", encoding="utf-8")
    changes.write_text(json.dumps([{"kind": "limit", "limit": "total_budget", "value": 100}]), encoding="utf-8")
    app, folder = typer.Typer(), ["--folder", str(tmp_path / "kept")]
    register(app)

    def run(*words: str):
        return CliRunner().invoke(app, ["funding", "scenario", *words, *folder])

    assert "There is no scenario" in run("list").stdout
    assert "Less: 1 change" in run("save", "Less", str(changes)).stdout
    assert "Less: 1 change" in run("list").stdout
    assert json.loads(run("show", "Less", "--json").stdout)["changes"][0]["value"] == 100
    compared = run("compare", str(requests), "Less", "--constraints", str(limits))
    assert compared.exit_code == 0, compared.output
    assert "Risk: not funded any more, it had 50 USD." in compared.stdout
    told = json.loads(run("compare", str(requests), "Less", "--constraints", str(limits), "--json").stdout)
    assert [one["expected_return_amount"] for one in told["scenarios"]] == pytest.approx([425, 300])
    assert "Less is deleted" in run("delete", "Less").stdout
    assert isinstance(run("show", "Less").exception, UsageError)
