"""The rules of the hiring model, one function each, as rows over arrays (BUDGET A13, and A1 to A12 for hires)."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np

from optimizer.budget.bulk.kinds import Indexes, Numbers
from optimizer.budget.data import BudgetData
from optimizer.budget.hiring.left import Left
from optimizer.budget.hiring.model import HireColumns
from optimizer.budget.hiring.profiles import Terms
from optimizer.budget.whole.model import INFINITY
from optimizer.budget.whole.steps import GRID_TOLERANCE, least_share, to_be_delivered
from optimizer.budget.whole_constraints import DELIVERED_TOLERANCE


class HireRows:
    """Rows under construction; shares are in units of ``step`` man-months."""

    def __init__(self, data: BudgetData, terms: Sequence[Terms], columns: HireColumns, left: Left) -> None:
        self.data, self.terms, self.columns, self.left = data, terms, columns, left
        self.step = data.rules.share_step_ratio or 1.0
        self.cost = np.array([terms[p].monthly_cost_amount for p in columns.profile], dtype=np.float64) * self.step
        self.count = len(columns.profile) + len(columns.start_profile) + len(columns.short)
        self.entries: list[tuple[Indexes, Indexes, Numbers]] = []
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.flags: list[Indexes] = []

    def add(self, terms: Sequence[tuple[Any, Any]], *, lower: float = -INFINITY, upper: float = INFINITY) -> None:
        """One row of (columns, values)."""
        for columns, values in terms:
            at, value = np.broadcast_arrays(np.asarray(columns, dtype=np.int64), np.asarray(values, dtype=np.float64))
            self.entries.append((np.full(at.size, len(self.lower)), at.ravel(), value.ravel()))
        self.lower.append(lower)
        self.upper.append(upper)

    def people_until(self, profile: int, month: int) -> Indexes:
        """Columns of the people of a profile who are there in a month: once hired, they stay."""
        columns = self.columns
        return np.asarray(columns.people[(columns.start_profile == profile) & (columns.start_month <= month)])

    def most_units(self, initiative: int) -> float:
        """The most of one person's month on an initiative, in units (BUDGET A6)."""
        most = self.data.initiatives[initiative].maximum_share_ratio / self.step
        return float(np.floor(most + GRID_TOLERANCE)) if self.data.rules.share_step_ratio is not None else most


def presence(rows: HireRows) -> None:
    """Nobody works before the first month or more than the whole month, and nobody too much on one initiative."""
    columns, step = rows.columns, rows.step
    for (profile, month), shares in grouped(columns.profile, columns.month).items():
        people = rows.people_until(profile, month)
        rows.add([(shares, 1.0), (people, -1.0 / step)], upper=0.0)
        for share in shares:
            most = rows.most_units(int(columns.initiative[share]))
            if most < 1.0 / step:
                rows.add([([share], 1.0), (people, -most)], upper=0.0)


def money(rows: HireRows) -> None:
    """What existing staff leaves of each month's budget, of sources and of drivers pays for hires (A2, A3, A4)."""
    columns, left, data = rows.columns, rows.left, rows.data
    by_month = grouped(columns.initiative, columns.month)
    for at in columns.short:
        if data.initiatives[at].is_efficiency:
            continue
        so_far = np.zeros(0, dtype=np.int64)
        for month in range(len(left.months)):
            now = by_month.get((int(at), month), np.zeros(0, dtype=np.int64))
            so_far = np.concatenate([so_far, now]) if data.rules.has_carry_over else now
            if len(so_far) and left.months[month] in data.initiatives[at].months:
                rows.add([(so_far, rows.cost[so_far])], upper=float(left.month_amount[at, month]))
    source: dict[str, list[int]] = defaultdict(list)
    driver: dict[tuple[str, str], list[int]] = defaultdict(list)
    for share, at in enumerate(columns.initiative):
        initiative = data.initiatives[at]
        if not initiative.is_efficiency:
            source[initiative.funding_source].append(share)
            driver[initiative.funding_source, initiative.driver].append(share)
    for name, shares in source.items():
        rows.add([(shares, rows.cost[shares])], upper=left.source_amount[name])
    for pair, shares in driver.items():
        rows.add([(shares, rows.cost[shares])], upper=left.driver_amount[pair])


def effort(rows: HireRows) -> None:
    """Man-months of hires + what stays short = what existing staff leaves short (A5)."""
    for column, at in zip(rows.columns.shortfalls, rows.columns.short, strict=True):
        short = float(rows.left.effort_man_months[at])
        rows.add(
            [(np.flatnonzero(rows.columns.initiative == at), rows.step), ([column], 1.0)], lower=short, upper=short
        )


