"""What a run answers beside the plan for initiatives: whom to hire, and what more of one goal costs in the others."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from optimizer.budget.data import BudgetData
from optimizer.budget.frontier.frontier import frontier, moved_man_months
from optimizer.budget.frontier.point import Against
from optimizer.budget.hiring.data import HiringPlan
from optimizer.budget.hiring.solve import plan_hires
from optimizer.budget.solution import BudgetPlan
from optimizer.firm.asker import Asker
from optimizer.firm.shared_tables import Axis, Point
from optimizer.solver import Clock

POINTS = 12
HIRING_SHARE, SHORTFALL_SHARE, MOVES_SHARE = 0.5, 0.6, 0.9  # of the time that is left at each
MAN_MONTHS = "man-months"


@dataclass(frozen=True)
class Answers:
    """Everything that is stored beside a plan; ``missing`` says what could not be answered, and why."""

    hiring: HiringPlan | None = None
    frontiers: Mapping[str, tuple[Point, ...]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


def answer(data: BudgetData, plan: BudgetPlan, seconds: float) -> Answers:
    """New colleagues and frontiers, each within its share of ``seconds``; 0 asks nothing.

    ``plan`` is of the existing staff alone: see ``for_staff``.
    """
    if seconds <= 0:
        return Answers()
    asker = Asker("budget", Clock(seconds))
    hiring: HiringPlan | tuple[()] = ()
    if data.rules.hiring.is_asked and plan.objective != "peer":
        hiring = asker.ask_in_time("new colleagues", HIRING_SHARE, lambda most: plan_hires(data, plan, most))
    frontiers = {}
    if any(initiative.effort_man_months for initiative in data.initiatives):
        frontiers["cost_against_shortfall"] = asker.ask_in_time(
            "frontier of shortfall", SHORTFALL_SHARE, lambda most: _points(data, plan, Against.SHORTFALL, most)
        )
        if data.last_plan:
            frontiers["cost_against_moves"] = asker.ask_in_time(
                "frontier of moves", MOVES_SHARE, lambda most: _points(data, plan, Against.MOVES, most)
            )
    return Answers(
        hiring=hiring if isinstance(hiring, HiringPlan) else None,
        frontiers={name: points for name, points in frontiers.items() if points},
        missing=tuple(asker.missing),
    )


def for_staff(data: BudgetData) -> BudgetData:
    """The same data without hires: what a run plans first, so that hires can never cost the plan."""
    return replace(data, rules=replace(data.rules, hiring=replace(data.rules.hiring, is_asked=False)))


def _points(data: BudgetData, plan: BudgetPlan, against: Against, seconds: float) -> tuple[Point, ...]:
    """The frontier, and the published plan beside it: priorities may cost it more than the cheapest one."""
    found = frontier(data, points=POINTS, against=against, seconds=seconds)
    shares = {(one.employee_id, one.initiative_id, one.month): one.share_ratio for one in plan.allocations}
    moved = moved_man_months(data, shares) if data.last_plan else None
    short = sum(outcome.shortfall_man_months for outcome in plan.outcomes)
    words = (
        f"The published plan: {plan.cost_amount:,.2f} {data.currency} deliver {plan.man_months:,.2f} man-months, "
        f"{short:,.2f} short."
    )
    points = [
        Point(
            _axes(data, against, one.cost_amount, one.shortfall_man_months, one.moved_man_months),
            str(one.status),
            one.sentence,
            one.gap,
        )
        for one in found.points
    ]
    mine = Point(_axes(data, against, plan.cost_amount, short, moved), str(plan.status), words, is_chosen=True)
    return (*points, mine)


def _axes(data: BudgetData, against: Against, cost: float, short: float, moved: float | None) -> tuple[Axis, ...]:
    """Cost up, what it is weighed against across, and the third goal where there is a last plan."""
    money, left_short = Axis("cost", cost, data.currency), Axis("shortfall", short, MAN_MONTHS)
    if moved is None:
        return (left_short, money)
    changed = Axis("moved from the last plan", moved, MAN_MONTHS)
    return (left_short, money, changed) if against == Against.SHORTFALL else (changed, money, left_short)
