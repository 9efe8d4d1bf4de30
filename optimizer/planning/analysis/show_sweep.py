"""A sweep on the terminal: a grid per measure."""

from collections.abc import Sequence

from optimizer.planning.analysis.sweep import SweepRow
from optimizer.planning.show import number_words, say, short, show

MOST_COLUMNS = 12


def show_sweep(rows: Sequence[SweepRow]) -> None:
    """One table per measure, the first driver downwards and the second across; a star at the scenario's own values."""
    for measure in dict.fromkeys(row.measure for row in rows):
        mine = [row for row in rows if row.measure == measure]
        across = list(dict.fromkeys(row.second_value for row in mine))
        by_first: dict[float, list[str]] = {}
        for row in mine:
            star = "*" if row.is_base else ""
            by_first.setdefault(row.first_value, []).append(number_words(row.value, row.unit) + star)
        first = mine[0]
        title = f"{first.scenario}: {measure} ({first.unit}), {first.first_driver} downwards"
        title += "" if first.second_driver is None else f", {first.second_driver} across"
        header = ["", *("" if value is None else short(value) for value in across[:MOST_COLUMNS])]
        show(title, header, [(short(value), *cells[:MOST_COLUMNS]) for value, cells in by_first.items()])
        if len(across) > MOST_COLUMNS:
            say([f"{len(across) - MOST_COLUMNS} more columns: see --json or --out."])
