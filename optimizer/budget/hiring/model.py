"""Whom to hire, as a model in whole people: its columns, rules and tiers (BUDGET A13)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizer.budget.bulk.kinds import Indexes, Numbers
from optimizer.budget.data import BudgetData
from optimizer.budget.hiring.left import Left
from optimizer.budget.hiring.profiles import Terms
from optimizer.budget.objective import shortfall_name, waterfall_keys
from optimizer.budget.whole.model import SHARE_ABOVE_ZERO, WholeModel, WholeTier


@dataclass(frozen=True)
class HireColumns:
    """Where things stand among the columns: shares first, then people by first month, then what stays short.

    ``profile``, ``initiative`` and ``month`` are of the shares; ``start_profile`` and ``start_month`` of the people.
    """

    profile: Indexes
    initiative: Indexes
    month: Indexes
    start_profile: Indexes
    start_month: Indexes
    short: Indexes
    """Places in the data of the initiatives that are short."""

    @property
    def people(self) -> Indexes:
        """Their columns."""
        return len(self.profile) + np.arange(len(self.start_profile))

    @property
    def shortfalls(self) -> Indexes:
        """Their columns."""
        return len(self.profile) + len(self.start_profile) + np.arange(len(self.short))


@dataclass(frozen=True)
class HiringModel(WholeModel):
    """A ``WholeModel`` over hires instead of existing people; one search holds all of it."""

    columns: HireColumns
    left_man_months: Numbers
    people_amount: Numbers
    """Money per whole person from the first to the last month, by column of people."""
    idle_tiers: tuple[WholeTier, ...]
    """What the idle months of those who are hired can do."""

    def with_people(self, plan: Numbers) -> "HiringModel":
        """The same with the people of ``plan`` hired and what it leaves short kept; only idle months are open."""
        lower, upper = self.lower.copy(), self.upper.copy()
        paid = np.concatenate([tier.columns for tier in self.tiers])
        lower[paid], upper[paid] = plan[paid], plan[paid]
        return replace(self, lower=lower, upper=upper, tiers=self.idle_tiers, idle_tiers=())

    @property
    def is_exact(self) -> bool:
        """Always: only what is short is in it."""
        return True

    @property
    def has_exchanges(self) -> bool:
        """Never: one search holds all initiatives."""
        return False

    @property
    def dear_amount(self) -> float:
        """Money of the dearest person over all months."""
        return float(self.people_amount.max(initial=1.0))

    @property
    def most(self) -> tuple[float, float]:
        """Man-months that are short, and money of as many people as there can be."""
        people = self.upper[self.columns.people]
        return float(self.left_man_months.sum()), float(people @ self.people_amount)

    def tight(self, columns: Numbers) -> Numbers:
        """Whole numbers that are whole, and what is short by them."""
        values = np.where(self.is_whole, np.round(columns), columns)
        shares = values[: self.share_count] * self.unit[: self.share_count]
        delivered = np.bincount(self.columns.initiative, weights=shares, minlength=len(self.left_man_months))
        values[self.columns.shortfalls] = np.maximum(self.left_man_months - delivered, 0.0)[self.columns.short]
        if self.has_flags:
            values[self.first_flag :] = self.flags @ (shares > SHARE_ABOVE_ZERO) > 0
        return values


def columns_of(data: BudgetData, terms: Sequence[Terms], fits: Sequence[set[int]], left: Left) -> HireColumns:
    """A share where a hire fits, is there, and there is money; people from their lead time on."""
    shares = [
        (number, at, place)
        for number, one in enumerate(terms)
        for at in sorted(fits[number])
        for place, name in enumerate(left.months)
        if place >= one.first_month and name in data.initiatives[at].months and left.month_amount[at, place] > 0
    ]
    used = sorted({number for number, _, _ in shares})
    starts = [(number, place) for number in used for place in range(terms[number].first_month, len(left.months))]
    profile, initiative, month = (np.array(part, dtype=np.int64) for part in _transposed(shares, 3))
    start_profile, start_month = (np.array(part, dtype=np.int64) for part in _transposed(starts, 2))
    return HireColumns(profile, initiative, month, start_profile, start_month, np.unique(initiative))


def _transposed(rows: Sequence[tuple[int, ...]], width: int) -> list[list[int]]:
    return [[row[at] for row in rows] for at in range(width)]


def tiers_of(
    data: BudgetData, columns: HireColumns, left: Left, people_amount: Numbers
) -> tuple[tuple[WholeTier, ...], tuple[WholeTier, ...]]:
    """What stays short by waterfall tier, whole people's money, few people; then what their idle months can do.

    Efficiency initiatives have no money for anybody, so nobody is hired for them; idle hires may work on them.
    """
    keys = waterfall_keys(data)
    members: dict[tuple[float, ...], list[int]] = defaultdict(list)
    for place, at in enumerate(columns.short):
        members[keys[data.initiatives[at].initiative_id]].append(place)
    paid: list[WholeTier] = []
    free: list[WholeTier] = []
    for key in sorted(members):
        group = [data.initiatives[columns.short[place]] for place in members[key]]
        asked = float(sum(left.effort_man_months[columns.short[place]] for place in members[key]))
        found = WholeTier(
            shortfall_name(group),
            "man-months",
            columns.shortfalls[members[key]],
            np.ones(len(group)),
            can_reach_zero=True,
            grain=data.rules.share_step_ratio or 0.0,
            anchor=asked,
            asked=asked,
        )
        (free if group[0].is_efficiency else paid).append(found)
    cost = WholeTier("cost", data.currency, columns.people, people_amount)
    fewest = WholeTier(
        "people",
        "people",
        columns.people,
        np.ones(len(people_amount)),
        can_reach_zero=True,
        grain=1.0,
        is_preference=True,
    )
    return (*paid, cost, fewest), tuple(free)
