"""Contracts: every one loads, fits the stage and the core, and agrees with the others."""

import re
from pathlib import Path

import pytest

from config.errors import UsageError
from etl.contract import load_contract, source_names
from etl.reading.entity import entities

SQL = Path(__file__).resolve().parents[2] / "sql" / "migrations" / "0001_first_schema"
COLUMN = re.compile(
    r"^    (\w+) (nvarchar|char|decimal|int|bit|date|datetime2|smallint)(?:\((\d+)(?:,(\d+))?\))?", re.MULTILINE
)
FIRST, LAST = ["batch_id", "file_id", "line_number", "row_number"], ["modified_at_utc", "row_sha256"]


def columns_of(table: str) -> dict[str, tuple[str, str]]:
    text = (SQL / f"{table}.table.sql").read_text()
    return {name: (sql_type, size) for name, sql_type, size, _ in COLUMN.findall(text)}


@pytest.mark.parametrize("entity", entities())
def test_an_entity_has_the_columns_of_its_stage_in_order(entity: str) -> None:
    assert list(columns_of(f"stg.{entity}")) == [*FIRST, *entities()[entity].column_names, *LAST]


@pytest.mark.parametrize("entity", entities())
def test_no_accepted_text_is_longer_than_the_core_keeps(entity: str) -> None:
    core = columns_of(f"core.{entity}")
    for column in entities()[entity].columns:
        sql_type, size = core.get(column.name, ("", ""))
        if sql_type == "nvarchar" and column.maximum_length:
            assert column.maximum_length <= int(size), column.name


@pytest.mark.parametrize("source", source_names())
def test_every_contract_loads(source: str) -> None:
    contract = load_contract(source)
    assert contract.source_system == source
    assert set(contract.key_entities) <= set(contract.entities)
    assert re.fullmatch("[0-9a-f]{64}", contract.sha256)


def test_a_level_and_a_place_mean_the_same_in_every_source() -> None:
    meanings: dict[str, set[object]] = {}
    for source in source_names():
        contract = load_contract(source)
        for level in contract.staff_levels:
            meanings.setdefault(level.code, set()).add((level.name, level.seniority_rank, level.is_manager_or_above))
        for place in contract.locations:
            meanings.setdefault(place.code, set()).add(place.name)
    assert [code for code, said in meanings.items() if len(said) > 1] == []


def test_an_unknown_source_names_those_there_are() -> None:
    with pytest.raises(UsageError, match=r"there are .*kpmg_case"):
        load_contract("sap")


def test_a_path_is_no_source() -> None:
    with pytest.raises(UsageError, match="No contract"):
        load_contract("../kpmg_case")


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('source_system = "x"', "description"),
        ("= broken", "not a valid contract"),
        (
            'source_system="x"\ndescription="x"\ncurrency="CAD"\ntime_zone="UTC"\n[[extracts]]\nentity="wizards"\nfiles=["*"]\ncolumns={}',
            "no entity wizards",
        ),
        (
            'source_system="x"\ndescription="x"\ncurrency="CAD"\ntime_zone="UTC"\n[[extracts]]\nentity="clients"\nfiles=["*"]\ncolumns={}',
            "gets no client_name, client_source_id",
        ),
        (
            'source_system="x"\ndescription="x"\ncurrency="CAD"\ntime_zone="UTC"\n[[extracts]]\nentity="clients"\nfiles=["*"]\n[extracts.columns]\nmood={}',
            "clients has no column mood",
        ),
    ],
)
def test_a_broken_contract_says_what_is_wrong(tmp_path: Path, toml: str, message: str) -> None:
    (tmp_path / "x.toml").write_text(toml)
    with pytest.raises(UsageError, match=message):
        load_contract("x", tmp_path)
