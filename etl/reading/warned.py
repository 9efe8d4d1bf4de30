"""Warnings of one file, alike ones counted together, so that a million of them stay one sentence."""

from etl.reading.fault import place
from etl.reading.staged import Warning_


class Warned:
    """Collects warnings until the file is read."""

    def __init__(self, file_name: str, sheet_name: str | None) -> None:
        self._file_name, self._sheet_name = file_name, sheet_name
        self._first: dict[tuple[str, str | None], tuple[int | None, str]] = {}
        self._counts: dict[tuple[str, str | None], int] = {}

    def add(
        self, code: str, message: str, *, line_number: int | None = None, column: str | None = None, count: int = 1
    ) -> None:
        """One more; the first of its code and column is the one that is told."""
        key = (code, column)
        self._first.setdefault(key, (line_number, message))
        self._counts[key] = self._counts.get(key, 0) + count

    def take(self) -> tuple[Warning_, ...]:
        """All warnings so far, as they are told."""
        return tuple(
            Warning_(
                code,
                column,
                line_number,
                self._counts[code, column],
                f"{place(self._file_name, self._sheet_name, line_number, column)}: {message}",
            )
            for (code, column), (line_number, message) in self._first.items()
        )
