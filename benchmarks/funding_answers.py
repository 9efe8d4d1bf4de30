"""What else `prop funding` answers, measured from within its process: sweeps, draws, risk and moves."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.child import in_child
from benchmarks.figures import Figure
from benchmarks.funding_cases import written
from optimizer.funding.files.csv_in import read_csv
from optimizer.funding.frontier.run import Order as RiskOrder
from optimizer.funding.frontier.run import frontier
from optimizer.funding.model import solve
from optimizer.funding.monte_carlo.simulation import Question, simulate
from optimizer.funding.objective import worths
from optimizer.funding.reallocation.run import reallocate
from optimizer.funding.sweeps.levels import Range, limit_called
from optimizer.funding.sweeps.run import Order as SweepOrder
from optimizer.funding.sweeps.run import sweep

POINTS = 11
SWEPT_SIZES, DRAWN_SIZE, MOVED_SIZE = (500, 20_000), 100, 500
GAP_SECONDS = 10.0


def figures(seed: int) -> Iterator[Figure]:
    """One line per question."""
    for size in SWEPT_SIZES:
        requests, constraints = written(size, seed)
        found = in_child(budgets, requests=requests, constraints=constraints).answer
        words = f"{found['cpu_seconds']:.2f} s, {found['point_count']} of {POINTS} points with a decision"
        yield Figure(f"budget sweep, {size:,} requests", words)
    requests, constraints = written(DRAWN_SIZE, seed)
    found = in_child(draws, requests=requests, constraints=constraints, draw_count=10_000).answer
    words = f"{found['cpu_seconds']:.2f} s, gap {found['mean_gap']:.4%} on average, {found['most_gap']:.3%} at most"
    yield Figure(f"10,000 draws of {DRAWN_SIZE} requests", words)
    found = in_child(risks, requests=requests, constraints=constraints).answer
    yield Figure(
        f"return against risk, {DRAWN_SIZE} requests", f"{found['cpu_seconds']:.2f} s, {found['count']} points"
    )
    requests, constraints = written(MOVED_SIZE, seed)
    found = in_child(moves, requests=requests, constraints=constraints).answer
    words = f"{found['cpu_seconds']:.2f} s, {found['count']} moves, {found['gain']:,.0f} gained"
    yield Figure(f"moves to the optimum, {MOVED_SIZE} requests", words)


def budgets(requests: str, constraints: str) -> dict[str, Any]:
    """Half to one and a half of the budget."""
    data = read_csv(Path(requests), Path(constraints))
    limit = limit_called(data, "total_budget")
    began = time.process_time()
    found = sweep(SweepOrder(data, limit), Range(count=POINTS).values(limit), workers=1)
    return {
        "cpu_seconds": time.process_time() - began,
        "point_count": sum(bool(point.amounts) for point in found.points),
    }


def draws(requests: str, constraints: str, draw_count: int) -> dict[str, Any]:
    """Decide anew in each draw, where there are too many requests for every set of them."""
    data = read_csv(Path(requests), Path(constraints))
    plan = solve(data, is_compared=False, is_priced=False)
    began = time.process_time()
    found = simulate(data, {"plan": plan.money(data)}, Question(draw_count=draw_count, seconds=GAP_SECONDS)).hindsight
    gaps = (0.0, 0.0) if found is None else (found.mean_gap_ratio, found.most_gap_ratio)
    return {"cpu_seconds": time.process_time() - began, "mean_gap": gaps[0], "most_gap": gaps[1]}


def risks(requests: str, constraints: str) -> dict[str, Any]:
    """From the most return to the least risk."""
    data = read_csv(Path(requests), Path(constraints))
    began = time.process_time()
    found = frontier(RiskOrder(data, seconds=20.0), POINTS, workers=1)
    return {"cpu_seconds": time.process_time() - began, "count": len(found.points)}


def moves(requests: str, constraints: str) -> dict[str, Any]:
    """From the best decision by strategic priority to the best one by return."""
    data = read_csv(Path(requests), Path(constraints))
    today = solve(data, "priority_weighted", is_compared=False, is_priced=False).amounts
    began = time.process_time()
    found = reallocate(data, today, "return", seconds=20.0)
    taken = time.process_time() - began
    worth = dict(zip(today, worths(data, "return")[:, 0], strict=True))
    gain = sum(worth[name] * (amount - today[name]) for name, amount in found.target.items())
    return {"cpu_seconds": taken, "count": len(found.moves), "gain": gain}
