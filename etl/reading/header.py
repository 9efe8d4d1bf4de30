"""The header: which of the file's columns is which of ours, whatever it is called and wherever it stands."""

import difflib
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from config.errors import ExtractError
from etl.contract import ExtractContract, SourceContract
from etl.reading.fault import excerpt
from etl.reading.values.dates import header_date

NEAREST = 0.6
LISTED = 12
MONDAY = 0


@dataclass(frozen=True)
class Header:
    """The resolved header of one file or sheet."""

    names: tuple[str, ...]
    """As written, blanks at the ends removed."""
    position: dict[str, int]
    """Canonical column -> index of the file's column."""
    date_columns: dict[int, str] = field(default_factory=dict)
    """Index -> ISO date, for a plan with one column per week."""
    unknown: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()

    def index(self, name: str) -> int | None:
        """Position of a column by its written name, compared like every header name."""
        wanted = folded(name)
        return next((i for i, known in enumerate(self.names) if folded(known) == wanted), None)

    def required_index(self, name: str | None) -> int:
        """Position of a column that ``resolve`` made sure of."""
        found = None if name is None else self.index(name)
        if found is None:
            raise KeyError(name)
        return found


def folded(name: str) -> str:
    """A header name for comparison: composed Unicode, single blanks, no case."""
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


def resolve(names: Sequence[str], extract: ExtractContract, contract: SourceContract, where: str) -> Header:
    """Match the file's columns to the contract.

    Parameters
    ----------
    names
        The cells of the header record.
    where
        File, sheet and line, for messages.

    Raises
    ------
    ExtractError
        A column is missing, nameless or there twice.
    """
    written = tuple(name.strip() for name in names)
    _refuse_nameless(written, where)
    _refuse_twins(written, where)
    _refuse_missing(written, extract, contract, where)
    index = {folded(name): i for i, name in enumerate(written)}
    position: dict[str, int] = {}
    renamed: list[str] = []
    for column, field_contract in extract.columns.items():
        found = [name for name in field_contract.names if folded(name) in index]
        if found:
            position[column] = index[folded(found[0])]
            if found[0] != field_contract.names[0]:
                renamed.append(written[position[column]])
    dates = _date_columns(written, extract, contract)
    _refuse_other_weekdays(dates, written, where)
    known = _known(extract) | {folded(written[i]) for i in (*dates, *position.values())}
    unknown = tuple(name for name in written if folded(name) not in known)
    return Header(written, position, dates, unknown, tuple(renamed))


def fits(names: Sequence[str], extract: ExtractContract, contract: SourceContract) -> bool:
    """Whether these names are the header of that extract."""
    written = tuple(name.strip() for name in names)
    return not _missing(written, extract, contract)


def listing(names: Sequence[str]) -> str:
    """Names in quotes, the first dozen of them."""
    shown = ", ".join(excerpt(name) for name in names[:LISTED])
    return shown if len(names) <= LISTED else f"{shown} and {len(names) - LISTED} more"


def required_headers(extract: ExtractContract) -> dict[str, tuple[str, ...]]:
    """Canonical column (or what it is for) -> the header names of which one must be there."""
    required: dict[str, tuple[str, ...]] = {}
    for name, field_contract in extract.columns.items():
        column = extract.column(name)
        is_required = (
            column.required and column.kind != "currency"
            if field_contract.required is None
            else field_contract.required
        )
        if is_required and field_contract.names and field_contract.default is None and name not in extract.constants:
            required[name] = field_contract.names
    required |= {header: (header,) for header in extract.other_headers}
    return required


def _known(extract: ExtractContract) -> set[str]:
    names = [name for field_contract in extract.columns.values() for name in field_contract.names]
    return {folded(name) for name in (*names, *extract.unused, *extract.other_headers)}


def _date_columns(written: tuple[str, ...], extract: ExtractContract, contract: SourceContract) -> dict[int, str]:
    if not extract.unpivot or extract.unpivot.kind != "dates":
        return {}
    days = ((i, header_date(name, contract)) for i, name in enumerate(written))
    return {i: day.isoformat() for i, day in days if day is not None}


def _refuse_other_weekdays(dates: dict[int, str], written: tuple[str, ...], where: str) -> None:
    odd = [written[i] for i, day in dates.items() if date.fromisoformat(day).weekday() != MONDAY]
    if odd:
        raise ExtractError(
            f"{where}: the column {excerpt(odd[0])} is not a Monday, and weeks start on Monday. Nothing was loaded. "
            "Export the plan by weeks from Monday."
        )


def _refuse_nameless(written: tuple[str, ...], where: str) -> None:
    if nameless := [i for i, name in enumerate(written, start=1) if not name]:
        raise ExtractError(
            f"{where}: column {nameless[0]} of {len(written)} has no name; a delimiter at the end of each line "
            f"looks like "
            "this. Nothing was loaded. Export again without it, or name the column."
        )


def _refuse_twins(written: tuple[str, ...], where: str) -> None:
    twins = [name for name, count in Counter(map(folded, written)).items() if count > 1]
    if twins:
        positions = [str(i) for i, name in enumerate(written, start=1) if folded(name) == twins[0]]
        raise ExtractError(
            f"{where}: the column {excerpt(written[int(positions[0]) - 1])} is there {len(positions)} times (columns "
            f"{', '.join(positions)}). Nothing was loaded, since nobody can say which one is meant. Remove or "
            f"rename one."
        )


def _missing(written: tuple[str, ...], extract: ExtractContract, contract: SourceContract) -> list[str]:
    """The columns that the extract needs and the header has not, by their usual name."""
    have = {folded(name) for name in written}
    missing = [names[0] for names in required_headers(extract).values() if not have & {folded(n) for n in names}]
    if extract.unpivot and extract.unpivot.kind == "dates" and not _date_columns(written, extract, contract):
        missing.append("one column per week, such as 2025-01-06")
    return missing


def _refuse_missing(written: tuple[str, ...], extract: ExtractContract, contract: SourceContract, where: str) -> None:
    missing = _missing(written, extract, contract)
    if not missing:
        return
    others = {e.entity for e in contract.extracts if e.entity != extract.entity and fits(written, e, contract)}
    hint = f" It has the columns of {' or '.join(sorted(others))}: is the right file under that name?" if others else ""
    raise ExtractError(
        f"{where}: no column {listing(missing)} for {extract.entity}{_nearest(missing, written)}; it has "
        f"{listing(written)}."
        f"{hint} Nothing was loaded. Export the column, or add its name to {contract.file_name}."
    )


def _nearest(missing: Sequence[str], written: tuple[str, ...]) -> str:
    by_fold = {folded(name): name for name in written}
    close = {name: difflib.get_close_matches(folded(name), by_fold, n=1, cutoff=NEAREST) for name in missing}
    pairs = [
        f"{excerpt(by_fold[found[0]])} is the nearest to {excerpt(name)}" for name, found in close.items() if found
    ]
    return f" ({'; '.join(pairs)})" if pairs else ""
