"""Numbers as they stand in cells: numeric cells, and text that can only mean one number."""

import math
import re
from datetime import date, datetime, time, timedelta
from typing import Any

PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\Z")
COMMA = re.compile(r"[+-]?[0-9.' \u00a0\u202f]*,[0-9]+\Z")
GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:[ ',\u00a0\u202f][0-9]{3})+(?:\.[0-9]+)?\Z")
PERCENT = re.compile(r"[+-]?[0-9.,]+\s*%\Z")
MOST = 1e12  # money or months beyond this are a slip of the keyboard, and no solver's rounding bears them


def number_of(value: Any) -> float:
    """The number of a cell.

    Raises
    ------
    ValueError
        Saying what stands there instead: a decimal comma, a percent sign, a date, text, too large a number.
    """
    if isinstance(value, bool | date | datetime | time | timedelta):
        raise ValueError(f"is {shown(value)}")  # noqa: TRY004  # the reader of cells catches one kind
    if isinstance(value, str):
        value = _of_text(value.strip())
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"is {shown(value)}")
    if abs(number) > MOST:
        raise ValueError(f"is {shown(value)}, beyond {MOST:g}")
    return number


def _of_text(text: str) -> float:
    if PLAIN.match(text):
        return float(text)
    if PERCENT.match(text):
        raise ValueError(f"is the text {text!r}, with a percent sign; write 0.3 for 30 %")
    if GROUPED.match(text) or COMMA.match(text):
        raise ValueError(
            f"is the text {text!r}, in which a comma or a blank may part decimals or thousands; "
            "write 1234.5, or store it as a number"
        )
    raise ValueError(f"is {text!r}")


def shown(value: Any) -> str:
    """A cell's value for messages: short, and as a person would write it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date):
        return f"the date {value:%Y-%m-%d}"
    if isinstance(value, time | timedelta):
        return f"the time {value}"
    if isinstance(value, float):
        return f"{value:.15g}"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}...'"  # noqa: PLR2004
