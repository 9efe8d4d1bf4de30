"""Questions about a published run of the firm in the database, and about names that its plan does not have."""

import pytest

from config.errors import ModelError, UsageError
from optimizer.staffing.explanation.explain import explain
from optimizer.staffing.explanation.firm_answer import answer_of_run
from optimizer.staffing.explanation.lookup import Asked
from optimizer.staffing.firm.save import save
from optimizer.staffing.model import solve
from tests.optimizer.staffing.firm.test_firm import AS_OF, MONDAYS, NOW, add, database, decide, loaded, small

__all__ = ["database", "small"]  # fixtures
WEEKS = 4


@pytest.fixture(scope="module")
def plan(small):
    """The small firm's plan."""
    with small.transaction() as transaction:
        return solve(loaded(transaction), 10)


@pytest.fixture
def published(database, plan):
    """The small firm with its plan published as run 7."""
    data = loaded(database)
    add(
        database, "ops.run", run_id=7, run_kind="staffing", iso_week="2025-W12", as_of_date=AS_OF, status="published",
        publication_key="k", requested_by="test", started_at_utc=NOW,
    )  # fmt: skip
    save(database, 7, data, plan, explain(data, plan))
    return database


def ask(database, employee, phase, *weeks, run=None, **more):
    return answer_of_run(database, Asked(employee, phase, weeks, **more), run, WEEKS)


def test_a_booking_is_explained_with_what_was_stored_and_alternatives(published):
    report = ask(published, "ann", "Mars")
    assert (report["run_id"], report["as_of_date"], report["employee"], report["phase"]) == (
        7,
        "2025-03-16",
        "1",
        "E1/10",
    )
    assert report["sentences"][0] == "Run 7, as of 2025-03-16:"
    assert report["sentences"][1].startswith("Ann works ")
    assert report["sentences"][1] == report["stored"][0]
    assert {one["other_phase"] or one["other_employee"] for one in report["alternatives"]}


def test_a_week_asked_about_is_planned_again(published):
    report = ask(published, "Ben", "Neptune / Mars", "2025-03-19", hours_per_week=8.0)
    assert report["why_not"]["weeks"] == ["2025-03-17"]
    assert report["sentences"][1].startswith("Ben on Neptune / Mars, 8 h in 1 week: the plan would")


@pytest.mark.parametrize(
    ("employee", "phase", "words"),
    [
        ("Eve", "Mars", "Eve is not planned: HR gives no practice or no level"),
        ("Ann", "Over", "Done / Over is not planned: the engagement is completed (C2)."),
        ("Ann", "Gift", "Free is not planned: it has no budget (BAC), or no phase has begun."),
    ],
)
def test_whoever_the_firm_knows_and_does_not_plan_gets_a_reason(published, employee, phase, words):
    assert ask(published, employee, phase)["sentences"][1].startswith(words)


def test_a_leaver_and_a_phase_that_ended_are_told_with_their_dates(published):
    published.execute("UPDATE core.employees SET termination_date = '2025-03-10' WHERE employee_id = 3")
    assert ask(published, "Cat", "Mars")["sentences"][1] == "Cat is not planned: they left on 2025-03-10 (C2)."
    published.execute("UPDATE core.phases SET actual_end_date = '2025-03-11' WHERE phase_id = 2")
    assert (
        ask(published, "Ann", "Solaris")["sentences"][1]
        == "Neptune / Solaris is not planned: it ended on 2025-03-11 (C2)."
    )


def test_a_rejection_names_who_decided(published):
    decide(published, 1, "reject", (2, 1))
    assert "pat ruled Ben out for Neptune / Mars" in ask(published, "Ben", "Mars")["sentences"][1]


def test_a_missing_skill_is_named(published):
    add(published, "core.skills", skill_id=1, skill_code="abap", skill_name="ABAP", batch_id=1)
    for employee in (1, 3, 4):
        add(
            published, "core.employee_skills", employee_id=employee, skill_id=1, skill_kind="technical",
            row_sha256="0" * 64, batch_id=1,
        )  # fmt: skip
    add(
        published, "core.phase_skills", phase_id=1, skill_id=1, minimum_proficiency_level=1, is_mandatory=True,
        row_sha256="0" * 64, batch_id=1,
    )  # fmt: skip
    said = ask(published, "Ben", "Mars")["sentences"][1]
    assert "Neptune / Mars asks for ABAP, which Ben lacks at that level" in said


def test_near_names_are_offered(published):
    with pytest.raises(UsageError, match=r"--employee Bem: the plan has no such employee.*Did you mean Ben \(2\)\?"):
        ask(published, "Bem", "Mars")
    with pytest.raises(UsageError, match=r"--phase Neptun: the plan has no such phase"):
        ask(published, "Ben", "Neptun")
    with pytest.raises(UsageError, match="several have this name"):
        ask(published, "Ben", "Neptune")


def test_without_a_run_or_with_an_unknown_one_the_way_out_is_named(database):
    with pytest.raises(
        UsageError, match=r"No staffing run is published. Nothing was answered. Plan first: `prop run staffing`"
    ):
        ask(database, "Ann", "Mars")
    with pytest.raises(UsageError, match="There is no staffing run 9"):
        ask(database, "Ann", "Mars", run=9)


def test_a_plan_that_the_firm_has_outgrown_tells_what_was_stored_and_plans_nothing(published):
    published.execute("UPDATE core.assignment_week SET assigned_hours = 3 WHERE phase_id = 1")
    report = ask(published, "Ann", "Mars")
    assert report["sentences"][1].startswith("Ann works ")
    assert report["sentences"][-1].startswith("The firm has changed since (C4, phase E1/10: booked")
    with pytest.raises(ModelError, match="The firm has changed since run 7"):
        ask(published, "Ben", "Mars", is_why_not=True)


def test_weeks_outside_of_the_plan_are_refused(published):
    for week in ("2024-01-01", "99", "soon"):
        with pytest.raises(UsageError, match="--week "):
            ask(published, "Ann", "Mars", week)


def test_a_week_off_for_somebody_who_is_not_eligible_binds_nobody(database):
    decide(database, 1, "reject", (3, 1), MONDAYS[0])
    decide(database, 2, "reject", (3, 1))  # Cat is out altogether, and then out of one week
    decide(database, 3, "reject", (3, 1), MONDAYS[0])
    add(database, "core.skills", skill_id=1, skill_code="abap", skill_name="ABAP", batch_id=1)
    for employee in (1, 2, 4):
        add(
            database, "core.employee_skills", employee_id=employee, skill_id=1, skill_kind="technical",
            row_sha256="0" * 64, batch_id=1,
        )  # fmt: skip
    add(
        database, "core.phase_skills", phase_id=1, skill_id=1, minimum_proficiency_level=1, is_mandatory=True,
        row_sha256="0" * 64, batch_id=1,
    )  # fmt: skip
    data = loaded(database)
    assert (2, 0) not in data.pair_index
    assert data.pins == ()
    assert solve(data, 10).status.has_plan
