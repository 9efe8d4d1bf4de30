"""Empty cells of a column that other rows fill: what they are taken for is said, where it moves the order."""

from collections.abc import Sequence

from optimizer.budget.workbook.cells import Row

SHOWN_COUNT = 5
TAKEN_FOR = (
    ("funding_source", "without a name they share one source of their own"),
    ("driver", "without one they count in the middle of the scale, 0.5"),
    ("impact", "without one they count in the middle of the scale, 0.5"),
    ("rank", "without one they come after every rank, and score the middle, 0.5"),
)


def blank_notes(rows: Sequence[Row]) -> list[str]:
    """A sentence for each column of Projects that decides the order and is filled in some rows alone."""
    notes = []
    for column, taken_for in TAKEN_FOR:
        blank = [row.number for row in rows if row.is_blank(column)]
        if 0 < len(blank) < len(rows):
            listed = ", ".join(map(str, blank[:SHOWN_COUNT])) + (" and others" if len(blank) > SHOWN_COUNT else "")
            which = f"row {listed}" if len(blank) == 1 else f"rows {listed}"
            notes.append(f"Projects, column {column} is empty in {which}: {taken_for}.")
    return notes
