"""The peer of funding: PuLP's dictionaries of variables with CBC, as spreadsheets of this kind are usually turned into.

It maximizes amount × return × strategic priority, which is the objective that reaches the 48.88 M known of the sample,
under budget, cap, least number of requests and least blended return; of limits that it cannot feed it says nothing.
"""

import csv
import os
import resource
import time
import warnings
from pathlib import Path
from typing import Any

import pulp


def solve(requests: str, constraints: str, seconds: float) -> dict[str, Any]:
    """What it reaches, and the processor seconds of building and of CBC, a process of its own."""
    began = time.process_time()
    rows = {row["service_line"]: row for row in _lines(Path(requests))}
    limits = {row["constraint_type"]: float(row["value"]) for row in _lines(Path(constraints))}
    model = _build(rows, limits)
    build_seconds = time.process_time() - began
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PuLP announces that CBC will not be bundled for ever
        model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=seconds, threads=1))
    amounts = {name: variable.value() or 0.0 for name, variable in zip(rows, model.amounts.values(), strict=True)}
    of_cbc = resource.getrusage(resource.RUSAGE_CHILDREN)
    money = sum(amounts.values())
    returned = sum(amount * float(rows[name]["expected_roi"]) for name, amount in amounts.items())
    return {
        "status": pulp.LpSolution[model.sol_status],
        "amount": money,
        "return": returned,
        "build_seconds": build_seconds,
        "cpu_seconds": time.process_time() - began + of_cbc.ru_utime + of_cbc.ru_stime,
        "cores": os.cpu_count(),
    }


def _build(rows: dict[str, dict[str, str]], limits: dict[str, float]) -> Any:
    """Variables by name, and a row for each rule."""
    names = list(rows)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = pulp.LpProblem("Budget_Allocation", pulp.LpMaximize)
        amount = pulp.LpVariable.dicts("alloc", range(len(names)), lowBound=0)
        funded = pulp.LpVariable.dicts("fund", range(len(names)), cat="Binary")
        figure = {column: [float(rows[name][column]) for name in names] for column in FIGURES}
        asked, least, roi, priority = (figure[column] for column in FIGURES)
        places = range(len(names))
        model += pulp.lpSum(amount[i] * roi[i] * priority[i] for i in places)
        model += pulp.lpSum(amount[i] for i in places) <= limits["total_budget"]
        for i in places:
            model += amount[i] <= asked[i] * funded[i]
            model += amount[i] >= least[i] * funded[i]
            model += amount[i] <= limits["max_single_service_allocation"]
        model += pulp.lpSum(funded[i] for i in places) >= limits["min_funded_projects"]
        model += pulp.lpSum(amount[i] * (roi[i] - limits["min_roi_threshold"]) for i in places) >= 0
    model.amounts = amount
    return model


FIGURES = ("budget_requested", "min_viable_budget", "expected_roi", "strategic_priority")


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
