import hashlib
import json
import sys
from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from config.errors import UsageError
from pipeline.cli import main
from pipeline.powerbi import export as exporting
from pipeline.powerbi import folder_swap, parquet_files
from pipeline.powerbi.export import MovingDataError, export, exported_views
from pipeline.powerbi.folder_swap import FolderInUseError, swap_in
from powerbi import project
from sql.engine import LockHeldError
from tests.pipeline.conftest import SUNDAY

ROW = {
    "client_id": 7, "source_system": "test", "client_source_id": "000010", "client_name": 'Ünïcode "GmbH"', "is_deleted": False,
    "row_sha256": "0" * 64, "batch_id": 1,
}  # fmt: skip


@pytest.fixture
def firm(database, publish_load):
    """A load with one client."""
    publish_load()
    with database.transaction() as t:
        known = {
            row["n"]
            for row in t.rows(
                "SELECT c.COLUMN_NAME AS n FROM INFORMATION_SCHEMA.COLUMNS AS c WHERE c.TABLE_SCHEMA = 'core' AND c.TABLE_NAME = 'clients'"
            )
        }
        t.insert(
            "core.clients",
            tuple(name for name in ROW if name in known),
            [tuple(v for k, v in ROW.items() if k in known)],
        )
    return database


@pytest.fixture
def few_views(monkeypatch):
    """Two views: what an export does with one, it does with all."""
    monkeypatch.setattr(exporting, "exported_views", lambda: ["dim_client", "dim_date"])


def manifest(folder):
    return json.loads((folder / "data" / "manifest.json").read_text(encoding="utf-8"))


def read(folder, view):
    return pq.read_table(folder / "data" / f"{view}.parquet")


def test_every_view_is_a_file_that_the_manifest_counts_and_vouches_for(firm, tmp_path):
    done = export(firm, tmp_path, clock=lambda: datetime(2025, 3, 17, 9, tzinfo=UTC))
    told = manifest(tmp_path)
    assert [view["view"] for view in told["views"]] == exported_views() == [view.view for view in done.views]
    assert {path.stem for path in (tmp_path / "data").glob("*.parquet")} == set(exported_views())
    for view in told["views"]:
        content = (tmp_path / "data" / view["file"]).read_bytes()
        assert view["sha256"] == hashlib.sha256(content).hexdigest()
        assert view["byte_count"] == len(content)
        assert view["row_count"] == firm.scalar(f"SELECT COUNT(*) FROM bi.{view['view']} AS v")
    assert (told["as_of_date"], told["batch_id"], told["run_id"]) == (SUNDAY.isoformat(), 1, None)
    assert told["contract_version"] == project.contract_version()
    assert told["exported_at_utc"] == "2025-03-17T09:00:00+00:00"
    assert told["scope"].startswith("every row of the firm")


def test_values_keep_their_types(firm, tmp_path):
    export(firm, tmp_path)
    clients = read(tmp_path, "dim_client")
    assert {"client_key": 7, "client_source_id": "000010", "client_name": 'Ünïcode "GmbH"'}.items() <= next(
        row.items() for row in clients.to_pylist() if row["client_key"] == 7
    )
    assert clients.schema.field("client_key").type == pa.int64()
    assert clients.schema.field("is_deleted").type == pa.bool_()
    amounts = read(tmp_path, "fact_phase_week").schema
    assert amounts.field("bac_amount").type == pa.decimal128(19, 4)
    assert all(pa.types.is_decimal(field.type) for field in amounts if field.name.endswith("_amount"))
    assert {field.type for field in amounts if field.name.endswith("_date")} == {pa.date32()}
    assert not [f for view in exported_views() for f in read(tmp_path, view).schema if pa.types.is_floating(f.type)]


def test_a_large_view_is_written_piece_by_piece(firm, tmp_path, monkeypatch, few_views):
    monkeypatch.setattr(parquet_files, "ROWS_AT_ONCE", 2048)
    export(firm, tmp_path)
    assert pq.ParquetFile(tmp_path / "data" / "dim_date.parquet").num_row_groups > 1
    days = read(tmp_path, "dim_date").num_rows
    assert days == firm.scalar("SELECT COUNT(*) FROM bi.dim_date AS d")


