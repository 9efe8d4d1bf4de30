"""A reallocation as a table, as JSON, and as a CSV file."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from optimizer.funding.data import FundingData
from optimizer.funding.files.rows_out import write_rows
from optimizer.funding.reallocation.move import Reallocation
from optimizer.funding.reallocation.sentences import closing

COLUMNS = (
    "move", "rank", "request_id", "amount_before", "amount_after", "move_gain", "cumulative_gain", "move_sentence",
)  # fmt: skip


def as_json(found: Reallocation) -> dict[str, Any]:
    """Plain values; amounts in ``currency``."""
    return asdict(found) | {"sentences": closing(found)}


def write(found: Reallocation, path: Path) -> None:
    """One line per changed request, in the order of the moves."""
    write_rows(path, COLUMNS, _lines(found))


def show(data: FundingData, found: Reallocation) -> None:
    """Print the moves and what they gain."""
    console = Console()
    table = Table(title=f"Moves, {found.objective} in {found.currency}")
    for name in ("move", "rank", "requests", "moved", "gain", "gain so far"):
        table.add_column(name, justify="left" if name == "requests" else "right")
    for move in found.moves:
        names = ", ".join(data.request[change.request_id].service_line for change in move.changes)
        figures = (f"{x:,.0f}" for x in (move.moved_amount, move.gain_value, move.cumulative_gain_value))
        table.add_row(str(move.number), str(move.rank), names, *figures)
    if found.moves:
        console.print(table)
    for line in (*(f"{move.number}. {move.sentence}" for move in found.moves), *closing(found)):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _lines(found: Reallocation) -> Iterator[list[Any]]:
    for move in found.moves:
        for change in move.changes:
            yield [
                move.number, move.rank, change.request_id, change.before, change.after, move.gain_value,
                move.cumulative_gain_value, move.sentence,
            ]  # fmt: skip
