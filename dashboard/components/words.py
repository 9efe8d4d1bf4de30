"""Numbers, dates and counts as people read them."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

NOTHING = "–"
_THOUSAND, _MILLION = 1e3, 1e6


def number(value: float | None, decimals: int = 0) -> str:
    """``1234.5`` as ``1,234.5``; a true minus sign; a dash where there is no value."""
    return NOTHING if value is None else f"{value:,.{decimals}f}".replace("-", "\u2212")


def ratio(value: float | None) -> str:
    """An index such as SPI, to two decimals."""
    return number(value, 2)


def percent(value: float | None, decimals: int = 0) -> str:
    """``0.123`` as ``12 %``."""
    return NOTHING if value is None else f"{number(value * 100, decimals)} %"


def money(value: float | None, currency: str = "") -> str:
    """An amount short enough for a card: ``1.28 M``, ``248.6 k``."""
    if value is None:
        return NOTHING
    if abs(value) >= _MILLION:
        text = f"{number(value / _MILLION, 2)} M"
    elif abs(value) >= 10 * _THOUSAND:
        text = f"{number(value / _THOUSAND, 1)} k"
    else:
        text = number(value)
    return f"{text} {currency}".strip()


def day(value: date | None) -> str:
    """``2026-03-02``; dates are business dates and carry no zone."""
    return NOTHING if value is None else f"{value:%Y-%m-%d}"


def week(value: date) -> str:
    """The Monday of a week, short: ``9 Mar``."""
    return f"{value.day} {value:%b}"


def month(value: date) -> str:
    """A month by its first day: ``Mar 2026``."""
    return f"{value:%b %Y}"


def month_in_two_lines(value: date) -> str:
    """A month above its year, for an axis."""
    return f"{value:%b}<br>{value:%Y}"


def moment(value: datetime | None, zone: str) -> str:
    """A UTC time of the database, in the business time zone."""
    if value is None:
        return NOTHING
    return f"{value.replace(tzinfo=ZoneInfo('UTC')).astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def cause(sentence: str | None) -> str:
    """What follows the colon of a sentence whose figures stand beside it: ``Premium rates; the budget holds``."""
    figures, _, reason = (sentence or "").partition(": ")
    return f"{reason[:1].upper()}{reason[1:]}" or figures


def count(amount: int, one: str, many: str = "") -> str:
    """``1 phase``, ``3 phases``."""
    return f"{number(amount)} {one if amount == 1 else many or one + 's'}"


def listing(names: list[Any], most: int = 3) -> str:
    """``A, B and 4 others``."""
    if not names:
        return "none"
    shown = [str(name) for name in names[:most]]
    rest = len(names) - len(shown)
    if rest:
        return f"{', '.join(shown)} and {count(rest, 'other')}"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def signed(value: float | None, decimals: int = 0) -> str:
    """A change with its sign."""
    if value is None:
        return NOTHING
    text = number(value, decimals)
    return text if value <= 0 or not float(f"{value:.{decimals}f}") else f"+{text}"
