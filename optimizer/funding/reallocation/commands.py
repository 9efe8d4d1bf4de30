"""`prop funding reallocate`: from the amounts of today to the best ones."""

import json
from pathlib import Path
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
)


def register(funding: typer.Typer) -> None:
    """Add ``prop funding reallocate``."""
    funding.command("reallocate")(reallocate)


def reallocate(  # options of a command
    requests: Requests,
    constraints: Constraints,
    current: Annotated[
        Path, typer.Option(help="today's amounts: CSV with request_id and amount, or a printed decision")
    ],
    most_changes: Annotated[int | None, typer.Option(help="how many requests may change")] = None,
    most_money: Annotated[float | None, typer.Option(help="how much money may be moved")] = None,
    objective: Objective = "return",
    history: History = None,
    metrics: Metrics = None,
    currency: Currency = None,
    time_limit: TimeLimit = 60.0,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """The moves that lead to the best decision, the best first; after each of them every limit is kept."""
    from optimizer.funding.files.rows_out import refuse_unwritable
    from optimizer.funding.objective import objective_called
    from optimizer.funding.reallocation import table
    from optimizer.funding.reallocation.current import read_current
    from optimizer.funding.reallocation.near import Reach
    from optimizer.funding.reallocation.run import reallocate as run
    from optimizer.funding.solve_command import Files, read
    from optimizer.progress import progress_bar

    refuse_unwritable(out)
    name, reach = objective_called(objective), Reach(most_changes, most_money)
    data = read(Files(requests, constraints, history, metrics, currency))
    amounts = read_current(data, current)
    with progress_bar("deciding") as on_progress:
        found = run(data, amounts, name, reach, seconds=time_limit, on_progress=on_progress)
    if out is not None:
        table.write(found, out)
    if as_json:
        typer.echo(json.dumps(table.as_json(found), indent=1))
    else:
        table.show(data, found)
