"""Numbers as cells write them: plain digits with a point, or a percentage; never guessed."""

import math
import re
from collections.abc import Sequence

PLAIN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII)
GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:([,.' \u00a0\u202f\u2019_])[0-9]{3})(?:\1[0-9]{3})*(?:[.,][0-9]+)?", re.ASCII)
PLAIN_LETTERS = frozenset("0123456789.+-eE")


def number_of(text: str) -> float | str:
    """The number that a cell holds; or a sentence that says what it holds instead.

    ``12.5%`` is 0.125.
    """
    is_percent = text.endswith("%")
    digits = text.removesuffix("%").strip() if is_percent else text
    if PLAIN.fullmatch(digits):
        value = float(digits)
        if math.isfinite(value):
            return value / 100 if is_percent else value
        return f"{text!r} is too large"
    if GROUPED.fullmatch(digits):
        return f"{text!r} has thousands separators; digits alone and a point for decimals are expected"
    if re.fullmatch(r"[+-]?[0-9]+,[0-9]+", digits):
        return f"{text!r} has a comma for decimals; a point is expected"
    return f"{text!r} is no number"


def plain_numbers(texts: Sequence[str]) -> list[float] | None:
    """All cells as numbers at once; None where one of them is not a plain one."""
    if not all(texts) or not PLAIN_LETTERS.issuperset("".join(texts)):
        return None
    try:
        values = list(map(float, texts))
    except ValueError:
        return None
    return values if all(map(math.isfinite, values)) else None
