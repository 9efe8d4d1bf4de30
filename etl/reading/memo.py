"""A column's converter with a memory: most columns repeat few values, so each is read once."""

from collections.abc import Callable, Hashable, Sequence
from decimal import Decimal
from typing import Generic, TypeVar

from etl.reading.fault import Fault, Noted, Outcome

REMEMBERED = 50_000
Raw = TypeVar("Raw", bound=Hashable)


class Memo(dict[Raw, str | None], Generic[Raw]):
    """Raw text (or several) -> canonical text; faults and notes are kept apart, since they are rare."""

    def __init__(self, convert: Callable[[Raw], Outcome]) -> None:
        super().__init__()
        self._convert = convert
        self.faults: dict[Raw, Fault] = {}
        self.notes: dict[Raw, Noted] = {}

    def __missing__(self, raw: Raw) -> str | None:
        """Read a text that was not met before."""
        outcome = self._convert(raw)
        if isinstance(outcome, Fault):
            self.faults[raw] = outcome
            outcome = None
        elif isinstance(outcome, Noted):
            self.notes[raw] = outcome
            outcome = outcome.value
        self[raw] = outcome
        return outcome

    def read(self, raws: Sequence[Raw]) -> list[str | None]:
        """The canonical texts of one batch; None where missing or at fault."""
        if len(self) > REMEMBERED:
            self.clear()
            self.faults.clear()
            self.notes.clear()
        return list(map(self.__getitem__, raws))


class NumberMemo(dict[str, Decimal]):
    """Raw text -> number for control sums, 0 where it is none."""

    def __init__(self, number: Callable[[str], Decimal]) -> None:
        super().__init__()
        self._number = number

    def __missing__(self, raw: str) -> Decimal:
        """Read a text that was not met before."""
        if len(self) > REMEMBERED:
            self.clear()
        self[raw] = number = self._number(raw)
        return number
