"""Saved, solved, compared, applied to the next run, revoked and deleted, on both engines."""

from datetime import UTC, date, datetime

import pytest

from config.errors import ModelError, UsageError
from optimizer.staffing.changes.kinds import (
    EngagementAdded,
    EngagementLost,
    ParameterChanged,
    PersonJoins,
    PersonLeaves,
    Role,
    WinProbability,
)
from pipeline.models.staffing import STAFFING
from pipeline.order import Order
from pipeline.scenarios import application, solving, store
from pipeline.scenarios.assumptions import Prospect, prospects
from pipeline.scenarios.planner import NotAllowedError, planner_of
from pipeline.scenarios.problem import check_changes
from pipeline.scenarios.results import read_results
from pipeline.scenarios.side_by_side import as_lines, side_by_side
from pipeline.weekly_run import run
from sql.retention import audit_trail
from tests.dashboard.small_firm import AS_OF

LOST = EngagementLost("E-3", date(2026, 3, 23))
SENIORS = (Role("North practice", "Consultant", 1.0),)


def quiet(_words, _number, _count):
    pass


@pytest.fixture
def saved(firm, planner, request):
    """Save changes under this test's name; what a test leaves in force is revoked."""
    kept = []

    def keep(*changes):
        name = f"{request.node.name[:60]} {len(kept)}"
        kept.append(store.save(firm, planner, name, tuple(changes), time_limit_seconds=2))
        return kept[-1]

    yield keep
    for one in kept:
        if any(found.scenario_id == one.scenario_id for found in application.in_force(firm)):
            application.revoke_scenario(firm, planner, one.scenario_id)


def test_what_is_saved_is_read_back(firm, saved):
    changes = (
        LOST,
        EngagementAdded("N1", 30, SENIORS, from_week=date(2026, 3, 16), win_probability_ratio=0.5),
        WinProbability("Orbit audit"),
        PersonLeaves("M-2", date(2026, 3, 18)),
        PersonJoins("C-3", "North practice", "Consultant"),
        ParameterChanged("switch_price", 0.02),
    )
    one = saved(*changes)
    assert store.show(firm, one.scenario_id).changes == changes
    assert (one.state.status, one.created_by, one.is_in_force) == ("new", "command line", False)
    rows = firm.rows(
        "SELECT c.change_kind, c.engagement_id, c.employee_id, c.practice_id, c.from_week_start_date, c.parameter_code, "
        "c.sentence FROM app.scenario_change AS c WHERE c.scenario_id = :scenario_id ORDER BY c.change_number",
        scenario_id=one.scenario_id,
    )
    assert [row["engagement_id"] for row in rows] == [3, None, 9, None, None, None]
    assert [row["employee_id"] for row in rows] == [None, None, None, 2, None, None]
    assert rows[3]["from_week_start_date"] == date(2026, 3, 16)
    assert (rows[4]["practice_id"], rows[5]["parameter_code"]) == (1, "staffing_switch_price")
    assert rows[0]["sentence"] == "Engagement canary-three is lost from the week of 2026-03-23."


def test_the_pipeline_is_known_with_its_probability(firm):
    assert prospects(firm) == [Prospect("E-9", "Orbit audit", 0.4)]


def test_names_are_given_once_and_weeks_are_dated(firm, planner, saved):
    one = saved(LOST)
    with pytest.raises(UsageError, match="There is a scenario"):
        store.save(firm, planner, one.name, (LOST,))
    with pytest.raises(UsageError, match="Give dates"):
        store.save(firm, planner, "by number", (EngagementLost("E-1", 2),))
    with pytest.raises(UsageError, match="1 to 200 characters"):
        store.save(firm, planner, " ", (LOST,))
    with pytest.raises(UsageError, match="There is no scenario 999"):
        store.show(firm, 999)


def test_changes_are_checked_against_the_weeks_that_are_planned(firm, settings):
    assert check_changes(firm, settings, (PersonLeaves("M-2"),)) == (
        "Person canary-2 is away from the week of 2026-03-16: 160 h less.",
    )
    with pytest.raises(ModelError, match="There is no engagement E-77"):
        check_changes(firm, settings, (EngagementLost("E-77"),))


