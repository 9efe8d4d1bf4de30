"""Which files a person should look at first; the catalogue of bad input shows the rest."""

import pytest

from etl.audit import reason_to_hold
from etl.contract import load_contract
from etl.ledger import FileOutcome
from sql.engine import Database


@pytest.mark.parametrize(
    ("records", "is_held"),
    [(65_536, True), (65_537, True), (1_048_576, True), (1_048_577, True), (65_535, False), (65_538, False)],
)
def test_a_file_as_long_as_a_tool_s_limit_is_held_with_or_without_its_header(
    database: Database, records: int, is_held: bool
) -> None:
    outcome = FileOutcome(1, "TIME.csv", "timesheets", "0", "0", 1, physical_record_count=records, header_count=1)
    reason = reason_to_hold(database, load_contract("kpmg_case"), outcome)
    assert (reason is not None and "some tools stop" in reason) == is_held
