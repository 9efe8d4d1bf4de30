"""Every table of every migration keeps to the house rules: documented, named, exact, binary, traceable, partition-ready."""

import re
from collections.abc import Callable, Iterator

import pytest

from sql.files import SQL_ROOT
from tests.sql.declared_tables import Table, declared, tables

Rule = Callable[[Table], Iterator[str]]
TYPES = re.compile(r"(int|bigint|smallint|bit|date|datetime2\(3\)|decimal\(\d+,\d+\)|n?(var)?char\((\d+|max)\))$")
CONSTRAINTS = {"PK": "PRIMARY KEY", "UQ": "UNIQUE", "FK": "FOREIGN KEY", "CK": "CHECK", "DF": "DEFAULT"}
NOT_MONEY = {("pred.staffing_violation", "violation_amount"): "in the unit beside it"}
FINER_THAN_MONEY = {
    "extracted_amount": "AC times three factors",
    "last_4_weeks_extracted_amount": "as extracted_amount",
    "last_13_weeks_extracted_amount": "as extracted_amount",
    "weighted_rate_per_hour": "a quotient",
}
NO_BATCH = {"core.calendar": "a constant of nature", "kpi.definition": "a text that is deployed"}
NO_DATE_IN_THE_KEY = {"core.phase_estimate": "one row per phase; large only in that DuckDB keeps no key of it"}


def header(table: Table) -> Iterator[str]:
    """Object, purpose and grain are said."""
    said = table.header
    if said.get("Object") != table.name:
        yield "the header names another object"
    if not said.get("Purpose") or not said.get("Grain", "").startswith("one row per"):
        yield "purpose or grain is missing"


def primary_key(table: Table) -> Iterator[str]:
    """A named key of columns that are never NULL; a staged extract has none."""
    if table.is_staging and not table.primary_key:
        if table.indexes != [["batch_id"]]:
            yield "a staged extract has an index by batch alone"
    elif f"CONSTRAINT PK_{table.short_name} PRIMARY KEY CLUSTERED" not in table.body:
        yield "no named primary key"
    for name in table.primary_key:
        if "NOT NULL" not in table.options.get(name, ""):
            yield f"{name} of the key may be NULL"


def named_constraints(table: Table) -> Iterator[str]:
    """Every constraint has a name that says its kind and its table."""
    for prefix, words in CONSTRAINTS.items():
        named = re.findall(rf"CONSTRAINT {prefix}_{table.short_name}\w* {words}\b", table.body)
        if len(re.findall(rf"\b{words}\b", table.body)) != len(named):
            yield f"a {words} without its name"


def binary_texts(table: Table) -> Iterator[str]:
    """Texts compare byte by byte."""
    for name, kind in table.columns.items():
        if "char" in kind and "COLLATE Latin1_General_BIN2" not in table.options[name]:
            yield f"{name} has the collation of the database"


def exact_types(table: Table) -> Iterator[str]:
    """No float; stamps, flags and dates are known by their names."""
    for name, kind in table.columns.items():
        if not TYPES.match(kind):
            yield f"{name} is {kind}"
        is_text_of_an_extract = table.is_staging and kind.startswith("nvarchar")
        if is_text_of_an_extract:
            continue
        if (kind == "datetime2(3)") != name.endswith("_at_utc"):
            yield f"{name} is {kind}: stamps end in _at_utc"
        if (kind == "bit") != name.startswith(("is_", "has_")):
            yield f"{name} is {kind}: flags begin with is_ or has_"
        if name.endswith("_date") and kind != "date":
            yield f"{name} is {kind}"


def money_and_hours(table: Table) -> Iterator[str]:
    """Money has four decimals, hours at least two."""
    for name, kind in table.columns.items():
        if table.is_staging or not kind.startswith("decimal"):
            continue
        precision, scale = map(int, re.findall(r"\d+", kind))
        is_money = name.endswith(("_amount", "_per_hour")) and (table.name, name) not in NOT_MONEY
        if is_money and (precision, scale) != (19, 6 if name in FINER_THAN_MONEY else 4):
            yield f"{name} is {kind}"
        if (name == "hours" or name.endswith("_hours")) and (precision < 9 or scale < 2):
            yield f"{name} is {kind}"


def origin(table: Table) -> Iterator[str]:
    """Published rows say which batch they come from, predictions which run."""
    if table.schema in {"core", "kpi"} and table.name not in NO_BATCH:
        if not {"batch_id", "valid_to_batch_id"} & set(table.columns):
            yield "no batch"
    elif table.schema == "pred" and (
        table.primary_key[:1] != ["run_id"] or "REFERENCES ops.run (run_id)" not in table.body
    ):
        yield "not keyed by run"


def indexed_foreign_keys(table: Table) -> Iterator[str]:
    """Every foreign key leads an index."""
    leading = {columns[0] for columns in table.indexes}
    for name in re.findall(r"FOREIGN KEY \((\w+)\)", table.body):
        if name not in leading:
            yield f"{name} leads no index"


def divisible(table: Table) -> Iterator[str]:
    """A large table can be split by a column of its key: a date, or the batch that retention trims by."""
    if table.is_large and not table.is_staging and table.name not in NO_DATE_IN_THE_KEY:
        dates = {name for name in table.primary_key if table.columns[name] == "date"}
        if not dates and "valid_to_batch_id" not in table.primary_key:
            yield "nothing in its key to split it by"


RULES: tuple[Rule, ...] = (
    header, primary_key, named_constraints, binary_texts, exact_types, money_and_hours, origin, indexed_foreign_keys,
    divisible,
)  # fmt: skip
BAD = """/*
Object:  core.other
Purpose: Wrong in every way.
Volume:  large
*/
CREATE TABLE core.bad (
    bad_id int NULL,
    client_id int NOT NULL,
    code nvarchar(10) NOT NULL DEFAULT (N''),
    ratio float NOT NULL,
    changed_at datetime2(3) NOT NULL,
    cost_amount decimal(9,2) NOT NULL,
    worked_hours decimal(5,1) NOT NULL,
    PRIMARY KEY CLUSTERED (bad_id),
    CONSTRAINT FK_bad_client_id FOREIGN KEY (client_id) REFERENCES core.clients (client_id)
);
GO
"""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_table_keeps_the_rule(rule: Rule) -> None:
    assert [f"{table.name}: {fault}" for table in tables().values() for fault in rule(table)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_table_that_breaks_the_rule_is_found(rule: Rule) -> None:
    assert list(rule(declared("core.bad", BAD)))


def test_migration_0002_makes_the_keys_of_the_largest_facts_divisible() -> None:
    assert tables()["core.timesheets"].primary_key == ["timesheet_id", "work_date"]
    assert tables()["core.assignments"].primary_key == ["assignment_id", "week_start_date"]


def test_every_large_table_is_in_the_note_about_partitions() -> None:
    note = (SQL_ROOT.parent / "docs/decisions/0012-partitions-need-no-new-keys.md").read_text(encoding="utf-8")
    large = [table.name for table in tables().values() if table.is_large and not table.is_staging]
    assert [name for name in large if f"`{name}`" not in note] == []
    for name, column in re.findall(r"^\| `(\w+\.\w+)` \| `(\w+)`", note, re.MULTILINE):
        assert column in tables()[name].primary_key, name
