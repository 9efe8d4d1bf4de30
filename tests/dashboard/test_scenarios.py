"""The page of scenarios: who may, what the form makes, and what the buttons do."""

import json

import pytest

from config.errors import UsageError
from dashboard.scenario_changes import KINDS, change_of
from optimizer.staffing.changes.form import KINDS as KNOWN
from optimizer.staffing.changes.kinds import (
    EngagementAdded,
    EngagementMoved,
    ParameterChanged,
    PersonJoins,
    PersonLeaves,
    Role,
    WinProbability,
)
from pipeline.scenarios import application, store

LOST = {"kind": "engagement_lost", "engagement": "E-2", "from_week": "2026-03-23"}


def send(app, browser, start, inputs, state, changed):
    """A callback as the page sends it; its outputs are those that the app registered."""
    browser.client.get("/_dash-dependencies")
    output = next(name for name in app.callback_map if name.startswith(start))
    outputs = [
        {"id": one.rpartition(".")[0], "property": one.rpartition(".")[2]} for one in output.strip(".").split("...")
    ]
    return browser.callback(output, outputs if output.startswith("..") else outputs[0], inputs, state, [changed])


def save(app, browser, name, picked):
    state = [
        {"id": "scenario-name", "property": "value", "value": name},
        {"id": "scenario-description", "property": "value", "value": "because"},
        {"id": "scenario-seconds", "property": "value", "value": 2},
        {"id": "scenario-picked", "property": "data", "value": picked},
        {"id": "refresh", "property": "data", "value": 0},
    ]
    click = [{"id": "scenario-save", "property": "n_clicks", "value": 1}]
    return send(app, browser, "..scenario-answer.children@", click, state, "scenario-save.n_clicks")


def press(app, browser, action, scenario_id):
    identity = {"type": "scenario-do", "action": action, "scenario": scenario_id}
    inputs = [[{"id": identity, "property": "n_clicks", "value": 1}], []]
    changed = f"{json.dumps(identity, sort_keys=True, separators=(',', ':'))}.n_clicks"
    state = [{"id": "refresh", "property": "data", "value": 0}]
    return send(app, browser, "..scenario-progress.children...refresh", inputs, state, changed)


def pick(app, browser, kind, fields, picked=()):
    inputs = [
        {"id": "scenario-add", "property": "n_clicks", "value": 1},
        {"id": "scenario-clear", "property": "n_clicks", "value": None},
    ]
    ids = [{"type": "scenario-field", "name": name} for name in fields]
    values = zip(ids, fields.values(), strict=True)
    state = [
        {"id": "scenario-kind", "property": "value", "value": kind},
        [{"id": one, "property": "value", "value": value} for one, value in values],
        [{"id": one, "property": "id", "value": one} for one in ids],
        {"id": "scenario-picked", "property": "data", "value": list(picked)},
    ]
    return send(app, browser, "..scenario-picked.data", inputs, state, "scenario-add.n_clicks")


def names(firm):
    return [one.name for one in store.scenarios(firm)]


@pytest.mark.parametrize("name", ["viewer-north", "partner", "finance", "quality", "manager-north"])
def test_nobody_but_planners_of_the_whole_firm_may(app, visitor, firm, name):
    browser, before = visitor(name), names(firm)
    assert save(app, browser, f"by {name}", [LOST])[0] == 403
    assert press(app, browser, "apply", 1)[0] == 403
    assert pick(app, browser, "engagement_lost", {"engagement": "E-2"})[0] == 403
    assert names(firm) == before
    assert application.in_force(firm) == []


def test_a_planner_of_a_part_is_told_why_the_page_is_empty(visitor):
    status, text = visitor("manager-north").page("/scenarios")
    assert status == 200
    assert "Scenarios are of the whole firm" in text
    assert "canary" not in text


def test_a_manager_saves_applies_and_revokes(app, visitor, firm):
    browser = visitor("manager")
    status, text = save(app, browser, "Lose two", [LOST])
    assert status == 200, text
    one = store.scenarios(firm)[-1]
    assert (one.name, one.created_by, one.state.time_limit_seconds) == ("Lose two", "manager", 2)
    assert "Engagement canary-two is lost from the week of 2026-03-23." in browser.page("/scenarios")[1]
    assert press(app, browser, "apply", one.scenario_id)[0] == 200
    assert [found.applied_by for found in application.in_force(firm)] == ["manager"]
    assert "In force: the runs plan with these" in browser.page("/scenarios")[1]
    assert "in force already" in press(app, browser, "apply", one.scenario_id)[1]
    press(app, browser, "revoke", one.scenario_id)
    assert application.in_force(firm) == []
    press(app, browser, "solve", one.scenario_id)
    assert store.show(firm, one.scenario_id).state.status == "asked"
    assert "the scheduler begins within seconds" in browser.page("/scenarios", f"?scenario={one.scenario_id}")[1]
    press(app, browser, "delete", one.scenario_id)
    assert "Lose two" not in names(firm)


@pytest.mark.parametrize(("action", "scenario"), [("drop", 1), ("apply", 999), ("solve", "x"), ("__init__", 1)])
def test_forged_actions_change_nothing(app, visitor, firm, action, scenario):
    before = names(firm)
    status, _ = press(app, visitor("admin"), action, scenario)
    assert status == 200
    assert (names(firm), application.in_force(firm)) == (before, [])


@pytest.mark.parametrize("picked", [[], [{"kind": "fired"}], [LOST | {"drop": 1}], "x"])
def test_forged_changes_are_refused_in_words(app, visitor, firm, picked):
    before = names(firm)
    status, text = save(app, visitor("admin"), "forged", picked)
    assert status == 200
    assert "Nothing was changed." in text
    assert names(firm) == before


def test_picked_changes_are_listed_by_name(app, visitor):
    browser = visitor("manager")
    status, text = pick(app, browser, "engagement_moved", {"engagement": "E-1", "weeks": 2}, [LOST])
    answer = json.loads(text)["response"]
    assert status == 200
    assert [one["kind"] for one in answer["scenario-picked"]["data"]] == ["engagement_lost", "engagement_moved"]
    assert "Engagement canary-one moves by 2 weeks, later." in text
    assert "weeks: Field required" in pick(app, browser, "engagement_moved", {"engagement": "E-1"})[1]


def test_every_kind_of_change_can_be_picked():
    assert set(KINDS) == set(KNOWN)
    made = [
        change_of("engagement_moved", {"engagement": "E-1", "weeks": -1}),
        change_of(
            "engagement_added",
            {"engagement": "N", "roles": ["A / S", "A / M"], "hours_per_week": 40, "win_probability_ratio": 25},
        ),
        change_of("win_probability", {"engagement": "E-9", "probability_ratio": None}),
        change_of("person_leaves", {"consultant": "M-1", "from_week": "", "to_week": None}),
        change_of("person_joins", {"consultant": "C", "role": "North practice / Consultant", "is_external": True}),
        change_of("parameter", {"parameter": "staffing_switch_price", "value": 0.01}),
    ]
    assert made == [
        EngagementMoved("E-1", -1),
        EngagementAdded("N", 40.0, (Role("A", "S", 0.5), Role("A", "M", 0.5)), win_probability_ratio=0.25),
        WinProbability("E-9"),
        PersonLeaves("M-1"),
        PersonJoins("C", "North practice", "Consultant", is_external=True),
        ParameterChanged("staffing_switch_price", 0.01),
    ]
    with pytest.raises(UsageError, match="Give each change a kind"):
        change_of("fired", {})
