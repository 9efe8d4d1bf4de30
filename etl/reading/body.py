"""Which records are data; blanks, totals and footers are counted, ragged records are set aside or refuse the file."""

import re
from collections import Counter

from config.errors import ExtractError
from etl.contract import ReadingRules
from etl.reading.fault import excerpt, place
from etl.reading.records import Chunk
from etl.reading.staged import SetAside

TAIL_RECORDS = 50
WAY_OUT = "Export again; values with a delimiter or a line break inside need quotes."


class Body:
    """Sorts the records below the header of one file or sheet."""

    def __init__(
        self, file_name: str, sheet_name: str | None, width: int, rules: ReadingRules, *, is_strict: bool
    ) -> None:
        self._file_name, self._sheet_name, self._width = file_name, sheet_name, width
        self._totals = frozenset(rules.total_words)
        self._footers = [re.compile(pattern) for pattern in rules.footer_patterns]
        self._is_strict = is_strict
        self._tail: list[tuple[int, list[str]]] = []
        self._last_line = 0
        self.ignored: Counter[str] = Counter()
        self.record_count = 0
        self._data_count = 0

    def data(self, chunk: Chunk) -> tuple[list[int], list[list[str]], list[SetAside]]:
        """The data records of a chunk with their lines, and the ragged ones."""
        lines: list[int] = []
        records: list[list[str]] = []
        ragged: list[SetAside] = []
        width = self._width
        for line, record in zip(chunk.lines, chunk.records, strict=True):
            if len(record) == width and record[0] and record[-1] and not self._tail:
                if record[0] in self._totals and self._is_total(record):
                    continue
                lines.append(line)
                records.append(record)
            elif self._is_data(line, record, ragged):
                lines.append(line)
                records.append(record)
        self._data_count += len(records)
        self.record_count += len(chunk.records)
        if not self._data_count and ragged:
            self._refuse_all_ragged(ragged[0])
        return lines, records, ragged

    def close(self) -> list[SetAside]:
        """End of the file: what stands last is a footer, or a row that was cut off."""
        tail, self._tail = self._tail, []
        if tail and any(pattern.search(record[0]) for _, record in tail for pattern in self._footers):
            self.ignored["footer"] += sum(1 for _, record in tail if len(record) == 1)
            return [self._ragged(line, record) for line, record in tail if len(record) > 1]
        ragged = [self._ragged(line, record) for line, record in tail]
        if ragged and not self._data_count:
            self._refuse_all_ragged(ragged[0])
        if tail and len(tail[-1][1]) < self._width:
            line, record = tail[-1]
            raise ExtractError(
                f"{place(self._file_name, self._sheet_name, line)}: the last record has {len(record)} of {self._width} "
                f"cells ({excerpt(','.join(record))}); the file was cut off. Nothing was loaded. Export it again."
            )
        return ragged

    def _is_data(self, line: int, record: list[str], ragged: list[SetAside]) -> bool:
        """The slow path: whether a record that looks unusual is data; the others are counted where they belong."""
        if not any(cell.strip() for cell in record):
            self.ignored["blank"] += 1
            return False
        if self._is_total(record):
            return False
        if len(record) == self._width:
            if self._is_footer(record):
                return False
            self._flush(ragged)
            return True
        self._tail.append((line, record))
        if len(self._tail) > TAIL_RECORDS:
            self._flush(ragged)
        return False

    def _is_total(self, record: list[str]) -> bool:
        if record[0].strip() not in self._totals:
            return False
        self.ignored["total"] += 1
        return True

    def _is_footer(self, record: list[str]) -> bool:
        if any(record[1:]) or not any(pattern.search(record[0]) for pattern in self._footers):
            return False
        self.ignored["footer"] += 1
        return True

    def _flush(self, ragged: list[SetAside]) -> None:
        """Data follows, so what was held back is no footer."""
        ragged += [self._ragged(line, record) for line, record in self._tail]
        self._tail = []

    def _ragged(self, line: int, record: list[str]) -> SetAside:
        where = place(self._file_name, self._sheet_name, line)
        found = f"the record has {len(record)} cells, the header has {self._width} ({excerpt(','.join(record))})"
        if self._is_strict:
            raise ExtractError(
                f"{where}: {found}; a delimiter other than the comma is accepted only where the whole file agrees. "
                f"Nothing was loaded. {WAY_OUT}"
            )
        message = f"{where}: {found}. The row was set aside and not loaded. {WAY_OUT}"
        cells = {f"cell {number}": cell for number, cell in enumerate(record, start=1)}
        return SetAside(line, None, "field_count", message, dict(cells), None, None)

    def _refuse_all_ragged(self, first: SetAside) -> None:
        raise ExtractError(
            f"{first.message.split(' The row was set aside')[0]} So it is for every row. Nothing was loaded. {WAY_OUT}"
        )
