"""What Power BI reads of a server and what it reads of the exported files is the same."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.powerbi.check import check_project, deployed_columns
from pipeline.powerbi.export import Exported, export, exported_views
from powerbi.project import PROJECT_FOLDER
from tests.server.conftest import BothEngines

pytestmark = pytest.mark.server
STAMPS = {"applied_at_utc", "changed_at_utc", "published_at_utc", "last_attempt_at_utc", "raised_at_utc"}
ONE_FIRM = pytest.mark.parametrize("firm", ["small"], indirect=True)


@pytest.fixture(scope="module")
def exports(firm: BothEngines, tmp_path_factory: pytest.TempPathFactory) -> tuple[Exported, Exported]:
    """The same firm out of the server, and out of DuckDB."""
    folder = tmp_path_factory.mktemp("exports")
    on_server, on_duckdb = (export(database, folder / database.engine_name) for database in firm.engines)
    return on_server, on_duckdb


def table(done: Exported, view: str) -> pa.Table:
    read = pq.read_table(Path(done.folder) / "data" / f"{view}.parquet")
    return read.drop_columns([name for name in read.column_names if name in STAMPS])


@pytest.mark.parametrize("view", exported_views())
@ONE_FIRM
def test_a_file_holds_the_same_rows_in_the_same_types(exports: tuple[Exported, Exported], view: str) -> None:
    on_server, on_duckdb = (table(done, view) for done in exports)
    assert on_server.schema.equals(on_duckdb.schema)
    assert sorted(map(repr, on_server.to_pylist())) == sorted(map(repr, on_duckdb.to_pylist()))


@ONE_FIRM
def test_the_project_fits_what_is_deployed_on_the_server(firm: BothEngines) -> None:
    findings = check_project(PROJECT_FOLDER, deployed_columns(firm.server))
    assert not [finding for finding in findings if finding.is_blocking]
