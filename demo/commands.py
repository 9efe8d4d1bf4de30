"""`prop demo-data`: extracts of the made-up firm."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from config.errors import UsageError
from demo.firm import AS_OF


def register(app: typer.Typer) -> None:
    """Add the room's command to `prop`."""
    app.command("demo-data")(demo_data)


def demo_data(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="where the files go; it is created if missing")],
    employees: Annotated[int, typer.Option(min=1, help="people")] = 60,
    months: Annotated[int, typer.Option(min=1, help="months of timesheets")] = 18,
    seed: Annotated[int, typer.Option(help="the same seed writes the same bytes")] = 42,
    as_of: Annotated[str, typer.Option(metavar="DATE", help="date of the extracts, YYYY-MM-DD")] = AS_OF.isoformat(),
) -> None:
    """Write the extracts of a made-up firm, dirt included, and a manifest that counts it."""
    from rich.progress import Progress

    from demo.build import write_firm
    from demo.firm import Firm

    firm = Firm(employees, months, seed, _day(as_of))
    with Progress(transient=True) as progress:
        task = progress.add_task("extracts", total=None)
        manifest = write_firm(folder, firm, lambda facts: progress.update(task, description=facts.layout.path))
    for path, facts in manifest["files"].items():
        typer.echo(f"{facts['records']:>9,}  {path}")
    typer.echo(f"{len(manifest['files'])} files as of {firm.as_of} in {folder}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"demo-data: --as-of {text!r} is no date. Give it as YYYY-MM-DD, such as {AS_OF}. Nothing was written."
        ) from error
