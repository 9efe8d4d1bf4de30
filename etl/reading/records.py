"""Records of a CSV file, strictly: text cells with the line that each record starts on."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from config.errors import ExtractError
from etl.reading.safety import refuse_vanished, stamp
from etl.reading.text_file import VerifiedFile

RECORDS_PER_CHUNK = 5_000
CELL_LIMIT = 131_072
DELIMITER_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some records in file order, with the line number of each."""

    lines: list[int]
    records: list[list[str]]


def csv_chunks(file: VerifiedFile, delimiter: str, size: int = RECORDS_PER_CHUNK) -> Iterator[Chunk]:
    """The records of a file, ``size`` at a time, in constant memory.

    Raises
    ------
    ExtractError
        Quotes that do not close or stand in the wrong place, with the line; or the file changed since it was verified.
    """
    csv.field_size_limit(CELL_LIMIT)
    refuse_vanished(file.path)
    with file.path.open(encoding=file.encoding, newline="") as text:
        _refuse_changed(file, text.fileno())
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        start = 1
        lines: list[int] = []
        records: list[list[str]] = []
        try:
            for record in reader:
                lines.append(start)
                records.append(record)
                start = reader.line_num + 1
                if len(records) >= size:
                    yield Chunk(lines, records)
                    lines, records = [], []
        except csv.Error as error:
            raise ExtractError(
                f"{file.path.name}, line {start}: {_quote_trouble(str(error))}. Nothing was loaded. "
                "Export again; quotes inside a value are doubled in CSV."
            ) from error
        if records:
            yield Chunk(lines, records)
        _refuse_changed(file, text.fileno())


def pick_delimiter(file: VerifiedFile, candidates: tuple[str, ...], known_names: set[str]) -> str:
    """The delimiter under which the header has the most names that the contract knows; the first one in doubt."""
    with file.path.open(encoding=file.encoding, newline="") as text:
        head = text.read(CELL_LIMIT).splitlines()[:20]

    def known(delimiter: str) -> int:
        cells = {" ".join(cell.strip('" ').split()).casefold() for line in head for cell in line.split(delimiter)}
        return len(cells & known_names)

    return max(candidates, key=known)


def _quote_trouble(reason: str) -> str:
    if "end of data" in reason or "field larger" in reason:
        return "a quote opens here and never closes"
    return f"the quotes of this record are wrong ({reason})"


def _refuse_changed(file: VerifiedFile, descriptor: int) -> None:
    if stamp(descriptor) != file.stamp:
        raise ExtractError(
            f"{file.path.name}: changed while it was read. Nothing of it was loaded. Load it again when it is complete."
        )
