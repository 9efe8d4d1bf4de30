import duckdb
import pytest

from pipeline.cli import main
from pipeline.powerbi.check import check_project, settings_finding
from powerbi.project import PROJECT_FOLDER, contract_version, tables
from tests.powerbi.small_project import write_project

DEPLOYED = {
    "bi.dim_client": {"client_key": "int", "client_name": "nvarchar"},
    "bi.fact_phase_week": {"ac_amount": "decimal", "week_start_date": "date"},
}


def found(folder, deployed=None):
    return {finding.subject: finding for finding in check_project(folder, deployed)}


def test_a_project_that_fits_has_nothing_missing(tmp_path):
    findings = found(write_project(tmp_path), DEPLOYED)
    assert not [finding for finding in findings.values() if finding.is_blocking]
    assert findings["views"].found == "2 tables read 4 columns, all deployed with a fitting type"
    assert findings["contract"].found == "version 1.2"
    assert findings["parameters"].found == "Server, Database, RangeStart, RangeEnd"
    assert findings["theme"].found == "PROP (PROP.json)"


@pytest.mark.parametrize(
    ("deployed", "fault"),
    [
        ({"bi.dim_client": DEPLOYED["bi.dim_client"]}, "Phase week reads bi.fact_phase_week, which is not deployed"),
        (
            DEPLOYED | {"bi.dim_client": {"client_key": "int", "client": "nvarchar"}},
            "Client[Client's name] reads bi.dim_client.client_name, which does not exist",
        ),
        (
            DEPLOYED | {"bi.fact_phase_week": {"ac_amount": "nvarchar", "week_start_date": "date"}},
            "Phase week[ac_amount] is decimal, and bi.fact_phase_week.ac_amount is nvarchar",
        ),
    ],
)
def test_a_view_that_does_not_fit_is_named_with_the_column_that_reads_it(tmp_path, deployed, fault):
    views = found(write_project(tmp_path), deployed)["views"]
    assert views.is_blocking
    assert fault in views.found


def test_a_view_that_nothing_reads_is_a_note(tmp_path):
    unread = found(write_project(tmp_path), DEPLOYED | {"bi.fact_new": {}})["unread views"]
    assert (unread.verdict, unread.found) == ("note", "bi.fact_new")


def test_a_folder_that_holds_no_project_is_told_so(tmp_path):
    findings = found(tmp_path, DEPLOYED)
    assert (
        "lacks PROP.pbip, PROP.SemanticModel/definition.pbism, PROP.Report/definition.pbir" in findings["project"].found
    )
    assert "views" not in findings


def test_a_missing_parameter_and_a_missing_theme_are_named(tmp_path):
    folder = write_project(tmp_path)
    expressions = folder / "PROP.SemanticModel" / "definition" / "expressions.tmdl"
    expressions.write_text(expressions.read_text(encoding="utf-8").replace("RangeEnd", "Until"), encoding="utf-8")
    (folder / "PROP.Report" / "StaticResources" / "RegisteredResources" / "PROP.json").unlink()
    findings = found(folder, DEPLOYED)
    assert findings["parameters"].found == "no parameter RangeEnd"
    assert findings["theme"].is_blocking


def test_a_contract_without_a_version_is_named(tmp_path):
    folder = write_project(tmp_path)
    (folder / "CONTRACT.md").write_text("# Contract\n", encoding="utf-8")
    assert found(folder, DEPLOYED)["contract"].is_blocking
    (folder / "CONTRACT.md").write_text("# Contract\n\n**Version 99.0**\n", encoding="utf-8")
    assert contract_version(folder) == "99.0"
    assert "the project is for version 99.0, this program for " in found(folder, DEPLOYED)["contract"].found


def test_without_a_database_the_project_is_compared_with_the_released_contract(tmp_path):
    findings = found(write_project(tmp_path))
    assert findings["database"].verdict == "note"
    assert findings["views"].found.startswith("2 tables read 4 columns")
    assert "bi.dim_client" not in findings["unread views"].found


def test_the_project_of_this_repository_reads_only_what_the_contract_promises():
    findings = found(PROJECT_FOLDER)
    assert not [finding for finding in findings.values() if finding.is_blocking and finding.subject != "Power BI"]
    assert len(tables()) >= 18, "the tables of the star schema"
    assert all(table.view for table in tables())


def test_the_settings_are_off_complete_or_half_there(monkeypatch):
    for name in ("TENANT_ID", "CLIENT_ID", "CLIENT_SECRET", "WORKSPACE_ID", "DATASET_ID"):
        monkeypatch.delenv(f"PROP_POWERBI_{name}", raising=False)
    assert settings_finding().verdict == "note"
    monkeypatch.setenv("PROP_POWERBI_CLIENT_SECRET", "hidden")
    assert settings_finding().is_blocking
    assert "PROP_POWERBI_DATASET_ID" in settings_finding().found
    for name in ("TENANT_ID", "CLIENT_ID", "WORKSPACE_ID", "DATASET_ID"):
        monkeypatch.setenv(f"PROP_POWERBI_{name}", f"my-{name}")
    assert settings_finding().found == "model my-DATASET_ID in workspace my-WORKSPACE_ID, auto, by a secret"


def test_the_command_compares_with_the_database(database, database_file, tmp_path, monkeypatch, capsys):
    database.close()
    monkeypatch.setenv("COLUMNS", "300")
    folder, url = write_project(tmp_path / "project"), f"duckdb:///{database_file}"
    assert main(["powerbi", "check", "--folder", str(folder), "--database", url]) == 0
    assert "2 tables read 4 columns, all deployed with a fitting type" in capsys.readouterr().out
    client = folder / "PROP.SemanticModel" / "definition" / "tables" / "Client.tmdl"
    client.write_text(
        client.read_text(encoding="utf-8").replace("sourceColumn: client_name", "sourceColumn: nobody"),
        encoding="utf-8",
    )
    assert main(["powerbi", "check", "--folder", str(folder), "--database", url]) == 1
    assert "reads bi.dim_client.nobody, which does not exist" in capsys.readouterr().out


def test_a_database_without_a_view_of_bi_says_how_they_come_there(tmp_path, capsys):
    duckdb.connect(tmp_path / "empty.duckdb").close()
    assert main(["powerbi", "check", "--database", f"duckdb:///{tmp_path}/empty.duckdb"]) == 1
    assert "No view of the schema bi is there, or none that this login may see" in capsys.readouterr().err


def test_a_database_that_was_named_and_is_not_there_is_an_error(tmp_path):
    assert main(["powerbi", "check", "--database", f"duckdb:///{tmp_path}/none.duckdb"]) == 1
