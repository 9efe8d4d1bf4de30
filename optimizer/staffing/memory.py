"""The most memory that this process and those that work for it hold at a time."""

import os
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

LOOK_SECONDS = 0.5
MEBIBYTE = 2**20
KIBIBYTES_PER_MEBIBYTE = 2**10


class PeakMemory:
    """A ``with`` block whose highest memory is ``peak_mib`` when it ends; None where the system does not tell.

    On Linux the workers count too, pages that processes share once, by a look every half second; elsewhere this process
    alone, by its own highest mark.
    """

    def __init__(self) -> None:
        self.peak_mib: float | None = None
        self._ended = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="peak-memory", daemon=True)

    def __enter__(self) -> Self:
        """Begin to look."""
        self._watcher.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """A last look."""
        self._ended.set()
        self._watcher.join()
        self._look()
        own_mib = own_peak_mib()
        if own_mib is not None:
            self.peak_mib = max(self.peak_mib or 0.0, own_mib)

    def _watch(self) -> None:
        while not self._ended.wait(LOOK_SECONDS):
            self._look()

    def _look(self) -> None:
        if sys.platform == "linux":
            self.peak_mib = max(self.peak_mib or 0.0, sum(map(held_mib, family(os.getpid()))))


def family(pid: int) -> list[int]:
    """``pid`` and all that it started, as far as they still run (Linux)."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text(encoding="ascii").split()
        except OSError:  # ended meanwhile
            continue
        for child in children:
            found += family(int(child))
    return found


def held_mib(pid: int) -> float:
    """What a process holds, its part of shared pages; 0 when it has ended (Linux)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    kibibytes = [int(line.split()[1]) for line in lines if line.startswith("Pss:")]
    return sum(kibibytes) / KIBIBYTES_PER_MEBIBYTE


def own_peak_mib() -> float | None:
    """The highest mark of this process alone; None on Windows."""
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415 (Windows has none)

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / MEBIBYTE if sys.platform == "darwin" else peak / KIBIBYTES_PER_MEBIBYTE
