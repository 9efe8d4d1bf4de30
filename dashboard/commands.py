"""`prop demo`, `prop serve` and `prop user …`."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sql.engine import Database

Url = Annotated[str | None, typer.Option("--database", help="SQLAlchemy URL; PROP_DATABASE_URL by default.")]
user = typer.Typer(no_args_is_help=True, help="Accounts of the dashboard.")


def register(app: typer.Typer) -> None:
    """Add the dashboard's commands to `prop`."""
    app.command("demo")(demo)
    app.command("serve")(serve)
    app.add_typer(user, name="user")


def demo(
    port: Annotated[int, typer.Option(help="TCP port.", envvar="PORT")] = 8050,
    folder: Annotated[Path, typer.Option(help="Where the extracts and the database file go.")] = Path("var"),
) -> None:
    """Show the whole product on a made-up firm: extracts, schema, loads, the weekly run, and the app."""
    from rich.console import Console

    from dashboard.demo import run_demo

    run_demo(folder, port, Console())


def serve(
    database: Url = None,
    port: Annotated[int, typer.Option(help="TCP port.")] = 8050,
    host: Annotated[
        str, typer.Option(help="Address to listen on; other machines reach it through an https proxy.")
    ] = "127.0.0.1",
    proxy: Annotated[
        str | None, typer.Option(help="Address of the https proxy whose X-Forwarded headers are believed.")
    ] = None,
) -> None:
    """Serve the dashboard until it is stopped."""
    from config.settings import settings
    from dashboard import server

    with _opened(database) as opened:
        server.serve(opened, port, settings().is_demo, host=host, proxy=proxy)


@user.command("add")
def add(
    name: Annotated[str, typer.Argument(help="Name to sign in with.")],
    role: Annotated[str, typer.Option(help="viewer, partner, manager, finance, quality or admin.")],
    display_name: Annotated[str | None, typer.Option(help="Name to show.")] = None,
    practice: Annotated[list[str] | None, typer.Option(help="Source id of a practice to see; may be repeated.")] = None,
    client: Annotated[list[str] | None, typer.Option(help="Source id of a client to see; may be repeated.")] = None,
    everything: Annotated[bool, typer.Option("--everything", help="See the whole firm.")] = False,
    password: Annotated[
        str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True, envvar="PROP_NEW_PASSWORD")
    ] = "",
    database: Url = None,
) -> None:
    """Create an account; the password is asked for."""
    from rich import print as write

    from dashboard.auth.users import add_user

    with _opened(database) as opened:
        add_user(
            opened,
            user_name=name,
            display_name=display_name or name,
            role=role,
            password=password,
            practices=practice or [],
            clients=client or [],
            has_all_scope=everything,
        )
    write(f"{name} can sign in as {role}.")


@user.command("list")
def listing(database: Url = None) -> None:
    """Show every account with its role and scope."""
    from rich.console import Console
    from rich.table import Table

    from dashboard.auth.users import users

    table = Table("Name", "Shown as", "Role", "Sees", "Enabled")
    with _opened(database) as opened:
        for account in users(opened):
            table.add_row(
                *(str(account[key]) for key in ("user_name", "display_name", "role_name", "scope")),
                "yes" if account["is_enabled"] else "no",
            )
    Console().print(table)


@user.command("disable")
def disable(name: Annotated[str, typer.Argument(help="Name of the account.")], database: Url = None) -> None:
    """Refuse an account from its next request on."""
    from rich import print as write

    from dashboard.auth.users import disable_user

    with _opened(database) as opened:
        disable_user(opened, name)
    write(f"{name} can no longer sign in.")


def _opened(url: str | None) -> "AbstractContextManager[Database]":
    """The database of the option or of the settings, closed at the end."""
    from contextlib import closing

    from config.settings import settings
    from sql.engine import open_database

    return closing(open_database(url or settings().database_url))