def test_a_scenario_is_solved_and_its_comparison_kept(firm, planner, settings, saved):
    one = saved(LOST)
    words = []
    found = solving.solve_now(firm, settings, planner, one.scenario_id, lambda *told: words.append(told))
    assert words == [("the plan as it is", 1, 2), ("the plan with the changes", 2, 2)]
    kept = read_results(firm, one.scenario_id)
    assert store.show(firm, one.scenario_id).state.status == "done"
    assert kept.as_of_date == AS_OF
    booked = kept.of_firm("booked_hours")
    assert (booked.value, booked.base) == pytest.approx((found.scenario.booked_hours, found.base.booked_hours))
    assert booked.value < booked.base  # the people of E-3 have nowhere else to go
    spi = {m.subject: (m.value, m.base) for m in kept.engagements if m.code == "spi"}
    assert set(spi) == {"Engagement canary-one", "Engagement canary-two", "Engagement canary-three"}
    assert any(
        text.startswith("Engagement canary-three is lost from the week of 2026-03-23") for text in kept.sentences
    )
    again = saved(PersonLeaves("M-5"))
    solving.solve_now(firm, settings, planner, again.scenario_id, quiet)
    table = side_by_side(firm, [one.scenario_id, again.scenario_id])
    assert table.figures["booked_hours"][1] == pytest.approx(booked.value)
    assert len(as_lines(table)) == 1 + len(table.figures) + len(table.spi)


def test_an_uncertain_win_is_shown_won_lost_and_expected(firm, planner, settings, saved):
    one = saved(WinProbability("Orbit audit"))
    solving.solve_now(firm, settings, planner, one.scenario_id, quiet)
    kept = read_results(firm, one.scenario_id)
    won, lost = (kept.of_firm(f"objective_if_{end}").value for end in ("won", "lost"))
    assert kept.of_firm("objective_expected").value == pytest.approx(0.4 * won + 0.6 * lost, abs=1e-5)
    assert {m.subject: m.base for m in kept.engagements if m.code == "hours"}["Orbit audit"] is None


def test_what_was_not_solved_cannot_be_compared(firm, saved):
    with pytest.raises(UsageError, match="was not solved yet"):
        side_by_side(firm, [saved(LOST).scenario_id])


def test_a_scenario_asked_for_is_solved_once_and_says_why_it_fails(firm, planner, settings, saved):
    good, bad = saved(PersonLeaves("M-5")), saved(EngagementLost("E-77"))
    for one in (good, bad, good):
        solving.ask(firm, planner, one.scenario_id)
    assert store.show(firm, good.scenario_id).state.status == "asked"
    assert solving.answer(firm, settings) == [good.scenario_id]
    failed = store.show(firm, bad.scenario_id).state
    assert failed.status == "failed"
    assert "There is no engagement E-77" in failed.words
    assert solving.answer(firm, settings) == []


def test_a_process_that_is_asked_to_end_stops_between_two_plans(firm, planner, settings, saved):
    one = saved(PersonLeaves("M-5"))
    solving.ask(firm, planner, one.scenario_id)
    answers = iter([False, False, True])  # before the scenario, before its first plan, before its second
    assert solving.answer(firm, settings, should_stop=lambda: next(answers)) == []
    assert "stopped before plan 2 of 2" in store.show(firm, one.scenario_id).state.words
    assert read_results(firm, one.scenario_id).as_of_date is None


def test_one_whose_process_died_is_not_solved_forever(firm, planner, settings, saved):
    one = saved(LOST)
    asked = solving.ask(firm, planner, one.scenario_id)
    dead = asked.state.at(datetime(2026, 3, 16, 9, tzinfo=UTC), "solving", words="the plan as it is")
    with firm.transaction() as transaction:
        transaction.execute(
            "UPDATE app.scenario SET settings_json = :text WHERE scenario_id = :scenario_id",
            text=dead.as_json(),
            scenario_id=one.scenario_id,
        )
    assert solving.answer(firm, settings) == []
    assert "process ended" in store.show(firm, one.scenario_id).state.words


