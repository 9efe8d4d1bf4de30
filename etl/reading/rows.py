"""From records to rows: convert columns, unpivot, check, set aside what fails, give each row its hash and id."""

from collections import Counter
from itertools import compress

import pyarrow as pa

from etl.contract import ExtractContract, SourceContract
from etl.reading.cell import CELL_FAULT
from etl.reading.checks import Values, mispriced, priced
from etl.reading.columns import Columns, Refusal
from etl.reading.control import control_sum
from etl.reading.entity import MODIFIED_AT_UTC
from etl.reading.fault import excerpt, place
from etl.reading.header import Header
from etl.reading.identity import Occurrences, hashes
from etl.reading.staged import SetAside, StagedBatch, staged_schema
from etl.reading.unpivot.cells import Cells, Raws, Unpivoter
from etl.reading.unpivot.unpivoter import unpivoter
from etl.reading.warned import Warned


class RowMaker:
    """Makes the rows of one file or sheet, batch by batch."""

    def __init__(
        self, contract: SourceContract, extract: ExtractContract, header: Header, file_name: str, sheet_name: str | None
    ) -> None:
        self._extract, self._entity, self._header = extract, extract.target, header
        self._file_name, self._sheet_name = file_name, sheet_name
        self.warned = Warned(file_name, sheet_name)
        self._columns = Columns(contract, extract, header, self.warned)
        self._unpivoter = unpivoter(extract, contract, header)
        value_columns = self._unpivoter.value_columns if self._unpivoter else ()
        self.hours = control_sum(self._entity.control_hours, extract, contract, header, value_columns)
        self.amount = control_sum(self._entity.control_amount, extract, contract, header, value_columns)
        self._occurrences = Occurrences()
        self._schema = staged_schema(self._entity)
        self.unpivoted_count = 0
        self.zero_cell_count = 0
        self.ignored: Counter[str] = Counter()

    def make(self, lines: list[int], records: list[list[str]]) -> StagedBatch:
        """The rows of some records, each with as many cells as the header."""
        raws: Raws = list(zip(*records, strict=True))
        refusals: dict[int, Refusal] = {}
        values = self._columns.read(raws, lines, refusals)
        self.hours.add(raws)
        self.amount.add(raws)
        set_aside: list[SetAside] = []
        cells = None
        if self._unpivoter:
            cells = self._cells(self._unpivoter, raws, refusals)
            set_aside = [self._cell_set_aside(cells, row, lines, records) for row in cells.faults]
            self._count(cells, len(records), refusals)
        set_aside += [self._record_set_aside(i, lines, records, raws, refusal) for i, refusal in refusals.items()]
        rows = self._rows(values, cells, lines, refusals)
        return StagedBatch(rows, tuple(sorted(set_aside, key=lambda row: row.line_number)), ())

    def _cells(self, unpivoter: Unpivoter, raws: Raws, refusals: dict[int, Refusal]) -> Cells:
        """The rows of the records; where the contract says so, a wrong cell takes its whole record with it."""
        names = self._header.names
        cells = unpivoter.cells(raws, set(refusals))
        refusals |= {record: Refusal(names[c], raw, fault) for record, (c, raw, fault) in cells.record_faults.items()}
        if cells.faults and self._extract.unpivot and self._extract.unpivot.refuses == "record":
            for row, (raw, fault) in cells.faults.items():
                refusals.setdefault(cells.record[row], Refusal(names[cells.column[row]], raw, fault))
            return unpivoter.cells(raws, set(refusals))
        return cells

    def _count(self, cells: Cells, record_count: int, refusals: dict[int, Refusal]) -> None:
        """Rows beyond the first of each record, and records without any."""
        filled = len(set(cells.record))
        self.unpivoted_count += len(cells.record) - filled
        self.zero_cell_count += cells.zero_count
        if empty := record_count - filled - len(refusals):
            self.ignored["no value in any column"] += empty

    def _rows(
        self, values: Values, cells: Cells | None, lines: list[int], refusals: dict[int, Refusal]
    ) -> pa.RecordBatch:
        size = len(lines)
        if cells is None:
            numbers, row_numbers = lines, [0] * size
            refused = set(refusals)
            rows = values
        else:
            numbers, row_numbers = [lines[record] for record in cells.record], cells.row_number
            refused = set(cells.faults)
            rows = {name: [column[record] for record in cells.record] for name, column in values.items()}
            assert self._extract.unpivot is not None  # noqa: S101  # or there were no cells
            rows |= {self._extract.unpivot.into: cells.into, self._extract.unpivot.value: cells.value}
            if name := self._extract.unpivot.numbers_id:
                rows[name] = [f"{own}#{number + 1}" for own, number in zip(rows[name], row_numbers, strict=True)]
        if refused:
            kept = [row not in refused for row in range(len(numbers))]
            numbers, row_numbers = list(compress(numbers, kept)), list(compress(row_numbers, kept))
            rows = {name: list(compress(column, kept)) for name, column in rows.items()}
        return self._batch(rows, numbers, row_numbers)

    def _batch(self, rows: Values, lines: list[int], row_numbers: list[int]) -> pa.RecordBatch:
        """The record batch in the order of the stage, hashes and made ids included."""
        size = len(lines)
        for name, value in self._columns.fixed.items():
            if name not in rows:
                rows[name] = [value] * size
        self._price(rows, lines)
        made_id = self._extract.made_id
        digests = hashes([rows[name] for name in self._entity.column_names if name != made_id]) if size else []
        if made_id:
            chosen = [rows[name] for name in self._extract.made_from]
            rows[made_id] = list(self._occurrences.ids(hashes(chosen) if chosen and size else digests))
        self.hours.add_rows(rows.get(self.hours.name or "", []))
        self.amount.add_rows(rows.get(self.amount.name or "", []))
        columns = [lines, row_numbers, *(rows[n] for n in self._entity.column_names), rows[MODIFIED_AT_UTC], digests]
        arrays = [pa.array(column, field.type) for column, field in zip(columns, self._schema, strict=True)]
        return pa.RecordBatch.from_arrays(arrays, schema=self._schema)

    def _price(self, rows: Values, lines: list[int]) -> None:
        """Price hours where the source does not, and compare where it does."""
        if self._entity.product is None or not lines:
            return
        hours, rate, amount = self._entity.product
        if amount in self._columns.fixed and self._columns.fixed[amount] is None:
            rows[amount] = priced(rows[hours], rows[rate])
            return
        for row in mispriced(rows, self._entity):
            message = (
                f"{rows[hours][row]} h at {rows[rate][row]} is not the amount {rows[amount][row]}; loaded as given."
            )
            self.warned.add("mispriced", message, line_number=lines[row])

    def _record_set_aside(
        self, record: int, lines: list[int], records: list[list[str]], raws: Raws, refusal: Refusal
    ) -> SetAside:
        row = dict(zip(self._header.names, records[record], strict=True))
        return self._set_aside(
            lines[record], row, refusal, self.hours.record(raws, record), self.amount.record(raws, record)
        )

    def _cell_set_aside(self, cells: Cells, row: int, lines: list[int], records: list[list[str]]) -> SetAside:
        """One refused cell, with the record's other columns; its neighbors are loaded."""
        raw, fault = cells.faults[row]
        record, column = cells.record[row], cells.column[row]
        assert self._unpivoter is not None  # noqa: S101  # or there were no cells
        others = set(self._unpivoter.value_columns) - {column}
        kept = {n: records[record][i] for i, n in enumerate(self._header.names) if i not in others}
        refusal = Refusal(self._header.names[column], raw, fault)
        hours = self.hours.cell(raw) if column in self.hours.columns else None
        amount = self.amount.cell(raw) if column in self.amount.columns else None
        return self._set_aside(lines[record], kept, refusal, hours, amount)

    def _set_aside(self, line: int, row: dict[str, str], refusal: Refusal, hours: object, amount: object) -> SetAside:
        where = place(self._file_name, self._sheet_name, line, refusal.header)
        found = excerpt(refusal.raw.lstrip(CELL_FAULT)) if refusal.raw else "(blank)"
        fault = refusal.fault
        message = f"{where}: {found} {fault.finding}. The row was set aside and not loaded. {fault.way_out}"
        readable = {name: text.lstrip(CELL_FAULT) for name, text in row.items()}
        return SetAside(line, refusal.header, fault.reason_code, message, readable, hours, amount)  # type: ignore[arg-type]
