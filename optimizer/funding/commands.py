"""`prop funding`: decide which requests get how much."""

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
    objective: Annotated[
        str, typer.Option(help="return, risk_adjusted, priority_weighted or cvar; several with commas, first first")
    ] = "return",
    weights: Annotated[str, typer.Option(help="of the score: return/alignment/risk")] = "40/35/25",
    periods: Annotated[int | None, typer.Option(min=1, help="how many periods are decided together")] = None,
    carry_over: Annotated[
        bool | None, typer.Option("--carry-over/--no-carry-over", help="may a later period spend what is left")
    ] = None,
    discount: Annotated[float | None, typer.Option(help="how much less a return is worth a period later, 0-1")] = None,
    alpha: Annotated[float, typer.Option(help="cvar: the worst 1 - alpha of the draws count")] = 0.95,
    floor: Annotated[float | None, typer.Option(help="cvar: the least mean return of the worst draws")] = None,
    weight: Annotated[float, typer.Option(help="cvar without a floor: of the worst draws, against all")] = 1.0,
    draws: Annotated[int, typer.Option(min=1, help="cvar: how many draws")] = 500,
    seed: Annotated[int, typer.Option(min=0, help="cvar: the same seed, the same draws")] = 0,
    history: Annotated[Path | None, typer.Option(help="CSV file of past years: earlier returns")] = None,
    metrics: Annotated[Path | None, typer.Option(help="CSV file of daily metrics: utilization today")] = None,
    currency: Annotated[str | None, typer.Option(help="of the amounts, where the files do not say it; USD")] = None,
    out: Annotated[Path | None, typer.Option(help="write the decisions, .csv or .xlsx")] = None,
    time_limit: Annotated[float, typer.Option(min=1, help="seconds for the solver")] = 120.0,
    as_json: Annotated[bool, typer.Option("--json", help="print the decision (or the conflict) as JSON")] = False,
) -> None:
    """Decide on the REQUESTS under the limits, and show the decision once it has passed the check."""
    from optimizer.funding.goal import Tail, goal_of
    from optimizer.funding.solve_command import Files, read, run

    goal = goal_of(objective, Tail(alpha, floor, weight, draws, seed))
    files = Files(requests, constraints, history, metrics, currency)
    data = read(files, periods, discount, is_carried_over=carry_over)
    run(data, goal, weights=weights, seconds=time_limit, out=out, is_json=as_json)
