"""`prop budget`: plan the initiatives of a workbook."""

import json
from pathlib import Path
from typing import Annotated

import typer

from optimizer.budget.explanation import commands as explanation
from optimizer.budget.frontier import commands as frontier

app = typer.Typer(no_args_is_help=True, help="Who is paid from which initiative, month by month.")
explanation.register(app)
frontier.register(app)


def register(parent: typer.Typer) -> None:
    """Add ``prop budget ...`` to the one command."""
    parent.add_typer(app, name="budget")


@app.callback()
def budget() -> None:
    """Initiatives: people, money and months."""


@app.command()
def solve(
    out: Annotated[Path, typer.Option("--out", help="the workbook to write")],
    workbook: Annotated[
        Path | None, typer.Argument(help="sheets Projects, Resources, Config; the database when left out")
    ] = None,
    objective: Annotated[
        str | None, typer.Option(help="least_cost (default), value, or peer (most money spent)")
    ] = None,
    config: Annotated[
        list[str] | None, typer.Option("--config", help="name=value or a file of parameters, before Config; repeatable")
    ] = None,
    time_limit: Annotated[float, typer.Option(min=1, help="seconds for the solver")] = 120.0,
    database: Annotated[str | None, typer.Option(help="SQLAlchemy URL; PROP_DATABASE_URL by default")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the summary as JSON")] = False,
) -> None:
    """Plan the portfolio in WORKBOOK, or the firm's own, and write the plan to OUT, once it has passed the check.

    The database is only read: `prop run budget` publishes.
    """
    from optimizer.budget import model, summary
    from optimizer.budget.check import broken_rules
    from optimizer.budget.firm.portfolio import source_of
    from optimizer.budget.workbook.write import refuse_unwritable, write_workbook
    from optimizer.refusal import refuse_broken

    summary.known_objective(objective)  # before anything is read
    refuse_unwritable(out, workbook)
    portfolio = source_of(workbook, database, config or [])
    data, name = portfolio.data, summary.known_objective(objective or portfolio.objective)
    plan = model.solve(data, name, time_limit)
    refuse_broken("initiatives", broken_rules(data, plan))
    write_workbook(out, data, plan)
    if as_json:
        typer.echo(json.dumps(summary.as_json(data, plan), indent=2))
    else:
        summary.show(data, plan, out)
