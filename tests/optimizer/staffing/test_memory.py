"""The memory that is told counts the workers."""

import subprocess
import sys
import time

import pytest

from optimizer.staffing.memory import PeakMemory

HOLD = "import sys; held = b'x' * (200 * 2**20); print('held', flush=True); sys.stdin.read()"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere this process alone is told")
def test_memory_of_a_process_that_works_for_this_one_is_counted():
    with PeakMemory() as alone:
        pass
    with (
        PeakMemory() as both,
        subprocess.Popen(
            [sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as worker,
    ):
        assert worker.stdout.readline() == "held\n"
        for _ in range(600):  # it looks every half second
            if (both.peak_mib or 0) > 200:
                break
            time.sleep(0.05)
        worker.stdin.close()
    assert both.peak_mib > 200
    assert alone.peak_mib is not None


def test_an_error_in_the_block_comes_out():
    with pytest.raises(ZeroDivisionError), PeakMemory():
        1 / 0  # noqa: B018 (the error is wanted)
