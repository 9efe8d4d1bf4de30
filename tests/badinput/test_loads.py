"""Every case of the catalogue goes through a load: what is told, what is kept, what is counted, and what stays as it was."""

import shutil
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import etl.load
from etl.ledger import FileOutcome
from etl.load import LoadReport
from sql.engine import Database, open_database
from tests.badinput.builders import BUILDERS
from tests.badinput.firm import AS_OF, cards, load_firm
from tests.badinput.independent_table import Table, text_table, total, workbook_table
from tests.badinput.test_catalogue import CASES, contract_of

SEQUENCES = tomllib.loads((Path(__file__).parent / "sequences.toml").read_text(encoding="utf-8"))["case"]
HOURS = {"french": ("Heures", ",")}
AMOUNT = "Std. Price"
WRITERS = {**BUILDERS, "cards": cards}
REJECTED = [case for case in CASES if case.get("state") == "rejected"]
READ = [case for case in CASES if case.get("state") != "rejected"]
Kept = dict[str, tuple[int, int]]


@pytest.fixture(scope="module")
def firm_file(deployed_duckdb_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("firm")
    path = folder / "prop.duckdb"
    shutil.copyfile(deployed_duckdb_file, path)
    database = open_database(f"duckdb:///{path}")
    load_firm(database, folder)
    database.close()
    return path


@pytest.fixture
def database(firm_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("database") / "prop.duckdb"
    shutil.copyfile(firm_file, path)
    database = open_database(f"duckdb:///{path}")
    yield database
    database.close()


@pytest.fixture(scope="module")
def untouched(firm_file: Path) -> Iterator[Database]:
    """One database for everything that is rejected: nothing of it may change."""
    path = firm_file.with_name("untouched.duckdb")
    shutil.copyfile(firm_file, path)
    database = open_database(f"duckdb:///{path}")
    yield database
    database.close()


@pytest.fixture(scope="module")
def kept_tables(untouched: Database) -> list[str]:
    rows = untouched.rows(
        "SELECT c.table_name AS name FROM information_schema.columns AS c "
        "WHERE c.table_schema = 'core' AND c.column_name = 'batch_id' ORDER BY c.table_name"
    )
    return [row["name"] for row in rows]


def kept(database: Database, tables: list[str]) -> Kept:
    """Rows and newest batch of every table that people read."""
    parts = [f"SELECT '{t}' AS name, COUNT(*) AS n, MAX(x.batch_id) AS newest FROM core.{t} AS x" for t in tables]
    return {row["name"]: (row["n"], row["newest"]) for row in database.rows(" UNION ALL ".join(parts))}


def load_case(database: Database, path: Path, case: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> LoadReport:
    """Load with the case's contract, which need not be one of the product's."""
    contract = contract_of(case)
    monkeypatch.setattr(etl.load, "load_contract", lambda _source: contract)
    held = case.get("accept_held")
    return etl.load.load(database, [path], source=contract.source_system, as_of=AS_OF, accept_held=held)


def written(case: dict[str, Any], folder: Path) -> Path:
    return BUILDERS[case["builder"]](folder, case | {"after": case.get("after", "") * case.get("after_times", 1)})


def table_of(path: Path, case: dict[str, Any]) -> Table:
    if path.suffix == ".xlsx":
        return workbook_table(path)
    delimiter = case.get("delimiter", ";" if case["builder"] == "french" else ",")
    return text_table(path.read_bytes().decode(case.get("encoding", "utf-8")), delimiter)


def check_conservation(outcome: FileOutcome, table: Table, source: str) -> None:
    """P1: what somebody else counted in the file is what the load accounts for."""
    found = outcome.counts
    known = sum(found[name] for name in ("inserted", "updated", "unchanged", "superseded", "quarantined"))
    assert len(table) + outcome.unpivoted_count == outcome.header_count + outcome.ignored_count + known
    if outcome.entity == "timesheets" and not outcome.unpivoted_count:
        hours = total(table, *HOURS.get(source, ("Hours", ".")))
        assert outcome.hours_in == hours == outcome.hours_loaded + outcome.hours_quarantined
    if outcome.entity == "timesheets" and any(AMOUNT in record for record in table):
        amount = total(table, AMOUNT, ".")
        assert outcome.amount_in == amount == outcome.amount_loaded + outcome.amount_quarantined


def check_message(message: str, path: Path) -> None:
    """What stopped, where, what was not changed, and the way out, in sentences."""
    assert path.name.split("\x1b")[0] in message
    assert "Nothing" in message
    assert message.endswith(".")
    assert message.count(". ") >= 1


@pytest.mark.parametrize("case", REJECTED, ids=[case["id"] for case in REJECTED])
def test_a_rejected_file_says_why_and_changes_nothing(
    case: dict[str, Any], untouched: Database, kept_tables: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept(untouched, kept_tables)
    path = written(case, tmp_path)
    report = load_case(untouched, path, case, monkeypatch)
    assert {file.status for file in report.files} == {report.status} == {"rejected"}
    reason = str(report.files[0].reason)
    assert case["reason"] in reason
    check_message(reason, path)
    assert kept(untouched, kept_tables) == before


@pytest.mark.parametrize("case", READ, ids=[case["id"] for case in READ])
def test_a_file_that_can_be_read_is_loaded_as_the_catalogue_says(
    case: dict[str, Any], database: Database, kept_tables: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(case, tmp_path)
    if "quarantine" in case:
        before = kept(database, kept_tables)
        held = load_case(database, path, case, monkeypatch).files[0]
        assert held.status == "held"
        check_message(str(held.reason), path)
        assert kept(database, kept_tables) == before
    outcome = load_case(database, path, case | {"accept_held": "part of the catalogue"}, monkeypatch).files[0]
    assert outcome.status == "published", outcome.reason
    orphans = {code: n for code, n in outcome.quarantine_reasons.items() if code.startswith("orphan")}
    assert not orphans or case.get("source") == "french"  # the firm has no parents for that system
    assert Counter(outcome.quarantine_reasons) - Counter(orphans) == case.get("quarantine", {})
    loaded = sum(outcome.counts[name] for name in ("inserted", "updated", "unchanged", "superseded"))
    assert loaded + sum(orphans.values()) == case.get("rows", 3)
    assert outcome.ignored_reasons == case.get("ignored", {})
    check_conservation(outcome, table_of(path, case), case.get("source", ""))
    check_rows_set_aside(database, path)


def check_rows_set_aside(database: Database, path: Path) -> None:
    """Each says where it stands and why, and is kept as it was read."""
    for row in database.rows("SELECT q.line_number, q.column_name, q.message, q.row_json FROM ops.quarantine AS q"):
        assert path.name in row["message"]
        assert f"line {row['line_number']}" in row["message"]
        assert row["column_name"] is None or row["column_name"] in row["message"]
        assert "not loaded" in row["message"] or "waits in quarantine" in row["message"]
        assert row["row_json"].startswith("{")


@pytest.mark.parametrize("case", SEQUENCES, ids=[case["id"] for case in SEQUENCES])
def test_loads_after_one_another_give_what_the_catalogue_says(
    case: dict[str, Any], database: Database, kept_tables: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in case["steps"]:
        options = {key: value for key, value in case.items() if key != "steps"} | step
        before = kept(database, kept_tables)
        path = WRITERS[options["builder"]](tmp_path, options)
        (outcome,) = (f for f in load_case(database, path, options, monkeypatch).files if f.file_name == path.name)
        state = step.get("state", "published")
        assert outcome.status == state, outcome.reason
        if state in {"held", "rejected"}:
            assert step["reason"] in str(outcome.reason)
            check_message(str(outcome.reason), path)
        if state != "published":
            assert kept(database, kept_tables) == before
            continue
        assert {name: count for name, count in outcome.counts.items() if count} == step.get("counts", {})
        assert outcome.quarantine_reasons == step.get("quarantine", {})
        assert [word for word in step.get("warnings", []) if word not in " ".join(outcome.warnings)] == []
        assert len(outcome.warnings) == len(step.get("warnings", []))
        check_conservation(outcome, table_of(path, options), options.get("source", ""))
    for query, value in case.get("finds", {}).items():
        assert str(database.scalar(query)) == value, query
