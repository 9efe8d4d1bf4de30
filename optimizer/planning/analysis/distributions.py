"""What a driver may turn out to be: values at given probabilities."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

import numpy as np
from scipy.special import betaincinv, ndtr, ndtri

from optimizer.planning.assumptions import NORMAL, PERT, TRIANGULAR, UNIFORM, Assumption
from optimizer.planning.people import Numbers

NORMAL_TENTH = 1.2815515655446004  # standard deviations from the mean to the 90 % point
PERT_WEIGHT = 4.0  # of the mode, in the classical PERT (1959)


class Quantile(Protocol):
    """Values of an assumption below which it stays with the probabilities given."""

    def __call__(self, one: Assumption, probability: Numbers) -> Numbers:
        """One value per probability."""


def drawn(one: Assumption, probability: Numbers) -> Numbers:
    """The assumption's values at these probabilities, in its unit; whole where the driver is.

    Parameters
    ----------
    one
        With a range and a distribution.
    probability
        Strictly between 0 and 1.
    """
    values = QUANTILES[one.distribution](one, probability)
    return np.rint(values) if one.driver.is_whole else values


def _triangular(one: Assumption, probability: Numbers) -> Numbers:
    low, high, mode = one.low, one.high, one.value
    turn = (mode - low) / (high - low)
    rising = low + np.sqrt(probability * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - probability) * (high - low) * (high - mode))
    return np.where(probability < turn, rising, falling)


def _uniform(one: Assumption, probability: Numbers) -> Numbers:
    return one.low + probability * (one.high - one.low)


def _pert(one: Assumption, probability: Numbers) -> Numbers:
    width = one.high - one.low
    first = 1 + PERT_WEIGHT * (one.value - one.low) / width
    last = 1 + PERT_WEIGHT * (one.high - one.value) / width
    return np.asarray(one.low + width * betaincinv(first, last, probability))


def _normal(one: Assumption, probability: Numbers) -> Numbers:
    """Mean ``value``, 10 % and 90 % points as far apart as low and high, cut off where values are not allowed."""
    deviation, allowed = (one.high - one.low) / (2 * NORMAL_TENTH), one.driver.allowed
    least, most = ndtr((allowed.least - one.value) / deviation), ndtr((allowed.most - one.value) / deviation)
    values = one.value + deviation * ndtri(least + probability * (most - least))
    tiny = np.finfo(float).tiny if allowed.is_least_open and allowed.least == 0 else 0.0
    return np.asarray(np.clip(values, allowed.least + tiny, allowed.most))


QUANTILES: Mapping[str, Quantile] = MappingProxyType(
    {TRIANGULAR: _triangular, UNIFORM: _uniform, PERT: _pert, NORMAL: _normal}
)
