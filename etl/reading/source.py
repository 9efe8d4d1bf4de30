"""Where records come from: a CSV file or one sheet of a workbook, verified before."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from config.errors import ExtractError
from etl.contract import ReadingRules
from etl.reading.fault import place
from etl.reading.records import Chunk, csv_chunks
from etl.reading.safety import Stamp
from etl.reading.text_file import VerifiedFile
from etl.reading.workbook import sheet_chunks
from etl.reading.workbook_safety import VerifiedWorkbook

LOOKED_AT = 20


@dataclass(frozen=True)
class Source:
    """One stream of records with its identity."""

    file: VerifiedFile | VerifiedWorkbook
    rules: ReadingRules
    sheet_name: str | None = None
    delimiter: str = ","

    @property
    def file_name(self) -> str:
        """Name of the file, without its folders."""
        return self.file.path.name

    @property
    def sha256(self) -> str:
        """Hash of the file's bytes."""
        return self.file.sha256

    @property
    def stamp(self) -> Stamp:
        """What the file looked like when it was verified."""
        return self.file.stamp

    @property
    def is_strict(self) -> bool:
        """A delimiter other than the first declared one must hold in the whole file."""
        return self.delimiter != self.rules.delimiters[0]

    def chunks(self) -> Iterator[Chunk]:
        """Every record of the source, header and preamble included."""
        if isinstance(self.file, VerifiedWorkbook):
            return sheet_chunks(self.file, self.sheet_name or "", self.rules)
        return csv_chunks(self.file, self.delimiter)

    def opening(self) -> Chunk:
        """The first records, to find the header."""
        first = next(self.chunks(), Chunk([], []))
        return Chunk(first.lines[:LOOKED_AT], first.records[:LOOKED_AT])

    def header(self) -> tuple[int, list[str]]:
        """Line and cells of the header record, below the declared preamble.

        Raises
        ------
        ExtractError
            There is no such record.
        """
        first = self.opening()
        position = self.rules.preamble_records
        if len(first.records) <= position or not any(cell.strip() for record in first.records for cell in record):
            raise ExtractError(
                f"{place(self.file_name, self.sheet_name)}: has no header and no data. Nothing was loaded. "
                f"Export it again."
            )
        return first.lines[position], first.records[position]

    def body(self) -> Iterator[Chunk]:
        """The records below the header."""
        chunks = self.chunks()
        below = self.rules.preamble_records + 1
        first = next(chunks, Chunk([], []))
        return chain([Chunk(first.lines[below:], first.records[below:])], chunks)
