"""What `prop funding` does with files, measured from within its process: processor seconds without the imports."""

import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from optimizer.funding.check import broken_rules
from optimizer.funding.conflict.explain import InfeasibleError
from optimizer.funding.data import Horizon
from optimizer.funding.files.csv_in import read_csv
from optimizer.funding.model import solve
from optimizer.funding.monte_carlo.simulation import Question, simulate


def decide(
    requests: str, constraints: str, seconds: float, periods: int = 1, *, is_bare: bool = False
) -> dict[str, Any]:
    """Read, decide, compare, price and check; with ``is_bare`` without strategies and prices."""
    steps = {"begin": time.process_time()}
    data = read_csv(Path(requests), Path(constraints), horizon=Horizon(periods))
    steps["read"] = time.process_time()
    plan = solve(data, "return", seconds, is_compared=not is_bare, is_priced=not is_bare)
    steps["solve"] = time.process_time()
    broken = broken_rules(data, plan)
    steps["check"] = time.process_time()
    taken = list(steps.values())
    return {
        "status": str(plan.status),
        "amount": plan.amount,
        "return": plan.expected_return_amount,
        "bound": plan.bound,
        "gap": plan.gap,
        "broken_count": len(broken),
        "strategies": {one.name: one.return_ratio for one in plan.alternatives},
        "seconds_by_step": dict(zip(list(steps)[1:], (b - a for a, b in pairwise(taken)), strict=True)),
        "cpu_seconds": taken[-1] - taken[0],
    }


def draw(requests: str, constraints: str, draw_count: int) -> dict[str, Any]:
    """Draw, and decide anew in each draw; the decision itself and the reading of files are not counted."""
    data = read_csv(Path(requests), Path(constraints))
    plan = solve(data, is_compared=False, is_priced=False)
    began = time.process_time()
    found = simulate(data, {"plan": plan.money(data)}, Question(draw_count=draw_count))
    return {"cpu_seconds": time.process_time() - began, "draw_count": found.draw_count}


def conflict(requests: str, constraints: str, seconds: float) -> dict[str, Any]:
    """Find out why nothing keeps every limit."""
    data = read_csv(Path(requests), Path(constraints))
    began = time.process_time()
    try:
        solve(data, "return", seconds)
    except InfeasibleError as error:
        return {
            "cpu_seconds": time.process_time() - began,
            "is_smallest": error.is_smallest,
            "limits": [limit.code for limit in error.conflict],
        }
    return {"cpu_seconds": time.process_time() - began, "is_smallest": False, "limits": []}
