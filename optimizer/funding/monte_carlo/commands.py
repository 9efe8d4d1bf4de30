"""`prop funding monte-carlo`: what may come out of a decision, and how it would be taken if more were known."""

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
    Requests,
    TimeLimit,
)


def register(funding: typer.Typer) -> None:
    """Add ``prop funding monte-carlo``."""
    funding.command("monte-carlo")(monte_carlo)


def monte_carlo(  # options of a command
    requests: Requests,
    constraints: Constraints,
    draws: Annotated[int, typer.Option(help="how many")] = 10_000,
    seed: Annotated[int, typer.Option(help="the same seed gives the same draws")] = 1,
    target: Annotated[float | None, typer.Option(help="return whose probability is asked for")] = None,
    shape: Annotated[str, typer.Option(help="of the ROI: lognormal, triangular or fixed")] = "lognormal",
    spread: Annotated[float, typer.Option(help="standard deviation of the ROI over its mean")] = 0.2,
    known: Annotated[
        str, typer.Option(help="when deciding anew: roi_and_success, roi, or nothing to leave the decision")
    ] = "roi_and_success",
    current: Annotated[
        Path | None, typer.Option(help="amounts to compare with: CSV with request_id and amount")
    ] = None,
    objective: Objective = "return",
    history: History = None,
    metrics: Metrics = None,
    currency: Currency = None,
    time_limit: TimeLimit = 60.0,
    as_json: Json = False,
) -> None:
    """Draw returns and successes: P10, P50, P90, a target, and how often each request would be funded."""
    from optimizer.funding.goal import goal_of
    from optimizer.funding.monte_carlo import table
    from optimizer.funding.monte_carlo.plans import compared_plans
    from optimizer.funding.monte_carlo.simulation import Question, known_called, simulate
    from optimizer.funding.monte_carlo.uncertainty import shape_called, uncertainty_of
    from optimizer.funding.solve_command import Files, read
    from optimizer.progress import progress_bar

    goal = goal_of(objective)
    data = read(Files(requests, constraints, history, metrics, currency))
    question = Question(
        draws, seed, uncertainty_of(data, shape_called(shape), spread), target, known_called(known), time_limit
    )
    plans = compared_plans(data, goal, current, time_limit)
    with progress_bar("drawing") as on_progress:
        found = simulate(data, plans, question, on_progress)
    if as_json:
        typer.echo(json.dumps(table.as_json(found), indent=1))
    else:
        table.show(data, found)
