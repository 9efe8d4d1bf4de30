"""Writing one extract as the source system would, and remembering what was put into it."""

import csv
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

Row = Mapping[str, str]


class Line(NamedTuple):
    """One row on its way to a file; the note names its dirt or feature, if it has any."""

    row: Row
    note: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a file goes and how its system writes CSV."""

    path: str
    columns: tuple[str, ...]
    delimiter: str = ","
    encoding: str = "utf-8"
    line_end: str = "\n"
    quotes_everything: bool = False


@dataclass(slots=True)
class FileFacts:
    """What a written file holds; ``record_count`` has neither header nor blank rows nor footer."""

    layout: Layout
    record_count: int = 0
    notes: Counter[str] = field(default_factory=Counter)
    sha256: str = ""

    def as_json(self, treatments: Mapping[str, str]) -> dict[str, Any]:
        """The manifest's entry, with what a loader is expected to do about each kind of dirt."""
        return {
            "records": self.record_count,
            "columns": list(self.layout.columns),
            "delimiter": self.layout.delimiter,
            "encoding": self.layout.encoding,
            "dirt": {
                note: {"records": count, "treatment": treatments[note]} for note, count in sorted(self.notes.items())
            },
            "sha256": self.sha256,
        }


UNCOUNTED = frozenset({"blank_row", "grand_total_footer"})


def write_extract(folder: Path, layout: Layout, lines: Iterable[Line]) -> FileFacts:
    """Write the lines as they come, one at a time, and count them."""
    facts = FileFacts(layout)
    target = folder / layout.path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding=layout.encoding, newline="") as stream:
        writer = csv.writer(
            stream,
            delimiter=layout.delimiter,
            lineterminator=layout.line_end,
            quoting=csv.QUOTE_ALL if layout.quotes_everything else csv.QUOTE_MINIMAL,
        )
        writer.writerow(layout.columns)
        for row, note in lines:
            writer.writerow([row[column] for column in layout.columns])
            facts.record_count += note not in UNCOUNTED
            if note:
                facts.notes[note] += 1
    facts.sha256 = _sha256(target)
    return facts


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
