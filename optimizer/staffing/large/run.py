"""A staffing problem beyond one model: a first good plan, then a proven bound and better plans side by side."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from optimizer.parallel.crew import Crew
from optimizer.solver import Clock
from optimizer.staffing.data import Numbers, StaffingData
from optimizer.staffing.large.bound import Bound, bound
from optimizer.staffing.large.class_plan import class_plan
from optimizer.staffing.large.construct import Construction
from optimizer.staffing.large.improvement import Improvement
from optimizer.staffing.large.in_time import few_at_once
from optimizer.staffing.large.prices import Prices
from optimizer.staffing.large.refined_prices import is_worth_refining
from optimizer.staffing.large.units import pair_hours

SHARE_OF_CLASSES = 0.3  # of the time limit, as a guard
SHARE_OF_PROOF = 0.95  # of what is left after the first plan, as a guard
SHARE_ALONE = 0.5  # of it, where one process does all
SEARCHED_SECONDS = 1.0  # of reckoned work of one core, for each second of the limit: what is usually left of two cores
ENDING_SHARE = 0.025  # of the time limit: rounding, checking and scoring


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
        The problem.
    crew
        Whose workers share the work; the plan does not depend on how many they are.
    clock
        When to be done.
    """
    working, proofs = Clock(clock.left_seconds * (1 - ENDING_SHARE)), list[Bound]()
    classes = class_plan(data, pair_hours(data), SHARE_OF_CLASSES * working.left_seconds)
    if not is_worth_refining(data, working.left_seconds):
        proofs.append(_prove(data, classes.prices, crew, working, is_rough=True))
    hours = Construction(data, classes, crew, working).plan()
    improvement = Improvement(data, hours, crew, working)
    share = SHARE_OF_PROOF if crew.size > 1 else SHARE_ALONE
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="bound") as beside:
        proving = beside.submit(_prove, data, classes.prices, crew, Clock(share * working.left_seconds))
        if crew.size == 1:
            proving.result()  # one thing after the other
        improvement.begin()
        proofs.append(proving.result())
    hours = improvement.run(SEARCHED_SECONDS * clock.limit_seconds)
    ended = "the clock ended the search" if improvement.is_cut_by_clock else "the search ended"
    best = min((one.value for one in proofs if one.value is not None), default=None)
    return FoundPlan(hours, best, f"{ended} before plan and bound met; {proofs[-1].reason}")


def _prove(data: StaffingData, prices: Prices, crew: Crew, clock: Clock, *, is_rough: bool = False) -> Bound:
    """The proven bound; its tasks take turns with those of the search."""
    each = few_at_once(crew, crew.size, clock)
    return bound(data, prices, clock, each=each, workers=crew.size, is_rough=is_rough)
