import json

import pytest

from powerbi import project
from powerbi.parquet_model import write_model
from tests.powerbi.small_project import write_project

FOLDER = r"C:\PROP\export\data"


@pytest.fixture
def written(tmp_path):
    write_model(tmp_path / "to", FOLDER, ["dim_client", "fact_phase_week"], source=write_project(tmp_path / "from"))
    return tmp_path / "to"


def definition(folder, name):
    return (folder / "PROP.SemanticModel" / "definition" / name).read_text(encoding="utf-8")


def test_the_warehouse_is_a_table_of_parquet_files(written):
    found = project.expressions(written)
    assert set(found) == {"RangeStart", "RangeEnd", "Folder", "Warehouse"}
    assert (
        '{"bi", "dim_client", Parquet.Document(File.Contents(Folder & "\\dim_client.parquet"))},\n'
        in found["Warehouse"]
    )
    assert found["Warehouse"].endswith(
        'parquet"))}\n\t\t        }\n\t\t    )\n\t\tin\n\t\t    Source\n\tlineageTag: 11111111-0000-0000-0000-000000000005'
    )
    assert "Server" not in found["Warehouse"]


def test_the_folder_is_a_parameter_that_keeps_the_group_of_the_server(written):
    folder = project.expressions(written)["Folder"]
    assert folder.startswith(
        'expression Folder = "C:\\PROP\\export\\data" meta [IsParameterQuery = true, Type = "Text", IsParam'
    )
    assert "11111111-0000-0000-0000-000000000001" not in folder
    assert "queryGroup: Parameters" in folder


def test_a_quote_and_an_escape_in_the_folder_stay_letters(tmp_path):
    write_model(tmp_path / "to", 'C:\\a "b" #(c)', ["dim_client"], source=write_project(tmp_path / "from"))
    assert project.expressions(tmp_path / "to")["Folder"].startswith('expression Folder = "C:\\a ""b"" #(#)(c)" meta')


def test_every_table_reads_what_it_read_before(written, tmp_path):
    assert definition(written, "tables/Client.tmdl") == definition(tmp_path / "from", "tables/Client.tmdl")
    assert [(t.name, t.view, len(t.columns)) for t in project.tables(written)] == [
        ("Client", "bi.dim_client", 2),
        ("Phase week", "bi.fact_phase_week", 2),
    ]


def test_no_incremental_refresh_is_left_and_its_range_lets_every_row_through(written, tmp_path):
    assert [t.has_refresh_policy for t in project.tables(tmp_path / "from")] == [False, True]
    assert [t.has_refresh_policy for t in project.tables(written)] == [False, False]
    text = definition(written, "tables/Phase week.tmdl")
    assert "rollingWindow" not in text
    assert "The last two years" not in text, "the description of the policy goes with it"
    assert "\tannotation PBI_ResultType = Table" in text
    assert text.count("let") == 1
    assert "#datetime(1900, 1, 1, 0, 0, 0)" in project.expressions(written)["RangeStart"]
    assert "#datetime(9999, 1, 1, 0, 0, 0)" in project.expressions(written)["RangeEnd"]


def test_the_order_of_the_queries_names_the_new_parameter(written):
    assert '["Folder","RangeStart","RangeEnd","Warehouse"]' in definition(written, "model.tmdl")


def test_the_copy_has_a_name_and_identity_of_its_own_and_no_cache(written):
    platform = json.loads((written / "PROP.SemanticModel" / ".platform").read_text(encoding="utf-8"))
    assert platform["metadata"]["displayName"] == "PROP from Parquet"
    assert platform["config"]["logicalId"] not in {"id of SemanticModel", ""}
    assert not (written / "PROP.SemanticModel" / ".pbi").exists(), "it may hold somebody's rows"


def test_a_project_without_the_shared_expression_is_refused(tmp_path):
    source = write_project(tmp_path / "from")
    (source / "PROP.SemanticModel" / "definition" / "expressions.tmdl").unlink()
    with pytest.raises(project.ProjectError, match=r"no shared expression Warehouse. No model was written"):
        write_model(tmp_path / "to", FOLDER, ["dim_client"], source=source)


def test_names_are_read_with_their_quotes_undone(tmp_path):
    table = project.tables(write_project(tmp_path))[0]
    assert [(c.name, c.source_column, c.data_type) for c in table.columns] == [
        ("client_key", "client_key", "int64"),
        ("Client's name", "client_name", "string"),
    ]
