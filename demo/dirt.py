"""The dirt of real systems: what each kind looks like, how it is mixed in, and what a loader should make of it."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from demo.extract_file import Line, Row

QUARANTINED = "quarantined"
SUPERSEDED = "superseded"
UNCHANGED = "unchanged"
NORMALIZED = "normalized"
IGNORED = "ignored"
LOADED = "loaded"
WARNED = "loaded with a warning"

TREATMENTS = {
    "trailing_blanks": NORMALIZED,
    "fifteen_character_id": NORMALIZED,
    "unknown_resource": QUARANTINED,
    "unknown_employee": QUARANTINED,
    "required_blank": QUARANTINED,
    "bad_date": QUARANTINED,
    "end_before_start": QUARANTINED,
    "na_number": QUARANTINED,
    "hours_above_24": QUARANTINED,
    "bad_id_checksum": QUARANTINED,
    "tied_duplicate": QUARANTINED,
    "unknown_level": QUARANTINED,
    "unknown_proficiency": QUARANTINED,
    "more_defects_than_units": QUARANTINED,
    "modified_later": SUPERSEDED,
    "exact_copy": UNCHANGED,
    "blank_row": IGNORED,
    "grand_total_footer": IGNORED,
    "deleted": LOADED,
    "reversal": LOADED,
    "corrected": LOADED,
    "rejected": LOADED,
    "formula_text": LOADED,
    "html_text": LOADED,
    "line_break_in_text": LOADED,
    "name_that_looks_missing": LOADED,
    "id_differs_only_by_case": LOADED,
    "overlapping_leave": LOADED,
    "no_budget": LOADED,
    "reversal_without_original": WARNED,
    "time_on_leave": WARNED,
}
"""What a loader is expected to do about each kind; the manifest repeats it beside the counts."""


class Smudge(NamedTuple):
    """One kind of dirt: clean row and a spare id in, the rows to write out; the noted ones carry the kind."""

    kind: str
    apply: Callable[[Row, int], list[Line]]
    times: int = 1


def changed(row: Row, **values: str) -> Row:
    """The row with other values in some columns."""
    return {**row, **values}


def mix_in(lines: Iterable[Line], smudges: Iterable[Smudge], *, every: int) -> Iterator[Line]:
    """Smudge one plain row in ``every`` until the smudges run out.

    ``every`` bounds the share of dirty rows, so that even a small file stays below a loader's circuit breaker.
    """
    waiting = [smudge for smudge in smudges for _ in range(smudge.times)]
    since_last = used = 0
    for line in lines:
        since_last += 1
        if used < len(waiting) and since_last >= every and not line.note:
            yield from waiting[used].apply(line.row, used)
            used += 1
            since_last = 0
        else:
            yield line


def replaced(kind: str, **values: str) -> Smudge:
    """A row that is itself dirty: some columns hold these values instead."""
    return Smudge(kind, lambda row, _spare: [Line(changed(row, **values), kind)])


def padded(column: str) -> Smudge:
    """A row with two blanks after the text of one column."""
    return Smudge(
        "trailing_blanks", lambda row, _spare: [Line(changed(row, **{column: row[column] + "  "}), "trailing_blanks")]
    )


def added(kind: str, key: str, spare_id: Callable[[int], str], **values: str) -> Smudge:
    """A further row, a copy under an id of its own in which some columns hold these values."""
    return Smudge(kind, lambda row, spare: [Line(row), Line(changed(row, **{key: spare_id(spare), **values}), kind)])
