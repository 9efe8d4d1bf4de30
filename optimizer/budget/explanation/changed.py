"""The plan, and the plan in which one share is forced or taken away; each with the value of every tier."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from optimizer.budget.bulk.arrays import ArrayTier, BudgetArrays
from optimizer.budget.bulk.kinds import Indexes
from optimizer.budget.bulk.model import assemble
from optimizer.budget.bulk.solve import solve
from optimizer.budget.bulk.spread import allocations
from optimizer.budget.data import BudgetData, Employee, Initiative
from optimizer.budget.solution import BudgetPlan

FORCED = "forced share"
MOVES = "moves from the last plan"  # here: from the plan that is asked about, which is no goal of its own
APART = 1e-9  # of a month: a last share that tells one person from others who are the same
ONE = np.ones(1)
Key = tuple[str, str, date]


@dataclass(frozen=True)
class Solution:
    """A plan: tiers as (name, unit, value); share by (employee, initiative, month)."""

    tiers: tuple[tuple[str, str, float], ...]
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


def solution_of(plan: BudgetPlan) -> Solution:
    """A plan that was solved before, and is proven best."""
    return Solution(
        tiers=tuple((t.name, t.unit, t.value) for t in plan.tiers if t.name != MOVES),
        shares={(a.employee_id, a.initiative_id, a.month): a.share_ratio for a in plan.allocations},
        cost_amount=plan.cost_amount,
        shortfall_man_months=sum(outcome.shortfall_man_months for outcome in plan.outcomes),
    )


class Changed:
    """One portfolio, as it is planned and as it would be planned with each change.

    Of plans that are as good otherwise, that is found which stays nearest to ``shares``, the plan that is asked about.
    ``plan`` is the best one; it is looked for where it is not given.
    """

    def __init__(
        self, data: BudgetData, shares: Mapping[Key, float], goal: str, seconds: float, plan: Solution | None = None
    ) -> None:
        self.data, self.goal, self.seconds = replace(data, last_plan=shares), goal, seconds
        self.plan = self._solved(assemble(self.data, goal, is_merged=True)) if plan is None else plan

    def forced(
        self, employee: Employee, initiative: Initiative, months: Sequence[date], share: float
    ) -> tuple[Solution, float]:
        """The best plan with ``share`` man-months of this person in these months, and how much of it is missing.

        All rules are kept, so that as much of the share is forced as they leave room for: what is missing is a tier
        before all others.
        """
        model, places = self._asked(employee, initiative, months)
        nobody = np.zeros(1, dtype=np.int32)
        missing = model.add_columns(FORCED, {"n": nobody}, upper=share)
        row = [(np.zeros(len(places), dtype=np.int32), places, np.ones(len(places))), (nobody, missing.columns, ONE)]
        model.add_rows(FORCED, {"n": nobody}, lower=share, entries=row)
        tier = ArrayTier(FORCED, "man-months", columns=missing.columns, costs=ONE, can_reach_zero=True)
        model.tiers = [tier, *model.tiers]
        found = self._solved(model)
        return replace(found, tiers=found.tiers[1:]), max(found.tiers[0][2], 0.0)

    def without(self, employee: Employee, initiative: Initiative, months: Sequence[date]) -> Solution:
        """The best plan in which this person has no share in these months."""
        model, places = self._asked(employee, initiative, months)
        model.shares.upper[places] = 0.0
        return self._solved(model)

    def _asked(
        self, employee: Employee, initiative: Initiative, months: Sequence[date]
    ) -> tuple[BudgetArrays, Indexes]:
        """A model in which this person is a class alone, and the shares that the question is about."""
        key = (employee.employee_id, initiative.initiative_id, months[0])
        last = {**self.data.last_plan, key: self.data.last_plan.get(key, 0.0) + APART}
        model = assemble(replace(self.data, last_plan=last), self.goal, is_merged=True)
        who = self.data.employees.index(employee)
        person = next(place for place, members in enumerate(model.people.members) if who in members)
        shares = model.shares
        is_meant = (shares.person == person) & (shares.initiative == self.data.initiatives.index(initiative))
        wanted = [self.data.months.index(month) for month in months]
        return model, np.flatnonzero(is_meant & np.isin(shares.month, wanted)).astype(np.int32)

    def _solved(self, model: BudgetArrays) -> Solution:
        settled = solve(model, self.seconds)
        return Solution(
            tiers=tuple(
                (one.tier.name, one.tier.unit, one.tier.sign * one.value)
                for one in settled.tiers
                if one.tier.name != MOVES
            ),
            shares={
                (one.employee_id, one.initiative_id, one.month): one.share_ratio
                for one in allocations(model, settled.values)
            },
            cost_amount=float(model.cost_amount @ settled.values[: len(model.shares)]),
            shortfall_man_months=float(settled.values[model.columns["shortfall"].columns].sum()),
        )
