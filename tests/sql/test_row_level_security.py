"""The files of row-level security: every table with a practice or a client is covered, or says why not."""

import re
from pathlib import Path

import pytest

from sql.deployment.revisions import revisions
from sql.files import SqlFile, SqlTree
from tests.server.permission_matrix import as_markdown

SUBJECTS = ("client_id", "practice_id", "engagement_id", "phase_id", "employee_id")
NOT_FILTERED = {
    "core.timesheets": (
        "ops.reporting_date takes the latest posting date of the whole firm from it. The dashboard has no grant on it, "
        "and reaches it through that date and kpi.reporting_lag alone, which joins core.employees."
    ),
    "app.decision": (
        "The number of a new decision follows the highest of all. Rows that their writer would not see are blocked, and "
        "the dashboard may not read reasons and hours."
    ),
    "security.subject_scope": "It is what the policies look up; only loads, runs and DBAs have a grant on it.",
}
FIRM_WIDE = {
    "core.initiatives", "core.funding_requests", "core.funding_constraints", "core.roi_history",
    "core.initiatives_past", "core.funding_requests_past", "core.funding_constraints_past", "core.roi_history_past",
    "pred.budget_allocation", "pred.initiative_outcome", "pred.funding_decision", "pred.shadow_price",
    "pred.frontier_point", "pred.budget_tier", "pred.budget_person_month", "pred.budget_hire_allocation",
    "pred.budget_hire_cover", "pred.funding_strategy", "pred.funding_strategy_amount", "pred.funding_period_amount",
    "pred.funding_move", "pred.funding_chance", "pred.funding_conflict", "pred.simulation", "pred.planning_driver",
    "pred.planning_result", "pred.planning_sensitivity", "pred.planning_demand", "pred.planning_scenario",
    "pred.planning_hire", "ops.alert", "ops.load_file", "ops.quarantine", "ops.run_step",
}  # fmt: skip
PREDICATE = re.compile(
    r"ADD (?P<kind>FILTER|BLOCK) PREDICATE security\.(?P<function>\w+)\((?P<arguments>[^)]*)\) ON (?P<table>[\w.]+)"
    r"(?: (?P<operation>AFTER \w+|BEFORE \w+))?"
)
TREE = SqlTree()
POLICIES = [file for file in TREE.build_order() if file.object_type == "policy"]
FUNCTIONS = [
    file for file in TREE.build_order() if file.object_type == "function" and file.subject.startswith("security.")
]


def declared_columns() -> dict[str, list[str]]:
    """The columns of every table, from the text of the migrations."""
    scripts = [script for revision in revisions(TREE) for script in revision.scripts if script.object_type == "table"]
    return {script.object_name: re.findall(r"^    (\w+) [a-z]", script.text, re.MULTILINE) for script in scripts}


def predicates(kind: str) -> list[re.Match[str]]:
    return [found for file in POLICIES for found in PREDICATE.finditer(file.text) if found["kind"] == kind]


TABLES = declared_columns()
FILTERED = {found["table"]: found for found in predicates("FILTER")}


def of_subjects() -> list[str]:
    """The tables, but for the stage, with a practice or client of their own or by way of something that has one."""
    return [name for name, columns in TABLES.items() if not name.startswith("stg.") and set(SUBJECTS) & set(columns)]


@pytest.mark.parametrize("table", of_subjects())
def test_a_table_with_a_practice_or_client_is_filtered_or_says_why_not(table):
    assert (table in FILTERED) != (table in NOT_FILTERED)


def test_what_belongs_to_the_firm_is_filtered_as_such():
    assert {table for table, found in FILTERED.items() if "N'firm'" in found["arguments"]} == FIRM_WIDE


def test_a_table_has_one_filter():
    assert len(predicates("FILTER")) == len(FILTERED)


@pytest.mark.parametrize("kind", ["FILTER", "BLOCK"])
def test_a_predicate_is_about_a_column_of_its_table(kind):
    for found in predicates(kind):
        words = re.findall(r"\b[a-z]\w+\b", re.sub(r"N'\w+'", "", found["arguments"]))
        assert words, found[0]
        assert set(words) <= set(TABLES[found["table"]]), found[0]


def test_rows_that_their_writer_would_not_see_are_blocked_but_on_the_large_facts():
    scripts = {script.object_name: script for revision in revisions(TREE) for script in revision.scripts}
    blocked = {(found["table"], found["operation"]) for found in predicates("BLOCK")}
    for table in FILTERED:
        is_large = re.search(r"^Volume:\s+large$", scripts[table].text, re.MULTILINE) is not None
        for operation in ("AFTER INSERT", "AFTER UPDATE"):
            assert ((table, operation) in blocked) != is_large, table
    assert {operation for table, operation in blocked if table == "app.decision"} == {
        "AFTER INSERT", "AFTER UPDATE", "BEFORE UPDATE", "BEFORE DELETE",
    }  # fmt: skip


@pytest.mark.parametrize("file", POLICIES, ids=lambda file: file.subject)
def test_a_policy_is_on_and_bound(file: SqlFile):
    assert "WITH (STATE = ON, SCHEMABINDING = ON);" in file.text


@pytest.mark.parametrize("file", FUNCTIONS, ids=lambda file: file.subject)
def test_a_function_is_bound_and_looks_up_no_table_with_a_policy(file: SqlFile):
    """A policy that looked up another one's table would wait for it, or for itself."""
    assert "WITH SCHEMABINDING" in file.text
    assert not file.reads(set(FILTERED))


def test_the_dashboard_reaches_timesheets_through_two_views_alone():
    """They are not filtered, so no other view that it may read takes rows from them."""
    views = {file.object_name: file for file in TREE.build_order() if file.object_type == "view"}
    reached = {"core.timesheets"}
    while more := {
        name for name, view in views.items()
        if name not in reached and view.reads(reached - {"ops.reporting_date", "kpi.reporting_lag"})
    }:  # fmt: skip
        reached |= more
    granted = TREE.file("server/prop_dashboard.permission.sql").text
    assert {
        name for name in reached & set(views)
        if f"ON {name} TO" in granted or f"SCHEMA::{name.split('.')[0]} TO" in granted
    } == {"ops.reporting_date", "kpi.reporting_lag"}  # fmt: skip
    assert "INNER JOIN core.employees" in views["kpi.reporting_lag"].text


GUIDE = Path(__file__).resolve().parents[2] / "docs" / "database-security.md"


def test_the_guide_shows_the_matrix_that_is_tried():
    assert as_markdown() in GUIDE.read_text(encoding="utf-8")


def test_the_guide_names_every_filtered_table_with_its_policy_and_every_reason():
    guide = GUIDE.read_text(encoding="utf-8")
    for file in POLICIES:
        tables = [found["table"] for found in PREDICATE.finditer(file.text) if found["kind"] == "FILTER"]
        assert f"| `{file.subject}` | {', '.join(tables)} |" in guide
    for table, reason in NOT_FILTERED.items():
        assert f"- `{table}`: {reason[0].lower()}{reason[1:]}" in guide
