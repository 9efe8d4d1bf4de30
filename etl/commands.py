"""``prop load`` and ``prop quarantine``."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from config.settings import settings

DatabaseOption = Annotated[str | None, typer.Option("--database", help="SQLAlchemy URL; PROP_DATABASE_URL by default.")]
AS_OF_FORMATS = ["%Y-%m-%d"]


def register(app: typer.Typer) -> None:
    """Add the loader's commands."""
    app.command("load")(load)
    quarantine = typer.Typer(help="Rows that were set aside: list them, load them again.", no_args_is_help=True)
    quarantine.command("list")(list_quarantine)
    quarantine.command("replay")(replay)
    app.add_typer(quarantine, name="quarantine")


def load(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders of one source.", exists=True)],
    source: Annotated[str, typer.Option(help="A contract of config/extracts.")],
    database: DatabaseOption = None,
    as_of: Annotated[
        datetime | None, typer.Option(formats=AS_OF_FORMATS, help="Reporting date; the latest posting date by default.")
    ] = None,
    accept_held: Annotated[str | None, typer.Option(help="Why a file may be loaded that would be held.")] = None,
) -> None:
    """Load extracts: read, validate, stage, audit, publish. The same files again change nothing."""
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from etl.load import load as load_files
    from etl.report import print_report
    from sql.engine import open_database

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None)

        def on_rows(row_count: int) -> None:
            progress.advance(task, row_count)
            progress.update(task, description=f"{progress.tasks[0].completed:,.0f} rows staged")

        report = load_files(
            open_database(database or settings().database_url),
            paths,
            source=source,
            as_of=as_of.date() if as_of else None,
            accept_held=accept_held,
            on_rows=on_rows,
        )
    print_report(report, Console())
    if not report.is_clean:
        raise typer.Exit(1)


def list_quarantine(
    database: DatabaseOption = None,
    source: Annotated[str | None, typer.Option(help="Only rows of this source.")] = None,
) -> None:
    """List the rows that are set aside, each with its file, line, reason and the way out."""
    from etl.contract import load_contract
    from etl.quarantine import open_rows
    from etl.report import print_quarantine
    from sql.engine import open_database

    system = load_contract(source).source_system if source else None
    print_quarantine(open_rows(open_database(database or settings().database_url), source_system=system), Console())


def replay(
    source: Annotated[str, typer.Option(help="A contract of config/extracts.")],
    database: DatabaseOption = None,
) -> None:
    """Check the rows that are set aside again, and load those that pass: after a crosswalk or contract was mended."""
    from etl.load import replay as replay_rows
    from etl.report import print_report
    from sql.engine import open_database

    print_report(replay_rows(open_database(database or settings().database_url), source=source), Console())
