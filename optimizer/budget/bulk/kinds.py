"""The arrays that this room works with."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Indexes = NDArray[np.signedinteger[Any]]
Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
NOWHERE = -1


def filled(count: int, value: Any) -> Numbers:
    """``value`` for each of ``count`` entries, as an array of its own."""
    return np.array(np.broadcast_to(np.asarray(value, dtype=np.float64), count))


def places(is_there: Flags) -> Indexes:
    """The number of each True among the True, in order; ``NOWHERE`` for False."""
    return np.where(is_there, np.cumsum(is_there, dtype=np.int32) - 1, NOWHERE).astype(np.int32)
