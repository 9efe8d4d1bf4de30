"""A staffing problem beyond one model: a first good plan, a proven bound beside it, then better plans (STAFFING)."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from optimizer.parallel.crew import Crew
from optimizer.solver import Clock
from optimizer.staffing.data import Numbers, StaffingData
from optimizer.staffing.large import prices as price_list
from optimizer.staffing.large.class_plan import class_plan
from optimizer.staffing.large.construct import Construction
from optimizer.staffing.large.improvement import Improvement
from optimizer.staffing.large.units import pair_hours

SHARE_OF_CLASSES = 0.3  # of the time limit, as a guard
SHARE_OF_SEARCH = 0.8  # of the reckoned work: the rest is for ending in time
ENDING_SHARE = 0.03  # of the time limit: rounding, checking and scoring


@dataclass(frozen=True)
class FoundPlan:
    """P x W hours in whole hundredths that keep every hard rule, and the proven bound in milli-points, if any."""

    hours: Numbers
    bound: float | None
    reason: str


def search(data: StaffingData, crew: Crew, clock: Clock) -> FoundPlan:
    """Plan by decomposition.

    Parameters
    ----------
    data
        The problem, with at least one pair.
    crew
        Whose workers share the work; the plan does not depend on how many they are.
    clock
        When to be done.
    """
    limit_seconds = clock.left_seconds
    working = Clock(limit_seconds * (1 - ENDING_SHARE))
    classes = class_plan(data, pair_hours(data), SHARE_OF_CLASSES * limit_seconds)
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="bound") as beside:
        prices = classes.prices
        proving = beside.submit(prove, data, prices, crew, working) if crew.size > 1 else None
        hours = Construction(data, classes, crew, working).plan()
        improvement = Improvement(data, hours, crew, working)
        hours = improvement.run(SHARE_OF_SEARCH * limit_seconds)
        bound = prove(data, prices, crew, working) if proving is None else _value(proving)
    reason = "the clock ended the search" if improvement.is_cut_by_clock else "the search ended"
    return FoundPlan(hours, bound, f"{reason} before plan and bound met")


def _value(proving: "Future[float | None]") -> float | None:
    return proving.result()


def prove(data: StaffingData, prices: price_list.Prices, crew: Crew, clock: Clock) -> float | None:
    """The proven bound."""
    return None
