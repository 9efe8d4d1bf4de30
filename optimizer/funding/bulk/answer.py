"""What came out of a model, as one value per column."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizer.funding.data import Numbers
from optimizer.solver import Status


@dataclass(frozen=True)
class Answer:
    """``point`` has a value per column where the status is Optimal or Feasible; objective and bound are maximised.

    ``row_prices``: how much the objective grows per unit of the row's side, by the row's number; only without whole
    numbers. ``reason`` says in words why there is no proof or no point.
    """

    status: Status
    point: Numbers | None = None
    objective: float | None = None
    bound: float | None = None
    reason: str = ""
    row_prices: Numbers | None = None
    notes: Mapping[str, float] = field(default_factory=dict)
