"""Canonical columns computed from several of the file's columns."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from functools import partial
from math import ceil

from etl.contract import Computed, FieldContract, SourceContract
from etl.reading.entity import DECIMAL_PLACES, WHOLE_DIGITS, Column
from etl.reading.fault import Fault, Noted, Outcome
from etl.reading.values.converter import converter
from etl.reading.values.numbers import plain

Texts = tuple[str, ...]
SATURDAY = 5
DAY = timedelta(days=1)
LONGEST_DAYS = 1100


def computed_converter(column: Column, computed: Computed, contract: SourceContract) -> Callable[[Texts], Outcome]:
    """The function from the texts of some columns to one canonical text."""
    maker = {"product": _product, "leave_hours": _leave_hours}[computed.kind]
    return partial(maker, column=column, computed=computed, contract=contract)


def _product(texts: Texts, *, column: Column, computed: Computed, contract: SourceContract) -> Outcome:
    """The product of numbers, rounded half to even to the places that the column keeps; blank if one is blank."""
    total = computed.factor
    for text in texts:
        number = _read("number", text, contract)
        if not isinstance(number, str):
            return number
        total *= Decimal(number)
    if abs(total) >= Decimal(10) ** WHOLE_DIGITS[column.kind]:
        return Fault(
            "too_large", f"makes {column.name} larger than the {WHOLE_DIGITS[column.kind]} digits that are kept"
        )
    return _rounded(total, column)


def _leave_hours(texts: Texts, *, column: Column, computed: Computed, contract: SourceContract) -> Outcome:
    """Hours away per day: None for whole days, whatever the day's hours are.

    A request in hours is spread over its working days; a request in days is partial only when its amount has a
    fraction.
    """
    amount_text, unit, first_text, last_text = texts
    amount = _read("number", amount_text, contract)
    if isinstance(amount, Fault) or amount is None:
        return amount or Fault("required_blank", "is blank, and the leave has no length without it")
    first, last = (_read("date", text, contract) for text in (first_text, last_text))
    if not isinstance(first, str) or not isinstance(last, str):
        return None  # the dates' own columns say what is wrong
    if Decimal(amount) < 0:
        return Fault("out_of_range", "is below 0")
    if unit.strip() in computed.hour_words:
        days = _working_days(date.fromisoformat(first), date.fromisoformat(last))
        return _rounded(Decimal(amount) / max(days, 1), column)
    if unit.strip() not in computed.day_words:
        words = ", ".join((*computed.hour_words, *computed.day_words))
        return Fault("unknown_value", f"has the unit {unit.strip() or 'blank'}; expected one of {words}")
    whole = ceil(Decimal(amount))
    return None if whole == Decimal(amount) else _rounded(Decimal(amount) * computed.day_hours / whole, column)


def _read(kind: str, text: str, contract: SourceContract) -> str | Fault | None:
    outcome = converter(Column.model_validate({"name": kind, "kind": kind}), FieldContract(), contract)(text)
    return outcome.value if isinstance(outcome, Noted) else outcome


def _rounded(number: Decimal, column: Column) -> str:
    return plain(number.quantize(Decimal(1).scaleb(-DECIMAL_PLACES[column.kind]), rounding=ROUND_HALF_EVEN))


def _working_days(first: date, last: date) -> int:
    """Monday to Friday, both days included."""
    days = min((last - first).days, LONGEST_DAYS) + 1
    return sum((first + offset * DAY).weekday() < SATURDAY for offset in range(days))
