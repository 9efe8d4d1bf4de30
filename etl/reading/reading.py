"""One file (or sheet) read for one entity: validated rows, batch by batch, with every record accounted for.

physical records = header + ignored + records that became rows + records set aside;
rows + set aside = those records + ``unpivoted_count``.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from config.errors import ExtractError
from etl.contract import ExtractContract, SourceContract
from etl.reading.body import Body
from etl.reading.columns import IS_DELETED
from etl.reading.fault import place
from etl.reading.filter import Filter
from etl.reading.header import Header, listing
from etl.reading.lookup import Joined
from etl.reading.records import DELIMITER_NAMES
from etl.reading.rows import RowMaker
from etl.reading.source import Source
from etl.reading.staged import StagedBatch, no_rows
from etl.reading.warned import Warned


@dataclass
class Reading:
    """What one file or sheet gives one entity. Counts and sums are complete when ``batches`` is exhausted."""

    file_name: str
    sheet_name: str | None
    entity: str
    sha256: str
    size_bytes: int
    contract: SourceContract
    extract: ExtractContract | None = None
    source: Source | None = None
    header: Header | None = None
    joined: Joined | None = None
    is_lookup: bool = False
    rejection: ExtractError | None = None
    physical_record_count: int = 0
    header_count: int = 0
    ignored: Counter[str] = field(default_factory=Counter)
    unpivoted_count: int = 0
    zero_cell_count: int = 0
    hours_in: Decimal = Decimal(0)
    amount_in: Decimal = Decimal(0)

    @property
    def content_sha256(self) -> str:
        """Changes with anything that the rows are made of: the file, and the file that is joined to it."""
        if self.joined is None or self.is_lookup:
            return self.sha256
        return hashlib.sha256(f"{self.sha256} {self.joined.source.sha256}".encode()).hexdigest()

    @property
    def provides(self) -> frozenset[str]:
        """Canonical columns that this file gives; the others hold defaults and leave stored values alone."""
        if self.extract is None or self.header is None:
            return frozenset()
        given = {*self.header.position, *self.extract.constants, *self.extract.computed}
        says_who_is_there = self.extract.snapshot == "full" and IS_DELETED in self.extract.target.column_names
        given |= {IS_DELETED} if self.extract.deleted_where or says_who_is_there else set()
        given |= {self.extract.made_id} if self.extract.made_id else set()
        if self.extract.unpivot:
            given |= {self.extract.unpivot.into, self.extract.unpivot.value}
        product = self.extract.target.product
        if product and {*product[:2]} <= given:
            given.add(product[2])
        return frozenset(given)

    def batches(self) -> Iterator[StagedBatch]:
        """Validated rows, some 20,000 records at a time; the last batch carries the warnings.

        Raises
        ------
        ExtractError
            The file is rejected as a whole; rows handed over before that are not to be used.
        """
        if self.rejection:
            raise self.rejection
        if self.extract is None or self.header is None or self.source is None:
            raise ExtractError(f"{self.file_name}: was not matched to an extract. Nothing was loaded.")
        self._reset()
        if self.is_lookup and self.joined:
            yield self._as_lookup(self.joined, self.extract)
            return
        maker = RowMaker(self.contract, self.extract, self.header, self.file_name, self.sheet_name)
        yield from self._read(maker, self.source, self.header, self.extract)
        self._tell(maker.warned, self.source, self.header)
        yield StagedBatch(no_rows(self.extract.target), (), maker.warned.take())

    def _reset(self) -> None:
        """Counts start anew, so that a reading can be read twice."""
        self.physical_record_count = self.header_count = self.unpivoted_count = self.zero_cell_count = 0
        self.ignored = Counter()
        self.hours_in = self.amount_in = Decimal(0)

    def _read(self, maker: RowMaker, source: Source, header: Header, extract: ExtractContract) -> Iterator[StagedBatch]:
        rules = self.contract.reading
        body = Body(self.file_name, self.sheet_name, self._own_width(header), rules, is_strict=source.is_strict)
        keep = Filter(extract, header)
        if self.joined:
            self.joined.load(self.contract)
        for chunk in source.body():
            lines, records, ragged = body.data(chunk)
            lines, records = keep.kept(lines, records)
            if self.joined:
                lines, records, lost = self.joined.extend(lines, records, header, self.file_name)
                ragged += lost
            batch = maker.make(lines, records) if records else StagedBatch(no_rows(extract.target), (), ())
            yield StagedBatch(batch.rows, (*ragged, *batch.set_aside), ())
        yield StagedBatch(no_rows(extract.target), tuple(body.close()), ())
        self._count(maker, body, keep)

    def _own_width(self, header: Header) -> int:
        return len(header.names) - (len(self.joined.names) if self.joined else 0)

    def _count(self, maker: RowMaker, body: Body, keep: Filter) -> None:
        preamble = self.contract.reading.preamble_records
        self.header_count = 1
        self.physical_record_count = body.record_count + preamble + 1
        self.ignored = body.ignored + maker.ignored + keep.ignored + Counter(preamble=preamble)  # drops zero counts
        self.unpivoted_count, self.zero_cell_count = maker.unpivoted_count, maker.zero_cell_count
        self.hours_in, self.amount_in = maker.hours.total, maker.amount.total
        is_empty = self.physical_record_count - preamble - 1 == sum(body.ignored.values())
        if is_empty and self.extract and self.extract.snapshot == "full":
            raise ExtractError(
                f"{place(self.file_name, self.sheet_name)}: has a header and no rows, and it is a full list of "
                f"{self.entity}. Nothing was loaded or deleted. Export it again."
            )

    def _tell(self, warned: Warned, source: Source, header: Header) -> None:
        """What a person should know about the file as a whole."""
        if note := getattr(source.file, "note", None):
            warned.add("encoding", f"the file {note}.")
        if source.is_strict:
            name = DELIMITER_NAMES.get(source.delimiter, source.delimiter)
            warned.add("delimiter", f"the cells are separated by a {name}, in the whole file.")
        if header.unknown:
            warned.add("unknown_column", f"the contract does not know {listing(header.unknown)}; not loaded.")
        if header.renamed:
            warned.add("renamed_column", f"{listing(header.renamed)}: other names that the contract knows.")

    def _as_lookup(self, joined: Joined, extract: ExtractContract) -> StagedBatch:
        """A file whose columns went to another one: counted, no rows of its own."""
        joined.load(self.contract)
        self.header_count = 1
        self.physical_record_count = joined.record_count + joined.ignored_blank_count + 1
        self.ignored = +Counter(
            {f"joined to {extract.entity}": joined.record_count, "blank": joined.ignored_blank_count}
        )
        return StagedBatch(no_rows(extract.target), (), ())
