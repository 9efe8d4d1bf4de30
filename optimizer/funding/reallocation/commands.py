"""`prop funding reallocate`: from the amounts of today to the best ones."""

import json
from pathlib import Path
from typing import Annotated

import typer


def register(funding: typer.Typer) -> None:
    """Add ``prop funding reallocate``."""
    funding.command("reallocate")(reallocate)


def reallocate(  # options of a command
    requests: Annotated[Path, typer.Argument(help="CSV file, one line per request")],
    constraints: Annotated[Path, typer.Option("--constraints", help="CSV file, one line per limit")],
    current: Annotated[
        Path, typer.Option(help="today's amounts: CSV with request_id and amount, or a printed decision")
    ],
    most_changes: Annotated[int | None, typer.Option(help="how many requests may change")] = None,
    most_money: Annotated[float | None, typer.Option(help="how much money may be moved")] = None,
    objective: Annotated[str, typer.Option(help="what is maximised, as in solve")] = "return",
    currency: Annotated[str, typer.Option(help="currency of every amount in the files")] = "USD",
    time_limit: Annotated[float, typer.Option(min=1, help="seconds of each decision")] = 60.0,
    out: Annotated[Path | None, typer.Option(help="CSV file, one line per changed request")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the moves as JSON")] = False,
) -> None:
    """The moves that lead to the best decision, the best first; after each of them every limit is kept."""
    from optimizer.funding.files.csv_in import read_csv
    from optimizer.funding.files.rows_out import refuse_unwritable
    from optimizer.funding.objective import objective_called
    from optimizer.funding.reallocation import table
    from optimizer.funding.reallocation.current import read_current
    from optimizer.funding.reallocation.near import Reach
    from optimizer.funding.reallocation.run import reallocate as run
    from optimizer.progress import progress_bar

    refuse_unwritable(out)
    name, reach = objective_called(objective), Reach(most_changes, most_money)
    data = read_csv(requests, constraints, currency)
    amounts = read_current(data, current)
    with progress_bar("deciding") as on_progress:
        found = run(data, amounts, name, reach, seconds=time_limit, on_progress=on_progress)
    if out is not None:
        table.write(found, out)
    if as_json:
        typer.echo(json.dumps(table.as_json(found), indent=1))
    else:
        table.show(data, found)
