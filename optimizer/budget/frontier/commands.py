"""`prop budget frontier`: what less shortfall, or fewer moves from the last plan, would cost."""

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from optimizer.budget.frontier.point import Frontier, FrontierPoint


def register(app: typer.Typer) -> None:
    """Add ``frontier`` to the initiatives' commands."""
    app.command("frontier")(frontier)


def frontier(
    workbook: Annotated[
        Path | None, typer.Argument(help="sheets Projects, Resources, Config, Last_Plan; the database when left out")
    ] = None,
    points: Annotated[int, typer.Option(min=1, max=1000, help="how many limits, evenly spread")] = 12,
    against: Annotated[str, typer.Option(help="shortfall, moves from the last plan, or both")] = "shortfall",
    last_plan: Annotated[Path | None, typer.Option(help="a workbook that prop budget solve wrote")] = None,
    config: Annotated[list[str] | None, typer.Option("--config", help="as for prop budget solve; repeatable")] = None,
    time_limit: Annotated[float, typer.Option(min=1, help="seconds for all points")] = 120.0,
    database: Annotated[str | None, typer.Option(help="SQLAlchemy URL; PROP_DATABASE_URL by default")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print one JSON object")] = False,
) -> None:
    """The cheapest plans for every amount of shortfall, or of moves; no plan beats them in both."""
    from config.errors import UsageError
    from optimizer.budget.firm.portfolio import source_of
    from optimizer.budget.frontier.frontier import frontier as find
    from optimizer.budget.frontier.point import CTRL_C, Against
    from optimizer.budget.workbook.last_plan import read_last_plan, still_there
    from optimizer.progress import progress_bar

    if against not in set(Against):
        raise UsageError(f"--against {against}: known are {', '.join(Against)}. Nothing was solved.")
    data = source_of(workbook, database, config or []).data
    if last_plan is not None:
        kept, gone = still_there(data, read_last_plan(last_plan))
        data = replace(data, last_plan=kept, notes=(*data.notes, *gone))
    with progress_bar("points") as progress:
        found = find(data, points=points, against=Against(against), seconds=time_limit, progress=progress)
    if as_json:
        typer.echo(json.dumps(_plain(found), indent=2))
    else:
        _show(found)
    if found.stopped_by == CTRL_C:
        raise typer.Exit(130)


def _show(found: "Frontier") -> None:
    """A table and what there is to note."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"Cost against {found.against}")
    for name in ("#", "cost", "man-months", "short", "moved", "price of one less"):
        table.add_column(name, justify="right")
    for one in found.points:
        moved = "" if one.moved_man_months is None else f"{one.moved_man_months:,.2f}"
        effort = (f"{one.delivered_man_months:,.2f}", f"{one.shortfall_man_months:,.2f}", moved)
        money = (f"{one.cost_amount:,.2f}", f"{one.price_amount:,.2f}")
        table.add_row(str(one.point_number), money[0], *effort, money[1])
    Console().print(table)
    currency = found.points[0].currency if found.points else ""
    typer.echo(f"Amounts in {currency}, effort in man-months; every point is proven. {found.seconds:.1f} s.")
    for note in found.notes:
        typer.echo(f"Note: {note}")


def _plain(found: "Frontier") -> dict[str, Any]:
    """As JSON holds it, with the plans themselves left out."""
    return {
        "against": str(found.against),
        "is_complete": found.is_complete,
        "stopped_by": found.stopped_by,
        "seconds": found.seconds,
        "points": [_point(one) for one in found.points],
        "notes": list(found.notes),
    }


def _point(point: "FrontierPoint") -> dict[str, Any]:
    values = {name: value for name, value in vars(point).items() if name != "shares"}
    return values | {"against": str(point.against), "status": str(point.status)}
