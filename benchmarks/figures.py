"""What a benchmark hands back, and the table that shows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """One measured number; ``is_met`` is None where there is no target."""

    name: str
    measured: str
    target: str = ""
    is_met: bool | None = None


def at_least(name: str, value: float, target: float, unit: str) -> Figure:
    """A figure that should be large."""
    return Figure(name, f"{value:,.0f} {unit}", f"≥ {target:,.0f} {unit}", value >= target)


def at_most(name: str, value: float, target: float, unit: str) -> Figure:
    """A figure that should be small."""
    return Figure(name, f"{value:,.0f} {unit}", f"≤ {target:,.0f} {unit}", value <= target)


def show(title: str, figures: Iterable[Figure], console: Console) -> None:
    """Print the figures with their targets."""
    table = Table("measure", "target", "measured", "", title=title, title_justify="left")
    for figure in figures:
        verdict = {True: "[green]met[/]", False: "[red]missed[/]", None: ""}[figure.is_met]
        table.add_row(figure.name, figure.target, figure.measured, verdict)
    console.print(table)
