"""`prop staffing replan|worth|frontier|hiring` on a folder."""

import json

import pandas as pd
import pytest
import typer
from typer.testing import CliRunner

from config.errors import ModelError, UsageError
from optimizer.staffing.check import broken_rules
from optimizer.staffing.commands import register
from optimizer.staffing.files import instance
from optimizer.staffing.files.plan_file import read_plan


def run(*words):
    app = typer.Typer()
    register(app)
    return CliRunner().invoke(app, ["staffing", *(str(word) for word in words)])


@pytest.fixture
def folder(tmp_path):
    """Ann, Ben and Cat (seniors) on one engagement that wants 80 h in each of two weeks; Cat has no hours yet."""
    frames = {
        "consultants": pd.DataFrame(
            {"consultant_id": ["1", "2", "3"], "practice": "SAP", "level": "senior", "is_external": False, "is_new": False}
        ),
        "availability": pd.DataFrame([(c, w, 40) for c in "123" for w in (0, 1)], columns=["consultant_id", "week", "hours"]),
        "engagements": pd.DataFrame(
            {
                "engagement_id": ["E1"], "start_week": 0, "end_week": 2, "weight": 1, "bac": 20000, "ac": 2000,
                "extracted_value": 2000, "pv_at_horizon": 18000, "ratio_price": 0.05,
            }
        ),
        "demand": pd.DataFrame({"engagement_id": "E1", "week": [0, 1], "planned_hours": 80, "maximum_hours": 120}),
        "targets": pd.DataFrame({"engagement_id": ["E1"], "practice": "SAP", "level": "senior", "ratio": 1.0}),
        "eligibility": pd.DataFrame(
            {
                "consultant_id": list("123"), "engagement_id": "E1", "charge_out_rate": 100, "value_per_hour": 100,
                "external_premium": 0, "was_assigned": True,
            }
        ),
    }  # fmt: skip
    for name, frame in frames.items():
        frame.to_csv(tmp_path / f"{name}.csv", index=False)
    (tmp_path / "parameters.json").write_text(json.dumps({"bench_price": 0.0001, "internal_first_price": 0.0002}))
    rows = [(c, "E1", w, 40) for c in "12" for w in (0, 1)]
    pd.DataFrame(rows, columns=["consultant_id", "engagement_id", "week", "hours"]).to_csv(
        tmp_path / "plan.csv", index=False
    )
    return tmp_path


def test_a_leave_is_covered_by_who_has_time(folder):
    out = folder / "new.csv"
    done = run("replan", folder, folder / "plan.csv", "--leave", "2:1", "--price", 0.1, "--out", out, "--json")
    report = json.loads(done.stdout)
    assert done.exit_code == 0
    assert (report["dropped_hours"], report["dropped_people"], report["moved_people"]) == (40, 1, 1)
    assert report["moves"][-1]["consultant"] == "3"
    data = instance.read(folder)
    assert broken_rules(data, read_plan(data, out)) == []
    assert report["objective_after"] > report["objective_kept"]


def test_the_repair_is_told_in_sentences(folder):
    done = run("replan", folder, folder / "plan.csv", "--resign", "2:0", "--reject", "1:E1", "--free-seconds", 5)
    assert "The repair moves" in done.stdout
    assert "Replanning freely would gain" in done.stdout
    assert "Consultant 3 on engagement E1: " in done.stdout
    assert "Consultant 2 is away from the week of 2026-01-05: 80 h less." in done.stdout


def test_a_change_outside_of_the_plan_says_that_it_changes_nothing(folder):
    told = run("replan", folder, folder / "plan.csv", "--leave", "2:9").stdout.splitlines()
    assert told[0] == "Consultant 2 is away outside of these weeks only; nothing changes in them."
    assert "all of it can stay" in told[1]
    assert told[2].startswith("The repair moves nobody")


