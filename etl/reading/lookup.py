"""A second file joined by key: the schedule of an assignment, say. It is held in memory, so it is the smaller one."""

from dataclasses import dataclass, field

from config.errors import ExtractError
from etl.contract import Lookup, SourceContract
from etl.reading.body import Body
from etl.reading.fault import excerpt, place
from etl.reading.header import Header, folded, listing
from etl.reading.source import Source
from etl.reading.staged import SetAside


@dataclass
class Joined:
    """The columns that a lookup adds to each record."""

    lookup: Lookup
    source: Source
    rows: dict[str, list[str]] = field(default_factory=dict)
    record_count: int = 0
    ignored_blank_count: int = 0

    @property
    def names(self) -> list[str]:
        """Header names of the added columns."""
        return [f"{self.lookup.prefix}{name}" for name in self.lookup.columns]

    def load(self, contract: SourceContract) -> None:
        """Read the second file.

        Raises
        ------
        ExtractError
            A column is missing, or a key is there twice with other values.
        """
        line, names = self.source.header()
        index = {folded(name): i for i, name in enumerate(names)}
        wanted = (self.lookup.key, *self.lookup.columns)
        if missing := [name for name in wanted if folded(name) not in index]:
            raise ExtractError(
                f"{place(self.source.file_name, None, line)}: no column {listing(missing)}; it has {listing(names)}. "
                f"Nothing was loaded. Export the column, or correct {contract.file_name}."
            )
        key, *columns = (index[folded(name)] for name in wanted)
        body = Body(self.source.file_name, self.source.sheet_name, len(names), contract.reading, is_strict=True)
        self.rows = {}
        for chunk in self.source.body():
            lines, records, _ = body.data(chunk)
            for number, record in zip(lines, records, strict=True):
                self._keep(record[key].strip(), [record[i] for i in columns], number)
        body.close()
        self.record_count = body.record_count - sum(body.ignored.values())
        self.ignored_blank_count = sum(body.ignored.values())

    def extend(
        self, lines: list[int], records: list[list[str]], header: Header, file_name: str
    ) -> tuple[list[int], list[list[str]], list[SetAside]]:
        """The records with their looked-up cells; those without a match are set aside."""
        kept_lines: list[int] = []
        kept: list[list[str]] = []
        lost: list[SetAside] = []
        reference = header.required_index(self.lookup.reference)
        for line, record in zip(lines, records, strict=True):
            found = self.rows.get(record[reference].strip())
            if found is None:
                lost.append(
                    self._lost(
                        place(file_name, None, line, self.lookup.reference), line, record, record[reference], header
                    )
                )
            else:
                kept_lines.append(line)
                kept.append([*record, *found])
        return kept_lines, kept, lost

    def _keep(self, key: str, cells: list[str], line: int) -> None:
        if self.rows.setdefault(key, cells) != cells:
            raise ExtractError(
                f"{place(self.source.file_name, None, line, self.lookup.key)}: {excerpt(key)} is there twice "
                f"with other "
                "values. Nothing was loaded. Export it again, one record per key."
            )

    def _lost(self, where: str, line: int, record: list[str], key: str, header: Header) -> SetAside:
        message = (
            f"{where}: {excerpt(key)} is not in {self.source.file_name}. The row was set aside and not loaded. "
            "Export both files at the same time."
        )
        row: dict[str, str | None] = dict(zip(header.names, record, strict=False))
        return SetAside(line, self.lookup.reference, "no_match", message, row, None, None)
