"""The roles of an assumptions file."""

from optimizer.planning.assumptions import Role
from optimizer.planning.catalog import nearest
from optimizer.planning.files.cells import Cell, Written
from optimizer.planning.files.values import number, text
from optimizer.planning.interval import Interval

NUMBERS = {
    "ratio": Interval.parse("(0, 1]"),
    "rate_amount_per_hour": Interval.parse("(0, inf)"),
    "cost_amount_per_year": Interval.parse("(0, inf)"),
    "free_people_count": Interval.parse("[0, inf)"),
}
TEXTS = ("practice", "level")
KNOWN = (*TEXTS, *NUMBERS)


def role_of(written: Written, cells: dict[str, Cell]) -> Role | None:
    """One role; None, with faults, where something is missing, unknown or not allowed."""
    before, place = len(written.faults), next(iter(cells.values())).place if cells else "roles"
    unknown = [name for name in cells if name not in {*KNOWN, "number"}]
    written.faults += [f"{cells[one].place}: unknown; the nearest is {nearest(one, KNOWN)}" for one in unknown]
    missing = [name for name in (*TEXTS, "ratio") if name not in cells]
    written.faults += [f"{place}: no {name}" for name in missing]
    texts = {name: text(written, cells[name]) for name in TEXTS if name in cells}
    numbers = {name: _number(written, name, cells[name]) for name in NUMBERS if name in cells}
    if len(written.faults) > before:
        return None
    return Role(
        texts["practice"],
        texts["level"],
        numbers["ratio"] or 0.0,
        numbers.get("rate_amount_per_hour"),
        numbers.get("cost_amount_per_year"),
        numbers.get("free_people_count") or 0.0,
    )


def _number(written: Written, name: str, cell: Cell) -> float | None:
    value = number(written, cell, cell.value, name)
    if value is not None and not NUMBERS[name].holds(value):
        written.faults.append(f"{cell.place}: {name} is {value:g}; it must be {NUMBERS[name].words}")
    return value
