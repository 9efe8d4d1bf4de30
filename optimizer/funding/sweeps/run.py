"""Decide at every level of a limit: in this process or by many, in the same way and with the same results."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from config.errors import ModelError
from optimizer.funding import model
from optimizer.funding.check import broken_rules
from optimizer.funding.conflict.explain import InfeasibleError
from optimizer.funding.data import FundingData, Limit
from optimizer.funding.goal import Goal
from optimizer.funding.solution import FundingPlan, ShadowPrice
from optimizer.funding.sweeps.gather import Listener, gather
from optimizer.funding.sweeps.levels import with_value
from optimizer.funding.sweeps.point import Sweep, SweepPoint
from optimizer.funding.sweeps.sentences import sentence
from optimizer.refusal import refuse_broken
from optimizer.solver import Status


@dataclass(frozen=True)
class Order:
    """What is decided at each value of ``limit``; ``seconds`` are of each decision."""

    data: FundingData
    limit: Limit
    goal: Goal = field(default_factory=Goal)
    seconds: float = 60.0


@dataclass(frozen=True)
class Found:
    """What came of one value: a plan, or why there is none."""

    value: float
    plan: FundingPlan | None
    status: Status
    reason: str


def sweep(
    order: Order, values: Sequence[float], *, workers: int | None = None, on_progress: Listener = lambda _d, _c: None
) -> Sweep:
    """The decision at each value, and what changes from one to the next.

    Parameters
    ----------
    values
        Of the limit, as the firm writes it, ascending.
    workers
        Decisions at once; by default one per core where that pays, or those of PROP_DASK_SCHEDULER.
    on_progress
        Called with (values done, values in all). Ctrl-C ends the sweep with what is done so far.

    Raises
    ------
    KeyboardInterrupt
        Stopped before the first value was done.
    """
    count = len(order.data.requests)
    found = gather(_decided, values, order, count, workers=workers, on_progress=on_progress)
    points = tuple(_points(order, found))
    return Sweep(
        limit=order.limit.name,
        objective=order.goal.name,
        currency=order.data.currency,
        points=points,
        is_complete=len(found) == len(values),
        wanted_count=len(values),
        notes=(*order.data.notes, *order.data.limits_not_applied),
    )


def _decided(order: Order, value: float) -> Found:
    """One value: a checked plan, or the reason why there is none."""
    data = with_value(order.data, order.limit, value)
    try:
        plan = model.solve(data, order.goal, order.seconds, is_compared=False)
    except InfeasibleError as error:
        return Found(value, None, Status.INFEASIBLE, str(error))
    except ModelError as error:
        return Found(value, None, Status.FAILED, str(error))
    refuse_broken("funding", broken_rules(data, plan))
    return Found(value, plan, plan.status, "")


def _points(order: Order, found: Iterable[Found]) -> Iterable[SweepPoint]:
    before: SweepPoint | None = None
    for one in found:
        point = _point(order, one, before)
        yield point
        if point.amounts:
            before = point


def _point(order: Order, found: Found, before: SweepPoint | None) -> SweepPoint:
    """The row of one value, compared with the last one that had a decision."""
    plan = found.plan
    if plan is None:
        nothing = SweepPoint(found.value, found.status, None, None, 0.0, 0.0, {}, None, None, (), (), found.reason, "")
        return sentence(order.data, order.limit, nothing)
    amounts, price = plan.amounts, _price(order, plan)
    point = SweepPoint(
        value=found.value,
        status=found.status,
        objective_value=plan.objective_value,
        bound=plan.bound,
        amount=plan.amount,
        expected_return_amount=plan.expected_return_amount,
        amounts=amounts,
        price=0.0 if price is None else price.price,
        step_worth=_step_worth(found.value, plan, before),
        entered=() if before is None else _funded_only_in(amounts, before.amounts),
        left=() if before is None else _funded_only_in(before.amounts, amounts),
        reason="",
        sentence="",
        price_unit="" if price is None else price.unit,
    )
    return sentence(order.data, order.limit, point)


def _step_worth(value: float, plan: FundingPlan, before: SweepPoint | None) -> float | None:
    """What the objective gained per unit of value; None at the first point."""
    if before is None or before.objective_value is None:
        return None
    return (plan.objective_value - before.objective_value) / (value - before.value)


def _funded_only_in(amounts: Mapping[str, float], others: Mapping[str, float]) -> tuple[str, ...]:
    """Who gets money in the one and not in the other."""
    return tuple(i for i, amount in amounts.items() if amount > 0 and not others.get(i, 0.0) > 0)


def _price(order: Order, plan: FundingPlan) -> ShadowPrice | None:
    """What loosening the limit by one of its units is worth; None where it costs nothing."""
    return next((price for price in plan.shadow_prices if price.limit == order.limit.name), None)
