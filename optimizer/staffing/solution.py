"""A staffing plan: hours by pair and week, what they are worth, and how close that is to the best."""

from dataclasses import dataclass

import numpy as np

from optimizer.solver import Status, relative_gap
from optimizer.staffing import score
from optimizer.staffing.data import Numbers, StaffingData
from optimizer.staffing.rounding import rounded
from optimizer.staffing.variables import StaffingModel

OPTIMAL_GAP = 1e-4


@dataclass(frozen=True)
class StaffingPlan:
    """Hours are P x W in whole hundredths; ``objective``, ``bound`` and ``parts`` are in milli-points.

    ``status`` is Optimal (within 0.01 % of the bound), Feasible (with ``bound`` and ``gap``) or Failed (``reason`` says
    why, ``hours`` are 0).
    """

    status: Status
    hours: Numbers
    objective: float
    bound: float | None
    gap: float | None
    parts: dict[str, float]
    seconds: float = 0.0
    reason: str = ""
    row_count: int = 0
    column_count: int = 0


def hours_of(model: StaffingModel, values: dict[str, float]) -> Numbers:
    """P x W: the solver's hours, rounded to hundredths."""
    hours = np.zeros(model.data.active.shape)
    for key, variable in model.hours.items():
        hours[key] = values.get(variable.name, 0.0)
    return rounded(model.data, hours)


def plan_of(
    data: StaffingData, hours: Numbers, bound: float | None, reason: str = "", seconds: float = 0.0
) -> StaffingPlan:
    """The plan of ``hours``, worth what ``score.py`` says, which is what its status is judged by."""
    parts = score.parts(data, hours)
    objective = sum(parts.values())
    proven = None if bound is None else max(bound, objective)
    gap = relative_gap(objective, proven)
    is_best = gap is not None and gap <= OPTIMAL_GAP
    return StaffingPlan(
        status=Status.OPTIMAL if is_best else Status.FEASIBLE,
        hours=hours,
        objective=objective,
        bound=proven,
        gap=gap,
        parts=parts,
        seconds=seconds,
        reason="" if is_best else reason,
    )


def failed(data: StaffingData, reason: str, bound: float | None, seconds: float) -> StaffingPlan:
    """No plan: nothing is to be published."""
    nothing = np.zeros(data.active.shape)
    return StaffingPlan(Status.FAILED, nothing, score.objective(data, nothing), bound, None, {}, seconds, reason)
