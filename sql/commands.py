"""``prop db``: plan, deploy, compare, script and roll back the schema."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sql.deployment.grant_commands import register_grant
from sql.retention.commands import retention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sql.database import Database
    from sql.files import SqlTree
    from sql.inventory.findings import Finding

PENDING_EXIT_CODE = 2
Url = Annotated[str | None, typer.Option("--database", help="SQLAlchemy URL; PROP_DATABASE_URL by default")]
LeaveOut = Annotated[
    list[str] | None,
    typer.Option("--leave-out", metavar="PATTERN", help="do without the files whose path matches; may be repeated"),
]
Storage = Annotated[
    str | None,
    typer.Option(help="how large tables are stored: page, columnstore, both with a comma, or none; else as they are"),
]
AsJson = Annotated[bool, typer.Option("--json", help="for programs")]


def register(app: typer.Typer) -> None:
    """Add ``prop db`` to the command line."""
    db = typer.Typer(help="The schema: T-SQL files, migrations, drift.", no_args_is_help=True)
    db.command("plan")(plan)
    db.command("deploy")(deploy)
    db.command("verify")(verify)
    db.command("drift")(drift)
    db.command("script")(script)
    db.command("rollback")(rollback)
    register_grant(db)
    db.command("retention")(retention)
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


def chosen_tree(leave_out: list[str] | None) -> SqlTree:
    """The files without those that are left out; a pattern that matches nothing is refused."""
    from sql.files import SqlTree

    return SqlTree().without_matching(leave_out or [])


def chosen_storage(words: str | None) -> set[str] | None:
    """The storage options of the command line."""
    from config.errors import UsageError
    from sql.files import STORAGE_TYPES

    if words is None:
        return None
    options = {word.strip() for word in words.split(",")} - {"none"}
    if not options <= STORAGE_TYPES:
        raise UsageError(
            f"--storage {words}: not a way to store tables. Nothing was changed. "
            f"Say {', '.join(sorted(STORAGE_TYPES))}, both with a comma between them, or none."
        )
    return options


def plan(
    database: Url = None,
    leave_out: LeaveOut = None,
    storage: Storage = None,
    *,
    as_json: AsJson = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="exit with 2 when there is something to do")] = False,
) -> None:
    """Say what a deployment would do, and change nothing."""
    from sql.deployment.plan import make_plan
    from sql.deployment.reports import plan_json, plan_lines

    with opened(database) as target:
        steps = make_plan(target, chosen_tree(leave_out), storage=chosen_storage(storage))
        if as_json:
            typer.echo(plan_json(steps, target.url))
        else:
            for line in plan_lines(steps):
                typer.echo(line)
            typer.echo(f"{target.url}: {'nothing to do' if steps.is_empty else 'not changed yet'}")
    if exit_code and not steps.is_empty:
        raise typer.Exit(PENDING_EXIT_CODE)


def deploy(
    database: Url = None,
    leave_out: LeaveOut = None,
    storage: Storage = None,
    *,
    reapply: Annotated[
        bool, typer.Option("--reapply", help="apply every object again: repairs what was edited in the database")
    ] = False,
) -> None:
    """Bring the database to the state of the files; twice changes nothing."""
    from sql.deployment.deploy import deploy as run
    from sql.deployment.reports import not_deployed_lines

    tree = chosen_tree(leave_out)
    with opened(database) as target:
        done = run(target, tree, progress=typer.echo, reapplies_views=reapply, storage=chosen_storage(storage))
        for line in not_deployed_lines(done):
            typer.echo(line)
        typer.echo(f"{target.url}: {'nothing to do' if done.is_empty else 'deployed'}")


def drift(database: Url = None, *, as_json: AsJson = False) -> None:
    """List every object that differs from the files; exit code 1 when one does."""
    from sql.deployment.drift import findings

    with opened(database) as target:
        report(findings(target), target.url, as_json=as_json)


def verify(database: Url = None, *, as_json: AsJson = False) -> None:
    """As drift, and whether the database is set up and answers as PROP needs it; exit code 1 when not."""
    from sql.deployment.drift import findings
    from sql.deployment.readiness import shortcomings

    with opened(database) as target:
        report([*findings(target), *shortcomings(target)], target.url, as_json=as_json)


def report(found: list[Finding], url: str, *, as_json: bool) -> None:
    """Print findings, the worst first, and exit with 1 when there is one."""
    from sql.inventory.findings import as_lines, to_json

    if as_json:
        typer.echo(to_json(found, url))
    else:
        for line in as_lines(found):
            typer.echo(line)
        typer.echo(f"{url}: {f'{len(found)} differences' if found else 'as the files say'}")
    if found:
        if not as_json:
            typer.echo("Nothing was changed. What is applied by files is repaired by: prop db deploy --reapply")
        raise typer.Exit(1)


def script(
    database: Url = None,
    leave_out: LeaveOut = None,
    storage: Storage = None,
    *,
    since: Annotated[
        str | None, typer.Option("--from", help="the migration that the database is at: prints the upgrade alone")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="write to this file instead of the terminal")] = None,
) -> None:
    """Print the whole deployment as one file for sqlcmd (SQL Server)."""
    from sql.deployment.plan import make_plan
    from sql.deployment.script import deployment_script

    tree = chosen_tree(leave_out)
    text = deployment_script(tree, since=since, storage=chosen_storage(storage))
    if database:
        with opened(database) as target:
            state = "has nothing to do" if make_plan(target, tree).is_empty else "is not at this version"
            text = f"-- {target.url} {state}.\n{text}"
    if output:
        output.write_text(text, encoding="utf-8-sig")  # sqlcmd knows UTF-8 by its mark
        typer.echo(f"{output}: {len(text.splitlines())} lines")
    else:
        typer.echo(text)


def rollback(
    database: Url = None,
    *,
    to: Annotated[str | None, typer.Option(help="migration to go back to, or base; the one before by default")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="do not ask")] = False,
) -> None:
    """Undo the last migration, or all after another one; the data of the dropped tables is lost."""
    from sql.deployment.reports import rollback_lines, what_is_next
    from sql.deployment.rollback import plan_rollback
    from sql.deployment.rollback import rollback as run

    with opened(database) as target:
        plan = plan_rollback(target, to)
        for line in rollback_lines(plan):
            typer.echo(line)
        if not yes:
            lost = sum(plan.lost_rows.values())
            typer.confirm(f"Go back to {plan.target} in {target.url}, and lose {lost:,} rows?", abort=True)
        done = run(target, plan.target)
        for line in what_is_next(done):
            typer.echo(line)
        typer.echo(f"{target.url}: at {done.target}")
