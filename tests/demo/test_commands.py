"""`prop demo-data` writes what it says, and refuses what is no date."""

from datetime import date

import pytest
import typer
from typer.testing import CliRunner

from config.errors import UsageError
from demo.build import write_firm
from demo.commands import register
from demo.firm import Firm


def app() -> typer.Typer:
    application = typer.Typer()

    @application.callback()
    def main() -> None:
        pass

    register(application)
    return application


def test_the_command_writes_every_file_and_says_so(tmp_path):
    result = CliRunner().invoke(app(), ["demo-data", str(tmp_path / "out"), "--employees", "5", "--months", "2"])
    assert result.exit_code == 0, result.output
    assert "20 files as of 2026-03-15" in result.output
    assert len(list((tmp_path / "out").rglob("*.csv"))) == 20
    assert (tmp_path / "out" / "manifest.json").exists()


def test_a_date_that_is_none_is_refused_before_anything_is_written(tmp_path):
    result = CliRunner().invoke(app(), ["demo-data", str(tmp_path / "out"), "--as-of", "15/03/2026"])
    assert isinstance(result.exception, UsageError)
    assert "Nothing was written" in str(result.exception)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("as_of", [date(2025, 11, 5), date(2027, 1, 3)])
def test_nothing_happens_after_any_as_of_date(tmp_path, as_of):
    write_firm(tmp_path, Firm(employees=12, months=4, as_of=as_of))
    text = (tmp_path / "salesforce/pse__Timecard_Header__c.csv").read_text(encoding="utf-8")
    rows = [line.strip('"').split('","') for line in text.splitlines()]
    column = {name: n for n, name in enumerate(rows[0])}
    stamps = {row[column[name]][:10] for row in rows[1:] for name in ("CreatedDate", "LastModifiedDate")}
    assert max(stamps) <= as_of.isoformat()
    assert max(row[column["pse__Start_Date__c"]] for row in rows[1:]) <= as_of.isoformat()
