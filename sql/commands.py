"""``prop db``: plan, deploy, verify, script and roll back the schema."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sql.database import Database
    from sql.plan import Plan

Url = Annotated[str | None, typer.Option("--database", help="SQLAlchemy URL; PROP_DATABASE_URL by default")]


def register(app: typer.Typer) -> None:
    """Add ``prop db`` to the command line."""
    db = typer.Typer(help="The schema: T-SQL files, migrations, drift.", no_args_is_help=True)
    db.command("plan")(plan)
    db.command("deploy")(deploy)
    db.command("verify")(verify)
    db.command("drift", hidden=True)(verify)
    db.command("script")(script)
    db.command("rollback")(rollback)
    app.add_typer(db, name="db")


@contextmanager
def opened(url: str | None) -> Iterator[Database]:
    """The database of the URL or of the settings."""
    from config.settings import settings
    from sql.engine import open_database

    database = open_database(url or settings().database_url)
    try:
        yield database
    finally:
        database.close()


def plan(database: Url = None) -> None:
    """Say what a deployment would do, and change nothing."""
    from sql.files import SqlTree
    from sql.plan import make_plan

    with opened(database) as target:
        show(make_plan(target, SqlTree()), target.url)


def show(steps: Plan, url: str) -> None:
    """Print the steps of a plan."""
    for file in steps.skipped:
        typer.echo(f"skipped on DuckDB: {file.path}")
    for revision in steps.migrations:
        typer.echo(f"migration {revision.folder}: {len(revision.scripts)} scripts")
    for row in steps.dropped:
        typer.echo(f"drop {row.object_type} {row.object_name}")
    for file in steps.applied:
        typer.echo(f"{file.object_type} {file.object_name}")
    typer.echo(f"{url}: {'nothing to do' if steps.is_empty else 'not changed yet'}")


def deploy(
    database: Url = None,
    *,
    reapply: Annotated[
        bool, typer.Option("--reapply", help="apply every view again: repairs views edited in the database")
    ] = False,
) -> None:
    """Bring the database to the state of the files; twice changes nothing."""
    from sql.deploy import deploy as run

    with opened(database) as target:
        done = run(target, progress=typer.echo, reapplies_views=reapply)
        for file in done.skipped:
            typer.echo(f"skipped on DuckDB: {file.path}")
        typer.echo(f"{target.url}: {'nothing to do' if done.is_empty else 'deployed'}")


def verify(database: Url = None) -> None:
    """Compare what is deployed with the files; exit code 1 when they differ."""
    from sql.drift import differences

    with opened(database) as target:
        found = differences(target)
        for sentence in found:
            typer.echo(sentence)
        typer.echo(f"{target.url}: {f'{len(found)} differences' if found else 'as the files say'}")
    if found:
        typer.echo("Nothing was changed. Views and seeds are repaired by: prop db deploy --reapply")
        raise typer.Exit(1)


def script(
    database: Url = None,
    output: Annotated[Path | None, typer.Option(help="write to this file instead of the terminal")] = None,
) -> None:
    """Print the whole deployment as one file for sqlcmd (SQL Server)."""
    from sql.files import SqlTree
    from sql.plan import make_plan
    from sql.script import deployment_script

    text = deployment_script()
    if database:
        with opened(database) as target:
            state = "has nothing to do" if make_plan(target, SqlTree()).is_empty else "is not at this version"
            text = f"-- {target.url} {state}.\n{text}"
    if output:
        output.write_text(text, encoding="utf-8")
        typer.echo(f"{output}: {len(text.splitlines())} lines")
    else:
        typer.echo(text)


def rollback(
    to: Annotated[str, typer.Option(help="number of the migration to go back to, or base")],
    database: Url = None,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="do not ask")] = False,
) -> None:
    """Undo migrations by their down scripts; the data of the dropped tables is lost."""
    from sql.rollback import rollback as run

    with opened(database) as target:
        if not yes:
            typer.confirm(f"Drop every view and what was made after migration {to} in {target.url}?", abort=True)
        run(target, to, progress=typer.echo)
        typer.echo(f"{target.url}: at {to}")
