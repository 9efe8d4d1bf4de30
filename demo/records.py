"""What every Salesforce record has: its id, whether it was deleted, when it was created and last changed."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from demo.extract_file import Line
from demo.salesforce_id import SHORT_LENGTH, record_id
from demo.wording import flag, stamp

RECORD = ("Id", "IsDeleted")
STAMPS = ("CreatedDate", "LastModifiedDate")


def stamped(entity: str, ordinal: int, created: date) -> dict[str, str]:
    """Id, deletion flag and stamps of a record that nobody touched again."""
    moment = stamp(created, ordinal)
    return {
        "Id": record_id(entity, ordinal),
        "IsDeleted": flag(value=False),
        "CreatedDate": moment,
        "LastModifiedDate": moment,
    }


def noted(rows: Iterable[dict[str, str]], notes: Mapping[int, str]) -> Iterator[Line]:
    """The rows with their notes; otherwise those whose short id equals an earlier one but for its case."""
    seen: set[str] = set()
    for position, row in enumerate(rows):
        folded = row["Id"][:SHORT_LENGTH].lower()
        is_twin = folded in seen
        seen.add(folded)
        yield Line(row, notes.get(position, "id_differs_only_by_case" if is_twin else ""))
