"""What a sheet of the plan's workbook is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from optimizer.budget.months import label


class Kind(StrEnum):
    """How the cells of a column are shown; the value is Excel's number format."""

    TEXT = "@"
    COUNT = "0"
    MAN_MONTHS = "0.00"
    AMOUNT = "#,##0.00"
    RATIO = "0.0%"
    SCORE = "0.000"
    ANY = "General"


class Shade(StrEnum):
    """What the colors of an area show."""

    LOAD = "load"  # more is darker
    USE = "use"  # unused, half used, used
    SHORT = "short"  # above 0 is bad


@dataclass(frozen=True)
class Column:
    """One column; a header that is an amount has its currency behind it."""

    name: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Area:
    """Columns, from 0, whose cells are colored, all together."""

    first: int
    last: int
    shade: Shade


@dataclass(frozen=True)
class Table:
    """One sheet; ``frozen`` columns stay in sight."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    areas: tuple[Area, ...] = ()
    frozen: int = 0


def texts(*names: str) -> list[Column]:
    """Columns of text."""
    return [Column(name) for name in names]


def amount(name: str, currency: str) -> Column:
    """A column of money."""
    return Column(f"{name} ({currency})" if currency else name, Kind.AMOUNT)


def month_columns(months: Sequence[date], kind: Kind) -> list[Column]:
    """One column per month."""
    return [Column(label(month), kind) for month in months]


def month_cells(by_month: Mapping[date, float], months: Sequence[date]) -> list[float]:
    """A value per month, 0 where there is none, and their sum."""
    return [*(rounded(by_month.get(month, 0.0)) for month in months), rounded(sum(by_month.values()))]


def rounded(value: float) -> float:
    """Without what the solver's rounding leaves behind."""
    return round(value, 6) + 0.0
