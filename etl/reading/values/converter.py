"""One function per column, put together from its kind, its contract and its limits."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from etl.contract import FieldContract, SourceContract
from etl.reading.cell import CELL_FAULT, cell_fault
from etl.reading.entity import DECIMAL_PLACES, Column
from etl.reading.fault import Fault, Noted, Outcome
from etl.reading.values import dates, words
from etl.reading.values.identifiers import STYLES
from etl.reading.values.numbers import number_converter

Convert = Callable[[str], Outcome]
MONDAY = 0


def converter(column: Column, field: FieldContract, contract: SourceContract) -> Convert:
    """The function from one source text to its canonical text.

    Parameters
    ----------
    column
        The canonical column with its kind and limits.
    field
        How this source writes the column.
    contract
        The source: notation, zone, crosswalk, levels, locations, currency.

    Returns
    -------
    Convert
        Takes the raw text; gives canonical text, a note, a fault, or None for a missing value.
    """
    contract = in_notation(contract, field)
    read = words.mapped_converter(field.values, contract) if field.values else _by_kind(column, field, contract)
    names_stay = column.kind == "text"
    missing = frozenset({"", *field.missing, *(() if names_stay else contract.reading.missing)})
    own = contract.currency if column.kind == "currency" else column.default
    default = field.default if field.default is not None else own
    crosswalk = contract.crosswalk.get(column.name, {})

    def convert(raw: str) -> Outcome:
        text = raw.strip()
        if text.startswith(CELL_FAULT):
            return cell_fault(text)
        if text in missing:
            return default
        if text in crosswalk:
            return Noted(
                crosswalk[text], "crosswalk", f"was read as {crosswalk[text]}, as the contract's crosswalk says"
            )
        outcome = read(text)
        value = outcome.value if isinstance(outcome, Noted) else outcome
        if isinstance(value, str) and (fault := _beyond(value, column)):
            return fault
        return outcome

    return convert


def in_notation(contract: SourceContract, field: FieldContract) -> SourceContract:
    """The contract with the column's own notation of numbers and dates, where it has one."""
    own = {name: getattr(field, name) for name in ("decimal_mark", "date_format") if getattr(field, name)}
    return contract.model_copy(update={"reading": contract.reading.model_copy(update=own)}) if own else contract


def _by_kind(column: Column, field: FieldContract, contract: SourceContract) -> Convert:
    if column.kind in DECIMAL_PLACES:
        return number_converter(column, field, contract.reading)
    makers: dict[str, Callable[[], Convert]] = {
        "id": lambda: STYLES[field.id_style or "text"],
        "code": lambda: STYLES[field.id_style or "text"],
        "text": lambda: words.text,
        "date": lambda: dates.date_converter(contract),
        "stamp": lambda: dates.stamp_converter(contract),
        "boolean": lambda: words.boolean_converter(contract),
        "level": lambda: words.level_converter(contract),
        "location": lambda: words.location_converter(contract),
        "choice": lambda: words.choice_converter(column),
        "currency": lambda: words.currency_converter(contract),
    }
    return makers[column.kind]()


def _beyond(value: str, column: Column) -> Fault | None:
    """The limit that a canonical value breaks, if any."""
    limit = column.maximum_length
    if limit is not None and len(value) > limit:
        return Fault("too_long", f"has {len(value)} characters, {limit} are kept, and nothing is cut")
    if column.minimum is not None and _precedes(value, column.minimum, column):
        return Fault("out_of_range", f"is below {column.minimum}")
    if column.maximum is not None and _precedes(column.maximum, value, column):
        return Fault("out_of_range", f"is above {column.maximum}")
    if column.is_monday and date.fromisoformat(value).weekday() != MONDAY:
        return Fault("not_a_monday", "is not a Monday; weeks start on Monday")
    return None


def _precedes(left: str, right: str, column: Column) -> bool:
    """Whether left comes before right, as dates or as numbers."""
    return left < right if column.kind == "date" else Decimal(left) < Decimal(right)
