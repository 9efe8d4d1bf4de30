"""``prop db grant``: who is in which role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from config.errors import UsageError

if TYPE_CHECKING:
    from sql.deployment.grants import Member

Url = Annotated[str | None, typer.Option("--database", help="SQLAlchemy URL; PROP_DATABASE_URL by default")]


def register_grant(db: typer.Typer) -> None:
    """Add ``grant`` to ``prop db``."""
    db.command("grant")(grant)


def grant(
    role: Annotated[
        str | None, typer.Argument(help="prop_etl, prop_optimizer, prop_dashboard, prop_bi or prop_dba")
    ] = None,
    database: Url = None,
    login: Annotated[str | None, typer.Option(help="a login of the server, or a name of Entra ID")] = None,
    *,
    external: Annotated[bool, typer.Option("--external", help="the name is a user, group or app of Entra ID")] = False,
    revoke: Annotated[bool, typer.Option("--revoke", help="take it out of the role")] = False,
    lists: Annotated[bool, typer.Option("--list", help="show who is in which role")] = False,
) -> None:
    """Put a login into a role of the database, or take it out."""
    from sql.commands import opened  # noqa: PLC0415 (it registers this command)
    from sql.deployment import grants  # noqa: PLC0415 (heavy imports wait until their command runs)

    with opened(database) as target:
        if lists:
            _list(grants.members(target))
        elif role is None or login is None:
            raise UsageError("Say which role and which login: prop db grant ROLE --login NAME. Nothing was changed.")
        elif revoke:
            changed = grants.revoke(target, role, login)
            typer.echo(f"{login}: {'no longer in' if changed else 'is not in'} {role}")
        else:
            changed = grants.grant(target, role, login, is_external=external)
            typer.echo(f"{login}: {'now in' if changed else 'already in'} {role}")


def _list(members: list[Member]) -> None:
    for member in members:
        typer.echo(f"{member.role}: {member.user}")
    if not members:
        typer.echo("Nobody is in a role of PROP.")
