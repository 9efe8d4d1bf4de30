"""Records that the contract leaves out by value, such as rejected timecards: counted, not loaded."""

from collections import Counter
from itertools import compress

from etl.contract import ExtractContract
from etl.reading.header import Header


class Filter:
    """Keeps the records whose columns have one of the declared values."""

    def __init__(self, extract: ExtractContract, header: Header) -> None:
        self._rules = [
            (name, header.required_index(name), frozenset(values)) for name, values in extract.keep_where.items()
        ]
        self._blank = [header.required_index(name) for name in extract.ignore_blank]
        self.ignored: Counter[str] = Counter()

    def kept(self, lines: list[int], records: list[list[str]]) -> tuple[list[int], list[list[str]]]:
        """The records that stay."""
        for name, index, values in self._rules:
            stay = [record[index].strip() in values for record in records]
            if not all(stay):
                for record, stays in zip(records, stay, strict=True):
                    if not stays:
                        self.ignored[f"{name} is {record[index].strip() or 'blank'}"] += 1
                lines, records = list(compress(lines, stay)), list(compress(records, stay))
        if self._blank:
            stay = [any(record[index].strip() for index in self._blank) for record in records]
            self.ignored["nothing to say"] += stay.count(False)
            lines, records = list(compress(lines, stay)), list(compress(records, stay))
        return lines, records
