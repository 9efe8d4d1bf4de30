"""`prop funding sweep`: what more or less of one limit would be worth."""

import json
from typing import Annotated

import typer

from optimizer.funding.files.options import (
    Constraints,
    Currency,
    History,
    Json,
    Metrics,
    Objective,
    Out,
    Requests,
    TimeLimit,
    Workers,
)

STOPPED_EXIT_CODE = 130


def register(funding: typer.Typer) -> None:
    """Add ``prop funding sweep``."""
    funding.command("sweep")(sweep)


def sweep(  # options of a command
    requests: Requests,
    constraints: Constraints,
    limit: Annotated[str, typer.Option(help="which limit: its code, or code (subject)")] = "total_budget",
    start: Annotated[str, typer.Option("--from", help="first value: 50% of the limit's own, or a value")] = "50%",
    end: Annotated[str, typer.Option("--to", help="last value")] = "150%",
    points: Annotated[int, typer.Option(help="how many values, both ends included")] = 11,
    objective: Objective = "return",
    history: History = None,
    metrics: Metrics = None,
    currency: Currency = None,
    time_limit: TimeLimit = 60.0,
    workers: Workers = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Decide at many values of one limit: what is funded, what is returned, and what more of it is worth.

    Ctrl-C ends it: what is done is shown and saved.
    """
    from optimizer.funding.files.rows_out import refuse_unwritable
    from optimizer.funding.goal import goal_of
    from optimizer.funding.solve_command import Files, read
    from optimizer.funding.sweeps import table
    from optimizer.funding.sweeps.levels import Range, limit_called
    from optimizer.funding.sweeps.run import Order
    from optimizer.funding.sweeps.run import sweep as run
    from optimizer.progress import progress_bar

    refuse_unwritable(out)
    goal = goal_of(objective)
    data = read(Files(requests, constraints, history, metrics, currency))
    chosen = limit_called(data, limit)
    values = Range(start, end, points).values(chosen)
    with progress_bar("deciding") as on_progress:
        found = run(Order(data, chosen, goal, time_limit), values, workers=workers, on_progress=on_progress)
    if out is not None:
        table.write(found, out)
    if as_json:
        typer.echo(json.dumps(table.as_json(found), indent=1))
    else:
        table.show(found)
    if not found.is_complete:
        raise typer.Exit(STOPPED_EXIT_CODE)
