"""Plans near the one at hand: rounded from the relaxation, or better by what a few initiatives can exchange."""

import itertools
import time
from collections.abc import Iterator

import numpy as np

from optimizer.budget.bulk.kinds import Indexes, Numbers
from optimizer.budget.whole.highs import Held, Point, search
from optimizer.budget.whole.model import FEW_INITIATIVES, WholeModel, WholeTier

SHARES = 3_000
DIVE_SHARES = 20_000
SEARCH_SECONDS = 1.0
MISSES = 12  # searches in a row without a better plan end a sweep
SHORT = 1e-6
FLAG_SET = 0.5
BETTER = 1e-9  # of the objective: less is rounding


class Exchange:
    """Looks for better plans among those that change the shares of a few initiatives at a time."""

    def __init__(self, model: WholeModel, point: Point) -> None:
        self.model = model
        self.order = np.argsort(point.reduced_costs[: model.share_count], kind="stable")
        self.rank = np.empty(model.share_count, dtype=np.int64)
        self.rank[self.order] = np.arange(model.share_count)
        self.chance = np.random.default_rng(0)

    def rounded(
        self, factors: Numbers, held: Held, start: Numbers, point: Point, seconds: float, absolute_gap: float
    ) -> Numbers | None:
        """The relaxation's whole part stays; what is fractional is decided anew. None where nothing better is found."""
        model, lower = self.model, held.lower.copy()
        whole = np.floor(point.values[: model.share_count] + 1e-6)
        is_free_of_flags = not model.is_whole[model.share_count :].any()
        if is_free_of_flags and model.is_whole[: model.share_count].all():
            lower[: model.share_count] = np.maximum(np.minimum(whole, held.upper[: model.share_count]), 0.0)
        used = np.flatnonzero((point.values[: model.share_count] > BETTER) | (start[: model.share_count] > BETTER))
        shares = np.union1d(self.order[: SHARES if model.has_flags_of_shares else DIVE_SHARES], used)
        found = search(
            model, factors, held, start, shares=shares, lower=lower, seconds=seconds, absolute_gap=absolute_gap
        )
        return self.better(factors, start, found.values)

    def improved(
        self, factors: Numbers, held: Held, plan: Numbers, initiatives: Indexes, seconds: float, absolute_gap: float
    ) -> Numbers | None:
        """A better plan in which only ``initiatives`` change; None where none is found."""
        mine = np.flatnonzero(np.isin(self.model.arrays.shares.initiative, initiatives))
        near = mine[np.argsort(self.rank[mine], kind="stable")[:SHARES]]
        shares = np.union1d(near, mine[plan[mine] > BETTER])
        found = search(self.model, factors, held, plan, shares=shares, seconds=seconds, absolute_gap=absolute_gap)
        return self.better(factors, plan, found.values)

    def reshaped(
        self, factors: Numbers, held: Held, plan: Numbers, seconds: float, absolute_gap: float
    ) -> Numbers | None:
        """The same people on the same work in the same months, in other shares; None where that is no better."""
        lower, first = held.lower.copy(), self.model.first_flag
        lower[first:] = np.maximum(lower[first:], plan[first:] > FLAG_SET)
        shares = np.flatnonzero(plan[: self.model.share_count] > BETTER)
        found = search(
            self.model, factors, held, plan, shares=shares, lower=lower, seconds=seconds, absolute_gap=absolute_gap
        )
        return self.better(factors, plan, found.values)

    def better(self, factors: Numbers, plan: Numbers, found: Numbers | None) -> Numbers | None:
        """``found``, made tight, where it is better than ``plan``."""
        if found is None:
            return None
        tight = self.model.tight(found)
        was, now = float(factors @ plan), float(factors @ tight)
        return tight if now < was - BETTER * max(1.0, abs(was)) else None

    def sweep(self, factors: Numbers, held: Held, plan: Numbers, seconds: float) -> Numbers:
        """Better and better plans, around each initiative that is short and then everywhere, until time is up."""
        ends, misses = time.perf_counter() + seconds, 0
        shortfall = self.model.arrays.columns["shortfall"]
        is_short = plan[shortfall.columns] > held.lower[shortfall.columns] + SHORT
        short = shortfall.index["i"][is_short][np.argsort(-factors[shortfall.columns[is_short]], kind="stable")]
        groups = itertools.chain((next(self.around(int(one), plan), None) for one in short), self.everywhere())
        for group in groups:
            left = ends - time.perf_counter()
            if left <= 0 or misses > MISSES:
                break
            found = None if group is None else self.improved(factors, held, plan, group, min(SEARCH_SECONDS, left), 0.0)
            misses = misses + 1 if found is None else 0
            plan = plan if found is None else found
        return plan

    def groups(self, tier: WholeTier, held: Held, plan: Numbers) -> Iterator[Indexes]:
        """Initiatives that may exchange people for a tier: around one that is short, or everywhere."""
        shortfall = self.model.arrays.columns["shortfall"]
        columns = tier.columns[np.isin(tier.columns, shortfall.columns)]
        short = columns[plan[columns] > held.lower[columns] + SHORT]
        if tier.asked is None or not len(short):
            return self.everywhere()
        return self.around(int(shortfall.index["i"][short[0] - shortfall.first]), plan)

    def around(self, initiative: int, plan: Numbers) -> Iterator[Indexes]:
        """Groups of initiatives with this one in it, first with those that use the people it would want."""
        shares, model = self.model.arrays.shares, self.model
        cell = model.arrays.cells("person_month")
        mine = np.flatnonzero(shares.initiative == initiative)
        wanted = np.unique(cell[mine[np.argsort(self.rank[mine], kind="stable")[:SHARES]]])
        planned = np.flatnonzero(plan[: model.share_count] > BETTER)
        rivals = shares.initiative[planned[np.isin(cell[planned], wanted)]]
        weight = np.bincount(rivals, minlength=model.arrays.initiative_count) + 0.1
        weight[initiative] = 0.0
        size = min(FEW_INITIATIVES - 1, len(weight) - 1)
        while size > 0:
            others = self.chance.choice(len(weight), size=size, replace=False, p=weight / weight.sum())
            yield np.append(others, initiative)

    def everywhere(self) -> Iterator[Indexes]:
        """Groups of initiatives by chance, each initiative as often as any other."""
        count = self.model.arrays.initiative_count
        while True:
            order = self.chance.permutation(count)
            yield from (order[at : at + FEW_INITIATIVES] for at in range(0, count, FEW_INITIATIVES))
