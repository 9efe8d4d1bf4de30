"""The plan, and the plan in which one share is forced or taken away; each with the value of every tier."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from optimizer.budget.bulk.arrays import ArrayTier, BudgetArrays
from optimizer.budget.bulk.kinds import Indexes
from optimizer.budget.bulk.model import assemble
from optimizer.budget.bulk.solve import solve
from optimizer.budget.data import BudgetData, Employee, Initiative

FORCED = "forced share"
MOVES = "moves from the last plan"  # here: from the plan that is asked about, which is no goal of its own
SHARE_ZERO = 5e-6
Key = tuple[str, str, date]


@dataclass(frozen=True)
class Solution:
    """A plan: tiers as (name, unit, value, sign), sign -1 where more is better; share by person, initiative, month."""

    tiers: tuple[tuple[str, str, float, int], ...]
    shares: Mapping[Key, float]
    cost_amount: float
    shortfall_man_months: float

    @property
    def man_months(self) -> float:
        """Of everybody, on everything."""
        return sum(self.shares.values())

    def by_pair(self) -> dict[tuple[str, str], float]:
        """Man-months by (employee, initiative)."""
        found: dict[tuple[str, str], float] = defaultdict(float)
        for (employee_id, initiative_id, _), share in self.shares.items():
            found[employee_id, initiative_id] += share
        return found


class Changed:
    """One portfolio, solved once as it is and again for each question; the model is built once.

    Of plans that are as good otherwise, that is found which stays nearest to ``shares``, the plan that is asked about.
    """

    def __init__(self, data: BudgetData, shares: Mapping[Key, float], goal: str, seconds: float) -> None:
        self.data, self.seconds = replace(data, last_plan=shares), seconds
        self.model: BudgetArrays = assemble(self.data, goal)
        self.plan = self._solved()

    def forced(
        self, employee: Employee, initiative: Initiative, months: Sequence[date], share: float
    ) -> tuple[Solution, float]:
        """The best plan with ``share`` man-months of this person in these months, and how much of it is missing.

        All rules are kept, so that as much of the share is forced as they leave room for.
        """
        with self._with_row(self._places(employee, initiative, months), share):
            found = self._solved()
        missing = max(found.tiers[0][2], 0.0)
        return Solution(found.tiers[1:], found.shares, found.cost_amount, found.shortfall_man_months), missing

    def without(self, employee: Employee, initiative: Initiative, months: Sequence[date]) -> Solution:
        """The best plan in which this person has no share in these months."""
        places, upper = self._places(employee, initiative, months), self.model.shares.upper
        kept = upper[places].copy()
        upper[places] = 0.0
        try:
            return self._solved()
        finally:
            upper[places] = kept

    def _solved(self) -> Solution:
        settled = solve(self.model, self.seconds)
        data, shares = self.data, self.model.shares
        ratios = settled.values[: len(shares)]
        planned = np.flatnonzero(ratios > SHARE_ZERO).tolist()
        found = {
            (
                data.employees[int(self.model.people.members[shares.person[place]][0])].employee_id,
                data.initiatives[shares.initiative[place]].initiative_id,
                data.months[shares.month[place]],
            ): float(ratios[place])
            for place in planned
        }
        return Solution(
            tiers=tuple(
                (one.tier.name, one.tier.unit, one.tier.sign * one.value, one.tier.sign)
                for one in settled.tiers
                if one.tier.name != MOVES
            ),
            shares=found,
            cost_amount=float(self.model.cost_amount @ ratios),
            shortfall_man_months=float(settled.values[self.model.columns["shortfall"].columns].sum()),
        )

    def _places(self, employee: Employee, initiative: Initiative, months: Sequence[date]) -> Indexes:
        """The shares that a question is about."""
        who = self.data.employees.index(employee)
        person = next(place for place, members in enumerate(self.model.people.members) if members[0] == who)
        shares = self.model.shares
        is_meant = (shares.person == person) & (shares.initiative == self.data.initiatives.index(initiative))
        wanted = [self.data.months.index(month) for month in months]
        return np.flatnonzero(is_meant & np.isin(shares.month, wanted)).astype(np.int32)

    @contextmanager
    def _with_row(self, places: Indexes, share: float) -> Iterator[None]:
        """A tier before all others: what is missing from the forced share; taken out again afterwards."""
        model, before = self.model, (self.model.column_count, self.model.row_count, list(self.model.tiers))
        nobody = np.zeros(1, dtype=np.int32)
        missing = model.add_columns(FORCED, {"n": nobody}, upper=share)
        ones = np.ones(len(places))
        row = [(np.zeros(len(places), dtype=np.int32), places, ones), (nobody, missing.columns, np.ones(1))]
        model.add_rows(FORCED, {"n": nobody}, lower=share, entries=row)
        tier = ArrayTier(FORCED, "man-months", columns=missing.columns, costs=np.ones(1), can_reach_zero=True)
        model.tiers = [tier, *model.tiers]
        try:
            yield
        finally:
            del model.columns[FORCED], model.rows[FORCED]
            model.column_count, model.row_count, model.tiers = before
