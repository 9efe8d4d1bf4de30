"""`prop funding`: decide which requests get how much."""

import json
from pathlib import Path
from typing import Annotated

import typer

from optimizer.funding.frontier import commands as frontier_commands
from optimizer.funding.monte_carlo import commands as monte_carlo_commands
from optimizer.funding.reallocation import commands as reallocation_commands
from optimizer.funding.scenarios import commands as scenario_commands
from optimizer.funding.sweeps import commands as sweep_commands

app = typer.Typer(no_args_is_help=True, help="Which service lines get what of the budget.")


def register(parent: typer.Typer) -> None:
    """Add ``prop funding ...`` to the one command."""
    for room in (
        sweep_commands, frontier_commands, monte_carlo_commands, reallocation_commands, scenario_commands,
    ):  # fmt: skip
        room.register(app)
    parent.add_typer(app, name="funding")


@app.callback()
def funding() -> None:
    """Funding requests, limits and returns."""


@app.command()
def solve(  # options of a command
    requests: Annotated[Path, typer.Argument(help="CSV file, one line per request")],
    constraints: Annotated[Path, typer.Option("--constraints", help="CSV file, one line per limit")],
    objective: Annotated[str, typer.Option(help="return, risk_adjusted or priority_weighted")] = "return",
    currency: Annotated[str, typer.Option(help="currency of every amount in the files")] = "USD",
    time_limit: Annotated[float, typer.Option(min=1, help="seconds for the solver")] = 120.0,
    as_json: Annotated[bool, typer.Option("--json", help="print the decision as JSON")] = False,
) -> None:
    """Decide on the REQUESTS under the limits, and show the decision once it has passed the check."""
    from config.errors import UsageError
    from optimizer.funding import model
    from optimizer.funding.check import broken_rules
    from optimizer.funding.explanation import summary
    from optimizer.funding.files.csv_in import read_csv
    from optimizer.funding.objective import OBJECTIVES
    from optimizer.refusal import refuse_broken

    name = next((known for known in OBJECTIVES if known == objective), None)
    if name is None:
        raise UsageError(f"--objective {objective}: known are {', '.join(OBJECTIVES)}. Nothing was solved.")
    data = read_csv(requests, constraints, currency)
    plan = model.solve(data, name, time_limit)
    refuse_broken("funding", broken_rules(data, plan))
    if as_json:
        typer.echo(json.dumps(summary.as_json(data, plan), indent=2))
    else:
        summary.show(data, plan)
