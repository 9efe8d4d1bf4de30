"""Months, named by their first day."""

import re
from datetime import date

MONTH = re.compile(r"([0-9]{4})-([0-9]{2})(?:-[0-9]{2}(?:[ T][0-9:.]+)?)?\Z")
FIRST_YEAR, LAST_YEAR = 1950, 2150


def month_of(text: str) -> date:
    """The first day of ``2025-03`` or ``2025-03-17``.

    Raises
    ------
    ValueError
        ``text`` is no month.
    """
    found = MONTH.match(text.strip())
    if found is None or not 1 <= int(found[2]) <= 12 or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:  # noqa: PLR2004
        raise ValueError(f"{text!r} is no month; write it as 2025-03")
    return date(int(found[1]), int(found[2]), 1)


def months_between(first: date, last: date) -> tuple[date, ...]:
    """Every month from ``first`` to ``last``, both included; empty when ``last`` is earlier."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple(date(number // 12, number % 12 + 1, 1) for number in numbers)


def label(month: date) -> str:
    """How a month is written for people and in workbooks: ``2025-03``."""
    return f"{month:%Y-%m}"
