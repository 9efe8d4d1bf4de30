"""`prop funding frontier`: return against risk."""

import json
from typing import Annotated

import typer

from optimizer.funding.files.options import (
    Constraints,
    Currency,
    History,
    Json,
    Metrics,
    Out,
    Requests,
    TimeLimit,
    Workers,
)

STOPPED_EXIT_CODE = 130


def register(funding: typer.Typer) -> None:
    """Add ``prop funding frontier``."""
    funding.command("frontier")(frontier)


def frontier(  # options of a command
    requests: Requests,
    constraints: Constraints,
    points: Annotated[int, typer.Option(help="how many decisions, both ends included")] = 11,
    alpha: Annotated[float, typer.Option(help="0.95: the worst 5 % of the draws are bad luck")] = 0.95,
    draws: Annotated[int, typer.Option(help="of ROI and success, the same for every decision")] = 500,
    seed: Annotated[int, typer.Option(help="the same seed gives the same draws")] = 0,
    history: History = None,
    metrics: Metrics = None,
    currency: Currency = None,
    time_limit: TimeLimit = 60.0,
    workers: Workers = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """The decisions that return most for each level of what bad luck leaves; Ctrl-C keeps what is done."""
    from optimizer.funding.files.rows_out import refuse_unwritable
    from optimizer.funding.frontier import table
    from optimizer.funding.frontier.run import Order
    from optimizer.funding.frontier.run import frontier as run
    from optimizer.funding.goal import Tail
    from optimizer.funding.solve_command import Files, read
    from optimizer.progress import progress_bar

    refuse_unwritable(out)
    tail = Tail(alpha_ratio=alpha, draw_count=draws, seed=seed)
    data = read(Files(requests, constraints, history, metrics, currency))
    with progress_bar("deciding") as on_progress:
        found = run(Order(data, tail, time_limit), points, workers=workers, on_progress=on_progress)
    if out is not None:
        table.write(found, out)
    if as_json:
        typer.echo(json.dumps(table.as_json(found), indent=1))
    else:
        table.show(found)
    if not found.is_complete:
        raise typer.Exit(STOPPED_EXIT_CODE)