def test_the_next_run_takes_what_is_applied_and_says_so(firm, planner, settings, saved):
    one = saved(
        WinProbability("Orbit audit", 1.0),
        EngagementAdded("N1", 20, SENIORS, name="Neptune", from_week=date(2026, 3, 16)),
        EngagementLost("E-2"),
        EngagementLost("E-77"),
    )
    applied = application.apply_scenario(firm, planner, one.scenario_id)
    assert (applied.is_in_force, applied.applied_by) == (True, "command line")
    data = STAFFING.load(firm, AS_OF, settings)
    assert data.engagements.ids == ("E-1", "E-3", "E-9", "N1")
    assert data.notes[0].sentence.startswith(f"Scenario {one.scenario_id} (")
    assert "It changes nothing here. Change 1 (engagement_lost): There is no engagement E-77" in data.notes[4].sentence
    report = run(firm, Order("staffing", is_again=True), settings)
    assert report.status == "published"
    assert "is in force, applied by command line" in report.solves[0]["sentence"]
    planned = {row["engagement_id"] for row in firm.rows(
        "SELECT DISTINCT p.engagement_id FROM pred.latest_staffing_plan AS s "
        "INNER JOIN core.phases AS p ON p.phase_id = s.phase_id WHERE s.recommended_hours > 0"
    )}  # fmt: skip
    assert planned <= {1, 3, 9}
    assert "are kept for work or people that scenarios add" in report.solves[0]["sentence"]
    application.revoke_scenario(firm, planner, one.scenario_id)
    assert STAFFING.load(firm, AS_OF, settings).engagements.ids == ("E-1", "E-2", "E-3")


def test_a_scenario_in_force_is_compared_with_the_plan_without_it(firm, planner, settings, saved):
    one, other = saved(EngagementLost("E-2")), saved(EngagementLost("E-3"))
    for each in (one, other):
        application.apply_scenario(firm, planner, each.scenario_id)
    solving.solve_now(firm, settings, planner, one.scenario_id, quiet)
    hours = {m.subject: (m.base, m.value) for m in read_results(firm, one.scenario_id).engagements if m.code == "hours"}
    assert set(hours) == {"Engagement canary-one", "Engagement canary-two"}
    assert hours["Engagement canary-two"][1] is None


def test_everything_is_in_the_audit_trail(firm, planner, saved):
    one = saved(LOST)
    application.apply_scenario(firm, planner_of(firm, "mia"), one.scenario_id)
    with pytest.raises(UsageError, match="in force already"):
        application.apply_scenario(firm, planner, one.scenario_id)
    with pytest.raises(UsageError, match="Revoke it first"):
        store.delete(firm, planner, one.scenario_id)
    application.revoke_scenario(firm, planner, one.scenario_id)
    with pytest.raises(UsageError, match="is not in force"):
        application.revoke_scenario(firm, planner, one.scenario_id)
    store.delete(firm, planner, one.scenario_id)
    with pytest.raises(UsageError, match="There is no scenario"):
        store.show(firm, one.scenario_id)
    events = firm.rows(
        "SELECT e.actor, e.action FROM ops.audit_event AS e WHERE e.subject = :subject ORDER BY e.event_id",
        subject=f"app.scenario {one.scenario_id}",
    )
    assert [(row["actor"], row["action"]) for row in events] == [
        ("command line", "scenario saved"),
        ("mia", "scenario applied"),
        ("command line", "scenario revoked"),
        ("command line", "scenario deleted"),
    ]
    assert audit_trail.faults(firm) == []


@pytest.mark.parametrize(
    ("user", "error", "words"),
    [
        ("paul", NotAllowedError, "for managers and administrators; paul is partner"),
        ("nora", NotAllowedError, "nora sees a part of it"),
        ("nobody", UsageError, "no enabled account nobody"),
    ],
)
def test_only_planners_of_the_whole_firm_may(firm, user, error, words):
    with pytest.raises(error, match=words) as refused:
        planner_of(firm, user)
    assert "Nothing was changed." in str(refused.value)
