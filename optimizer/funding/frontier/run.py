"""The frontier of return against risk: the most mean return at each floor under the mean of the worst draws."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from config.errors import ModelError, UsageError
from optimizer.funding import model
from optimizer.funding.check import broken_rules
from optimizer.funding.data import FundingData
from optimizer.funding.frontier.point import Frontier, FrontierPoint
from optimizer.funding.goal import TAIL_OBJECTIVE, Goal, Tail
from optimizer.funding.solution import CENT, FundingPlan, TailRisk
from optimizer.funding.sweeps.gather import Listener, gather
from optimizer.refusal import refuse_broken

MOST_POINTS = 200
LOOSE_RATIO = 1e-6  # of the highest floor: what rounding may take away
SHOWN_NAMES = 5
PROVEN_GAP = 1e-5


@dataclass(frozen=True)
class Order:
    """What is decided at each floor; ``seconds`` are of each decision."""

    data: FundingData
    tail: Tail = field(default_factory=Tail)
    seconds: float = 60.0


def frontier(
    order: Order, count: int = 11, *, workers: int | None = None, on_progress: Listener = lambda _d, _c: None
) -> Frontier:
    """At most ``count`` decisions from the most return to the least risk, fewer where they coincide.

    Parameters
    ----------
    workers
        Decisions at once; by default one per core where that pays, or those of PROP_DASK_SCHEDULER.
    on_progress
        Called with (decisions made, decisions in all). Ctrl-C ends the frontier with what is done so far.

    Raises
    ------
    UsageError
        Fewer than two points, or more than 200.
    InfeasibleError
        The limits contradict each other.
    """
    if not 2 <= count <= MOST_POINTS:  # noqa: PLR2004  # two ends
        raise UsageError(f"--points {count}: 2 to {MOST_POINTS} are possible. Nothing was solved.")
    most_return, least_risk = (_end(order, weight) for weight in (0.0, 1.0))
    low, high = _tail(most_return).worst_mean_amount, _tail(least_risk).worst_mean_amount
    floors = np.linspace(low, high - LOOSE_RATIO * abs(high), count)[1:].tolist() if high - low >= CENT else []
    found = gather(
        _at_floor, floors, order, len(order.data.requests), workers=workers, on_progress=on_progress
    )  # fmt: skip
    plans = [most_return, *(plan for plan in found if plan is not None)]
    missing = found.count(None)
    late = (f"No decision was found in time for {missing} of {len(floors)} floors.",) if missing else ()
    return Frontier(
        worst_ratio=1 - order.tail.alpha_ratio,
        draw_count=order.tail.draw_count,
        seed=order.tail.seed,
        currency=order.data.currency,
        points=tuple(_points(order.data, _not_beaten(plans))),
        is_complete=len(found) == len(floors),
        notes=(*late, *order.data.notes, *order.data.limits_not_applied),
    )


def _end(order: Order, weight: float) -> FundingPlan:
    """The most mean return (weight 0), or the least risk (weight 1)."""
    return _solved(order, replace(order.tail, least_amount=None, weight=weight))


def _at_floor(order: Order, floor: float) -> FundingPlan | None:
    """The most mean return whose worst draws return at least the floor; None where none was found in time."""
    try:
        return _solved(order, replace(order.tail, least_amount=floor))
    except ModelError:
        return None


def _solved(order: Order, tail: Tail) -> FundingPlan:
    goal = Goal((TAIL_OBJECTIVE,), tail)
    plan = model.solve(order.data, goal, order.seconds, is_compared=False, is_priced=False)
    refuse_broken("funding", broken_rules(order.data, plan))
    return plan


def _tail(plan: FundingPlan) -> TailRisk:
    if plan.tail is None:
        raise ModelError("Frontier: a decision came back without its draws. Nothing was kept. Please report it.")
    return plan.tail


def _not_beaten(plans: Sequence[FundingPlan]) -> Iterator[FundingPlan]:
    """From the most mean return on, each that has less risk than those before it."""
    safest = -np.inf
    for plan in sorted(plans, key=lambda one: (-_tail(one).mean_amount, -_tail(one).worst_mean_amount)):
        if _tail(plan).worst_mean_amount >= safest + CENT:
            safest = _tail(plan).worst_mean_amount
            yield plan


def _points(data: FundingData, plans: Iterator[FundingPlan]) -> Iterator[FrontierPoint]:
    before: TailRisk | None = None
    for number, plan in enumerate(plans, 1):
        tail = _tail(plan)
        price = None
        if before is not None:
            price = (before.mean_amount - tail.mean_amount) / (tail.worst_mean_amount - before.worst_mean_amount)
        yield FrontierPoint(
            number=number,
            worst_mean_amount=tail.worst_mean_amount,
            mean_amount=tail.mean_amount,
            expected_return_amount=plan.expected_return_amount,
            amount=plan.amount,
            amounts=plan.amounts,
            status=plan.status,
            gap=plan.gap,
            price=price,
            sentence=_sentence(data, plan, tail, price),
        )
        before = tail


def _sentence(data: FundingData, plan: FundingPlan, tail: TailRisk, price: float | None) -> str:
    given = sorted((one for one in plan.decisions if one.is_funded), key=lambda one: -one.amount)
    names = ", ".join(f"{data.request[one.request_id].service_line} {one.amount:,.0f}" for one in given[:SHOWN_NAMES])
    more = f" and {len(given) - SHOWN_NAMES} more" if len(given) > SHOWN_NAMES else ""
    doubt = f" At most {plan.gap:.2%} below the best." if plan.gap is not None and plan.gap > PROVEN_GAP else ""
    cost = "" if price is None else f" Each unit of it cost {price:,.3g} of the mean since the point before."
    return (
        f"{tail.mean_amount:,.0f} {data.currency} of return on average, {tail.worst_mean_amount:,.0f} in the worst "
        f"{tail.worst_ratio:.1%} of draws.{cost} {plan.amount:,.0f} go to {names or 'nobody'}{more}.{doubt}"
    )
