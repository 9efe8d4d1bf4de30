"""How fast the answers beside a plan for initiatives are: frontiers, and why somebody is or is not planned.

Each in a process of its own; seconds are of processor, after the imports.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.child import in_child
from benchmarks.figures import Figure
from optimizer.budget.explanation.explain import Explainer
from optimizer.budget.frontier.frontier import frontier
from optimizer.budget.frontier.point import Against
from optimizer.budget.workbook.read import read_workbook

POINTS = 12
FRONTIER_LIMITS = {"500x100x12": 5.0}  # seconds
WHY_LIMITS = {"61x17x12": 1.0}
SIZES = ("61x17x12", "500x100x12")
QUESTIONS = 5


def figures(name: str, size: str, path: Path) -> Iterator[Figure]:
    """Both frontiers and the questions of one workbook."""
    for against in (Against.SHORTFALL, Against.MOVES):
        found = in_child(points, workbook=path, against=str(against)).answer
        words = f"{found['seconds']:.2f} s of processor, {found['points']} points, {found['status']}"
        limit = FRONTIER_LIMITS.get(size)
        yield _within(f"{name}: cost against {against}, {POINTS} limits", words, found["seconds"], limit)
    asked = in_child(questions, workbook=path).answer
    words = f"{asked['seconds']:.2f} s of processor ({asked['first_seconds']:.2f} s once, for the plan)"
    yield _within("  why not, the longest of five questions", words, asked["seconds"], WHY_LIMITS.get(size))


def points(workbook: str, against: str) -> dict[str, Any]:
    """Read and find the frontier; moves count from a plan that delivers half of what is asked for."""
    data = read_workbook(Path(workbook))
    if against == Against.MOVES:
        data = replace(data, last_plan=frontier(data, points=2).points[0].shares)
    began = time.process_time()
    found = frontier(data, points=POINTS, against=Against(against), seconds=300.0)
    states = sorted({str(point.status) for point in found.points})
    seconds = time.process_time() - began
    return {"seconds": seconds, "points": len(found.points), "status": ", ".join(states)}


def questions(workbook: str) -> dict[str, Any]:
    """The plan once, then why each of some people is not on an initiative that they may work on."""
    data = read_workbook(Path(workbook))
    began = time.process_time()
    explainer = Explainer(data, seconds=300.0)
    first_seconds, longest, asked = time.process_time() - began, 0.0, 0
    for number, employee in enumerate(data.employees):
        initiative = data.initiatives[7 * number % len(data.initiatives)]
        began = time.process_time()
        answer = explainer.why(employee, initiative)
        if answer.differences:
            asked += 1
            longest = max(longest, time.process_time() - began)
        if asked == QUESTIONS:
            break
    return {"seconds": longest, "first_seconds": first_seconds}


def _within(name: str, words: str, seconds: float, limit: float | None) -> Figure:
    return Figure(name, words) if limit is None else Figure(name, words, f"≤ {limit:g} s", seconds <= limit)
