"""What the columns of one row owe each other."""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal

import numpy as np

from etl.reading.entity import Entity
from etl.reading.values.numbers import plain

Values = dict[str, list[str | None]]
CENT = 0.01
PLAIN = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
MONEY_UNIT = Decimal("0.0001")


def disordered(values: Values, entity: Entity) -> Iterator[tuple[int, str, str, str]]:
    """Records whose end is before their start: record, end column, start column, start date."""
    for start, end in entity.ordered:
        if start in values and end in values:
            for record, (first, last) in enumerate(zip(values[start], values[end], strict=True)):
                if first is not None and last is not None and last < first:
                    yield record, end, start, first


def above(values: Sequence[str], limits: Sequence[str]) -> Iterator[int]:
    """Records in which a number is above another one; texts that are no numbers are somebody else's fault."""
    for record, (value, limit) in enumerate(zip(values, limits, strict=True)):
        if PLAIN.fullmatch(value.strip()) and PLAIN.fullmatch(limit.strip()) and Decimal(value) > Decimal(limit):
            yield record


def mispriced(rows: Values, entity: Entity) -> list[int]:
    """Rows where hours times rate is not the price, to a cent."""
    if entity.product is None:
        return []
    hours, rates, amounts = (np.array(rows[name], dtype=np.float64) for name in entity.product)
    return list(map(int, np.flatnonzero(np.abs(hours * rates - amounts) >= CENT)))


def priced(hours: Sequence[str | None], rates: Sequence[str | None]) -> list[str | None]:
    """Hours times rate in exact decimals, to four places, where the source gives no price."""
    known: dict[tuple[str | None, str | None], str | None] = {}
    for pair in zip(hours, rates, strict=True):
        if pair not in known:
            known[pair] = _price(*pair)
    return [known[pair] for pair in zip(hours, rates, strict=True)]


def _price(hours: str | None, rate: str | None) -> str | None:
    if hours is None or rate is None:
        return None
    return plain((Decimal(hours) * Decimal(rate)).quantize(MONEY_UNIT, rounding=ROUND_HALF_EVEN))
