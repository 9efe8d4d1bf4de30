"""What one booking is worth in a plan: the objective with it and without it."""

from dataclasses import replace

import numpy as np

from optimizer.staffing import score
from optimizer.staffing.data import Numbers, Pairs, StaffingData


class Marginal:
    """Differences of the objective when one pair's hours change; ``gain`` is in milli-points by part."""

    def __init__(self, data: StaffingData, hours: Numbers) -> None:
        self.data, self.hours = data, hours
        self._near: dict[tuple[int, int], tuple[StaffingData, np.ndarray, dict[str, float]]] = {}

    def gain(self, pair: int, changed_hours: Numbers) -> dict[str, float]:
        """What changes in each part of the objective when the pair works ``changed_hours`` (W) instead of its own."""
        near, index, before = self._around(pair)
        hours = self.hours[index].copy()
        hours[np.searchsorted(index, pair)] = changed_hours
        after = split_parts(near, hours)
        return {name: after[name] - before[name] for name in before}

    def _around(self, pair: int) -> tuple[StaffingData, np.ndarray, dict[str, float]]:
        """The pairs that a change can touch: those of the engagement, and those of the same practice and level."""
        key = int(self.data.pair_engagement[pair]), int(self.data.consultants.cell[self.data.pairs.consultant[pair]])
        if key not in self._near:
            cell = self.data.consultants.cell[self.data.pairs.consultant]
            index = np.flatnonzero((self.data.pair_engagement == key[0]) | (cell == key[1]))
            near = replace(self.data, pairs=_some(self.data.pairs, index), pins=())
            self._near[key] = near, index, split_parts(near, self.hours[index])
        return self._near[key]


def split_parts(data: StaffingData, hours: Numbers) -> dict[str, float]:
    """The parts of the objective in milli-points, with the reward of SPI and of VEC apart."""
    parts = score.parts(data, hours)
    del parts["reward"]
    of_spi, of_vec = score.reward_of_spi(data, hours), score.reward_of_vec(data, hours)
    return {"spi": score.MILLI * float(of_spi.sum()), "vec": score.MILLI * float(of_vec.sum()), **parts}


def _some(pairs: Pairs, index: np.ndarray) -> Pairs:
    """The pairs at ``index``."""
    return Pairs(**{name: values[index] for name, values in vars(pairs).items()})