def test_a_second_export_replaces_the_data_and_keeps_the_project(firm, tmp_path, few_views):
    assert export(firm, tmp_path).has_new_model
    (tmp_path / "PROP.pbip").write_text("changed by somebody", encoding="utf-8")
    with firm.transaction() as t:
        t.execute("UPDATE core.clients SET client_name = 'Later' WHERE client_id = 7")
    again = export(firm, tmp_path)
    assert not again.has_new_model
    assert (tmp_path / "PROP.pbip").read_text(encoding="utf-8") == "changed by somebody"
    assert "Later" in read(tmp_path, "dim_client").column("client_name").to_pylist()
    assert export(firm, tmp_path, is_model_replaced=True).has_new_model
    assert "changed by somebody" not in (tmp_path / "PROP.pbip").read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".") or path.name == "data") == [
        "data"
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows replaces no file that is open")
def test_a_reader_of_the_older_export_goes_on_reading_it(firm, tmp_path, few_views):
    export(firm, tmp_path)
    with (tmp_path / "data" / "dim_client.parquet").open("rb") as older:
        with firm.transaction() as t:
            t.execute("UPDATE core.clients SET client_name = 'Later' WHERE client_id = 7")
        export(firm, tmp_path)
        assert 'Ünïcode "GmbH"' in pq.read_table(older).column("client_name").to_pylist()


def test_an_export_that_fails_leaves_the_older_one(firm, tmp_path, monkeypatch, few_views):
    export(firm, tmp_path)
    before = manifest(tmp_path)
    write = exporting.write_view

    def fail_at_the_last(reader, view, columns, folder):
        if view == "dim_date":
            raise OSError(28, "No space left on device")
        return write(reader, view, columns, folder)

    monkeypatch.setattr(exporting, "write_view", fail_at_the_last)
    with pytest.raises(OSError, match="No space left"):
        export(firm, tmp_path)
    assert manifest(tmp_path) == before
    assert not list(tmp_path.glob(".unfinished*"))


def test_what_a_killed_export_left_is_swept_by_the_next(firm, tmp_path, few_views):
    (tmp_path / ".unfinished-1").mkdir()
    (tmp_path / ".unfinished-1" / "half.parquet").write_text("half", encoding="utf-8")
    export(firm, tmp_path)
    assert not list(tmp_path.glob(".unfinished*"))


def test_a_load_published_in_the_middle_makes_it_read_again(firm, tmp_path, publish_load, few_views):
    loads = iter([lambda: publish_load(date(2025, 3, 23))])
    export(firm, tmp_path, on_view=lambda view: next(loads, lambda: None)() if view == "dim_client" else None)
    assert (manifest(tmp_path)["batch_id"], manifest(tmp_path)["as_of_date"]) == (2, "2025-03-23")


def test_loads_that_never_pause_leave_the_older_export(firm, tmp_path, publish_load, few_views):
    with pytest.raises(MovingDataError, match=r"read 3 times.* The older export stays"):
        export(firm, tmp_path, on_view=lambda view: publish_load() if view == "dim_client" else None)
    assert not (tmp_path / "data").exists()


def test_a_folder_data_of_somebody_else_is_left_alone(firm, tmp_path, few_views):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"is no export of PROP, because it has no manifest.json. Nothing was written"):
        export(firm, tmp_path)
    assert (tmp_path / "data" / "mine.txt").exists()


def test_two_exports_at_once_are_one_too_many(firm, tmp_path, few_views):
    with firm.lock("powerbi_export"), pytest.raises(LockHeldError):
        export(firm, tmp_path)


def test_the_project_reads_every_view_that_was_written(firm, tmp_path):
    export(firm, tmp_path)
    warehouse = project.expressions(tmp_path)["Warehouse"]
    for table in project.tables(tmp_path):
        if table.view:
            name = table.view.removeprefix("bi.")
            assert f'{{"bi", "{name}", Parquet.Document(File.Contents(Folder & "\\{name}.parquet"))}}' in warehouse
            columns = set(read(tmp_path, name).column_names)
            assert {column.source_column for column in table.columns} <= columns
    assert not [table for table in project.tables(tmp_path) if table.has_refresh_policy]


def test_the_command_warns_that_row_level_security_ends_here(firm, database_file, tmp_path, capsys, few_views):
    firm.close()
    assert main(["export", "powerbi", str(tmp_path / "out"), "--database", f"duckdb:///{database_file}"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "as of 2025-03-16, batch 1, run –" in told
    assert "row-level security of the database does not reach these files" in told


def test_an_older_schema_names_the_view_that_is_missing(firm, tmp_path):
    with firm.transaction() as t:
        t.run_script("DROP VIEW bi.run_status;")
    with pytest.raises(UsageError, match=r"The views bi.run_status are not deployed. Nothing was written"):
        export(firm, tmp_path)


@pytest.mark.parametrize("is_exchanged", [True, False])
def test_a_folder_takes_the_place_of_another(tmp_path, monkeypatch, is_exchanged):
    if not is_exchanged:
        monkeypatch.setattr(folder_swap, "_exchanged", lambda *_: False)
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text(name, encoding="utf-8")
    swap_in(tmp_path / "new", tmp_path / "old")
    assert [path.name for path in tmp_path.rglob("*")] == ["old", "new"], "the folder old with the file new"


def test_a_folder_that_a_program_holds_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(folder_swap, "_exchanged", lambda *_: False)
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    rename = type(tmp_path).rename

    def held(self, target):
        if self.name == "old":
            raise PermissionError(13, "The process cannot access the file")
        return rename(self, target)

    monkeypatch.setattr(type(tmp_path), "rename", held)
    with pytest.raises(FolderInUseError, match=r"perhaps Power BI, is reading it. The older export stays"):
        swap_in(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old").exists()
