"""A sweep over one driver in which every point is a staffing plan of its own, on a crew."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from optimizer.parallel.crew import Crew
from optimizer.planning.analysis.sweep import Axis
from optimizer.planning.assumptions import Assumptions, Scenario
from optimizer.planning.demand.changes import FROM_THE_START, Calendar, hire_changes, project_changes
from optimizer.planning.demand.demand import demand
from optimizer.planning.demand.projects import GROWTH
from optimizer.planning.demand.staffed import StaffedRow, staffed_row
from optimizer.staffing.changes.apply import apply_changes
from optimizer.staffing.changes.kinds import Changes
from optimizer.staffing.data import StaffingData
from optimizer.staffing.model import solve
from optimizer.staffing.scenarios.comparison import Solved


@dataclass(frozen=True)
class StaffingPoint:
    """One value of the driver: the demand, and the plan of it; None where no plan was found in time."""

    scenario: str
    driver: str
    value: float
    project_count: int
    hires_in_the_year: int
    plan: StaffedRow | None

    def as_plain(self) -> dict[str, Any]:
        """One flat object."""
        own = {name: value for name, value in asdict(self).items() if name != "plan"}
        return own | (asdict(self.plan) if self.plan else {"status": "no plan found"})


@dataclass(frozen=True)
class Order:
    """What to plan at each point, for how long; ``is_hiring``: with the people hired for it."""

    assumptions: Assumptions
    scenario: str
    axis: Axis
    data: StaffingData
    seconds: float
    calendar: Calendar = FROM_THE_START
    basis: str = GROWTH
    is_hiring: bool = False


def staffing_sweep(
    order: Order, crew: Crew, on_progress: Callable[[int, int], None] | None = None
) -> list[StaffingPoint]:
    """A plan for every value of the axis, in its order.

    Parameters
    ----------
    order
        The sweep.
    crew
        Of ``optimizer.parallel``: local processes or a cluster; who is in it changes nothing but the time, as long as
        plans are not cut off by their time limit. Leaving its ``with`` block cancels what still runs.
    on_progress
        Called with (plans done, plans in all).

    Raises
    ------
    ModelError
        A value is not allowed, or a role is not one of the problem's.
    """
    wanted = [demand(_at(order, value), order.scenario, order.basis) for value in order.axis.values]
    changes = [
        project_changes(one, order.calendar) + (hire_changes(one, order.calendar) if order.is_hiring else ())
        for one in wanted
    ]
    plans = crew.map(_plan, changes, shared=(order.data, order.seconds), on_progress=on_progress)
    return [
        StaffingPoint(
            order.scenario, order.axis.driver, value, one.project_count, sum(row.people for row in one.hires), plan
        )
        for value, one, plan in zip(order.axis.values, wanted, plans, strict=True)
    ]


def _plan(shared: tuple[StaffingData, float], changes: Changes) -> StaffedRow | None:
    """One point, in whichever process: the plan's figures."""
    data, seconds = shared
    changed = apply_changes(data, changes)
    plan = solve(changed, seconds, workers=1)
    return staffed_row("with the projects", Solved(changed, plan)) if plan.status.has_plan else None


def _at(order: Order, value: float) -> Assumptions:
    """The assumptions with the axis's driver at ``value`` in the scenario."""
    known = order.assumptions
    changed = known.of(order.scenario)[order.axis.driver].at(value)
    scenarios = tuple(
        Scenario(one.name, {**one.changes, order.axis.driver: changed}) if one.name == order.scenario else one
        for one in known.scenarios
    )
    return Assumptions(known.shared, scenarios, known.roles, known.currency, known.notes)
