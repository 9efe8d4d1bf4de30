"""How fast rows reach SQL Server: row by row, by arrays of parameters, and by Microsoft's bulk copy, side by side."""

import os
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from sqlalchemy import URL, NullPool, create_engine, make_url

from benchmarks import bulk_ways, case_files
from benchmarks.child import Taken, in_child
from benchmarks.figures import Figure, show

VARIABLE = "PROP_TEST_MSSQL_URL"
NATIVE_VARIABLE = "PROP_TEST_MSSQL_NATIVE_URL"  # the same server, where bulk copy reaches it by another address
ROW_COUNTS = (50_000, 200_000)
ROWS_OF_THE_SLOW_WAY = 10_000
"""Row by row is measured on so many: its time per row does not depend on their number."""
WAYS = {
    "row by row (bulk=rows)": {"bulk": "rows", "readback": "sample"},
    "arrays of parameters (bulk=fast), a sample read back": {"bulk": "fast", "readback": "sample"},
    "arrays of parameters (bulk=fast), every row read back": {"bulk": "fast", "readback": "full"},
    "bulk copy (bulk=native), a sample read back": {"bulk": "native", "readback": "sample"},
    "bulk copy (bulk=native), every row read back": {"bulk": "native", "readback": "full"},
}


def run(console: Console) -> None:
    """Send the same timesheets by every way, each in a fresh process, into a database of their own."""
    if not os.environ.get(VARIABLE):
        console.print(f"bulk: skipped, {VARIABLE} is not set. It names a server, as the tests use it.")
        return
    with tempfile.TemporaryDirectory(prefix="prop-bench-") as name, new_database() as url:
        in_child(bulk_ways.make_stage, database=with_options(url, {}))
        for row_count in ROW_COUNTS:
            show(f"bulk: {row_count:,} timesheets into the stage", figures(Path(name), url, row_count), console)


def figures(folder: Path, url: URL, row_count: int) -> Iterator[Figure]:
    """Rows per second of every way, and how many times the first one's that is."""
    slowest = 0.0
    for way, options in WAYS.items():
        count = min(row_count, ROWS_OF_THE_SLOW_WAY) if options["bulk"] == "rows" else row_count
        try:
            taken = in_child(bulk_ways.send, database=with_options(url, options), folder=timesheets(folder, count))
        except subprocess.CalledProcessError as error:
            yield Figure(way, f"failed, see above (exit code {error.returncode})")
            continue
        rows_per_second = taken.answer["rows"] / taken.answer["seconds"]
        slowest = slowest or rows_per_second
        yield Figure(way, measured(taken, rows_per_second, rows_per_second / slowest))


def measured(taken: Taken, rows_per_second: float, ratio: float) -> str:
    """One way in a line."""
    return (
        f"{rows_per_second:,.0f} rows/s, {ratio:.1f} times, {taken.answer['seconds']:.1f} s for "
        f"{taken.answer['rows']:,} rows, {taken.cpu_seconds:.1f} s of processor, {taken.peak_megabytes:,.0f} MB"
    )


def timesheets(folder: Path, row_count: int) -> Path:
    """A folder with so many timesheets, written once."""
    place = folder / str(row_count)
    if not place.exists():
        place.mkdir()
        case_files.write_timesheets(place / "Case_TIME.csv", row_count)
    return place


def with_options(url: URL, options: dict[str, str]) -> str:
    """The URL with a way."""
    if options.get("bulk") == "native" and NATIVE_VARIABLE in os.environ:
        url = make_url(os.environ[NATIVE_VARIABLE]).set(database=url.database)
    return url.update_query_dict(options).render_as_string(hide_password=False)


@contextmanager
def new_database() -> Iterator[URL]:
    """An empty database on the server, dropped at the end."""
    url = make_url(os.environ[VARIABLE])
    name = f"prop_bench_{uuid.uuid4().hex[:12]}"
    at_once(url, f"CREATE DATABASE {name}")
    try:
        yield url.set(database=name)
    finally:
        at_once(url, f"DROP DATABASE {name}")


def at_once(url: URL, statement: str) -> None:
    """One statement outside of any transaction."""
    connection = create_engine(url, poolclass=NullPool).raw_connection()
    try:
        connection.driver_connection.autocommit = True  # type: ignore[union-attr]
        connection.cursor().execute(statement)
    finally:
        connection.close()
