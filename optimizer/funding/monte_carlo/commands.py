"""`prop funding monte-carlo`: what may come out of a decision, and how it would be taken if more were known."""

import json
from pathlib import Path
from typing import Annotated

import typer


def register(funding: typer.Typer) -> None:
    """Add ``prop funding monte-carlo``."""
    funding.command("monte-carlo")(monte_carlo)


def monte_carlo(  # options of a command
    requests: Annotated[Path, typer.Argument(help="CSV file, one line per request")],
    constraints: Annotated[Path, typer.Option("--constraints", help="CSV file, one line per limit")],
    draws: Annotated[int, typer.Option(help="how many")] = 10_000,
    seed: Annotated[int, typer.Option(help="the same seed gives the same draws")] = 1,
    target: Annotated[float | None, typer.Option(help="return whose probability is asked for")] = None,
    shape: Annotated[str, typer.Option(help="of the ROI: lognormal, triangular or fixed")] = "lognormal",
    spread: Annotated[float, typer.Option(help="standard deviation of the ROI over its mean")] = 0.2,
    history: Annotated[
        Path | None, typer.Option(help="CSV file with service_line and roi by year, for spreads")
    ] = None,
    known: Annotated[
        str, typer.Option(help="when deciding anew: roi_and_success, roi, or nothing to leave the decision")
    ] = "roi_and_success",
    current: Annotated[
        Path | None, typer.Option(help="amounts to compare with: CSV with request_id and amount")
    ] = None,
    objective: Annotated[str, typer.Option(help="of the plan that is asked about, as in solve")] = "return",
    currency: Annotated[str, typer.Option(help="currency of every amount in the files")] = "USD",
    time_limit: Annotated[float, typer.Option(min=1, help="seconds of each decision, and of closing gaps")] = 60.0,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Draw returns and successes: P10, P50, P90, a target, and how often each request would be funded."""
    from optimizer.funding.files.csv_in import read_csv
    from optimizer.funding.goal import goal_of
    from optimizer.funding.monte_carlo import table
    from optimizer.funding.monte_carlo.plans import compared_plans
    from optimizer.funding.monte_carlo.simulation import Question, known_called, simulate
    from optimizer.funding.monte_carlo.uncertainty import past_spreads, shape_called, uncertainty_of
    from optimizer.progress import progress_bar

    goal = goal_of(objective)
    spreads = {} if history is None else past_spreads(history)
    data = read_csv(requests, constraints, currency)
    question = Question(
        draws, seed, uncertainty_of(data, shape_called(shape), spread, spreads), target, known_called(known), time_limit
    )
    plans = compared_plans(data, goal, current, time_limit)
    with progress_bar("drawing") as on_progress:
        found = simulate(data, plans, question, on_progress)
    if as_json:
        typer.echo(json.dumps(table.as_json(found), indent=1))
    else:
        table.show(data, found)
