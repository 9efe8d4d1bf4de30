"""The columns of one file, read batch by batch into canonical text, with the first fault of each record."""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.contract import ExtractContract, SourceContract
from etl.reading.checks import Values, above, disordered
from etl.reading.computed import computed_converter
from etl.reading.entity import MODIFIED_AT_UTC
from etl.reading.fault import Fault, excerpt
from etl.reading.header import Header
from etl.reading.memo import Memo
from etl.reading.unpivot.cells import Raws
from etl.reading.values.converter import converter
from etl.reading.warned import Warned

IS_DELETED = "is_deleted"


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
        self._fallbacks = {
            name: header.required_index(extract.columns[name].when_blank)
            for name in header.position
            if extract.columns[name].when_blank
        }
        self._computed = {
            name: (
                tuple(header.required_index(column) for column in computed.columns),
                Memo(computed_converter(extract.column(name), computed, contract)),
            )
            for name, computed in extract.computed.items()
        }
        self.fixed = fixed_values(contract, extract, header)
        self._required = [
            column.name for column in extract.target.columns if column.required and column.name in self._memos
        ]

    def read(self, raws: Raws, lines: Sequence[int], refusals: dict[int, Refusal]) -> Values:
        """Canonical texts by column; faults go to ``refusals``, the leftmost canonical column first."""
        values: Values = {}
        for name, memo in self._memos.items():
            column: Sequence[str] = raws[self._header.position[name]]
            if name in self._fallbacks:
                column = [
                    own if own.strip() else other
                    for own, other in zip(column, raws[self._fallbacks[name]], strict=True)
                ]
            values[name] = memo.read(column)
            if memo.faults or memo.notes:
                self._tell(name, column, lines, refusals)
        for name in self._required:
            if None in values[name]:
                self._refuse_blanks(name, values[name], refusals)
        self._compute(raws, values, refusals)
        self._compare(raws, values, refusals)
        self._take_back(raws, values)
        return values

    def _compute(self, raws: Raws, values: Values, refusals: dict[int, Refusal]) -> None:
        for name, (indexes, memo) in self._computed.items():
            texts = list(zip(*(raws[index] for index in indexes), strict=True))
            values[name] = memo.read(texts)
            if memo.faults:
                header = self._header.names[indexes[0]]
                for record, text in enumerate(texts):
                    if text in memo.faults:
                        refusals.setdefault(record, Refusal(header, text[0], memo.faults[text]))

    def _compare(self, raws: Raws, values: Values, refusals: dict[int, Refusal]) -> None:
        """What one column owes another."""
        for record, end, start, first in disordered(values, self._extract.target):
            fault = Fault("end_before_start", f"is before {self._written(start)}, {first}")
            raw = raws[self._header.position[end]][record]
            refusals.setdefault(record, Refusal(self._written(end), raw, fault))
        for low, high in self._extract.not_above:
            index, limit = self._header.required_index(low), self._header.required_index(high)
            for record in above(raws[index], raws[limit]):
                fault = Fault("above_limit", f"is above {self._header.names[limit]}, {excerpt(raws[limit][record])}")
                refusals.setdefault(record, Refusal(self._header.names[index], raws[index][record], fault))

    def _take_back(self, raws: Raws, values: Values) -> None:
        """Mark records as deleted that the source took back in other words."""
        for name, words in self._extract.deleted_where.items():
            taken_back = [raw.strip() in words for raw in raws[self._header.required_index(name)]]
            earlier = values.get(IS_DELETED, [self.fixed.get(IS_DELETED)] * len(taken_back))
            values[IS_DELETED] = ["1" if back else value for back, value in zip(taken_back, earlier, strict=True)]

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


def fixed_values(contract: SourceContract, extract: ExtractContract, header: Header) -> dict[str, str | None]:
    """Columns that the file does not give: the contract's constant or default, the entity's default, or nothing."""
    fixed: dict[str, str | None] = {MODIFIED_AT_UTC: None} if MODIFIED_AT_UTC not in header.position else {}
    for column in extract.target.columns:
        if column.name in header.position or column.name in extract.computed:
            continue
        field = extract.columns.get(column.name)
        declared = extract.constants.get(column.name, field.default if field else None)
        fallback = contract.currency if column.kind == "currency" else column.default
        fixed[column.name] = declared if declared is not None else fallback
    return fixed