def use(rows: HireRows) -> None:
    """Of the months that are paid, at least the least use delivers effort that has a budget."""
    columns, least = rows.columns, rows.data.rules.hiring.least_use_ratio
    is_paid = np.array([not rows.data.initiatives[at].is_efficiency for at in columns.initiative], dtype=bool)
    for profile in np.unique(columns.start_profile):
        shares = np.flatnonzero((columns.profile == profile) & is_paid)
        mine = columns.start_profile == profile
        months = len(rows.left.months) - columns.start_month[mine]
        rows.add([(shares, rows.step), (columns.people[mine], -least * months)], lower=-GRID_TOLERANCE)


def head_counts(rows: HireRows) -> None:
    """No more people of a profile, and in all, than may be hired."""
    columns = rows.columns
    for profile in np.unique(columns.start_profile):
        most = rows.terms[profile].profile.maximum_head_count
        if most is not None:
            rows.add([(columns.people[columns.start_profile == profile], 1.0)], upper=float(most))
    most = rows.data.rules.hiring.maximum_head_count
    if most is not None and len(columns.people):
        rows.add([(columns.people, 1.0)], upper=float(most))


def places(rows: HireRows) -> None:
    """Existing staff and hires together keep the shares of the locations (A12)."""
    rules, columns, there = rows.data.rules, rows.columns, rows.left.location_man_months
    total = sum(there.values())
    where = [one.profile.location for one in rows.terms]
    for ratios, sign in ((rules.location_maximum_ratio, 1.0), (rules.location_minimum_ratio, -1.0)):
        for location, ratio in ratios.items():
            is_there = np.array([where[p] == location for p in columns.profile], dtype=np.float64)
            room = sign * (ratio * total - there.get(location, 0.0))
            rows.add([(np.arange(len(columns.profile)), sign * rows.step * (is_there - ratio))], upper=max(room, 0.0))


def sequence(rows: HireRows) -> None:
    """No hire works on an initiative before its predecessor is delivered, by staff and hires together (A11)."""
    data, columns, left = rows.data, rows.columns, rows.left
    place = {initiative.initiative_id: number for number, initiative in enumerate(data.initiatives)}
    by_month = grouped(columns.initiative, columns.month)
    for (at, month), shares in by_month.items():
        before = data.initiatives[at].predecessor_id
        if before is None:
            continue
        wanted = to_be_delivered(data, data.initiative[before])
        if wanted is None:
            if left.months[month] <= data.initiative[before].months[-1]:
                rows.add([(shares, 1.0)], upper=0.0)
            continue
        missing = wanted - DELIVERED_TOLERANCE - float(left.delivered[place[before], :month].sum())
        if missing > 0:
            flag = rows.count + len(rows.flags)
            rows.flags.append(shares)
            most = float(left.effort_man_months[at]) / rows.step + GRID_TOLERANCE
            earlier = np.flatnonzero((columns.initiative == place[before]) & (columns.month < month))
            rows.add([(shares, 1.0), ([flag], -most)], upper=0.0)
            rows.add([(earlier, rows.step), ([flag], -missing)], lower=0.0)


def blocks(rows: HireRows) -> tuple[int, list[float]]:
    """With blocks or counts a hire works on one initiative a month, so that both are kept (A6).

    Returns
    -------
    tuple[int, list[float]]
        How many columns came in: whole people per share; and their upper limits.
    """
    rules, columns = rows.data.rules, rows.columns
    if rules.minimum_block_ratio is None and rules.maximum_initiatives_count is None:
        return 0, []
    first, least = rows.count + len(rows.flags), least_share(rows.data) / rows.step
    uppers = []
    for share, at in enumerate(columns.initiative):
        most = rows.most_units(int(at))
        rows.add([([share], 1.0), ([first + share], -most)], upper=0.0)
        rows.add([([share], 1.0), ([first + share], -least)], lower=0.0)
        uppers.append(0.0 if most < least - GRID_TOLERANCE else INFINITY)
    for (profile, month), shares in grouped(columns.profile, columns.month).items():
        rows.add([(first + shares, 1.0), (rows.people_until(profile, month), -1.0)], upper=0.0)
    return len(columns.initiative), uppers


def grouped(first: Indexes, second: Indexes) -> dict[tuple[int, int], Indexes]:
    """Positions by pair of keys."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for place, pair in enumerate(zip(first.tolist(), second.tolist(), strict=True)):
        found[pair].append(place)
    return {key: np.array(places, dtype=np.int64) for key, places in found.items()}  # type: ignore[misc]
