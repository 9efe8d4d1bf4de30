"""Cells that list months: ``2025-01:2025-06, 2025-09`` and, with a part of each, ``2025-01:2025-03=0.5``."""

import re
from collections.abc import Mapping
from datetime import date

from optimizer.budget.months import label, month_of, months_between
from optimizer.budget.workbook.numbers import PLAIN

SEPARATOR = re.compile(r"[,;\n]")
WHOLE = 1e-6
EVERY_MONTH = "all"


def month_ratios(text: str) -> dict[date, float] | None:
    """Month -> the ratio given for it, 1 where none is; None for every month (``all`` or nothing).

    Raises
    ------
    ValueError
        Saying which part is no month or no ratio from 0 to 1, or which month is there twice.
    """
    if text.casefold() in {"", EVERY_MONTH}:
        return None
    found: dict[date, float] = {}
    for part in SEPARATOR.split(text):
        months, ratio = _part(part)
        for month in months:
            if month in found:
                raise ValueError(f"has {label(month)} twice")
            found[month] = ratio
    return found


def phasing(text: str, months: tuple[date, ...]) -> dict[date, float]:
    """The part of a budget by month; a range shares its part evenly. Nothing for an even budget.

    Raises
    ------
    ValueError
        Saying which month is outside ``months``, or what the parts add up to, if not 1.
    """
    if text.casefold() in {"", "even"}:
        return {}
    found: dict[date, float] = {}
    for part in SEPARATOR.split(text):
        of_part, ratio = _part(part)
        for month in of_part:
            if month not in months:
                raise ValueError(f"names {label(month)}, in which it does not run")
            found[month] = found.get(month, 0.0) + ratio / len(of_part)
    if abs(sum(found.values()) - 1) > WHOLE:
        raise ValueError(f"adds up to {sum(found.values()):g}; 1 is expected, as in 2025-01=0.25, 2025-02=0.75")
    return found


def availability(
    available: Mapping[date, float] | None, leave: Mapping[date, float] | None, horizon: list[date]
) -> dict[date, float]:
    """The part of each month that can be planned; empty where every month is whole."""
    if available is None and leave is None:
        return {}
    return {
        month: max(0.0, (1.0 if available is None else available.get(month, 0.0)) - (leave or {}).get(month, 0.0))
        for month in horizon
    }


def _part(text: str) -> tuple[tuple[date, ...], float]:
    """``2025-01:2025-03=0.5`` as its months and the ratio."""
    months, has_ratio, ratio_text = text.partition("=")
    first, _, last = months.partition(":")
    start, end = month_of(first.strip()), month_of((last or first).strip())
    if end < start:
        raise ValueError(f"goes from {label(start)} back to {label(end)}")
    ratio = 1.0
    if has_ratio:
        ratio = float(ratio_text) if PLAIN.match(ratio_text.strip()) else -1.0
    if not 0 <= ratio <= 1:
        raise ValueError(f"gives {months.strip()} the part {ratio_text.strip()!r}; a ratio from 0 to 1 is expected")
    return months_between(start, end), ratio
