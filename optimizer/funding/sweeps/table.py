"""A sweep as a table, as JSON, and as a CSV file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from optimizer.funding.files.rows_out import write_rows
from optimizer.funding.sweeps.point import Sweep, SweepPoint
from optimizer.funding.sweeps.sentences import closing

COLUMNS = (
    "value", "status", "objective_value", "bound", "amount", "expected_return_amount", "return_ratio", "step_worth",
    "price", "price_unit", "entered", "left", "reason",
)  # fmt: skip


def as_json(sweep: Sweep) -> dict[str, Any]:
    """Plain values; amounts in ``currency``."""
    points = [
        vars(point)
        | {"status": str(point.status), "amounts": dict(point.amounts), "return_ratio": point.return_ratio}
        | {"funded": list(point.funded)}
        for point in sweep.points
    ]
    return vars(sweep) | {"points": points, "notes": closing(sweep)}


def write(sweep: Sweep, path: Path) -> None:
    """One line per point, with one more column per request: what it gets."""
    requests = next((tuple(point.amounts) for point in sweep.points if point.amounts), ())
    write_rows(path, (*COLUMNS, *requests), (_line(point, requests) for point in sweep.points))


def show(sweep: Sweep) -> None:
    """Print the points and what changes between them."""
    console = Console()
    table = Table(title=f"{sweep.limit}: {sweep.objective} at {len(sweep.points)} values, {sweep.currency}")
    for name in ("value", "funded", "amount", "return", "per unit", "step worth", "price"):
        table.add_column(name, justify="right")
    for point in sweep.points:
        table.add_row(f"{point.value:,.10g}", *_cells(point))
    console.print(table)
    for line in (*(point.sentence for point in sweep.points if _is_told(point)), *closing(sweep)):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _is_told(point: SweepPoint) -> bool:
    return bool(point.entered or point.left or not point.amounts)


def _cells(point: SweepPoint) -> Iterator[str]:
    if not point.amounts:
        yield from (str(point.status), "", "", "", "", "")
        return
    yield from (str(len(point.funded)), f"{point.amount:,.0f}", f"{point.expected_return_amount:,.0f}")
    for ratio in (point.return_ratio, point.step_worth, point.price):
        yield "" if ratio is None else f"{ratio:,.6g}"


def _line(point: SweepPoint, requests: tuple[str, ...]) -> list[Any]:
    values: dict[str, Any] = vars(point) | {"return_ratio": point.return_ratio, "status": str(point.status)}
    values |= {"entered": " | ".join(point.entered), "left": " | ".join(point.left)}
    return [*(values[name] for name in COLUMNS), *(point.amounts.get(request_id) for request_id in requests)]
