"""Numbers as the database keeps them: decimals that fit their column."""

from decimal import Decimal

HOURS, RATIO, MONEY, MEASURE, SECONDS, HOURS_SUM = (9, 2), (19, 6), (19, 4), (28, 6), (9, 3), (19, 2)
SENTENCE_LENGTH = 2000


def exact(value: float, size: tuple[int, int]) -> Decimal:
    """A number with the decimals of its column.

    Raises
    ------
    ValueError
        It is no number, or too large for the column.
    """
    precision, scale = size
    result = Decimal(f"{float(value):.{scale}f}")
    if not result.is_finite() or abs(result) >= Decimal(10) ** (precision - scale):
        raise ValueError(f"{value} does not fit decimal({precision},{scale})")
    return result


def exact_or_none(value: float | None, size: tuple[int, int]) -> Decimal | None:
    """The same, where there is a number."""
    return None if value is None else exact(value, size)
