"""``prop db retention``: trim what the policies no longer keep."""

from __future__ import annotations

from typing import Annotated

import typer

Url = Annotated[str | None, typer.Option("--database", help="SQLAlchemy URL; PROP_DATABASE_URL by default")]


def retention(
    database: Url = None,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="say what would go, and change nothing")] = False,
) -> None:
    """Trim staged rows, past versions, old runs, sessions and alerts by the policies of ops.retention_policy."""
    from datetime import UTC, datetime

    from config.settings import settings
    from sql.deployment.deployed import require_schema
    from sql.engine import open_database
    from sql.retention.trim import trim

    target = open_database(database or settings().database_url)
    try:
        require_schema(target)
        trimmed = trim(target, today=datetime.now(UTC).date(), dry_run=dry_run)
    finally:
        target.close()
    for table, row_count in trimmed:
        typer.echo(f"{table}: {row_count:,} rows {'would go' if dry_run else 'trimmed'}")
    typer.echo(f"{target.url}: {'nothing was changed' if dry_run or not trimmed else 'trimmed'}")
