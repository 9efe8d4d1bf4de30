"""A Dask scheduler and its workers on loopback, each a process, which end by themselves should a test be killed."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
START_SECONDS = 60


class DaskProcesses:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.processes: list[subprocess.Popen] = []
        self.scheduler = self._run(
            "scheduler", "--port", "0", "--no-dashboard", "--no-jupyter", "--idle-timeout", "90s",
            "--scheduler-file", str(self.file),
        )  # fmt: skip

    @property
    def address(self) -> str:
        for _ in range(START_SECONDS * 20):
            if self.file.exists() and self.file.stat().st_size:
                return json.loads(self.file.read_text(encoding="utf-8"))["address"]
            time.sleep(0.05)
        raise AssertionError((self.folder / "0.log").read_text(encoding="utf-8"))

    def add_worker(self, threads: int = 1) -> subprocess.Popen:
        return self._run(
            "worker", self.address, "--nthreads", str(threads), "--no-nanny", "--no-dashboard",
            "--death-timeout", "60", "--lifetime", "90s", "--local-directory", str(self.folder),
        )  # fmt: skip

    def _run(self, *words: str) -> subprocess.Popen:
        with (self.folder / f"{len(self.processes)}.log").open("w", encoding="utf-8") as log:
            command = [sys.executable, "-m", "dask", *words, "--host", "127.0.0.1"]
            self.processes.append(subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log))
        return self.processes[-1]

    def end(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@contextmanager
def dask_processes(folder: Path) -> Iterator[DaskProcesses]:
    started = DaskProcesses(folder)
    try:
        yield started
    finally:
        started.end()
