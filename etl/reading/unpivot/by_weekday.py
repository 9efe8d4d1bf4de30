"""One row per weekday of a weekly timecard."""

from datetime import date, timedelta

from etl.contract import ExtractContract, SourceContract, Unpivot
from etl.reading.fault import Fault
from etl.reading.header import Header
from etl.reading.unpivot.cells import Cells, Raws, memo_of

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS = 7
NO_START = Fault("required_blank", "is blank, and the days of the card are counted from it")


class ByWeekday:
    """The date of a cell is its weekday within the seven days that begin on the card's first day."""

    def __init__(self, unpivot: Unpivot, extract: ExtractContract, contract: SourceContract, header: Header) -> None:
        self._start = header.required_index(unpivot.start)
        self._days = {header.required_index(name): WEEKDAYS.index(day) for name, day in unpivot.columns.items()}
        self._drops_zero = unpivot.zero_cells == "drop"
        self._dates = memo_of(unpivot.into, extract, contract)
        self._memo = memo_of(unpivot.value, extract, contract)
        self._weeks: dict[str, tuple[str, ...]] = {}
        self.value_columns = tuple(self._days)

    def cells(self, raws: Raws, refused: set[int]) -> Cells:
        """One row per filled day, record by record; row_number is the weekday, Monday 0."""
        cells = Cells()
        firsts = self._dates.read(raws[self._start])
        days = [(index, weekday, self._memo.read(raws[index])) for index, weekday in self._days.items()]
        for record, first in enumerate(firsts):
            if record in refused:
                continue
            if first is None:
                raw = raws[self._start][record]
                cells.record_faults[record] = (self._start, raw, self._dates.faults.get(raw, NO_START))
                continue
            week = self._week(first)
            for index, weekday, values in days:
                self._add(cells, record, (index, weekday, week[weekday]), values[record], raws[index][record])
        return cells

    def _add(self, cells: Cells, record: int, day: tuple[int, int, str], value: str | None, raw: str) -> None:
        index, weekday, work_date = day
        if value is None:
            if raw not in self._memo.faults:
                return
            cells.faults[len(cells.record)] = (raw, self._memo.faults[raw])
        elif value == "0" and self._drops_zero:
            cells.zero_count += 1
            return
        cells.add(record, weekday, work_date, value, index)

    def _week(self, first: str) -> tuple[str, ...]:
        """The dates of Monday to Sunday within the seven days that start on the first."""
        if first not in self._weeks:
            day = date.fromisoformat(first)
            offsets = ((weekday - day.weekday()) % DAYS for weekday in range(DAYS))
            self._weeks[first] = tuple((day + timedelta(days=offset)).isoformat() for offset in offsets)
        return self._weeks[first]
