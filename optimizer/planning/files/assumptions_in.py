"""An assumptions file as checked assumptions: every bad value is named, nothing is guessed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from config.errors import ExtractError, ModelError, UsageError
from optimizer.planning import assumptions as known
from optimizer.planning.assumptions import Assumption, Assumptions, Role, Scenario, assumed
from optimizer.planning.catalog import DRIVERS
from optimizer.planning.files.cells import Cell, Written
from optimizer.planning.files.roles_in import role_of
from optimizer.planning.files.table_in import read_table
from optimizer.planning.files.toml_in import read_toml
from optimizer.planning.files.values import number, text
from optimizer.planning.learning import Learned, learned_defaults
from optimizer.planning.timesheets import Rows

READERS: Mapping[str, Callable[[Path], Written]] = {".toml": read_toml, ".csv": read_table, ".xlsx": read_table}
NOTHING = Learned()


def read_assumptions(path: Path, timesheets: tuple[Rows, Rows] | None = None) -> Assumptions:
    """The assumptions of a file, with what timesheets say and the defaults where it says nothing.

    Parameters
    ----------
    path
        ``.toml``, ``.csv`` or ``.xlsx``.
    timesheets
        Timesheets and capacity, as ``learning.learned_defaults`` takes them; the file goes before what they say.

    Raises
    ------
    UsageError
        There is no such file, or it is of another kind.
    ExtractError
        With every value that cannot be used, name that is not known, and driver that has no value.
    ModelError
        The roles do not sum to 1.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UsageError(f"{path}: assumptions are {', '.join(READERS)} files. Nothing was computed.")
    if not path.is_file():
        raise UsageError(f"{path}: no such file. Nothing was computed. `prop planning template --out FILE` writes one.")
    written = reader(path)
    return checked(written, NOTHING if timesheets is None else learned_defaults(*timesheets, _week_hours(written)))


def checked(written: Written, learned: Learned = NOTHING) -> Assumptions:
    """What a file says, as assumptions; errors as in ``read_assumptions``."""
    shared = known.defaults() | {one.name: one for one in learned.assumptions}
    for name, cell in written.shared.items():
        _put(written, shared, name, cell)
    scenarios = [_scenario(written, name, shared) for name in written.scenarios or known.STANDARD]
    roles = [role for cells in written.roles if (role := role_of(written, cells)) is not None]
    _complain_of_missing(written, shared, scenarios)
    currency = text(written, written.currency) if written.currency else "USD"
    written.refuse()
    try:
        return Assumptions(shared, tuple(scenarios), _roles(roles, learned), currency, learned.notes)
    except ModelError as error:
        raise ExtractError(f"{written.source}: {error}") from error


def _week_hours(written: Written) -> float:
    """Hours of a full week, if the file gives a number; whether it is allowed is checked with the others."""
    cell = written.shared.get("operations.week_hours")
    try:
        return float(str(cell.value)) if cell else 40.0
    except ValueError:
        return 40.0


def _roles(given: list[Role], learned: Learned) -> tuple[Role, ...]:
    return tuple(given) or learned.roles


def _scenario(written: Written, name: str, shared: Mapping[str, Assumption]) -> Scenario:
    """Standard growth and margin where a standard scenario does not give them."""
    changes = {driver: assumed(driver, value, known.DEFAULT) for driver, value in known.STANDARD.get(name, {}).items()}
    for driver, cell in written.scenarios.get(name, {}).items():
        _put(written, changes, driver, cell, shared.get(driver))
    return Scenario(name, changes)


def _put(written: Written, into: dict[str, Assumption], name: str, cell: Cell, other: Assumption | None = None) -> None:
    """The cell's assumption; its usual range, or that of ``other`` in proportion, where it gives none."""
    value = number(written, cell, cell.value, name)
    low, high = (
        None if end is None else number(written, cell, end, f"{word} of {name}")
        for word, end in (("low", cell.low), ("high", cell.high))
    )
    if value is None or (cell.low is not None and low is None) or (cell.high is not None and high is None):
        return
    try:
        usual = assumed(name, value) if other is None else replace(other.at(value), source=known.GIVEN, note="")
        has_own = low is not None or high is not None
        into[name] = Assumption(
            name,
            value,
            usual.low if low is None else low,
            usual.high if high is None else high,
            _distribution(written, cell, known.TRIANGULAR if has_own else usual.distribution),
            note=str(cell.note),
        )
    except ModelError as error:
        written.faults.append(f"{cell.place}: {str(error).replace(' Nothing was computed.', '')}")


def _distribution(written: Written, cell: Cell, usual: str) -> str:
    return usual if cell.distribution is None else text(written, replace(cell, value=cell.distribution)).lower()


def _complain_of_missing(written: Written, shared: Mapping[str, Assumption], scenarios: list[Scenario]) -> None:
    """One fault per driver that has no value although none of its cells is bad."""
    asked = {*written.shared, *(name for cells in written.scenarios.values() for name in cells)}
    for driver in DRIVERS:
        without = [one.name for one in scenarios if driver.name not in {**shared, **one.changes}]
        if without and driver.name not in asked:
            where = "" if len(without) == len(scenarios) else f" in {', '.join(without)}"
            source = "give it, or learn it from timesheets" if driver.is_learned else "give it"
            allowed = driver.allowed.usual_words
            written.faults.append(
                f"{driver.name}{where} is missing ({driver.unit}: {driver.words}; {allowed}): {source}"
            )
