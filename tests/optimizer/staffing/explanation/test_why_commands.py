"""`prop staffing why` on a folder: sentences, JSON, exit codes and errors."""

import json

import pytest

from config.errors import ModelError, UsageError
from tests.optimizer.staffing.test_commands import run


@pytest.fixture
def plan(folder):
    """Ann works 40 h in both weeks, Ben nothing."""
    path = folder / "plan.csv"
    path.write_text("consultant_id,engagement_id,week,hours\n001,E1,0,40.00\n001,E1,1,40.00\n")
    return path


def test_a_booking_is_explained_with_its_alternatives(folder, plan):
    asked = run("why", folder, plan, "--employee", "001", "--phase", "E1")
    assert asked.exit_code == 0
    lines = asked.stdout.splitlines()
    assert lines[0].startswith("Consultant 001 works 80 h in 2 weeks on engagement E1: ")
    assert lines[1] == "Alternatives, the best first:"
    assert lines[2].startswith("1. Consultant 002 instead of consultant 001 on engagement E1")


def test_why_not_is_told_in_points_and_money_and_as_json(folder, plan):
    asked = run("why", folder, plan, "--employee", "002", "--phase", "e1", "--json")
    report = json.loads(asked.stdout)
    why_not = report["why_not"]
    # Ben has no hours in the second week. SPI is 0.98 x 10,000 / 12,000 and each hour of his earns until it is 1.
    assert why_not["weeks"] == ["2026-01-05"]
    assert [one["rule"] for one in why_not["refusals"]] == ["C1"]
    assert why_not["change_points"] > 0
    assert why_not["regret_points"] == 0
    assert report["sentences"][0].startswith("Consultant 002 on engagement E1, 20 h in 1 week: the plan would gain")


def test_a_rule_that_forbids_ends_well_and_is_named(folder, plan):
    asked = run("why", folder, plan, "--employee", "002", "--phase", "E1", "--week", "2026-01-14")
    assert asked.exit_code == 0
    assert asked.stdout.strip() == (
        "Consultant 002 cannot work on engagement E1: consultant 002 has no hours (week of 2026-01-12; C1)."
    )


def test_hours_beyond_what_somebody_has_are_forbidden(folder, plan):
    asked = run("why", folder, plan, "--employee", "001", "--phase", "E1", "--week", "0", "--hours", "44")
    assert "consultant 001 is pinned to 44.0 h and has 40.0 h" in asked.stdout


def test_somebody_who_is_there_already_is_said_to_be(folder, plan):
    asked = run("why", folder, plan, "--employee", "001", "--phase", "E1", "--why-not")
    assert asked.stdout.splitlines()[0] == "Consultant 001 already works on engagement E1 in all of these weeks."


@pytest.mark.parametrize(
    ("words", "error", "sentence"),
    [
        (("--employee", "003", "--phase", "E1"), UsageError, "--employee 003: the plan has no such employee"),
        (("--employee", "001", "--phase", "E9"), UsageError, "--phase E9: the plan has no such phase"),
        (("--employee", "001", "--phase", "E1", "--week", "7"), UsageError, "weeks 0 to 1"),
        (("--employee", "001", "--phase", "E1", "--run", "7"), UsageError, "neither --run nor --database"),
    ],
)
def test_unknown_words_are_refused_with_the_way_out(folder, plan, words, error, sentence):
    asked = run("why", folder, plan, *words)
    assert isinstance(asked.exception, error)
    assert sentence in str(asked.exception)


def test_a_plan_that_breaks_a_hard_rule_is_refused(folder, plan):
    plan.write_text("consultant_id,engagement_id,week,hours\n001,E1,0,41.00\n")
    asked = run("why", folder, plan, "--employee", "001", "--phase", "E1")
    assert isinstance(asked.exception, ModelError)
    assert "booked 41.0 h of 40.0 h" in str(asked.exception)


def test_a_week_without_a_booking_is_what_is_answered(folder):
    path = folder / "plan.csv"
    path.write_text("consultant_id,engagement_id,week,hours\n001,E1,0,40.00\n")
    asked = run("why", folder, path, "--employee", "001", "--phase", "E1", "--week", "1")
    assert asked.stdout.startswith("Consultant 001 on engagement E1, 40 h in 1 week: the plan would gain")
    assert "Alternatives" not in asked.stdout


def test_a_plan_that_breaks_a_rule_is_the_plans_fault(folder):
    path = folder / "plan.csv"
    path.write_text("consultant_id,engagement_id,week,hours\n001,E1,0,44.00\n")
    asked = run("why", folder, path, "--employee", "001", "--phase", "E1")
    assert isinstance(asked.exception, ModelError)
    assert "breaks 1 hard rule, first C1, consultant 001" in str(asked.exception)
    assert "Correct the plan" in str(asked.exception)
