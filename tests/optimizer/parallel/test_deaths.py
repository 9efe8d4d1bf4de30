"""Workers that die, and workers whose parent dies, with real processes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from optimizer.parallel.errors import TaskLostError
from optimizer.parallel.start import crew
from tests.optimizer.parallel import tasks

ROOT = Path(__file__).resolve().parents[3]
PARENT = """
from optimizer.parallel.start import crew
from tests.optimizer.parallel import tasks
with crew(2) as some:
    list(some.map(tasks.{task}, {marks!r}))
"""


def test_the_task_of_a_killed_worker_runs_again(tmp_path: Path):
    with crew(2) as some:
        names = [str(tmp_path / f"{number}") for number in range(4)]
        assert list(some.map(tasks.die_once, names)) == ["0", "1", "2", "3"]


def test_a_task_that_always_kills_its_worker_is_named_and_others_are_done():
    with crew(2) as some:
        futures = [some.submit(tasks.die_always, item) for item in range(4)]
        with pytest.raises(TaskLostError, match=r"die_always\(2\) was started 3 times.*signal 9"):
            futures[2].result(timeout=60)
        assert [futures[item].result(timeout=60) for item in (0, 1, 3)] == [None] * 3


def test_the_end_of_the_block_ends_the_workers():
    with crew(2) as some:
        running = [psutil.Process(pid) for pid in set(some.map(tasks.process_id, range(20)))]
        some.submit(tasks.wait, 60.0)
    assert not psutil.wait_procs(running, timeout=30)[1]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread sees the parent die, not the kernel")
@pytest.mark.parametrize(
    ("task", "end"),
    [
        ("hold_the_lock", signal.SIGKILL),
        ("solve_long", signal.SIGKILL),
        ("solve_long", signal.SIGTERM),
        ("solve_long", signal.SIGINT),
    ],
)
def test_workers_end_with_their_parent(tmp_path: Path, task: str, end: signal.Signals):
    marks = [str(tmp_path / "first"), str(tmp_path / "second")]
    program = [sys.executable, "-c", PARENT.format(task=task, marks=marks)]
    with subprocess.Popen(program, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True) as parent:
        family = _all_of(parent, marks)
        if end == signal.SIGINT:
            os.killpg(parent.pid, end)  # as a terminal does
        else:
            parent.send_signal(end)
        parent.wait(30)
        assert not psutil.wait_procs(family, timeout=30)[1]
        told = parent.stderr.read()
    assert told.count("Traceback") == (1 if end == signal.SIGINT else 0), told


def _all_of(parent: subprocess.Popen, marks: list[str]) -> list[psutil.Process]:
    """The parent's descendants, once both tasks run."""
    for _ in range(600):
        if all(Path(mark).exists() for mark in marks):
            family = psutil.Process(parent.pid).children(recursive=True)
            assert {int(Path(mark).read_text(encoding="ascii")) for mark in marks} <= {each.pid for each in family}
            return family
        time.sleep(0.05)
    parent.kill()
    raise AssertionError(parent.stderr.read())
