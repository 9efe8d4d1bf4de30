"""How the systems write what they know: flags, numbers, dates and UTC stamps."""

from datetime import date
from decimal import Decimal

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY_COLUMNS = tuple(f"pse__{name}_Hours__c" for name in DAY_NAMES)


def flag(value: object) -> str:
    """True and false as Salesforce exports them."""
    return "true" if value else "false"


def fixed(value: float, places: int = 2) -> str:
    """A number with so many decimals and a point."""
    return f"{value:.{places}f}"


def optional(day: date | None) -> str:
    """An ISO date, or nothing."""
    return "" if day is None else day.isoformat()


def stamp(day: date, ordinal: int) -> str:
    """A moment of that day in office hours, in UTC; records of the same day get different moments."""
    return f"{day.isoformat()}T{13 + ordinal * 7 % 9:02d}:{ordinal * 13 % 60:02d}:{ordinal * 29 % 60:02d}.000Z"


def day_columns(hours: tuple[float, ...]) -> dict[str, str]:
    """The seven day columns, Monday first."""
    return {column: fixed(value) for column, value in zip(DAY_COLUMNS, hours, strict=True)}


def money(hours: float, rate_per_hour: int) -> str:
    """Hours times rate, exact in cents."""
    return f"{Decimal(str(hours)) * rate_per_hour:.2f}"
