"""A released column is not renamed, retyped or dropped without a new major version, nor one added without a new minor."""

from dataclasses import replace

import pytest
from typer.testing import CliRunner

from sql.contract import __main__ as command
from sql.contract.columns import Column, Contract, View, current_contract
from sql.contract.released import breaches, released, shape, snapshot

CONTRACT = Contract(
    "1.3",
    (
        View("bi.dim_x", {}, (Column("x_key", "int", is_nullable=False, text="the key"),)),
        View(
            "bi.fact_y",
            {},
            (
                Column("x_key", "int", is_nullable=False, text="the key"),
                Column("cost_amount", "decimal(19,4)", is_nullable=True, text="the cost"),
            ),
        ),
    ),
)
PROMISED = shape(CONTRACT)


def changed(version="1.3", **column):
    """The contract with another cost_amount, or without it."""
    dimension, fact = CONTRACT.views
    costs = () if column.get("name") == "" else (replace(fact.columns[1], **column),)
    return Contract(version, (dimension, replace(fact, columns=(fact.columns[0], *costs))))


def test_the_same_contract_may_be_released():
    assert breaches(CONTRACT, "1.3", PROMISED) == []


def test_other_words_need_no_version():
    assert breaches(changed(text="what it costs"), "1.3", PROMISED) == []


@pytest.mark.parametrize(
    ("column", "sentence"),
    [
        ({"name": "cost"}, "bi.fact_y.cost_amount is gone"),
        ({"name": ""}, "bi.fact_y.cost_amount is gone"),
        ({"type_name": "decimal(19,2)"}, "bi.fact_y.cost_amount is decimal(19,2) null, was decimal(19,4) null"),
    ],
)
def test_a_broken_promise_needs_a_major_version(column, sentence):
    assert breaches(changed(**column), "1.3", PROMISED) == [f"{sentence}: that needs version 2.0"]
    assert breaches(changed("1.4", **column), "1.3", PROMISED) == [f"{sentence}: that needs version 2.0"]
    assert breaches(changed("2.0", **column), "1.3", PROMISED) == []


def test_a_column_that_may_become_null_breaks_the_promise_and_the_reverse_does_not():
    promised = {**PROMISED, "bi.fact_y": {**PROMISED["bi.fact_y"], "cost_amount": "decimal(19,4)"}}
    assert "that needs version 2.0" in breaches(CONTRACT, "1.3", promised)[0]
    assert breaches(changed("1.4", is_nullable=False), "1.3", PROMISED) == []
    assert "that needs version 1.4" in breaches(changed(is_nullable=False), "1.3", PROMISED)[0]


def test_a_dropped_view_needs_a_major_version():
    assert breaches(Contract("1.4", CONTRACT.views[1:]), "1.3", PROMISED) == [
        "bi.dim_x is gone: that needs version 2.0"
    ]


def test_a_new_column_or_view_needs_a_minor_version():
    fewer = {"bi.dim_x": PROMISED["bi.dim_x"]}
    assert breaches(CONTRACT, "1.3", fewer) == [
        "bi.fact_y.x_key is new: that needs version 1.4",
        "bi.fact_y.cost_amount is new: that needs version 1.4",
    ]
    assert breaches(CONTRACT, "1.2", fewer) == []


def test_a_version_never_goes_back():
    assert breaches(CONTRACT, "1.10", PROMISED) == ["version 1.3 is older than the released 1.10"]


def test_the_snapshot_says_what_the_contract_promises(tmp_path):
    path = tmp_path / "released.toml"
    path.write_text(snapshot(CONTRACT), encoding="utf-8")
    assert released(path) == ("1.3", PROMISED)


def test_the_views_keep_the_released_contract():
    assert breaches(current_contract(), *released()) == []


def test_the_page_and_the_snapshot_are_as_the_views_are():
    for path, text in command.texts(current_contract()).items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run python -m sql.contract --write"


@pytest.fixture
def prompt(monkeypatch, tmp_path):
    """The command on files of its own."""
    import typer

    monkeypatch.setattr(command, "PAGE", tmp_path / "CONTRACT.md")
    monkeypatch.setattr(command, "RELEASED_FILE", tmp_path / "released.toml")
    monkeypatch.setattr(command, "released", lambda: released(tmp_path / "released.toml"))
    app = typer.Typer()
    app.command()(command.main)
    return tmp_path, lambda *words: CliRunner().invoke(app, words)


def test_the_command_writes_and_then_has_nothing_to_say(prompt):
    folder, run = prompt
    assert run("--write").exit_code == 0
    assert run("--check").exit_code == 0
    (folder / "CONTRACT.md").write_text("edited", encoding="utf-8")
    answer = run("--check")
    assert (answer.exit_code, "CONTRACT.md: not as the views are" in answer.output) == (1, True)


def test_the_command_does_not_write_over_a_broken_promise(prompt):
    folder, run = prompt
    promised = snapshot(current_contract()).replace('alert_code = "nvarchar(60)"', 'code = "nvarchar(60)"')
    (folder / "released.toml").write_text(promised, encoding="utf-8")
    answer = run("--write")
    assert answer.exit_code == 1
    assert "bi.fact_alert.code is gone: that needs version 2.0" in answer.output
    assert "Nothing was written" in answer.output
    assert not (folder / "CONTRACT.md").exists()


def test_the_command_wants_one_of_its_two_words(prompt):
    _, run = prompt
    assert run().exit_code == 2
    assert run("--write", "--check").exit_code == 2
