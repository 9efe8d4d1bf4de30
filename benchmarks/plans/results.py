"""Results of single runs in a CSV file, so that the table can be printed from parts measured one after another."""

import csv
import os
import platform
import subprocess
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.child import HERE


@dataclass(frozen=True)
class Result:
    """One run. Times in seconds, objective and bound in milli-points by ``evaluate.py``; empty where there is none."""

    machine: str
    load: float  # processes that wanted a core, before the run
    at_utc: str
    revision: str
    size: str
    seed: int
    solver: str  # prop, cbc, highs
    limit_seconds: float
    seconds: float | None  # reading, building and solving, as the solver says
    process_seconds: float  # from start to end of the process
    objective: float | None
    bound: float | None
    peak_mib: float
    status: str
    build_seconds: float | None = None

    @property
    def gap(self) -> float | None:
        """(bound - objective) / |bound|, both of the same run."""
        if self.objective is None or self.bound is None:
            return None
        return (self.bound - self.objective) / abs(self.bound)


def machine() -> str:
    """The processor's name and how many of its cores may be used: figures of two machines are never in one table."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line]
        name = names[0] if names else name
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{name}, {cores} cores"


def now() -> dict[str, str | float]:
    """What describes the moment of a run."""
    load = round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else -1.0
    git = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=HERE, capture_output=True, text=True, check=False
    )
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    return {"machine": machine(), "load": load, "at_utc": moment, "revision": git.stdout.strip() or "unknown"}


def keep(path: Path, result: Result) -> None:
    """Add one line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    with path.open("a", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Result)])
        if is_new:
            writer.writeheader()
        writer.writerow(asdict(result))


def kept(path: Path) -> list[Result]:
    """The results of this machine, oldest first."""
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["machine"] == machine()]
    return [_result(row) for row in rows]


def latest(results: Iterable[Result]) -> dict[tuple[str, int, str, float], Result]:
    """The last result of each size, seed, solver and time limit; peers count under limit 0, by their longest run."""
    found: dict[tuple[str, int, str, float], Result] = {}
    for one in results:
        key = one.size, one.seed, one.solver, one.limit_seconds if one.solver == "prop" else 0.0
        if one.solver == "prop" or key not in found or found[key].limit_seconds <= one.limit_seconds:
            found[key] = one
    return found


def _result(row: dict[str, str]) -> Result:
    texts = {"machine", "at_utc", "revision", "size", "solver", "status"}
    values = {name: text if name in texts else (float(text) if text else None) for name, text in row.items()}
    return Result(**values | {"seed": int(row["seed"])})  # type: ignore[arg-type]