def test_a_place_that_cannot_be_written_is_refused_before_anything_is_planned(folder):
    failure = run(
        "replan", folder, folder / "plan.csv", "--leave", "2:1", "--out", folder / "none" / "new.csv"
    ).exception
    assert isinstance(failure, UsageError)
    (folder / "changes.json").write_text('[{"kind": "person_leaves", "consultant": "2"}]')
    failure = run("scenario", folder, folder / "changes.json", "--out", folder / "none" / "new.csv").exception
    assert isinstance(failure, UsageError)


def test_new_work_comes_from_a_folder_or_a_file(folder, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    for path in folder.glob("*.*"):
        text = path.read_text().replace("E1", "E2") if path.name != "plan.csv" else ""
        (other / path.name).write_text(text)
    done = run("replan", folder, folder / "plan.csv", "--add-engagement", other, "--json")
    assert "E2" in {move["phase"] for move in json.loads(done.stdout)["moves"]}
    roles = [{"practice": "SAP", "level": "senior", "ratio": 1.0}]
    new = [{"kind": "engagement_added", "engagement": "E3", "hours_per_week": 20, "roles": roles}]
    (folder / "new.json").write_text(json.dumps(new))
    done = run("replan", folder, folder / "plan.csv", "--add-engagement", folder / "new.json", "--json")
    assert "E3" in {move["phase"] for move in json.loads(done.stdout)["moves"]}


@pytest.mark.parametrize("words", [["--leave", "2"], [], ["--lost", "E9"]])
def test_what_is_no_change_is_refused(folder, words):
    failure = run("replan", folder, folder / "plan.csv", *words).exception
    assert isinstance(failure, UsageError | ModelError)
    assert "Nothing was" in str(failure)


def test_changes_without_files_are_refused():
    assert isinstance(run("replan", "--leave", "2:1").exception, UsageError)


def test_worth_frontier_and_hiring_answer_in_json_and_in_sentences(folder):
    plan = folder / "plan.csv"
    worths = json.loads(run("worth", folder, plan, "--seconds", 20, "--json").stdout)["worths"]
    assert {one["kind"] for one in worths} == {"person", "week", "ratio_tolerance"}
    points = json.loads(run("frontier", folder, plan, "--seconds", 6, "--json").stdout)["points"]
    assert {"x_name", "y_value", "gap", "is_estimate", "sentence"} <= points[0].keys()
    assert run("hiring", folder, plan).stdout == "Nothing: nobody is missing.\n"  # Cat could do what is left


def test_a_role_that_is_short_for_weeks_is_hired(folder):
    demand = pd.read_csv(folder / "demand.csv")
    demand.assign(planned_hours=160, maximum_hours=240).to_csv(folder / "demand.csv", index=False)
    found = json.loads(run("hiring", folder, folder / "plan.csv", "--json").stdout)
    # 160 h are wanted, 80 h planned, Cat has 40 h: 40 h a week; two weeks are too few to hire for.
    assert [one["unmet_hours"] for one in found["shortages"]] == [40, 40]
    assert found["hires"] == []


def test_a_plan_that_breaks_a_rule_is_refused(folder):
    plan = pd.read_csv(folder / "plan.csv").assign(hours=41)
    plan.to_csv(folder / "plan.csv", index=False)
    failure = run("worth", folder, folder / "plan.csv").exception
    assert isinstance(failure, ModelError)
    assert "hard rules" in str(failure)


def test_roles_of_files_are_told_in_words_and_no_hire_is_said(folder):
    for path in ("consultants", "targets"):
        frame = pd.read_csv(folder / f"{path}.csv").assign(practice=0)
        frame.to_csv(folder / f"{path}.csv", index=False)
    demand = pd.read_csv(folder / "demand.csv").assign(planned_hours=160, maximum_hours=240)
    demand.to_csv(folder / "demand.csv", index=False)
    told = run("hiring", folder, folder / "plan.csv", "--lead-weeks", 5).stdout.splitlines()
    # Ann, Ben and Cat could work 120 of 160 h: 40 h, one person's week, are missing
    assert told[0].startswith(
        "Senior of practice 0, week of 2026-01-05: 40.0 h of 160.0 h are covered by nobody, as much as 1.0"
    )
    assert told[-1] == "No hire: nobody who starts after 5 weeks would be used for 80% of their hours."
