"""From the plan at hand to a point, and from points to a frontier that none of its own points beats."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from optimizer.budget.bulk.spread import allocations
from optimizer.budget.data import BudgetData
from optimizer.budget.frontier.point import Against, FrontierPoint
from optimizer.budget.frontier.warm import Warm
from optimizer.budget.whole.build import needs_whole_numbers
from optimizer.solver import Status

SAME = 1e-6  # relative: smaller differences are rounding
Key = tuple[str, str, date]


def point_at_hand(data: BudgetData, warm: Warm, against: Against, most: float, price: float) -> FrontierPoint:
    """The plan at hand; its number and words come when all points are there."""
    values = warm.values
    found = allocations(warm.model, values)
    shares = {(one.employee_id, one.initiative_id, one.month): one.share_ratio for one in found}
    return FrontierPoint(
        point_number=0,
        against=against,
        limit=most,
        cost_amount=warm.cost.value(values),
        currency=data.currency,
        shortfall_man_months=max(0.0, warm.shortfall.value(values)),
        delivered_man_months=float(values[: len(warm.model.shares)].sum()),
        moved_man_months=moved_man_months(data, shares) if data.last_plan else None,
        price_amount=price,
        status=Status.OPTIMAL,
        gap=0.0,
        is_bound=needs_whole_numbers(data),
        sentence="",
        shares=shares,
    )


def moved_man_months(data: BudgetData, shares: Mapping[Key, float]) -> float:
    """Man-months by which ``shares`` differ from the last plan, for people and initiatives that are still there."""
    last = {
        key: ratio
        for key, ratio in data.last_plan.items()
        if key[0] in data.employee and key[1] in data.initiative and key[2] in data.initiative[key[1]].months
    }
    return sum(abs(shares.get(key, 0.0) - last.get(key, 0.0)) for key in shares.keys() | last.keys())


def not_dominated(data: BudgetData, found: Sequence[FrontierPoint]) -> tuple[FrontierPoint, ...]:
    """From cheap to dear, numbered, without points that another one beats or equals in every goal."""
    ordered = sorted(found, key=lambda one: (one.cost_amount, *_goals(one)))
    kept: list[FrontierPoint] = []
    for one in ordered:
        slack = SAME * max(1.0, one.delivered_man_months)
        if not any(all(b <= a + slack for a, b in zip(_goals(one), _goals(other), strict=True)) for other in kept):
            kept.append(one)
    return tuple(replace(one, point_number=n, sentence=_sentence(data, one)) for n, one in enumerate(kept, 1))


def _goals(point: FrontierPoint) -> tuple[float, ...]:
    """What cost is weighed against."""
    short, moved = point.shortfall_man_months, point.moved_man_months or 0.0
    return {Against.SHORTFALL: (short,), Against.MOVES: (moved,), Against.BOTH: (short, moved)}[point.against]


def _sentence(data: BudgetData, point: FrontierPoint) -> str:
    """The point in words."""
    moved = "" if point.moved_man_months is None else f", {point.moved_man_months:,.2f} moved from the last plan"
    goal = "shortfall" if point.against == Against.SHORTFALL else "moves"
    price = f"; one man-month less of {goal} would cost {point.price_amount:,.2f} more" if point.price_amount else ""
    return (
        f"{point.cost_amount:,.2f} {data.currency} deliver {point.delivered_man_months:,.2f} man-months, "
        f"{point.shortfall_man_months:,.2f} short{moved}{price}."
    )
