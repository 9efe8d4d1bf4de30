"""Requests of one kind, which the same rows are about, taken together: what the last verdicts give them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from optimizer.funding.data import Indexes, Numbers
from optimizer.funding.large.choices import Choices
from optimizer.funding.large.coupling import Coupling

MOST_KINDS = 24
KEPT_COUNT = 12


def kinds_of(coupling: Coupling) -> Indexes:
    """The kind of each request: by the signs of its entries; few of them, so that many fall into the last one."""
    signs = np.concatenate([np.sign(coupling.of_amount), np.sign(coupling.of_funded)])
    code = np.random.default_rng(0).random(len(signs)) @ signs
    _, kind, counts = np.unique(np.round(code, 9), return_inverse=True, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return np.minimum(rank[kind], MOST_KINDS - 1)


@dataclass
class Kinds:
    """The last verdicts: corners of all requests, and per kind what they use of each row and are worth."""

    coupling: Coupling
    choices: Choices
    kind: Indexes
    corners: list[Indexes] = field(default_factory=list)
    totals: list[tuple[Numbers, Numbers]] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many kinds."""
        return int(self.kind.max(initial=-1)) + 1

    def keep(self, corner: Indexes) -> None:
        """Remember a verdict; the oldest one is forgotten."""
        self.corners.append(corner)
        self.totals.append(self._totals(np.arange(len(corner)), corner))
        del self.corners[:-KEPT_COUNT], self.totals[:-KEPT_COUNT]

    def without(self, part: Indexes) -> list[tuple[Numbers, Numbers]]:
        """Per verdict: use (rows x kinds) and worth (kinds) of the requests that are not in the part."""
        result = []
        for corner, (use, worth) in zip(self.corners, self.totals, strict=True):
            use_of_part, worth_of_part = self._totals(part, corner)
            result.append((use - use_of_part, worth - worth_of_part))
        return result

    def _totals(self, places: Indexes, corner: Indexes) -> tuple[Numbers, Numbers]:
        kind, chosen = self.kind[places], corner[places]
        on = chosen >= 0
        amounts = np.where(on, self.choices.amounts[places, np.maximum(chosen, 0)], 0.0)
        worth = np.where(on, self.choices.worth[places, np.maximum(chosen, 0)], 0.0)
        used = self.coupling.of_amount[:, places] * amounts + self.coupling.of_funded[:, places] * on
        by_kind = [np.bincount(kind, row, minlength=self.count) for row in (*used, worth)]
        sums: Numbers = np.array(by_kind, dtype=float)
        return sums[:-1], sums[-1]
