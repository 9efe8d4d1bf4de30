"""Run a command with all its processes watched: wall clock, highest memory, and an end if it will not end itself."""

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # it ships no types

LOOK_SECONDS = 0.2
MEBIBYTE = 2**20


@dataclass(frozen=True)
class Watched:
    """What a command printed and took; memory is of the whole tree of processes, shared pages counted once."""

    printed: str
    complaints: str
    exit_code: int
    seconds: float
    peak_mib: float
    is_killed: bool


def watch(command: Sequence[str | Path], folder: Path, guard_seconds: float, **environment: str) -> Watched:
    """Run ``command`` in ``folder``; past ``guard_seconds`` it is killed with all that it started."""
    folder.mkdir(parents=True, exist_ok=True)
    out, err = folder / "printed.txt", folder / "complaints.txt"
    began, peak, is_killed = time.perf_counter(), 0.0, False
    with (
        out.open("w") as printed,
        err.open("w") as complaints,
        subprocess.Popen(
            command, stdout=printed, stderr=complaints, start_new_session=True, env=os.environ | environment
        ) as process,
    ):
        tree = psutil.Process(process.pid)
        while process.poll() is None:
            peak = max(peak, memory_mib(tree))
            if not is_killed and time.perf_counter() - began > guard_seconds:
                os.killpg(process.pid, signal.SIGKILL)
                is_killed = True
            time.sleep(LOOK_SECONDS)
        seconds = time.perf_counter() - began
    return Watched(
        out.read_text(encoding="utf-8"),
        err.read_text(encoding="utf-8"),
        process.returncode,
        seconds,
        peak,
        is_killed,
    )


def memory_mib(tree: psutil.Process) -> float:
    """Memory that the process and its children hold now; where the system does not tell shares, all of each."""
    total = 0
    try:
        for one in (tree, *tree.children(recursive=True)):
            total += _held(one)
    except psutil.NoSuchProcess:
        return 0.0
    return total / MEBIBYTE


def _held(process: psutil.Process) -> int:
    try:
        memory = process.memory_full_info()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0
    return int(getattr(memory, "pss", memory.rss))
