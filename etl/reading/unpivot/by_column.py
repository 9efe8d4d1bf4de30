"""One row per named column: a week of a plan, or a measure of a day."""

from etl.contract import ExtractContract, SourceContract, Unpivot
from etl.reading.unpivot.cells import Cells, Raws, memo_of


class ByColumn:
    """The header alone says what each cell is about."""

    def __init__(
        self, labels: dict[int, str], unpivot: Unpivot, extract: ExtractContract, contract: SourceContract
    ) -> None:
        self._labels = labels
        self._drops_zero = unpivot.zero_cells == "drop"
        self._memo = memo_of(unpivot.value, extract, contract)
        self.value_columns = tuple(labels)

    def cells(self, raws: Raws, refused: set[int]) -> Cells:
        """One row per filled cell, record by record, in the order of the columns."""
        cells = Cells()
        columns = [(index, label, self._memo.read(raws[index])) for index, label in self._labels.items()]
        faults = self._memo.faults
        for record in range(len(raws[0])):
            if record in refused:
                continue
            for number, (index, label, values) in enumerate(columns):
                value = values[record]
                if value is None:
                    raw = raws[index][record]
                    if raw not in faults:
                        continue
                    cells.faults[len(cells.record)] = (raw, faults[raw])
                elif value == "0" and self._drops_zero:
                    cells.zero_count += 1
                    continue
                cells.add(record, number, label, value, index)
        return cells
