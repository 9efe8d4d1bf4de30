"""The peer: the rules as STAFFING writes them, in PuLP's dictionaries, solved as one model by CBC or HiGHS.

``python -m benchmarks.plans.peers FOLDER --solver highs --seconds 200 --out PLAN.csv`` prints one JSON object. The
peers do not get the rows of ``tightening.py``, which are ours. Their hours are rounded and checked as ours are.
"""

import argparse
import json
import os
import time
import warnings
from pathlib import Path
from typing import Any

import pulp

from optimizer.model_rows import set_objective
from optimizer.staffing import objective, variables
from optimizer.staffing.check import broken_rules
from optimizer.staffing.data import StaffingData
from optimizer.staffing.files import instance
from optimizer.staffing.files.plan_file import write_plan
from optimizer.staffing.model import RULES, TERMS
from optimizer.staffing.solution import hours_of
from optimizer.staffing.variables import StaffingModel


def main() -> None:
    """Build, solve within the seconds that are left, check and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--solver", choices=("cbc", "highs"), required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--out", type=Path, required=True)
    words = parser.parse_args()
    began = time.perf_counter()
    model = build(instance.read(words.folder))
    build_seconds = time.perf_counter() - began
    solve(model, words.solver, words.seconds - build_seconds)
    broken = _write(model, words.out)
    answer = {
        "build_seconds": build_seconds,
        "seconds": time.perf_counter() - began,
        "rows": model.problem.numConstraints(),
        "status": pulp.LpSolution[model.problem.sol_status],
        "bound": _bound(model.problem),
        "broken_rules": broken,
    }
    print(json.dumps(answer))


def build(data: StaffingData) -> StaffingModel:
    """The plain rules and the objective."""
    model = variables.create(pulp.LpProblem("staffing", pulp.LpMaximize), data)
    for rule in RULES:
        rule(model)
    set_objective(model.problem, objective.total(model, TERMS))
    return model


def solve(model: StaffingModel, name: str, seconds: float) -> None:
    """With all cores, as PuLP's users would."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    limits: dict[str, Any] = {"msg": False, "timeLimit": max(seconds, 1), "threads": cores}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PuLP announces that CBC will not be bundled for ever
        model.problem.solve(pulp.PULP_CBC_CMD(**limits) if name == "cbc" else pulp.HiGHS(**limits))


def _write(model: StaffingModel, path: Path) -> list[str]:
    """Write the plan when there is one that keeps the hard rules; otherwise what is broken."""
    if model.problem.sol_status not in {pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible}:
        return ["no plan was found"]
    values = {one.name: one.varValue or 0.0 for one in model.hours.values()}
    hours = hours_of(model, values)
    broken = [str(one) for one in broken_rules(model.data, hours)]
    if not broken:
        write_plan(model.data, hours, path)
    return broken


def _bound(problem: pulp.LpProblem) -> float | None:
    """HiGHS tells its bound; CBC does not, through PuLP."""
    if not hasattr(problem.solverModel, "getInfo"):
        return None
    return float(-problem.solverModel.getInfo().mip_dual_bound)


if __name__ == "__main__":
    main()
