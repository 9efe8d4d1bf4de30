"""`prop staffing scenario`: a folder's plan with some changes beside its plan without them."""

import json
from pathlib import Path
from typing import Annotated

import typer


def register(staffing: typer.Typer) -> None:
    """Add ``prop staffing scenario``."""
    staffing.command("scenario")(scenario)


def scenario(
    folder: Annotated[Path, typer.Argument(help="folder with consultants.csv, engagements.csv, … and parameters.json")],
    changes: Annotated[Path, typer.Argument(help="JSON file with a list of changes; weeks are counted from 0")],
    time_limit: Annotated[float, typer.Option(min=0.1, help="seconds of each plan")] = 60.0,
    stay_price: Annotated[
        float, typer.Option(min=0, help="points per hour that differs from the plan as it is, so that few move")
    ] = 0.0,
    out: Annotated[Path | None, typer.Option(help="where the plan with the changes goes")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print one JSON object")] = False,
) -> None:
    """Plan without and with the changes, with the same limits, and say what differs."""
    from rich.console import Console

    from optimizer.staffing.changes.form import read_changes
    from optimizer.staffing.files import instance
    from optimizer.staffing.files.plan_file import refuse_unwritable, write_plan
    from optimizer.staffing.scenarios.sentences import sentences
    from optimizer.staffing.scenarios.solve import Order, solve_scenario

    if out is not None:
        refuse_unwritable(out)
    data, wanted = instance.read(folder), read_changes(changes)
    with Console(stderr=True).status("planning") as status:
        order = Order(
            data, data, wanted, time_limit,
            on_plan=lambda words, number, count: status.update(f"{number} of {count}: {words}"),
            stay_price=stay_price,
        )  # fmt: skip
        comparison, solved = solve_scenario(order)
    if out is not None:
        write_plan(solved.data, solved.plan.hours, out)
    words = sentences(comparison)
    if as_json:
        typer.echo(json.dumps(comparison.as_plain() | {"sentences": words}, indent=1))
    else:
        typer.echo("\n".join(words))
