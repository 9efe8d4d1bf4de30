"""The columns of one file, read batch by batch into canonical text, with the first fault of each record."""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.contract import ExtractContract, SourceContract
from etl.reading.checks import Values, disordered
from etl.reading.entity import MODIFIED_AT_UTC
from etl.reading.fault import Fault, excerpt
from etl.reading.header import Header
from etl.reading.memo import Memo
from etl.reading.unpivot.cells import Raws
from etl.reading.values.converter import converter
from etl.reading.warned import Warned


@dataclass(frozen=True, slots=True)
class Refusal:
    """The first fault of a record or cell: column, text, reason."""

    header: str | None
    raw: str | None
    fault: Fault


class Columns:
    """Reads what the header gives, and fills what the contract knows for every row."""

    def __init__(self, contract: SourceContract, extract: ExtractContract, header: Header, warned: Warned) -> None:
        self._extract, self._header, self._warned = extract, header, warned
        self._memos = {
            name: Memo(converter(extract.column(name), extract.columns[name], contract)) for name in header.position
        }
        self.fixed = _fixed_values(contract, extract, header)
        made = {extract.made_id, *((extract.unpivot.into, extract.unpivot.value) if extract.unpivot else ())}
        self._required = [
            column.name
            for column in extract.target.columns
            if column.required and column.name in self._memos and column.name not in made
        ]

    def read(self, raws: Raws, lines: Sequence[int], refusals: dict[int, Refusal]) -> Values:
        """Canonical texts by column; faults go to ``refusals``, the leftmost canonical column first."""
        values: Values = {}
        for name, memo in self._memos.items():
            column = raws[self._header.position[name]]
            values[name] = memo.read(column)
            if memo.faults or memo.notes:
                self._tell(name, column, lines, refusals)
        for name in self._required:
            if None in values[name]:
                self._refuse_blanks(name, values[name], refusals)
        for record, end, start, first in disordered(values, self._extract.target):
            fault = Fault("end_before_start", f"is before {self._written(start)}, {first}")
            raw = raws[self._header.position[end]][record]
            refusals.setdefault(record, Refusal(self._written(end), raw, fault))
        return values

    def _written(self, name: str) -> str:
        return self._header.names[self._header.position[name]]

    def _tell(self, name: str, raws: Sequence[str], lines: Sequence[int], refusals: dict[int, Refusal]) -> None:
        memo, written = self._memos[name], self._written(name)
        for record, raw in enumerate(raws):
            if raw in memo.faults:
                refusals.setdefault(record, Refusal(written, raw, memo.faults[raw]))
            elif raw in memo.notes:
                note = memo.notes[raw]
                self._warned.add(
                    note.code, f"{excerpt(raw)} {note.message}.", line_number=lines[record], column=written
                )

    def _refuse_blanks(self, name: str, values: Sequence[str | None], refusals: dict[int, Refusal]) -> None:
        fault = Fault("required_blank", f"is blank, and every row of {self._extract.entity} needs it")
        for record, value in enumerate(values):
            if value is None:
                refusals.setdefault(record, Refusal(self._written(name), None, fault))


def _fixed_values(contract: SourceContract, extract: ExtractContract, header: Header) -> dict[str, str | None]:
    """Columns that the file does not give: the contract's constant or default, the entity's default, or nothing."""
    fixed: dict[str, str | None] = {MODIFIED_AT_UTC: None} if MODIFIED_AT_UTC not in header.position else {}
    for column in extract.target.columns:
        if column.name in header.position:
            continue
        field = extract.columns.get(column.name)
        declared = extract.constants.get(column.name, field.default if field else None)
        fallback = contract.currency if column.kind == "currency" else column.default
        fixed[column.name] = declared if declared is not None else fallback
    return fixed
