"""`prop funding solve`: the steps behind the command."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

import typer

from config.errors import UsageError
from optimizer.funding import model
from optimizer.funding.check import broken_rules
from optimizer.funding.conflict.explain import InfeasibleError
from optimizer.funding.data import FundingData, Horizon
from optimizer.funding.explanation import summary
from optimizer.funding.explanation.scoring import weights_of
from optimizer.funding.files.csv_in import read_csv
from optimizer.funding.files.decisions_out import refuse_other_files, write_decisions
from optimizer.funding.files.history_in import with_history, with_metrics
from optimizer.funding.goal import Goal
from optimizer.refusal import refuse_broken

INFEASIBLE_EXIT_CODE = 1


@dataclass(frozen=True)
class Files:
    """What is read: requests and limits, and what else is known."""

    requests: Path
    constraints: Path
    history: Path | None = None
    metrics: Path | None = None
    currency: str | None = None


def read(
    files: Files, periods: int | None = None, discount: float | None = None, *, is_carried_over: bool | None = None
) -> FundingData:
    """The data of all files; options about periods come before rows of the constraints.

    Raises
    ------
    PropError
        A file cannot be used, or the data contradict each other.
    """
    given = {"period_count": periods, "discount_ratio": discount, "is_carried_over": is_carried_over}
    options = {name: value for name, value in given.items() if value is not None}
    data = read_csv(
        files.requests,
        files.constraints,
        files.currency,
        horizon=replace(Horizon(), **options),  # type: ignore[arg-type]
    )
    if files.history is not None:
        data = with_history(data, files.history)
    return data if files.metrics is None else with_metrics(data, files.metrics)


def run(data: FundingData, goal: Goal, *, weights: str, seconds: float, out: Path | None, is_json: bool) -> None:
    """Decide, check, write and print.

    Raises
    ------
    InfeasibleError
        As ``model.solve``; with ``is_json`` the conflict is printed as well.
    """
    refuse_other_files(out)
    score = weights_of(weights)
    if not seconds > 0:
        raise UsageError(f"--time-limit {seconds:g}: more than 0 s is expected. Nothing was solved.")
    try:
        plan = model.solve(data, goal, seconds, score)
    except InfeasibleError as error:
        if is_json:
            typer.echo(json.dumps(summary.infeasible_as_json(data, error), indent=2))
        raise
    refuse_broken("funding", broken_rules(data, plan))
    if out is not None:
        write_decisions(out, data, plan)
    if is_json:
        typer.echo(json.dumps(summary.as_json(data, plan), indent=2))
    else:
        summary.show(data, plan)
