"""Assumptions written as TOML: a table per section, one per scenario, and one per role."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from config.errors import ExtractError
from optimizer.planning.catalog import BY_NAME, SECTIONS, nearest
from optimizer.planning.files.cells import RANGE_WORDS, Cell, Written

CURRENCY, SCENARIO, ROLES = "currency", "scenario", "roles"


def read_toml(path: Path) -> Written:
    """What the file says.

    Raises
    ------
    ExtractError
        It is no TOML.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ExtractError(f"{path.name}: this is no TOML ({error}). Nothing was computed. Correct it.") from error
    written = Written(path.name)
    for section, table in tables.items():
        if section == CURRENCY:
            written.currency = Cell(CURRENCY, table)
        elif section == ROLES:
            _roles(written, table)
        elif section not in SECTIONS:
            known = (CURRENCY, ROLES, *SECTIONS)
            written.faults.append(f"{section}: there is no such table; the nearest is {nearest(section, known)}")
        elif not isinstance(table, dict):
            written.faults.append(f"{section}: {table!r} is no table. Write [{section}] and its drivers below")
        elif section == SCENARIO:
            _scenarios(written, table)
        else:
            written.shared |= dict(_cells(written, (section,), table))
    return written


def _scenarios(written: Written, tables: dict[str, Any]) -> None:
    """``[scenario.base]`` with growth and margin, and whatever else it takes otherwise."""
    for name, table in tables.items():
        if not isinstance(table, dict) or f"{SCENARIO}.{name}" in BY_NAME:
            written.faults.append(f"{SCENARIO}.{name}: write it below a scenario's name, such as [{SCENARIO}.base]")
            continue
        written.scenarios[name] = dict(_scenario_cells(written, name, table))


def _scenario_cells(written: Written, name: str, table: dict[str, Any]) -> Iterator[tuple[str, Cell]]:
    own = {key: value for key, value in table.items() if key not in SECTIONS}
    yield from _cells(written, (SCENARIO,), own, f"{SCENARIO}.{name}")
    for section in SECTIONS:
        other = table.get(section)
        if isinstance(other, dict):
            yield from _cells(written, (section,), other, f"{SCENARIO}.{name}.{section}")
        elif other is not None:
            written.faults.append(f"{SCENARIO}.{name}.{section}: {other!r} is no table")


def _cells(
    written: Written, section: tuple[str, ...], table: dict[str, Any], place: str = ""
) -> Iterator[tuple[str, Cell]]:
    for key, value in table.items():
        name, where = ".".join((*section, key)), f"{place or '.'.join(section)}.{key}"
        if name not in BY_NAME:
            written.faults.append(f"{where}: there is no such driver; the nearest is {nearest(name)}")
        elif isinstance(value, dict):
            unknown = sorted(set(value) - set(RANGE_WORDS))
            if unknown:
                written.faults.append(f"{where}: unknown {', '.join(unknown)}; known are {', '.join(RANGE_WORDS)}")
            yield (
                name,
                Cell(
                    where,
                    **{word: value[word] for word in RANGE_WORDS if word in value and word != "value"},
                    value=value.get("value"),
                ),
            )
        else:
            yield name, Cell(where, value)


def _roles(written: Written, tables: Any) -> None:
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        written.faults.append(f"{ROLES}: write [[{ROLES}]] once per role, with practice, level and ratio")
        return
    for number, table in enumerate(tables, start=1):
        written.roles.append({key: Cell(f"{ROLES} {number}, {key}", value) for key, value in table.items()})
