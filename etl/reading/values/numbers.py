"""Numbers: plain decimals in the source's notation, never rounded or cut without the contract saying so."""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal
from functools import partial

from etl.contract import FieldContract, ReadingRules
from etl.reading.entity import DECIMAL_PLACES, WHOLE_DIGITS, Column
from etl.reading.fault import Fault, Noted, Outcome


def plain(number: Decimal) -> str:
    """The canonical text: a point, no exponent, no zeros at the end, no minus before zero."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def number_converter(column: Column, field: FieldContract, rules: ReadingRules) -> Callable[[str], Outcome]:
    """The function that reads one numeric column."""
    return partial(
        _number,
        pattern=_pattern(rules),
        rules=rules,
        places=DECIMAL_PLACES[column.kind],
        whole_digits=WHOLE_DIGITS[column.kind],
        scale=field.scale,
        rounds=field.rounding == "half_even",
    )


def amount_or_zero(text: str, convert: Callable[[str], Outcome]) -> Decimal:
    """The number for a control sum; 0 where the text is none."""
    outcome = convert(text)
    if isinstance(outcome, Noted):
        outcome = outcome.value
    return Decimal(outcome) if isinstance(outcome, str) else Decimal(0)


def _pattern(rules: ReadingRules) -> re.Pattern[str]:
    mark, group = re.escape(rules.decimal_mark), rules.grouping_mark
    whole = r"\d+"
    if group:
        separator = r"[ \u00a0\u202f]" if group == " " else re.escape(group)
        whole = rf"(?:\d{{1,3}}(?:{separator}\d{{3}})+|\d+)"
    return re.compile(rf"[+-]?(?:{whole}(?:{mark}\d*)?|{mark}\d+)", re.ASCII)


def _number(
    text: str,
    *,
    pattern: re.Pattern[str],
    rules: ReadingRules,
    places: int,
    whole_digits: int,
    scale: Decimal,
    rounds: bool,
) -> Outcome:
    if not pattern.fullmatch(text):
        return Fault("not_a_number", f"is not a number; expected digits like 1234{rules.decimal_mark}5")
    digits = "".join(letter for letter in text if letter.isdigit() or letter in {"+", "-", rules.decimal_mark})
    number = Decimal(digits.replace(rules.decimal_mark, ".")) * scale
    if abs(number) >= Decimal(10) ** whole_digits:
        return Fault("too_large", f"has more than {whole_digits} digits before the decimal mark")
    rounded = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)
    if rounded == number:
        return plain(number)
    if not rounds:
        return Fault("too_many_decimals", f"has more than {places} decimals, and nothing is rounded unasked")
    return Noted(plain(rounded), "rounded", f"was rounded half to even to {places} decimals, as the contract says")
