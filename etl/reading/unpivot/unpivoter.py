"""Which way of unpivoting an extract asks for."""

from etl.contract import ExtractContract, SourceContract
from etl.reading.header import Header
from etl.reading.unpivot.by_column import ByColumn
from etl.reading.unpivot.by_schedule import BySchedule
from etl.reading.unpivot.by_weekday import ByWeekday
from etl.reading.unpivot.cells import Unpivoter


def unpivoter(extract: ExtractContract, contract: SourceContract, header: Header) -> Unpivoter | None:
    """What makes rows of this extract's records, or None where a record is a row."""
    unpivot = extract.unpivot
    if unpivot is None:
        return None
    if unpivot.kind == "dates":
        return ByColumn(header.date_columns, unpivot, extract, contract)
    if unpivot.kind == "names":
        labels = {header.required_index(name): label for name, label in unpivot.columns.items()}
        return ByColumn(labels, unpivot, extract, contract)
    if unpivot.kind == "weekdays":
        return ByWeekday(unpivot, extract, contract, header)
    return BySchedule(unpivot, extract, contract, header)
