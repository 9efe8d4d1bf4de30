"""Draws of ROI and success, the same for every alternative, so that differences are differences of decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from math import log1p, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from config.errors import UsageError
from optimizer.funding.data import Request
from optimizer.funding.monte_carlo.uncertainty import Uncertainty

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
MOST_CELLS = 50_000_000


@dataclass(frozen=True)
class Draws:
    """``roi_ratio`` and ``is_success``: one row per draw, one column per request of ``request_ids``."""

    request_ids: tuple[str, ...]
    roi_ratio: Numbers
    is_success: Flags

    @property
    def count(self) -> int:
        """How many."""
        return len(self.roi_ratio)

    @cached_property
    def worth(self) -> Numbers:
        """What one unit of money returns, per draw and request: the ROI where it succeeds, else nothing."""
        return np.where(self.is_success, self.roi_ratio, 0.0)


def draw(requests: Sequence[Request], uncertainty: Uncertainty, count: int, seed: int) -> Draws:
    """``count`` independent draws of each request.

    Parameters
    ----------
    requests
        Each has a stream of its own, named by its id: what is drawn for it does not depend on the other requests, so
        that scenarios with more or fewer requests meet the same luck.
    seed
        The same seed gives the same draws on every machine.

    Raises
    ------
    UsageError
        Fewer than one draw, more than memory holds, or a negative seed.
    """
    most = MOST_CELLS // max(len(requests), 1)
    if not 1 <= count <= most:
        raise UsageError(
            f"--draws {count}: 1 to {most:,} are possible with {len(requests)} requests. Nothing was drawn."
        )
    if seed < 0:
        raise UsageError(f"--seed {seed}: 0 or more is expected. Nothing was drawn.")
    roi, success = np.empty((len(requests), count)), np.empty((len(requests), count), dtype=bool)
    for place, request in enumerate(requests):
        stream = _stream(request, seed)
        success[place] = stream.random(count) < request.success_probability_ratio
        roi[place] = request.roi_ratio * _factors(stream, uncertainty, uncertainty.spread(request), count)
    return Draws(tuple(request.request_id for request in requests), roi.T, success.T)


def _stream(request: Request, seed: int) -> np.random.Generator:
    name = int.from_bytes(blake2b(request.request_id.encode(), digest_size=16).digest())
    return np.random.default_rng(np.random.SeedSequence((seed, name)))


def _factors(stream: np.random.Generator, uncertainty: Uncertainty, spread: float, count: int) -> Any:
    """ROI over expected ROI: mean 1 and standard deviation ``spread``."""
    if spread == 0:
        return np.ones(count)
    if uncertainty.shape == "triangular":
        return stream.triangular(1 - spread * sqrt(6), 1.0, 1 + spread * sqrt(6), count)
    variance_of_log = log1p(spread**2)
    return np.exp(sqrt(variance_of_log) * stream.standard_normal(count) - variance_of_log / 2)
