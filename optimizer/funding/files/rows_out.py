"""Results as CSV: a whole file or none, and no text that a spreadsheet could take for a formula."""

import csv
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from config.errors import UsageError

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
DECIMALS = 6


def refuse_unwritable(path: Path | None) -> None:
    """Say before anything is solved that nothing could be written to ``path``; None is no wish to write."""
    if path is not None and (path.is_dir() or not path.parent.is_dir()):
        what = "is a folder" if path.is_dir() else f"has no folder {path.parent}"
        raise UsageError(f"{path} {what}. Nothing was solved. Name a file in an existing folder (--out).")


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a header and rows; numbers stay numbers, None is an empty cell."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with unfinished.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow([_inert(name) for name in columns])
            writer.writerows([_inert(cell) for cell in row] for row in rows)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _inert(cell: Any) -> Any:
    """A text that begins like a formula gets an apostrophe; numbers lose the solver's dust."""
    if isinstance(cell, float):
        return round(cell, DECIMALS)
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
