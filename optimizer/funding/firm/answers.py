"""What a run answers beside a funding decision: other strategies and budgets, luck, and the moves that lead to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizer.firm.asker import Asker
from optimizer.firm.shared_tables import Axis, Point, Range
from optimizer.funding.data import FundingData, Numbers
from optimizer.funding.firm.load import LastDecision
from optimizer.funding.firm.rules import Wanted
from optimizer.funding.frontier.run import Order as FrontierOrder
from optimizer.funding.frontier.run import frontier
from optimizer.funding.goal import Tail
from optimizer.funding.measures import by_period
from optimizer.funding.monte_carlo.draws import MOST_CELLS
from optimizer.funding.monte_carlo.outcome import Chance, Distribution, Known, Simulation
from optimizer.funding.monte_carlo.simulation import Question, simulate
from optimizer.funding.monte_carlo.uncertainty import uncertainty_of
from optimizer.funding.objective import OBJECTIVES, ObjectiveName
from optimizer.funding.reallocation.move import Reallocation
from optimizer.funding.reallocation.run import reallocate
from optimizer.funding.solution import FundingPlan
from optimizer.funding.sweeps.levels import Range as Levels
from optimizer.funding.sweeps.point import SweepPoint
from optimizer.funding.sweeps.run import Order as SweepOrder
from optimizer.funding.sweeps.run import sweep
from optimizer.funding.tail_risk import tail_of
from optimizer.solver import Clock, Status

SWEPT = "total_budget"
POINTS = 11
DRAWS, FEWEST_DRAWS = 10_000, 20
EXACT_REQUESTS, MOST_ANEW_CELLS = 12, 100_000  # more requests than that are decided by prices, draw by draw
DECISION, LAST, HINDSIGHT = "plan", "last decision", "decided anew"
MOST_RISK_CELLS, FEWEST_RISK_DRAWS, FEW_POINTS = 30_000, 40, 5  # draws x requests in each decision
MOST_RISK_REQUESTS = 1000
# Of the time that is left at each:
SWEEP_SHARE, DRAW_SHARE, ANEW_SHARE, MOVE_SHARE, FRONTIER_SHARE = (
    0.3,
    0.3,
    0.5,
    0.6,
    0.95,
)


@dataclass(frozen=True)
class Answers:
    """Everything that is stored beside a decision; ``missing`` says what could not be answered, and why."""

    frontiers: Mapping[str, tuple[Point, ...]] = field(default_factory=dict)
    ranges: tuple[Range, ...] = ()
    chances: tuple[Chance, ...] = ()
    draw_count: int = 0
    reallocation: Reallocation | None = None
    missing: tuple[str, ...] = ()


def answer(data: FundingData, plan: FundingPlan, wanted: Wanted, last: LastDecision | None, seconds: float) -> Answers:
    """Each question within its share of ``seconds``; 0 asks nothing."""
    if seconds <= 0:
        return Answers()
    asker = Asker("funding", Clock(seconds))
    budgets = asker.ask_in_time("budget sweep", SWEEP_SHARE, lambda most: _budgets(data, wanted, most))
    drawn = asker.ask_in_time("draws", DRAW_SHARE, lambda most: _drawn(data, plan, wanted, last, most))
    anew = asker.ask_in_time("decisions anew", ANEW_SHARE, lambda most: _anew(data, plan, wanted, most))
    moves: Reallocation | tuple[()] = ()
    if last is not None and data.horizon.period_count == 1:
        current = last.of(data)
        moves = asker.ask_in_time("moves", MOVE_SHARE, lambda most: _moves(data, current, wanted, most))
    risks: tuple[Point, ...] = ()
    if len(data.requests) <= MOST_RISK_REQUESTS:
        risks = asker.ask_in_time("frontier of risk", FRONTIER_SHARE, lambda most: _risks(data, plan, most))
    else:
        asker.missing.append(f"frontier of risk (more than {MOST_RISK_REQUESTS:,} requests: prop funding frontier)")
    return Answers(
        frontiers={name: points for name, points in (("budget", budgets), ("return_against_risk", risks)) if points},
        ranges=tuple(
            row for found in (drawn, anew) if isinstance(found, Simulation) for row in _ranges(found, data.currency)
        ),
        chances=anew.hindsight.chances if isinstance(anew, Simulation) and anew.hindsight else (),
        draw_count=anew.draw_count if isinstance(anew, Simulation) else 0,
        reallocation=moves if isinstance(moves, Reallocation) else None,
        missing=tuple(asker.missing),
    )


def _budgets(data: FundingData, wanted: Wanted, seconds: float) -> tuple[Point, ...]:
    """Half to one and a half of the total budget; nothing where there is none, or several."""
    limits = [limit for limit in data.binding_limits if limit.code == SWEPT and limit.value > 0]
    if len(limits) != 1:
        return ()
    values = Levels(count=POINTS).values(limits[0])
    found = sweep(SweepOrder(data, limits[0], wanted.goal, seconds / POINTS), values)
    return tuple(_budget_point(data, one, limits[0].value) for one in found.points if one.amounts)


def _budget_point(data: FundingData, one: SweepPoint, today: float) -> Point:
    axes = (
        Axis("total budget", one.value, data.currency),
        Axis("expected return", one.expected_return_amount, data.currency),
    )
    return Point(axes, str(one.status), one.sentence, is_chosen=abs(one.value - today) <= 1e-9 * today)


def _risks(data: FundingData, plan: FundingPlan, seconds: float) -> tuple[Point, ...]:
    """From the most return on average to the most in the worst draws, and the decision in the same draws."""
    draws = max(min(Tail.draw_count, MOST_RISK_CELLS // max(len(data.requests), 1)), FEWEST_RISK_DRAWS)
    count = POINTS if draws == Tail.draw_count else FEW_POINTS
    order = FrontierOrder(data, Tail(draw_count=draws), seconds / (count + 2))
    found = frontier(order, count)
    chosen = tail_of(data, order.tail, plan.money(data))
    words = (
        f"The published decision: {chosen.mean_amount:,.0f} {data.currency} of return on average, "
        f"{chosen.worst_mean_amount:,.0f} in the worst {chosen.worst_ratio:.0%} of draws."
    )
    points = [
        _risk_point(data, one.worst_mean_amount, one.mean_amount, one.status, one.sentence, gap=one.gap)
        for one in found.points
    ]
    mine = _risk_point(data, chosen.worst_mean_amount, chosen.mean_amount, plan.status, words, is_chosen=True)
    return (*points, mine)


def _risk_point(
    data: FundingData,
    worst: float,
    mean: float,
    status: Status,
    sentence: str,
    *,
    gap: float | None = None,
    is_chosen: bool = False,
) -> Point:
    axes = (Axis("return in the worst draws", worst, data.currency), Axis("mean return", mean, data.currency))
    return Point(axes, str(status), sentence, gap, is_chosen)


def _drawn(
    data: FundingData, plan: FundingPlan, wanted: Wanted, last: LastDecision | None, seconds: float
) -> Simulation:
    """The decision and the last one under the same draws."""
    plans: dict[str, Numbers] = {DECISION: plan.money(data)}
    if last is not None and data.horizon.period_count == 1:
        plans[LAST] = by_period(data, last.of(data))
    return simulate(data, plans, _question(data, plan, wanted, MOST_CELLS, None, seconds))


def _anew(data: FundingData, plan: FundingPlan, wanted: Wanted, seconds: float) -> Simulation:
    """The decision taken anew in each draw; of many requests in fewer draws."""
    most = MOST_CELLS if len(data.requests) <= EXACT_REQUESTS else MOST_ANEW_CELLS
    return simulate(data, {DECISION: plan.money(data)}, _question(data, plan, wanted, most, "roi_and_success", seconds))


def _question(
    data: FundingData, plan: FundingPlan, wanted: Wanted, most_cells: int, known: Known | None, seconds: float
) -> Question:
    """As many draws as fit into ``most_cells`` of draws x requests; the target is what is promised, or the firm's."""
    count = max(min(DRAWS, most_cells // max(len(data.requests), 1)), FEWEST_DRAWS)
    target = plan.expected_return_amount if wanted.target_amount is None else wanted.target_amount
    return Question(count, uncertainty=uncertainty_of(data), target_amount=target, known=known, seconds=seconds)


def _moves(data: FundingData, current: Mapping[str, float], wanted: Wanted, seconds: float) -> Reallocation:
    """From the last published decision to the best one; by return where bad luck counts first."""
    first = wanted.goal.tiers[0]
    objective: ObjectiveName = next((name for name in OBJECTIVES if name == first), "return")
    return reallocate(data, current, objective, seconds=seconds / 4)


def _ranges(found: Simulation, currency: str) -> tuple[Range, ...]:
    """The return of each decision, or of deciding anew in each draw."""
    if found.hindsight is not None:
        return (_range(HINDSIGHT, found.hindsight.distribution, found, currency),)
    rows = [(one.name, one) for one in found.plans]
    return tuple(_range(name, one, found, currency) for name, one in rows)


def _range(name: str, one: Distribution, found: Simulation, currency: str) -> Range:
    return Range(
        subject=name,
        measure="return_amount",
        unit=currency,
        draw_count=found.draw_count,
        mean=one.mean_amount,
        p10=one.p10_amount,
        p50=one.p50_amount,
        p90=one.p90_amount,
        sentence=one.sentence,
        target=found.target_amount,
        target_probability_ratio=one.target_ratio,
    )
