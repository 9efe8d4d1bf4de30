"""The names that rows and columns have in the PuLP model."""

from collections.abc import Iterator

from optimizer.budget.bulk.arrays import BudgetArrays
from optimizer.budget.bulk.kinds import Indexes


def column_names(model: BudgetArrays) -> list[str]:
    """The name of each column, in order; of a class of people the name of its first member."""
    shares = model.shares
    index = {"e": shares.person, "i": shares.initiative, "m": shares.month}
    further = (name for block in model.columns.values() for name in _names(model, block.kind, block.index))
    return [*_names(model, "share", index), *further]


def row_names(model: BudgetArrays) -> list[str]:
    """The name of each row, in order."""
    return [name for block in model.rows.values() for name in _names(model, block.rule, block.index, block.ending)]


def _names(model: BudgetArrays, kind: str, index: dict[str, Indexes], ending: str = "") -> Iterator[str]:
    """``kind__e12__i3__m202501``."""
    months = [f"{month:%Y%m}" for month in model.data.months]
    first = [int(members[0]) for members in model.people.members]
    for places in zip(*index.values(), strict=True):
        parts = [kind]
        for letter, place in zip(index, places, strict=True):
            number = months[place] if letter == "m" else (first[place] if letter == "e" else place) + 1
            parts.append(f"{letter}{number}")
        yield "__".join(parts) + ending
