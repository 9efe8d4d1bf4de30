"""One row per week of an assignment: its schedule's weekday hours, between its first and last day."""

from datetime import date, timedelta
from decimal import Decimal

from etl.contract import ExtractContract, FieldContract, SourceContract, Unpivot
from etl.reading.entity import Column
from etl.reading.fault import Fault
from etl.reading.header import Header
from etl.reading.memo import Memo
from etl.reading.unpivot.by_weekday import DAYS, WEEKDAYS
from etl.reading.unpivot.cells import Cells, Raws
from etl.reading.values.converter import converter
from etl.reading.values.numbers import plain

WEEK = timedelta(days=DAYS)
LONGEST_DAYS = 3700
DAY_HOURS = "24"


class BySchedule:
    """Hours of Monday to Sunday repeat every week; the first and last week count only the days within."""

    def __init__(self, unpivot: Unpivot, extract: ExtractContract, contract: SourceContract, header: Header) -> None:
        self._start, self._end = header.required_index(unpivot.start), header.required_index(unpivot.end)
        self._days = {WEEKDAYS.index(day): header.required_index(name) for name, day in unpivot.columns.items()}
        self._drops_zero = unpivot.zero_cells == "drop"
        self._dates = Memo(converter(Column(name="day", kind="date"), FieldContract(), contract))
        day_hours = extract.column(unpivot.value).model_copy(update={"maximum": DAY_HOURS})
        field = extract.columns.get(unpivot.value, FieldContract())
        self._memo = Memo(converter(day_hours, field, contract))
        self.value_columns: tuple[int, ...] = ()

    def cells(self, raws: Raws, refused: set[int]) -> Cells:
        """One row per week with hours; row_number counts the weeks from the first."""
        cells = Cells()
        columns = {index: self._memo.read(raws[index]) for index in self._days.values()}
        limits = [(index, self._dates.read(raws[index])) for index in (self._start, self._end)]
        for record in range(len(raws[0])):
            if record in refused:
                continue
            if refusal := self._refusal(record, raws, limits, columns):
                cells.record_faults[record] = refusal
                continue
            first, last = (date.fromisoformat(values[record] or "") for _, values in limits)
            hours = {day: Decimal(columns[index][record] or 0) for day, index in self._days.items()}
            self._add_weeks(cells, record, first, last, hours)
        return cells

    def _refusal(
        self,
        record: int,
        raws: Raws,
        limits: list[tuple[int, list[str | None]]],
        columns: dict[int, list[str | None]],
    ) -> tuple[int, str, Fault] | None:
        for index, values in limits:
            raw = raws[index][record]
            if values[record] is None:
                blank = Fault("required_blank", "is blank, and the weeks of the assignment are counted from it")
                return index, raw, self._dates.faults.get(raw, blank)
        for index, values in columns.items():
            raw = raws[index][record]
            if values[record] is None and raw in self._memo.faults:
                return index, raw, self._memo.faults[raw]
        first, last = (date.fromisoformat(values[record] or "") for _, values in limits)
        if last < first:
            return self._end, raws[self._end][record], Fault("end_before_start", f"is before the start, {first}")
        if (last - first).days > LONGEST_DAYS:
            return self._end, raws[self._end][record], Fault("out_of_range", f"is more than ten years after {first}")
        return None

    def _add_weeks(self, cells: Cells, record: int, first: date, last: date, hours: dict[int, Decimal]) -> None:
        monday = first - timedelta(days=first.weekday())
        number = 0
        while monday <= last:
            days = (monday + timedelta(days=weekday) for weekday in self._days)
            total = sum((hours[day.weekday()] for day in days if first <= day <= last), Decimal(0))
            if total or not self._drops_zero:
                cells.add(record, number, monday.isoformat(), plain(total), self._start)
            else:
                cells.zero_count += 1
            monday += WEEK
            number += 1
