"""`prop budget`: plan the initiatives of a workbook."""

import json
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Who is paid from which initiative, month by month.")


def register(parent: typer.Typer) -> None:
    """Add ``prop budget ...`` to the one command."""
    parent.add_typer(app, name="budget")


@app.callback()
def budget() -> None:
    """Initiatives: people, money and months."""


@app.command()
def solve(
    workbook: Annotated[Path, typer.Argument(help="sheets Projects, Resources and, optionally, Config")],
    out: Annotated[Path, typer.Option("--out", help="the workbook to write")],
    objective: Annotated[str, typer.Option(help="least_cost, or peer (most money spent)")] = "least_cost",
    time_limit: Annotated[float, typer.Option(min=1, help="seconds for the solver")] = 120.0,
    as_json: Annotated[bool, typer.Option("--json", help="print the summary as JSON")] = False,
) -> None:
    """Plan the portfolio in WORKBOOK and write the plan to OUT, once it has passed the check."""
    from config.errors import UsageError
    from optimizer.budget import model, summary
    from optimizer.budget.check import broken_rules
    from optimizer.budget.workbook.read import read_workbook
    from optimizer.budget.workbook.write import write_workbook
    from optimizer.refusal import refuse_broken

    name = next((known for known in model.OBJECTIVES if known == objective), None)
    if name is None:
        raise UsageError(f"--objective {objective}: known are {', '.join(model.OBJECTIVES)}. Nothing was solved.")
    if out.resolve() == workbook.resolve():
        raise UsageError(f"--out {out} is the input itself. Nothing was solved. Name another file.")
    data = read_workbook(workbook)
    plan = model.solve(data, name, time_limit)
    refuse_broken("initiatives", broken_rules(data, plan))
    write_workbook(out, data, plan)
    if as_json:
        typer.echo(json.dumps(summary.as_json(data, plan), indent=2))
    else:
        summary.show(data, plan, out)
