"""The best decision within reach of the amounts of today: at most so many changes, at most so much money moved."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from config.errors import ModelError, UsageError
from optimizer.funding import model as funding_model
from optimizer.funding.bulk import highs
from optimizer.funding.bulk.linear_model import INFINITY
from optimizer.funding.bulk.terms import terms
from optimizer.funding.conflict.explain import InfeasibleError
from optimizer.funding.data import FundingData, Indexes, Numbers
from optimizer.funding.objective import ObjectiveName, worths
from optimizer.funding.solution import CENT
from optimizer.funding.variables import FundingModel
from optimizer.solver import Status

MOST_WITH_NEARNESS = 2000
NEARNESS_RATIO = 1e-6  # of the dearest request: what moving a unit costs, so that of equals the nearest is taken


@dataclass(frozen=True)
class Reach:
    """Limits of a reallocation (epsilon constraints); None is no limit.

    ``most_changes``: requests whose amount differs from today's. ``most_money``: Σ |amount − today's|.
    """

    most_changes: int | None = None
    most_money: float | None = None

    def __post_init__(self) -> None:
        """Refuse what nobody can mean."""
        if self.most_changes is not None and self.most_changes < 0:
            raise UsageError(f"--most-changes {self.most_changes}: 0 or more is expected. Nothing was solved.")
        if self.most_money is not None and not 0 <= self.most_money < INFINITY:
            raise UsageError(f"--most-money {self.most_money:g}: 0 or more is expected. Nothing was solved.")

    def words(self, currency: str) -> str:
        """The limits in words."""
        changes = [] if self.most_changes is None else [f"{self.most_changes} changed requests"]
        money = [] if self.most_money is None else [f"{self.most_money:,.0f} {currency} moved"]
        return " and ".join([*changes, *money]) or "any distance"


def best_near(
    data: FundingData, current: Mapping[str, float], objective: ObjectiveName, reach: Reach, seconds: float
) -> dict[str, float] | None:
    """Of the best decisions within reach, the one that moves least money; None where none keeps every limit.

    Raises
    ------
    UsageError
        The requests are decided for several periods: today's amounts have none.
    ModelError
        Time ran out without a plan.
    """
    if data.horizon.period_count > 1:
        raise UsageError("Reallocation is of one period; these requests have several. Nothing was solved.")
    if reach == Reach() and len(data.requests) > MOST_WITH_NEARNESS:
        return _best_anywhere(data, objective, seconds)
    model, today = funding_model.build(data, objective), np.array([current[r.request_id] for r in data.requests])
    moved, changed = _distance(model, data, today, reach)
    dearest = float(np.abs(worths(data, objective)).max(initial=0.0))
    model.objective = model.objective + terms(moved, -NEARNESS_RATIO * dearest)
    answer = highs.solve(model, seconds=seconds, relative_gap=NEARNESS_RATIO / 100)
    if answer.point is None and answer.status != Status.INFEASIBLE:
        raise ModelError(
            f"Reallocation: no plan after {seconds:g} s ({answer.reason}). Nothing was changed. Give it more time."
        )
    if answer.point is None:
        return None
    found = answer.point[model.amounts[:, 0]]
    same = np.abs(found - today) < CENT
    if changed is not None:
        same |= answer.point[changed] < 0.5  # noqa: PLR2004  # 0 or 1
    found = np.where(same, today, np.where(found < CENT, 0.0, found))
    return {r.request_id: float(found[i]) for i, r in enumerate(data.requests)}


def _distance(model: FundingModel, data: FundingData, today: Numbers, reach: Reach) -> tuple[Indexes, Indexes | None]:
    """The columns of the money moved, and of what is changed where that is limited; with the rows of the limits."""
    most = np.maximum(today, data.array("requested_amount"))
    place, amounts = np.arange(len(today)), model.amounts[:, 0]
    labels = [("r", place + 1)]
    moved = model.add_columns("moved", labels, upper=most).members
    model.add_rows("moved_up", labels, [(place, amounts, 1.0), (place, moved, -1.0)], lower=-INFINITY, upper=today)
    model.add_rows("moved_down", labels, [(place, amounts, 1.0), (place, moved, 1.0)], lower=today, upper=INFINITY)
    if reach.most_money is not None and len(place):
        model.add_rows("most_money", [], [(0, moved, 1.0)], lower=-INFINITY, upper=reach.most_money)
    if reach.most_changes is None or not len(place):
        return moved, None
    changed = model.add_columns("changed", labels, upper=1.0, is_integer=True).members
    model.add_rows("is_changed", labels, [(place, moved, 1.0), (place, changed, -most)], lower=-INFINITY, upper=0.0)
    model.add_rows("most_changes", [], [(0, changed, 1.0)], lower=-INFINITY, upper=float(reach.most_changes))
    return moved, changed


def _best_anywhere(data: FundingData, objective: ObjectiveName, seconds: float) -> dict[str, float] | None:
    """The best decision, where there are too many requests to look for the nearest of equals."""
    try:
        return funding_model.solve(data, objective, seconds, is_compared=False, is_priced=False).amounts
    except InfeasibleError:
        return None
