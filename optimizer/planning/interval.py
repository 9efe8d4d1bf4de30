"""The values that a driver may have."""

import math
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Quantity = float | NDArray[np.float64]
"""One number, or one per variation (draw, grid point)."""


NARROW = 1e-3
LARGE = 1e6


@dataclass(frozen=True)
class Interval:
    """From ``least`` to ``most``; an open end is not allowed itself."""

    least: float
    most: float
    is_least_open: bool = False
    is_most_open: bool = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """The interval as mathematicians write it: ``(0, 1]``, ``[0, inf)``."""
        least, most = text[1:-1].split(",")
        return cls(float(least), float(most), text[0] == "(", text[-1] == ")")

    def holds(self, values: Quantity) -> bool:
        """Whether all of ``values`` are finite and inside."""
        return self.first_outside(values) is None

    def first_outside(self, values: Quantity) -> float | None:
        """The first value that is not inside; None when all are."""
        several = np.atleast_1d(np.asarray(values, dtype=float))
        low = several > self.least if self.is_least_open else several >= self.least
        high = several < self.most if self.is_most_open else several <= self.most
        outside = ~(low & high & np.isfinite(several))
        return float(several[outside][0]) if outside.any() else None

    def clipped(self, value: float) -> float:
        """The nearest value inside; an open end gives way by a thousandth, or by that part of a narrower interval."""
        step = NARROW * min(self.most - self.least, 1.0)
        least = self.least + step if self.is_least_open else self.least
        most = self.most - step if self.is_most_open else self.most
        return min(max(value, least), most)

    @property
    def words(self) -> str:
        """The interval for an error: ``above 0 and at most 1``."""
        return self._words(math.inf)

    @property
    def usual_words(self) -> str:
        """The same for a reader who has made no mistake: without a ceiling that only stops slips of the pen."""
        return self._words(LARGE)

    def _words(self, ceiling: float) -> str:
        low = f"{'above' if self.is_least_open else 'at least'} {_plain(self.least)}"
        high = f"{'below' if self.is_most_open else 'at most'} {_plain(self.most)}"
        ends = ((low, self.least), (high, self.most))
        return " and ".join(word for word, end in ends if abs(end) < ceiling) or "any finite number"


def _plain(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= LARGE else f"{value:g}"


def quotient(amount: Quantity, by: Quantity) -> NDArray[np.float64]:
    """``amount / by``; NaN, undefined, where there is nothing above 0 to divide by."""
    shape = np.broadcast_shapes(np.shape(amount), np.shape(by))
    is_defined = np.broadcast_to(np.asarray(by) > 0, shape)
    result: NDArray[np.float64] = np.divide(amount, by, out=np.full(shape, np.nan), where=is_defined)
    return result
