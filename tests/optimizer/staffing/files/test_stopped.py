"""`prop staffing solve` stopped half-way, or out of time: no half-written plan, no process left behind."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import psutil
import pytest

from optimizer.staffing.check import broken_rules
from optimizer.staffing.files import instance, plan_file
from tests.optimizer.staffing import larger_folder

PROP = Path(sys.executable).with_name("prop")


@pytest.fixture(scope="module")
def firm(tmp_path_factory):
    return larger_folder.write(tmp_path_factory.mktemp("firm"), people=120, engagements=24, weeks=8)


def start(firm, out, seconds):
    command = [PROP, "staffing", "solve", firm, "--time-limit", str(seconds), "--out", out, "--json"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def workers_of(process):
    """The processes that work for it, once there are any."""
    for _ in range(1200):
        family = psutil.Process(process.pid).children(recursive=True)
        if len(family) > 2:  # besides those that start and count the others
            return family
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.05)
    process.kill()
    raise AssertionError("no worker was started")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread sees the parent die, not the kernel")
@pytest.mark.skipif(os.cpu_count() == 1, reason="with one core there are no workers")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_solve_that_is_killed_leaves_no_plan_and_no_process(firm, tmp_path, end):
    with start(firm, tmp_path / "plan.csv", 60) as process:
        family = workers_of(process)
        if end == signal.SIGINT:
            os.killpg(process.pid, end)  # as a terminal does
        else:
            process.send_signal(end)
        assert process.wait(30) != 0
        assert not psutil.wait_procs(family, timeout=30)[1]
        assert "Traceback" not in process.stderr.read()
    assert list(tmp_path.iterdir()) == []


def test_a_second_for_a_large_firm_gives_a_plan_that_passes_or_says_that_it_failed(firm, tmp_path):
    with start(firm, tmp_path / "plan.csv", 1) as process:
        printed, complaints = process.communicate(timeout=120)
    report = json.loads(printed)
    assert not complaints
    if process.returncode == 0:
        data = instance.read(firm)
        assert broken_rules(data, plan_file.read_plan(data, tmp_path / "plan.csv")) == []
    else:
        assert report["status"] == "Failed"
        assert report["reason"]
        assert list(tmp_path.iterdir()) == []


def test_a_plan_that_cannot_be_finished_leaves_the_one_before_as_it_was(firm, tmp_path, monkeypatch):
    data, path = instance.read(firm), tmp_path / "plan.csv"
    path.write_text("last week's plan")
    hours = np.where(data.active, 4.0, 0)

    def full_disk(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full_disk)
    with pytest.raises(OSError, match="No space"):
        plan_file.write_plan(data, hours, path)
    assert path.read_text() == "last week's plan"
    assert list(tmp_path.iterdir()) == [path]
