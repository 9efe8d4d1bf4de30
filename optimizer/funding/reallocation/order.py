"""In which order the changes can be made: the smallest groups after which every limit is kept, the best first."""

from collections.abc import Iterator
from itertools import combinations, count
from math import comb

import numpy as np

from optimizer.funding.data import Indexes, Numbers
from optimizer.funding.large.coupling import Coupling

TOLERANCE_RATIO = 1e-7
MOST_GROUPS = 50_000  # that are tried at one size
MOST_MOVES = 300
FUNDED_FROM = 0.005  # half a cent


class Walk:
    """From today's amounts to the target, group by group; ``left`` are the places that still change."""

    def __init__(self, rules: Coupling, today: Numbers, target: Numbers, worth: Numbers) -> None:
        self.rules = rules
        was, will = (today > FUNDED_FROM).astype(float), (target > FUNDED_FROM).astype(float)
        self.left: Indexes = np.flatnonzero(today != target)
        self.gain = worth * (target - today)
        self.steps = (rules.of_amount * (target - today) + rules.of_funded * (will - was)).T
        self.used = rules.of_amount @ today + rules.of_funded @ was
        size = np.abs(rules.of_amount) @ np.maximum(today, target) + np.abs(rules.level) + 1.0
        self.most_used = rules.level + TOLERANCE_RATIO * size
        beyond = (today > rules.most * (1 + TOLERANCE_RATIO)) | (
            (was > 0) & (today < rules.least * (1 - TOLERANCE_RATIO))
        )
        self.must = np.intersect1d(np.flatnonzero(beyond), self.left)

    def groups(self) -> Iterator[Indexes]:
        """The groups in their order; after many moves, or without a smaller group, all that is left goes at once."""
        for number in count(1):
            if not self.left.size:
                return
            group = self._next() if number < MOST_MOVES else self.left
            yield group
            self.used = self.used + self.steps[group].sum(axis=0)
            self.left = np.setdiff1d(self.left, group)
            self.must = np.setdiff1d(self.must, group)

    def _next(self) -> Indexes:
        """The smallest group that keeps the rules and gains; without one, the smallest that keeps them."""
        fallback: Indexes | None = None
        for size in range(1, len(self.left) + 1):
            tried = self._tried(size)
            if tried is None:
                break
            kept = tried[self._are_kept(tried)]
            if not len(kept):
                continue
            gains = self.gain[kept].sum(axis=1)
            best = kept[int(np.argmax(gains))]
            if gains.max() > 0:
                return np.asarray(best)
            fallback = best if fallback is None else fallback
        grown = self._grown()
        if grown is not None and (fallback is None or self.gain[grown].sum() > 0):
            return grown
        return self.left if fallback is None else fallback

    def _tried(self, size: int) -> Indexes | None:
        """Every group of this size with all that must change at once; None where they are too many."""
        must, free = self.must, np.setdiff1d(self.left, self.must)
        if size < len(must):
            return np.zeros((0, size), dtype=np.int64)
        more = size - len(must)
        if comb(len(free), more) > MOST_GROUPS:
            return None
        chosen = np.array(list(combinations(free.tolist(), more)), dtype=np.int64).reshape(comb(len(free), more), more)
        return np.hstack([np.broadcast_to(must, (len(chosen), len(must))), chosen])

    def _are_kept(self, groups: Indexes) -> np.ndarray:
        used = self.used + self.steps[groups].sum(axis=1)
        return np.asarray((used <= self.most_used).all(axis=1))

    def _grown(self) -> Indexes | None:
        """Where there are too many groups: one change after the other that mends most, or gains most, is added."""
        scale = np.maximum(np.abs(self.most_used), 1.0)
        group = self.must.tolist()
        while len(group) < len(self.left):
            if group and self._are_kept(np.array([group]))[0] and self.gain[group].sum() > 0:
                return np.array(group)
            rest = np.setdiff1d(self.left, group)
            used = self.used + self.steps[group].sum(axis=0) + self.steps[rest]
            missed = (np.maximum(used - self.most_used, 0) / scale).sum(axis=1)
            group.append(int(rest[np.lexsort((-self.gain[rest], np.round(missed, 12)))[0]]))
        return None
