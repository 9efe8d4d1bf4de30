"""Chance with a memory: the same seed and the same names give the same draws, in any order of the files."""

import random


def generator(seed: int, *names: object) -> random.Random:
    """Random numbers of one subject, independent of everybody else's."""
    return random.Random(":".join(map(str, (seed, *names))))  # noqa: S311  # made-up data, not secrets


def happens(rng: random.Random, probability: float) -> bool:
    """Whether something of that probability happens this time."""
    return rng.random() < probability


def near(rng: random.Random, center: float, spread: float, low: float, high: float) -> float:
    """A normal draw kept within limits."""
    return min(high, max(low, rng.gauss(center, spread)))
