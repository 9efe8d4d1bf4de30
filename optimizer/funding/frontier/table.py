"""A frontier as a table, as JSON, and as a CSV file."""

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from optimizer.funding.files.rows_out import write_rows
from optimizer.funding.frontier.point import Frontier

COLUMNS = (
    "point", "worst_mean_amount", "mean_amount", "expected_return_amount", "amount", "status", "gap", "price",
)  # fmt: skip


def as_json(found: Frontier) -> dict[str, Any]:
    """Plain values; amounts in ``currency``."""
    points = [vars(point) | {"status": str(point.status), "amounts": dict(point.amounts)} for point in found.points]
    return vars(found) | {"points": points}


def write(found: Frontier, path: Path) -> None:
    """One line per point, with one more column per request: what it gets."""
    requests = tuple(found.points[0].amounts) if found.points else ()
    figures = COLUMNS[1:]
    rows = (
        [
            point.number,
            *(str(value) if name == "status" else value for name in figures for value in [getattr(point, name)]),
            *(point.amounts[request_id] for request_id in requests),
        ]
        for point in found.points
    )
    write_rows(path, (*COLUMNS, *requests), rows)


def show(found: Frontier) -> None:
    """Print the points, from the most return to the least risk."""
    console = Console()
    draws = f"{found.draw_count:,} draws, seed {found.seed}"
    table = Table(title=f"Return against risk: the mean of the worst {found.worst_ratio:.1%} of {draws}")
    for name in ("point", "worst mean", "mean", "money", "funded", "price"):
        table.add_column(name, justify="right")
    for point in found.points:
        figures = (f"{x:,.0f}" for x in (point.worst_mean_amount, point.mean_amount, point.amount))
        price = "" if point.price is None else f"{point.price:,.3g}"
        table.add_row(str(point.number), *figures, str(len(point.funded)), price)
    console.print(table)
    for line in (*(f"{point.number}. {point.sentence}" for point in found.points), *found.notes):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    if not found.is_complete:
        console.print("Stopped: these are the points that were done.")
