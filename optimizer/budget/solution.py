"""From the variables of a solved initiatives model to a plan in plain rows."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from optimizer.budget.data import BudgetData, Initiative
from optimizer.budget.hiring.data import HiringPlan
from optimizer.budget.objective import waterfall_keys
from optimizer.budget.tiers import TierResult
from optimizer.solver import Status

SHARE_ZERO = 5e-7  # of a month: half of the last digit that is stored, and half of what a tier is kept within
SHORT_FROM_MAN_MONTHS = 1e-5
SPENT_RATIO = 0.999
PREFERENCES = ("distance from the named team", "missing preferred skills", "uneven effort", "moves from the last plan")


@dataclass(frozen=True)
class Allocation:
    """A person's share (0-1) of one month on one initiative, and what it costs."""

    employee_id: str
    initiative_id: str
    month: date
    share_ratio: float
    cost_amount: float


@dataclass(frozen=True)
class Outcome:
    """What one initiative gets; ``sentence`` says why it is short, where it is. ``place`` 1 is served first."""

    initiative_id: str
    place: int
    priority: float
    target_man_months: float | None
    man_months: float
    shortfall_man_months: float
    cost_amount: float
    budget_amount: float
    sentence: str


@dataclass(frozen=True)
class ShadowPrice:
    """What one more unit of a limit gains: ``price`` in ``unit``, in the first tier that it changes.

    Below 0 where more is asked for, as by an effort target.
    """

    limit: str
    price: float
    unit: str
    sentence: str


@dataclass(frozen=True)
class BudgetPlan:
    """A plan for the initiatives; ``tiers`` say what each level of the objective reached, in order.

    Everything is about existing staff; ``hiring`` stands beside it, where hires were asked for (A13).
    """

    objective: str
    objective_value: float
    status: Status
    allocations: tuple[Allocation, ...]
    outcomes: tuple[Outcome, ...]
    tiers: tuple[TierResult, ...] = ()
    shadow_prices: tuple[ShadowPrice, ...] = ()
    seconds: float = 0.0
    row_count: int = 0
    column_count: int = 0
    notes: tuple[str, ...] = field(default=())
    hiring: HiringPlan | None = None

    @property
    def cost_amount(self) -> float:
        """Money paid, over all initiatives."""
        return sum(allocation.cost_amount for allocation in self.allocations)

    @property
    def man_months(self) -> float:
        """Man-months delivered, over all initiatives."""
        return sum(allocation.share_ratio for allocation in self.allocations)

    @property
    def gap_ratio(self) -> float | None:
        """The largest gap of the tiers that are no preferences: shortfall, value and cost; None where one has none."""
        gaps = [0.0 if t.status == Status.OPTIMAL else t.gap_ratio for t in self.tiers if t.name not in PREFERENCES]
        return None if None in gaps else max((gap for gap in gaps if gap is not None), default=0.0)

    def man_months_by_initiative(self) -> dict[str, float]:
        """Man-months by initiative id, 0 included."""
        return {outcome.initiative_id: outcome.man_months for outcome in self.outcomes}


def outcomes(data: BudgetData, allocations: tuple[Allocation, ...]) -> tuple[Outcome, ...]:
    """What each initiative gets of ``allocations``, in the order in which the waterfall serves them."""
    of_initiative: dict[str, list[Allocation]] = defaultdict(list)
    for allocation in allocations:
        of_initiative[allocation.initiative_id].append(allocation)
    keys = waterfall_keys(data)
    in_order = sorted(data.initiatives, key=lambda initiative: keys[initiative.initiative_id])
    return tuple(
        _outcome(data, initiative, place, of_initiative[initiative.initiative_id])
        for place, initiative in enumerate(in_order, 1)
    )


def _outcome(data: BudgetData, initiative: Initiative, place: int, allocations: list[Allocation]) -> Outcome:
    man_months = sum(allocation.share_ratio for allocation in allocations)
    cost = sum(allocation.cost_amount for allocation in allocations)
    target = initiative.effort_man_months
    short = max(0.0, (target or 0.0) - man_months)
    return Outcome(
        initiative_id=initiative.initiative_id,
        place=place,
        priority=data.priority(initiative),
        target_man_months=target,
        man_months=man_months,
        shortfall_man_months=short if short > SHORT_FROM_MAN_MONTHS else 0.0,
        cost_amount=cost,
        budget_amount=initiative.budget_amount,
        sentence=_sentence(data, initiative, man_months, cost),
    )


def _sentence(data: BudgetData, initiative: Initiative, man_months: float, cost: float) -> str:
    """What happened to one initiative, in words."""
    target = initiative.effort_man_months
    paid = f"for {cost:,.0f} {data.currency}"
    if target is None and initiative.is_efficiency:
        return "It has neither a budget nor an effort target, so nothing says how much to plan."
    if target is None:
        return f"It has no effort target: it gets what its budget buys, {man_months:.2f} man-months {paid}."
    if target - man_months <= SHORT_FROM_MAN_MONTHS:
        return f"It gets its {target:.2f} man-months {paid}."
    step = data.rules.share_step_ratio
    if step is not None and target - man_months < step - SHORT_FROM_MAN_MONTHS:
        return f"It gets {man_months:.2f} of {target:.2f} man-months {paid}: the rest is less than a step of {step:g}."
    if initiative.predecessor_id is not None:
        before = data.initiative[initiative.predecessor_id].name
        return f"It gets {man_months:.2f} of {target:.2f} man-months {paid}: it starts only when {before} is delivered."
    why = "what is left is taken by initiatives that are served earlier, or by a monthly limit"
    if man_months <= SHORT_FROM_MAN_MONTHS:
        why = "nobody who may work on it is free"
    elif not initiative.is_efficiency and cost >= SPENT_RATIO * initiative.budget_amount:
        why = f"its budget of {initiative.budget_amount:,.0f} {data.currency} is spent"
    return f"It gets {man_months:.2f} of {target:.2f} man-months {paid}: {why}."
