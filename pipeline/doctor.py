"""What is missing on this machine, and how to get it."""

import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, entry_points, requires, version
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from config.errors import PropError
from config.settings import Settings
from pipeline.findings import Finding
from pipeline.findings import show as show_findings

if TYPE_CHECKING:
    from sql.database import Database

OLDEST_PYTHON = (3, 11)
LEAST_FREE_BYTES = 1_000_000_000
SHORTEST_SECRET = 32
DRIVER = "ODBC Driver 18 for SQL Server"


def examine(database_url: str | None = None) -> list[Finding]:
    """Look at everything; one examination that breaks does not stop the others.

    Parameters
    ----------
    database_url
        Instead of the one in the settings.
    """
    from pydantic import ValidationError  # noqa: PLC0415 (a broken installation must still be examined)

    findings = [_python(), *_packages(), *_rooms()]
    try:
        settings = Settings()
    except ValidationError as error:
        faults = "; ".join(f"PROP_{str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in error.errors())
        return [*findings, Finding("settings", "missing", faults, "Correct the environment or the file .env.")]
    url = database_url or settings.database_url
    return [
        *findings,
        *_settings(settings),
        _odbc_driver(url),
        *_database(url),
        _disk(url),
        _crew(settings),
        _powerbi(),
    ]


def show(findings: list[Finding], console: Console) -> None:
    """A table with a verdict per line, and a last line that sums up."""
    show_findings(findings, console, all_good="Everything that PROP needs is here.")


def _python() -> Finding:
    found = sys.version.split()[0]
    if sys.version_info >= OLDEST_PYTHON:
        return Finding("Python", "good", found)
    return Finding("Python", "missing", found, "Install Python 3.11 or newer, then make install.")


def _packages() -> Iterator[Finding]:
    """Every dependency that the project declares, in the version it asks for."""
    from packaging.requirements import Requirement  # noqa: PLC0415

    absent, other = [], []
    declared = [Requirement(text) for text in requires("prop") or []]
    needed = [r for r in declared if r.marker is None or r.marker.evaluate({"extra": ""})]
    for requirement in needed:
        try:
            installed = version(requirement.name)
        except PackageNotFoundError:
            absent.append(requirement.name)
            continue
        if not requirement.specifier.contains(installed, prereleases=True):
            other.append(f"{requirement.name} {installed} instead of {requirement.specifier}")
    if absent or other:
        found = "; ".join([*(f"{name} is not installed" for name in absent), *other])
        yield Finding("packages", "missing", found, "make install")
    else:
        yield Finding("packages", "good", f"{len(needed)} as declared")


def _rooms() -> Iterator[Finding]:
    """Every part of PROP that adds commands."""
    broken = []
    rooms = entry_points(group="prop.commands")
    for room in rooms:
        try:
            room.load()
        except Exception as error:  # noqa: BLE001 (whatever it is, it is the finding)
            broken.append(f"{room.module}: {error}")
    if broken:
        yield Finding("commands", "missing", "; ".join(broken), "Install again: make install")
    else:
        yield Finding("commands", "good", f"{len(rooms)} rooms")


def _settings(settings: Settings) -> Iterator[Finding]:
    from pipeline.timetable import weekly_trigger  # noqa: PLC0415

    try:
        weekly_trigger(settings.weekly_cron, settings.time_zone)
        yield Finding("timetable", "good", f"{settings.weekly_cron} in {settings.time_zone}")
    except PropError as error:
        yield Finding("timetable", "missing", str(error), "Correct the setting.")
    if len(settings.secret_key.get_secret_value()) < SHORTEST_SECRET:
        way_out = f"Set PROP_SECRET_KEY to {SHORTEST_SECRET} random characters or more before others use the app."
        yield Finding("secret key", "note", "none, or a short one; the demo makes its own", way_out)
    else:
        yield Finding("secret key", "good", "set")


def _odbc_driver(url: str) -> Finding:
    """Only SQL Server needs a driver."""
    is_needed = url.startswith("mssql")
    way_out = f"Install Microsoft's {DRIVER} (learn.microsoft.com, search for its name)."
    try:
        import pyodbc  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415

        drivers = [name for name in pyodbc.drivers() if "SQL Server" in name]
    except ImportError as error:  # pyodbc needs the system's unixODBC
        return Finding("ODBC driver", "missing" if is_needed else "note", str(error), f"Install unixODBC. {way_out}")
    if drivers:
        return Finding("ODBC driver", "good", ", ".join(drivers))
    if is_needed:
        return Finding("ODBC driver", "missing", "no driver for SQL Server", way_out)
    return Finding("ODBC driver", "note", "none; DuckDB needs none", f"For SQL Server: {way_out}")


def _database(url: str) -> Iterator[Finding]:
    """Open it, and look for the schema."""
    from sqlalchemy import make_url  # noqa: PLC0415
    from sqlalchemy.exc import ArgumentError  # noqa: PLC0415

    from sql.engine import open_database  # noqa: PLC0415

    try:
        parsed = make_url(url)
        shown = parsed.render_as_string(hide_password=True)
        if parsed.get_backend_name() == "duckdb" and not Path(parsed.database or "").exists():
            yield Finding("database", "missing", f"{shown} does not exist yet", "prop db deploy, or make demo")
            return
        database = open_database(url)
    except (PropError, ArgumentError) as error:
        yield Finding("database", "missing", str(error), "Set PROP_DATABASE_URL, and see that the server answers.")
        return
    try:
        yield Finding("database", "good", shown)
        yield _schema(lambda: database.scalar("SELECT COUNT(*) FROM ops.schema_object AS o"))
        yield from _server_settings(database)
    finally:
        database.close()


def _server_settings(database: "Database") -> Iterator[Finding]:
    """Settings that make readers wait for loads, or lack what the views use."""
    from sql.deployment.readiness import unfit_settings  # noqa: PLC0415 (a broken installation must still be examined)

    if database.engine_name == "sqlserver":
        for unfit in unfit_settings(database):
            yield Finding("database settings", "note", unfit.sentence, "See Settings in sql/README.md.")


def _schema(count: Callable[[], object]) -> Finding:
    try:
        return Finding("schema", "good", f"{count()} objects deployed; prop db verify compares them with the files")
    except PropError:
        return Finding("schema", "missing", "the tables of PROP are not there", "prop db deploy")


def _disk(url: str) -> Finding:
    """Room for the database, the archive and the logs."""
    folder = Path("var") if Path("var").exists() else Path()
    free = shutil.disk_usage(folder).free
    found = f"{free / 1e9:,.1f} GB free in {folder.resolve()}"
    if free < LEAST_FREE_BYTES:
        return Finding("disk", "missing", found, f"Free {LEAST_FREE_BYTES / 1e9:.0f} GB or more.")
    return Finding("disk", "good", found if url.startswith("duckdb") else f"{found} (archive and logs)")


def _crew(settings: Settings) -> Finding:
    """Where large plans and sweeps are computed: here, or on a Dask cluster that answers and has the right workers."""
    from optimizer.parallel.crew import core_count  # noqa: PLC0415 (a broken installation must still be examined)
    from optimizer.parallel.start import crew  # noqa: PLC0415

    address = settings.dask_scheduler
    if not address:
        return Finding("parallel runs", "good", f"{core_count()} cores of this machine")
    try:
        with crew(scheduler=address) as cluster:
            return Finding("parallel runs", "good", f"{cluster.size} workers of {address}")
    except PropError as error:
        return Finding("parallel runs", "missing", str(error), "See docs/parallel-runs.md.")


def _powerbi() -> Finding:
    """Off, complete, or half configured."""
    from pipeline.powerbi.check import settings_finding  # noqa: PLC0415 (a broken installation must still be examined)

    return settings_finding()
