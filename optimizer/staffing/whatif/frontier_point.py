"""One plan of a frontier, as ``pred.frontier_point`` keeps it."""

from dataclasses import dataclass

from optimizer.solver import Status
from optimizer.staffing.data import Numbers


@dataclass(frozen=True)
class FrontierPoint:
    """A checked plan that no other point of its frontier beats in both goals.

    ``x`` is what is limited, ``y`` the objective without it, ``z`` the third goal; each with its name, value and unit.
    ``is_estimate``: the plan is checked, but nothing proves how far the best plan at this limit is; ``gap`` is None.
    """

    frontier_name: str
    point_number: int
    x_name: str
    x_value: float
    x_unit: str
    y_name: str
    y_value: float
    y_unit: str
    z_name: str
    z_value: float
    z_unit: str
    status: Status
    gap: float | None
    is_estimate: bool
    is_chosen: bool
    sentence: str
    hours: Numbers
