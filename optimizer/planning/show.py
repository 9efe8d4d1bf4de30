"""Results on the terminal, as JSON, or in a file."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

from optimizer.planning.analysis.levers import LeverRow
from optimizer.planning.assumptions import Assumptions
from optimizer.planning.files.results_out import write_results
from optimizer.planning.rows import assumption_rows, plain
from optimizer.planning.scenarios import where_from

THOUSAND = 1000.0


def results_of(assumptions: Assumptions, tables: Mapping[str, Sequence[Any]], **facts: Any) -> dict[str, Any]:
    """One JSON object: the tables as lists of objects, then facts, then every assumption with its source."""
    rows = {name: [row if isinstance(row, dict | str) else plain([row])[0] for row in t] for name, t in tables.items()}
    return {
        **rows,
        **facts,
        "currency": assumptions.currency,
        "assumptions": plain(assumption_rows(assumptions)),
        "notes": where_from(assumptions),
    }


def deliver(results: Mapping[str, Any], out: Path | None, *, as_json: bool) -> bool:
    """Write the results where they are wanted; whether something is left to be shown to people."""
    if out is not None:
        write_results(out, results)
    if as_json:
        typer.echo(json.dumps(results, indent=1))
    elif out is not None:
        typer.echo(f"{out} is written.")
    return not as_json


def show(title: str, header: Sequence[str], rows: Sequence[Sequence[str]], texts: int = 1) -> None:
    """A table whose first ``texts`` columns are texts; figures are shown in full however narrow the terminal is."""
    table, cells = Table(title=title, title_justify="left"), [[*row] for row in rows]
    for k, name in enumerate(header):
        widest = max((len(row[k]) for row in cells), default=0)
        if k < texts:
            table.add_column(name, overflow="fold")
        else:
            table.add_column(name, justify="right", min_width=widest)
    for row in cells:
        table.add_row(*row)
    Console().print(table)


def show_levers(rows: Sequence[LeverRow]) -> None:
    """What each driver alone would have to be."""
    cells = [
        (
            row.driver, f"{short(row.low)} … {short(row.high)}", short(row.value), short(row.needed_value),
            "" if row.change_ratio is None else f"{row.change_ratio:.1%}",
        )
        for row in rows
        if row.needed_value is not None
    ]  # fmt: skip
    title = f"{rows[0].scenario}: what one driver alone would have to be until the promised profit is reached"
    show(title, ("driver", "range", "assumed", "needed", "change"), cells)
    if len(cells) < len(rows):
        say([f"{len(rows) - len(cells)} other drivers do not reach it anywhere in their ranges."])


def say(lines: Sequence[str]) -> None:
    """Sentences, one per line."""
    for line in lines:
        typer.echo(line)


def short(value: float) -> str:
    """A driver's value: four digits, or whole where it is large."""
    return f"{value:,.0f}" if abs(value) >= THOUSAND else f"{value:.4g}"


def number_words(value: float | None, unit: str) -> str:
    """A figure for reading: ratios with three digits, large amounts without fractions; a dash where undefined."""
    if value is None:
        return "–"
    if unit == "ratio":
        return f"{value:.3f}"
    is_whole = abs(value - round(value)) < 1 / THOUSAND
    return f"{value:,.0f}" if is_whole or abs(value) >= THOUSAND else f"{value:,.2f}"
