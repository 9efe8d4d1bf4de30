"""`prop parameter list|show|set|history`."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from sql.engine import Database

DatabaseOption = Annotated[str | None, typer.Option("--database", help="SQLAlchemy URL; PROP_DATABASE_URL by default.")]
JsonOption = Annotated[bool, typer.Option("--json", help="For programs.")]
CodeArgument = Annotated[str, typer.Argument(help="As prop parameter list shows it.")]
FromOption = Annotated[
    datetime | None,
    typer.Option("--from", formats=["%Y-%m-%d"], help="First day of the value; the reporting date by default."),
]
SHOWN = {"parameter_code": "code", "parameter_value": "value", "unit": "unit", "effective_from": "from"}


def register(app: typer.Typer) -> None:
    """Add the group to `prop`."""
    group = typer.Typer(help="What models and KPIs go by: prices, limits and discounts.", no_args_is_help=True)
    group.command("list")(list_parameters)
    group.command("show")(show)
    group.command("set", context_settings={"ignore_unknown_options": True})(set_value)  # -1 is a value
    group.command("history")(history)
    app.add_typer(group, name="parameter")


def list_parameters(database: DatabaseOption = None, as_json: JsonOption = False) -> None:
    """Every parameter as it is in force at the reporting date."""
    from pipeline.parameters.store import in_force

    with _opened(database) as opened:
        rows = in_force(opened)
    _print(rows, {**SHOWN, "description": "what it is"}, as_json=as_json)


def show(code: CodeArgument, database: DatabaseOption = None, as_json: JsonOption = False) -> None:
    """One parameter: its value, unit, and who set it."""
    from pipeline.parameters.store import one_in_force

    with _opened(database) as opened:
        row = one_in_force(opened, code)
    if as_json:
        typer.echo(json.dumps(row, default=str, indent=2))
        return
    typer.echo(f"{row['parameter_code']} is {row['parameter_value']} {row['unit']}. {row['description']}")
    if row["effective_from"] is not None:
        typer.echo(
            f"In force since {row['effective_from']}; set by {row['changed_by']} at {row['changed_at_utc']} UTC."
        )


def history(code: CodeArgument, database: DatabaseOption = None, as_json: JsonOption = False) -> None:
    """Every value that a parameter was given, the newest first."""
    from pipeline.parameters.store import history as history_of

    with _opened(database) as opened:
        rows = history_of(opened, code)
    shown = {"effective_from": "from", "parameter_value": "value", "changed_by": "by", "changed_at_utc": "at (UTC)"}
    _print(rows, {**shown, "reason": "why"}, as_json=as_json)


def set_value(
    code: CodeArgument,
    value: Annotated[str, typer.Argument(help="A number in the parameter's unit, or a name.")],
    because: Annotated[str, typer.Option("--because", help="Why; it is kept in the audit trail.")],
    effective_from: FromOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    database: DatabaseOption = None,
) -> None:
    """Give a parameter a value from a day on. What was in force before stays in its history."""
    from pipeline.parameters.store import Change, set_parameter

    first_day = effective_from.date() if effective_from else None
    with _opened(database) as opened:
        done = set_parameter(opened, Change(code, value, first_day, because, _who()), dry_run=dry_run)
    row, verb = done.row, "would be" if dry_run else "is"
    old = f"{'now' if dry_run else 'before'}: {done.before['parameter_value']}"
    typer.echo(f"{code} {verb} {row['parameter_value']} {row['unit']} from {row['effective_from']} ({old}).")
    if not done.is_in_force:
        typer.echo("It is not the value of the reporting date, so today's figures stay as they are.")
    if done.refreshed_rows:
        typer.echo(f"{done.refreshed_rows:,} rows of weekly facts were recomputed.")
    if dry_run:
        typer.echo("Nothing was changed.")


@contextmanager
def _opened(url: str | None) -> Iterator["Database"]:
    from config.settings import settings
    from sql.deployment.deployed import require_schema
    from sql.engine import open_database

    opened = open_database(url or settings().database_url)
    try:
        require_schema(opened)
        yield opened
    finally:
        opened.close()


def _who() -> str:
    """Who sits at the command line, as the audit trail names them."""
    from getpass import getuser

    try:
        return f"command line ({getuser()})"
    except (KeyError, OSError):
        return "command line"


def _print(rows: list[dict[str, Any]], columns: dict[str, str], *, as_json: bool) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    if as_json:
        typer.echo(json.dumps(rows, default=str, indent=2))
        return
    table = Table()
    for name, title in columns.items():
        table.add_column(title, no_wrap=name == "parameter_code")
    for row in rows:
        table.add_row(*(escape("" if row[name] is None else str(row[name])) for name in columns))
    Console().print(table)
