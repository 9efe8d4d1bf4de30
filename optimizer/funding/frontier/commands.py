"""`prop funding frontier`: return against risk."""

import json
from pathlib import Path
from typing import Annotated

import typer

STOPPED_EXIT_CODE = 130


def register(funding: typer.Typer) -> None:
    """Add ``prop funding frontier``."""
    funding.command("frontier")(frontier)


def frontier(  # options of a command
    requests: Annotated[Path, typer.Argument(help="CSV file, one line per request")],
    constraints: Annotated[Path, typer.Option("--constraints", help="CSV file, one line per limit")],
    points: Annotated[int, typer.Option(help="how many decisions, both ends included")] = 11,
    alpha: Annotated[float, typer.Option(help="0.95: the worst 5 % of the draws are bad luck")] = 0.95,
    draws: Annotated[int, typer.Option(help="of ROI and success, the same for every decision")] = 500,
    seed: Annotated[int, typer.Option(help="the same seed gives the same draws")] = 0,
    currency: Annotated[str, typer.Option(help="currency of every amount in the files")] = "USD",
    time_limit: Annotated[float, typer.Option(min=1, help="seconds of each decision")] = 60.0,
    workers: Annotated[int | None, typer.Option(min=1, help="decisions at once; by default what pays")] = None,
    out: Annotated[Path | None, typer.Option(help="CSV file, one line per point")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the frontier as JSON")] = False,
) -> None:
    """The decisions that return most for each level of what bad luck leaves; Ctrl-C keeps what is done."""
    from optimizer.funding.files.csv_in import read_csv
    from optimizer.funding.files.rows_out import refuse_unwritable
    from optimizer.funding.frontier import table
    from optimizer.funding.frontier.run import Order
    from optimizer.funding.frontier.run import frontier as run
    from optimizer.funding.goal import Tail
    from optimizer.progress import progress_bar

    refuse_unwritable(out)
    tail = Tail(alpha_ratio=alpha, draw_count=draws, seed=seed)
    data = read_csv(requests, constraints, currency)
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
