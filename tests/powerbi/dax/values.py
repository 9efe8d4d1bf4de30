"""DAX's scalars: BLANK is None, numbers are Decimals, texts compare without case, and a BLANK equals 0, "" and FALSE."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

Scalar = Decimal | str | bool | date | None


def scalar(value: Any) -> Scalar:
    """A value of the database as DAX holds it."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return value


def number(value: Any) -> Any:
    if value is None or value is False:
        return Decimal(0)
    return Decimal(1) if value is True else value


def spoken(value: Any) -> str:
    """A value within a text."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)


def _comparable(left: Any, right: Any) -> tuple[Any, Any]:
    if left is None and right is None:
        return 0, 0
    if left is None or right is None:
        zero = _zero_like(right if left is None else left)
        left, right = (zero if left is None else left), (zero if right is None else right)
    if isinstance(left, Decimal) or isinstance(right, Decimal):
        return _serial(left), _serial(right)
    if isinstance(left, datetime) != isinstance(right, datetime):
        left, right = _moment(left), _moment(right)
    return (left.casefold(), right.casefold()) if isinstance(left, str) else (left, right)


def _zero_like(value: Any) -> Any:
    if isinstance(value, str):
        return ""
    return Decimal(0) if isinstance(value, date) else type(value)(0)


def _serial(value: Any) -> Any:
    """A date as the number that DAX holds: days since the end of 1899."""
    if not isinstance(value, date):
        return number(value)
    return Decimal((_moment(value) - datetime(1899, 12, 30)) / timedelta(days=1))  # noqa: DTZ001


def _moment(value: date) -> datetime:
    return value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001


def _added(left: Any, right: Any) -> Any:
    if left is None or right is None:
        return right if left is None else left
    if isinstance(left, date):
        return left + timedelta(days=float(right))
    return number(left) + number(right)


def _subtracted(left: Any, right: Any) -> Any:
    if right is None:
        return left
    if isinstance(left, date) and isinstance(right, date):
        left, right = _comparable(left, right)
        return Decimal((left - right) / timedelta(days=1))
    return left - timedelta(days=float(right)) if isinstance(left, date) else number(left) - number(right)


def _multiplied(left: Any, right: Any) -> Any:
    return None if left is None or right is None else number(left) * number(right)


def _divided(left: Any, right: Any) -> Any:
    return None if left is None else number(left) / number(right)


def same(left: Any, right: Any) -> bool:
    """Whether ``left = right``; BLANK equals what it would be read as."""
    left, right = _comparable(left, right)
    return bool(left == right)


def strictly_same(left: Any, right: Any) -> bool:
    return (left is None) == (right is None) and same(left, right)


def _compared(test: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda left, right: test(*_comparable(left, right))


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": _added,
    "-": _subtracted,
    "*": _multiplied,
    "/": _divided,
    "&": lambda left, right: spoken(left) + spoken(right),
    "=": same,
    "==": strictly_same,
    "<>": lambda left, right: not same(left, right),
    "<": _compared(lambda left, right: left < right),
    ">": _compared(lambda left, right: left > right),
    "<=": _compared(lambda left, right: left <= right),
    ">=": _compared(lambda left, right: left >= right),
}
