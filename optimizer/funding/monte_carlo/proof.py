"""When a decision is proven best, and which set of requests to look at next."""

from typing import Any

import numpy as np

from optimizer.funding.monte_carlo.draws import Flags, Numbers

EQUAL_RATIO = 1e-9
PROVEN_RATIO = 1e-7


def is_proven(value: Numbers, limit: Numbers) -> Flags:
    """Whether each value is within 1e-7 of the most that is possible."""
    return np.asarray(limit - value <= PROVEN_RATIO * np.maximum(np.abs(limit), 1.0))


def promising(limit: Numbers, axis: int) -> Any:
    """The first set, per draw, whose limit is the largest: of equals, the one with fewest and cheapest requests."""
    most = limit.max(axis=axis, keepdims=True)
    return (limit >= most - EQUAL_RATIO * np.maximum(np.abs(most), 1.0)).argmax(axis=axis)
