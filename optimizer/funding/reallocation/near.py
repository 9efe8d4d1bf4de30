"""The best decision within reach of the amounts of today: at most so many changes, at most so much money moved."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from config.errors import ModelError, UsageError
from optimizer.funding import model as funding_model
from optimizer.funding.bulk import highs
from optimizer.funding.bulk.linear_model import INFINITY
from optimizer.funding.bulk.terms import terms
from optimizer.funding.data import FundingData
from optimizer.funding.objective import ObjectiveName, worths
from optimizer.funding.solution import CENT
from optimizer.solver import Status

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
    model = funding_model.build(data, objective)
    today = np.array([current[request.request_id] for request in data.requests])
    most = np.maximum(today, data.array("requested_amount"))
    place, amounts = np.arange(len(today)), model.amounts[:, 0]
    moved = model.add_columns("moved", [("r", place + 1)], upper=most)
    changed = model.add_columns("changed", [("r", place + 1)], upper=1.0, is_integer=True)
    labels, both = [("r", place + 1)], (place, moved.members)
    model.add_rows("moved_up", labels, [(place, amounts, 1.0), (*both, -1.0)], lower=-INFINITY, upper=today)
    model.add_rows("moved_down", labels, [(place, amounts, 1.0), (*both, 1.0)], lower=today, upper=INFINITY)
    model.add_rows("is_changed", labels, [(*both, 1.0), (place, changed.members, -most)], lower=-INFINITY, upper=0.0)
    for name, members, limit in (
        ("most_changes", changed.members, reach.most_changes),
        ("most_money", moved.members, reach.most_money),
    ):
        if limit is not None and len(place):
            model.add_rows(name, [], [(0, members, 1.0)], lower=-INFINITY, upper=float(limit))
    dearest = float(np.abs(worths(data, objective)).max(initial=0.0))
    model.objective = model.objective + terms(moved.members, -NEARNESS_RATIO * dearest)
    answer = highs.solve(model, seconds=seconds, relative_gap=NEARNESS_RATIO / 100)
    if answer.point is None and answer.status != Status.INFEASIBLE:
        raise ModelError(
            f"Reallocation: no plan after {seconds:g} s ({answer.reason}). Nothing was changed. Give it more time."
        )
    if answer.point is None:
        return None
    found = answer.point[amounts]
    same = (np.abs(found - today) < CENT) | (answer.point[changed.members] < 0.5)  # noqa: PLR2004  # 0 or 1
    found = np.where(same, today, np.where(found < CENT, 0.0, found))
    return {r.request_id: float(found[i]) for i, r in enumerate(data.requests)}
