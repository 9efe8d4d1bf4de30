"""Linear expressions over the columns of a model, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.funding.data import Indexes, Numbers


@dataclass(frozen=True)
class Terms:
    """Σ values × columns; a column may be there several times."""

    columns: Indexes
    values: Numbers

    def __add__(self, other: Terms) -> Terms:
        """Both together."""
        return Terms(np.concatenate([self.columns, other.columns]), np.concatenate([self.values, other.values]))

    def __sub__(self, other: Terms) -> Terms:
        """The one less the other."""
        return self + other * -1.0

    def __mul__(self, factor: float) -> Terms:
        """Every value times the factor."""
        return Terms(self.columns, self.values * factor)

    __rmul__ = __mul__

    def at(self, point: Numbers) -> float:
        """The expression's value where the columns are ``point``."""
        return float(self.values @ point[self.columns])


def terms(columns: Indexes, values: Numbers | float = 1.0) -> Terms:
    """Σ of the columns, each times its value or all times the same."""
    return Terms(columns, np.broadcast_to(np.asarray(values, dtype=float), columns.shape).copy())


NOTHING = Terms(np.zeros(0, dtype=np.int64), np.zeros(0))
