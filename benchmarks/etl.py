"""How fast and how lean a load of a million timesheets is: the real loader, each step in a fresh process."""

import tempfile
from datetime import date
from pathlib import Path

from rich.console import Console

from benchmarks import case_files, etl_steps
from benchmarks.child import Taken, in_child
from benchmarks.figures import Figure, at_least, at_most, show

ROWS, MORE_ROWS, WORKBOOK_ROWS = 1_000_000, 10_000, 200_000
NEXT_MONDAY = date(2025, 6, 2)
LEAN = "memory_limit=96MB&threads=1"
"""DuckDB settings of a load that has to be small; the default allows DuckDB 2 GB and every core."""


def run(console: Console) -> None:
    """Write the files, then measure reading, loading, loading again, an increment, a workbook, and the naive peer."""
    with tempfile.TemporaryDirectory(prefix="prop-bench-") as name:
        folder = Path(name)
        with console.status("writing the files"):
            _write_files(folder)
        with console.status(f"{ROWS:,} rows"):
            figures = [*_default_settings(folder), *_lean_settings(folder), *_workbook(folder)]
        show(f"etl: {ROWS:,} timesheets of {case_files.EMPLOYEES} people, CSV, into DuckDB", figures, console)


def _write_files(folder: Path) -> None:
    for part in ("masters", "time", "more", "workbook"):
        (folder / part).mkdir()
    case_files.write_masters(folder / "masters")
    case_files.write_timesheets(folder / "time" / "Case_TIME.csv", ROWS)
    case_files.write_timesheets(folder / "more" / "Weeks_TIME.csv", MORE_ROWS, first_day=NEXT_MONDAY)
    case_files.write_workbook(folder / "workbook" / "Case.xlsx", WORKBOOK_ROWS)


def _default_settings(folder: Path) -> list[Figure]:
    database = _new_database(folder, "default")
    read = in_child(etl_steps.read_files, folder=folder / "time")
    first = _load(database, folder / "time")
    again = _load(database, folder / "time", status="unchanged")
    more = _load(database, folder / "more")
    peer = in_child(etl_steps.load_with_pandas, folder=folder / "time")
    ratio = peer.answer["seconds"] / first.answer["seconds"]
    return [
        at_least("reading and validation alone", _per_second(read), 50_000, "rows/s"),
        _spent("reading and validation alone", read),
        at_least(
            "the whole load: read, validate, stage, audit, publish, weekly facts", _per_second(first), 50_000, "rows/s"
        ),
        _spent("the whole load", first),
        _spent("the same file again (unchanged)", again),
        _spent(f"{MORE_ROWS:,} rows more, of the weeks that follow", more),
        _spent("naive peer: pandas read_csv, to_sql into SQLite, nothing checked", peer),
        Figure("naive peer's time ÷ the whole load's time", f"{ratio:.2f}"),
    ]


def _lean_settings(folder: Path) -> list[Figure]:
    database = _new_database(folder, "lean") + f"?{LEAN}"
    first = _load(database, folder / "time")
    return [
        at_most(f"memory of the whole load with ?{LEAN}", first.peak_megabytes, 300, "MB"),
        _spent(f"the whole load with ?{LEAN}", first),
    ]


def _workbook(folder: Path) -> list[Figure]:
    taken = _load(_new_database(folder, "workbook"), folder / "workbook")
    name = f"workbook of {WORKBOOK_ROWS:,} rows"
    return [at_most(name, taken.answer["seconds"], 30, "s"), _spent(name, taken)]


def _new_database(folder: Path, name: str) -> str:
    url = f"duckdb:///{folder / name}.duckdb"
    in_child(etl_steps.deploy_and_load, database=url, masters=folder / "masters")
    return url


def _load(database: str, folder: Path, *, status: str = "published") -> Taken:
    taken = in_child(etl_steps.load_files, database=database, folder=folder)
    assert taken.answer["status"] == status, taken.answer
    return taken


def _per_second(taken: Taken) -> float:
    rows: int = taken.answer["loaded"]
    seconds: float = taken.answer["seconds"]
    return rows / seconds


def _spent(name: str, taken: Taken) -> Figure:
    """Wall clock, processor and memory; the processor's seconds tell a busy machine from a slow program."""
    seconds, rows = taken.answer["seconds"], taken.answer["loaded"]
    measured = f"{seconds:.1f} s, {taken.cpu_seconds:.1f} s of processor, {taken.peak_megabytes:,.0f} MB"
    return Figure(f"  {name}", f"{measured}, {rows:,} rows")
