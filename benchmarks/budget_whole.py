"""Plans with whole numbers and with hires: how long they take, and how near the best they are proven.

Each in a process of its own; seconds are of processor, after the imports, reading included.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.child import in_child
from benchmarks.figures import Figure
from optimizer.budget.check import broken_rules
from optimizer.budget.data import BudgetData, Rules
from optimizer.budget.hiring.data import HiringRules
from optimizer.budget.model import solve
from optimizer.budget.workbook.read import read_workbook

# Seconds of processor, largest gap of shortfall and cost.
LIMITS = {"61x17x12": (2.0, 0.001), "500x100x12": (60.0, 0.005)}
SIZES = tuple(LIMITS)
TIME_LIMIT_SECONDS = 60.0
QUARTERS = "quarters of a month"
CASES = {
    QUARTERS: {"share_step_ratio": 0.25},
    "blocks of 0.25, at most 3 initiatives": {"minimum_block_ratio": 0.25, "maximum_initiatives_count": 3},
    "quarters and places": {"share_step_ratio": 0.25, "location_maximum_ratio": {"UK": 0.3}},
    "every third waits for another": {},
    "hires, at six times effort and money": {"hiring": HiringRules(is_asked=True)},
}
WAITS, HIRES = "every third waits for another", "hires, at six times effort and money"
TIMES = 6.0


def figures(name: str, size: str, path: Path) -> Iterator[Figure]:
    """All cases of one workbook; quarters have a target."""
    for case in CASES:
        found = in_child(decide, workbook=path, case=case).answer
        seconds, gap = LIMITS.get(size, (None, None)) if case == QUARTERS else (None, None)
        reached = "no bound" if found["gap"] is None else f"{found['gap']:.3%} from the bound"
        words = f"{found['seconds']:.2f} s of processor, {reached}, {found['broken']} rules broken{found['more']}"
        if seconds is None or gap is None:
            yield Figure(f"{name}: {case}", words)
            continue
        is_met = (
            found["seconds"] <= seconds and not found["broken"] and found["gap"] is not None and found["gap"] <= gap
        )
        yield Figure(f"{name}: {case}", words, f"≤ {gap:.1%} in ≤ {seconds:g} s", is_met)


def decide(workbook: str, case: str) -> dict[str, Any]:
    """Read, build, solve; the check comes after the clock."""
    began = time.process_time()
    data = _changed(read_workbook(Path(workbook)), case)
    plan = solve(data, "least_cost", TIME_LIMIT_SECONDS)
    seconds = time.process_time() - began
    more = f"; {sum(tier.status == 'Optimal' for tier in plan.tiers)} of {len(plan.tiers)} tiers proven"
    if plan.hiring is not None:
        hired = plan.hiring
        more = f"; {len(hired.hires)} hires, {hired.man_months:.1f} man-months, {hired.seconds:.2f} s of it (clock)"
    gap = plan.gap_ratio if plan.hiring is None else plan.hiring.cost_gap_ratio
    return {"seconds": seconds, "gap": gap, "broken": len(broken_rules(data, plan)), "more": more}


def _changed(data: BudgetData, case: str) -> BudgetData:
    """The portfolio with the rules of the case."""
    rules: Rules = replace(data.rules, **CASES[case])  # type: ignore[arg-type]
    initiatives = data.initiatives
    if case == WAITS:
        initiatives = tuple(
            replace(one, predecessor_id=initiatives[n - 1].initiative_id) if n % 3 == 1 else one
            for n, one in enumerate(initiatives)
        )
    if case == HIRES:
        initiatives = tuple(
            replace(
                one,
                effort_man_months=TIMES * (one.effort_man_months or 0.0),
                budget_amount=TIMES * one.budget_amount,
            )
            for one in initiatives
        )
    return replace(data, initiatives=initiatives, rules=rules)
