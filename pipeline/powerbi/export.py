"""The `bi` views as Parquet files, with a model that reads them, for firms whose data is on no server."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PureWindowsPath

from config.errors import PropError, UsageError
from etl.ledger import now_utc
from pipeline.powerbi.folder_swap import flush, swap_in
from pipeline.powerbi.parquet_files import ViewFile, write_view
from pipeline.reporting import snapshot
from powerbi import project
from powerbi.parquet_model import write_model
from sql.deployment.deployed import require_schema
from sql.engine import Database, Reader
from sql.files import SqlTree

LOCK = "powerbi_export"
DATA, MANIFEST, UNFINISHED = "data", "manifest.json", ".unfinished-"
FORMAT = 1
MOST_READINGS = 3
SCOPE = "every row of the firm: row-level security of the database does not reach these files"


class MovingDataError(PropError):
    """Loads or runs were published faster than the views could be written."""


@dataclass(frozen=True)
class State:
    """What every file of one export has in common."""

    batch_id: int | None
    as_of_date: str | None
    run_id: int | None
    runs: dict[str, int]


@dataclass(frozen=True)
class Exported:
    """An export that is in place; ``has_new_model`` is False where the model that was there is kept."""

    folder: Path
    state: State
    views: list[ViewFile]
    has_new_model: bool

    @property
    def row_count(self) -> int:
        """Rows of all views."""
        return sum(view.row_count for view in self.views)


def export(
    database: Database,
    folder: Path,
    *,
    is_model_replaced: bool = False,
    on_view: Callable[[str], None] = lambda _view: None,
    clock: Callable[[], datetime] = now_utc,
) -> Exported:
    """Write the data, all of one batch and run, and swap it in as a whole; then the model, where there is none.

    Parameters
    ----------
    folder
        Gets ``data/`` with the files and ``manifest.json``, and the project ``PROP.pbip``.
    is_model_replaced
        Writes the project anew although one is there, which loses what somebody changed in it.
    on_view
        Hears the name of each view before it is written.

    Raises
    ------
    UsageError
        ``folder/data`` is there and is no export, or the schema has no view in ``bi``.
    MovingDataError
        A load or run was published during each of three readings; the older export stays.
    LockHeldError
        Another export of this database is at work.
    """
    require_schema(database)
    views = exported_views()
    data = folder / DATA
    if data.exists() and not (data / MANIFEST).is_file():
        raise UsageError(
            f"{data} is there and is no export of PROP, because it has no {MANIFEST}. Nothing was written. Name "
            "another folder."
        )
    with database.lock(LOCK):
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left)
        unfinished = folder / f"{UNFINISHED}{os.getpid()}"
        try:
            state, files = _consistent(database, views, unfinished, on_view)
            _write_manifest(unfinished / MANIFEST, state, files, clock())
            flush(unfinished)
            swap_in(unfinished, data)
            flush(folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        is_new = is_model_replaced or not (folder / project.ENTRY).exists()
        if is_new:
            _replace_model(folder, views)
    return Exported(folder, state, files, is_new)


def exported_views() -> list[str]:
    """The views of the schema ``bi``, in the order in which they are built, without the schema's name."""
    views = [file.subject for file in SqlTree().build_order() if file.object_type == "view"]
    return [name.removeprefix("bi.") for name in views if name.startswith("bi.")]


def state_of(reader: Reader) -> State:
    """The newest batch, the reporting date and the published run of each model."""
    found = snapshot(reader)
    rows = reader.rows("SELECT r.model, r.run_id FROM pred.latest_run AS r ORDER BY r.model")
    runs = {str(row["model"]): int(row["run_id"]) for row in rows}
    day = found.as_of_date.isoformat() if found.as_of_date else None
    return State(found.batch_id, day, max(runs.values(), default=None), runs)


def _consistent(
    database: Database, views: list[str], folder: Path, on_view: Callable[[str], None]
) -> tuple[State, list[ViewFile]]:
    """Every view as a file, with nothing published between the first and the last."""
    for _ in range(MOST_READINGS):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        before = state_of(database)
        columns = view_columns(database)
        files = []
        for view in views:
            on_view(view)
            with database.reader() as reader:
                files.append(write_view(reader, view, columns[view], folder))
        if state_of(database) == before:
            return before, files
    raise MovingDataError(
        f"The views were read {MOST_READINGS} times, and each time a load or run was published meanwhile. The older "
        "export stays. Export again when the loads are done."
    )


def view_columns(reader: Reader) -> dict[str, list[str]]:
    """The columns of every deployed view of ``bi``, in their order.

    Raises
    ------
    UsageError
        A view is not deployed.
    """
    rows = reader.rows(
        "SELECT c.TABLE_NAME AS view_name, c.COLUMN_NAME AS column_name FROM INFORMATION_SCHEMA.COLUMNS AS c "
        "WHERE c.TABLE_SCHEMA = 'bi' ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION"
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(str(row["view_name"]), []).append(str(row["column_name"]))
    missing = [view for view in exported_views() if view not in found]
    if missing:
        raise UsageError(
            f"The views bi.{', bi.'.join(missing)} are not deployed. Nothing was written. Deploy them: prop db deploy"
        )
    return found


def _write_manifest(path: Path, state: State, files: list[ViewFile], now: datetime) -> None:
    content = {
        "format": FORMAT,
        "contract_version": project.contract_version(),
        "exported_at_utc": now.isoformat(timespec="seconds"),
        "as_of_date": state.as_of_date,
        "batch_id": state.batch_id,
        "run_id": state.run_id,
        "runs": state.runs,
        "scope": SCOPE,
        "views": [file.as_json() for file in files],
    }
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    flush(path)


def _replace_model(folder: Path, views: list[str]) -> None:
    """The project as this version of PROP has it, over the files in ``folder``."""
    for name in (project.MODEL, project.REPORT):
        shutil.rmtree(folder / name, ignore_errors=True)
    (folder / project.ENTRY).unlink(missing_ok=True)
    data = (folder / DATA).resolve()
    write_model(folder, str(PureWindowsPath(data)) if os.name == "nt" else str(data), views)
