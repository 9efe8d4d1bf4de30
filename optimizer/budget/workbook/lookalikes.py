"""Ids and names that are twice there, or that people would take for one: the former are refused, the latter said."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from optimizer.budget.data import Employee, Initiative
from optimizer.budget.workbook.cells import Row
from optimizer.budget.workbook.table import nearest

SHOWN_COUNT = 5
LOOKS = str.maketrans("аеорсухіјѕԁԛԝАВЕКМНОРСТХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "aeopcyxijsdqwABEKMHOPCTXIJSABEZHIKMNOPTYXo")


def refuse_twice(rows: Sequence[Row], column: str) -> None:
    """The same id in two rows is a fault of the later one."""
    first: dict[str, Row] = {}
    for row in rows:
        name = row.name(column)
        if name and name in first:
            row.fault(column, f"is {name!r}, as in row {first[name].number} already; ids are given once")
        first.setdefault(name, row)


def alike_notes(rows: Sequence[Row], sheet: str, columns: Iterable[str]) -> list[str]:
    """A sentence for each set of different values of one column that look the same."""
    notes = []
    for column in columns:
        forms: dict[str, dict[str, Row]] = defaultdict(dict)
        for row in rows:
            if row.name(column):
                forms[looks(row.name(column))].setdefault(row.name(column), row)
        found = [one for one in forms.values() if len(one) > 1]
        for one in found[:SHOWN_COUNT]:
            listed = " and ".join(f"{name!r} (row {row.number})" for name, row in one.items())
            notes.append(f"{sheet}, column {column}: {listed} look alike and are kept apart.")
        if len(found) > SHOWN_COUNT:
            notes.append(f"{sheet}, column {column}: {len(found) - SHOWN_COUNT} more sets of names look alike.")
    return notes


def same_name_notes(rows: Sequence[Row], sheet: str, identifier: str, name: str) -> list[str]:
    """A sentence for each name that several ids have."""
    by_name: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        by_name[row.name(name)].append(row.name(identifier))
    twice = [(one, ids) for one, ids in by_name.items() if one and len(ids) > 1]
    notes = [
        f"{sheet}: {', '.join(ids)} are all named {one!r}; they are kept apart." for one, ids in twice[:SHOWN_COUNT]
    ]
    more = [f"{sheet}: {len(twice) - SHOWN_COUNT} more names are there twice."] if len(twice) > SHOWN_COUNT else []
    return notes + more


def nobody_notes(initiatives: Iterable[Initiative], employees: Sequence[Employee]) -> list[str]:
    """A sentence for each team, sub-team or pod that initiatives name and nobody is in."""
    levels: tuple[tuple[str, Callable[[Initiative | Employee], str]], ...] = (
        ("team", lambda one: one.team),
        ("sub_team", lambda one: one.sub_team),
        ("pod", lambda one: one.pod),
    )
    notes = []
    for what, level in levels:
        known = {level(employee) for employee in employees}
        wanted = sorted({level(initiative) for initiative in initiatives} - known - {""})
        for name in wanted[:SHOWN_COUNT]:
            near = nearest(name, sorted(known))
            notes.append(f"Nobody is in the {what} {name!r}" + (f"; did you mean {near!r}?" if near else "."))
    return notes


def looks(name: str) -> str:
    """What a name looks like: without case, blanks, invisible letters and accents; Greek and Cyrillic as Latin."""
    plain = unicodedata.normalize("NFKD", name.translate(LOOKS)).casefold().translate(LOOKS)
    return "".join(one for one in plain if not one.isspace() and unicodedata.category(one) not in {"Cf", "Mn"})
