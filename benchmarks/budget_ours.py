"""What our side is measured at, each in a process of its own; seconds are of processor, after the imports."""

import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from optimizer.budget.bulk.model import assemble
from optimizer.budget.bulk.plan import plan as plan_of
from optimizer.budget.bulk.shadow_prices import shadow_prices
from optimizer.budget.bulk.solve import solve
from optimizer.budget.bulk.spread import allocations
from optimizer.budget.check import broken_rules
from optimizer.budget.data import BudgetData
from optimizer.budget.solution import BudgetPlan, outcomes
from optimizer.budget.workbook.read import read_workbook


def decide(workbook: str, goal: str = "least_cost", efforts: Mapping[str, float] | None = None) -> dict[str, Any]:
    """Read, build, solve all tiers, read the plan; the check comes after the clock."""
    began = time.process_time()
    data = read_workbook(Path(workbook))
    read_seconds = time.process_time() - began
    data = data if efforts is None else data.with_efforts(efforts)
    plan = plan_of(data, goal, 300.0)
    return {**_summary(data, plan), "seconds": time.process_time() - began, "read_seconds": read_seconds}


def one_tier(workbook: str) -> dict[str, Any]:
    """The same as ``decide`` with one tier: all shortfalls, dear, and the cost in one mixture."""
    began = time.process_time()
    data = read_workbook(Path(workbook))
    model = assemble(data, is_merged=True)
    short = model.columns["shortfall"].columns
    dear = 20.0 * float(model.cost_amount.max(initial=1.0))
    cost = next(tier for tier in model.tiers if tier.name == "cost")
    model.tiers = [replace(cost, name="one tier", columns=short, costs=np.full(len(short), dear))]
    settled = solve(model, 300.0)
    outcomes(data, allocations(model, settled.values))
    shadow_prices(model, settled)
    return {"seconds": time.process_time() - began, "status": str(settled.tiers[0].status)}


def more_effort(workbook: str, factors: list[float]) -> list[dict[str, Any]]:
    """The plan at several times the workbook's own targets."""
    data = read_workbook(Path(workbook))
    found = []
    for factor in factors:
        wanted = data.with_efforts({i.initiative_id: factor * (i.effort_man_months or 0.0) for i in data.initiatives})
        found.append({"factor": factor, **_summary(wanted, plan_of(wanted, "least_cost", 60.0))})
    return found


def command(workbook: str, out: str) -> float:
    """Seconds of processor of ``prop budget solve``, from the start of the process to its end."""
    words = ["budget", "solve", workbook, "--out", out, "--json"]
    program = "import sys; from pipeline.cli import main; sys.exit(main())"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", program, *words], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _summary(data: BudgetData, plan: BudgetPlan) -> dict[str, Any]:
    return {
        "objective": plan.objective_value,
        "cost": plan.cost_amount,
        "man_months": plan.man_months,
        "shortfall": sum(outcome.shortfall_man_months for outcome in plan.outcomes),
        "status": str(plan.status),
        "tiers": len(plan.tiers),
        "shares": plan.column_count,
        "people": len(data.employees),
        "broken": len(broken_rules(data, plan)),
        "efforts": plan.man_months_by_initiative(),
    }
