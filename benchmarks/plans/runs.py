"""One run of ours or of a peer on one instance, judged by a program that knows nothing of the optimizer."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.plans import results
from benchmarks.plans.results import Result
from benchmarks.plans.sizes import FOLDER, Size, instance
from benchmarks.plans.watched import Watched, watch

PROP = Path(sys.executable).with_name("prop")
GUARD_RATIO, GUARD_SECONDS = 1.3, 120.0  # beyond its limit a run is killed


def run_ours(size: Size, seed: int, seconds: float, tools: Path) -> Result:
    """``prop staffing solve`` as a user runs it."""
    folder, work = instance(size, seed, tools), FOLDER / "work"
    plan = _plan(work)
    words: list[str | Path] = ["staffing", "solve", folder, "--time-limit", f"{seconds:g}", "--out", plan, "--json"]
    before = results.now()
    done = watch([PROP, *words], work, GUARD_RATIO * seconds + GUARD_SECONDS)
    return _result(before, done, size, seed, "prop", seconds, plan, folder, tools)


def run_peer(name: str, size: Size, seed: int, seconds: float, tools: Path) -> Result:
    """PuLP's model with CBC or HiGHS."""
    folder, work = instance(size, seed, tools), FOLDER / "work"
    plan = _plan(work)
    words: list[str | Path] = [folder, "--solver", name, "--seconds", f"{seconds:.3f}", "--out", plan]
    before = results.now()
    command = [sys.executable, "-m", "benchmarks.plans.peers", *words]
    done = watch(command, work, GUARD_RATIO * seconds + GUARD_SECONDS)
    return _result(before, done, size, seed, name, seconds, plan, folder, tools)


def _plan(work: Path) -> Path:
    work.mkdir(parents=True, exist_ok=True)
    plan = work / "plan.csv"
    plan.unlink(missing_ok=True)
    return plan


def _result(
    before: dict[str, Any],
    done: Watched,
    size: Size,
    seed: int,
    solver: str,
    limit_seconds: float,
    plan: Path,
    folder: Path,
    tools: Path,
) -> Result:
    answer = _answer(done.printed)
    judged = judge(folder, plan, tools) if plan.exists() else None
    status = str(answer.get("status") or _last_line(done.complaints))
    if done.is_killed:
        status = "killed beyond its time limit"
    if judged is None and answer.get("broken_rules"):
        status = f"{status}: {answer['broken_rules'][0]}"
    if judged and judged["broken"]:
        status, judged = f"breaks {judged['broken'][0]}", None
    return Result(
        **before,
        size=size.name,
        seed=seed,
        solver=solver,
        limit_seconds=limit_seconds,
        seconds=answer.get("seconds"),
        process_seconds=done.seconds,
        objective=None if judged is None else judged["objective"],
        bound=answer.get("bound"),
        peak_mib=done.peak_mib,
        status=status,
        build_seconds=answer.get("build_seconds"),
    )


def judge(folder: Path, plan: Path, tools: Path) -> dict[str, Any]:
    """Objective in milli-points and broken rules, by ``evaluate.py``."""
    command: list[str | Path] = [sys.executable, tools / "evaluate.py", folder, plan]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # 1: the plan breaks a rule
    if not done.stdout:
        return {"objective": None, "broken": [_last_line(done.stderr)]}
    judged: dict[str, Any] = json.loads(done.stdout)
    return judged


def _answer(printed: str) -> dict[str, Any]:
    """The JSON object at the end of what was printed; solvers may print before it."""
    start = printed.find("{")
    try:
        answer: dict[str, Any] = json.loads(printed[start:]) if start >= 0 else {}
    except json.JSONDecodeError:
        return {}
    return answer


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["nothing was said"])[-1][:200]
