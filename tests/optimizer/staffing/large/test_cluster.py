"""A staffing plan from a Dask cluster, of whose two workers one is killed half-way, is the plan of one process."""

import threading

import numpy as np

from optimizer.parallel.start import crew
from optimizer.solver import Clock
from optimizer.staffing import score
from optimizer.staffing.check import broken_rules
from optimizer.staffing.files import instance
from optimizer.staffing.large import class_plan, units
from optimizer.staffing.large.construct import Construction
from optimizer.staffing.large.improvement import Improvement
from tests.optimizer.parallel.dask_processes import dask_processes
from tests.optimizer.staffing import larger_folder

REPORTED = 3  # tasks after which a worker is killed


def plan(data, classes, some, on_task=lambda: None):
    """The plan of a crew, with a call after each of its tasks."""
    submit = some.submit

    def counted(*arguments, **settings):
        future = submit(*arguments, **settings)
        future.add_done_callback(lambda _: on_task())
        return future

    some.submit = counted
    improvement = Improvement(data, Construction(data, classes, some, Clock(300)).plan(), some, Clock(300))
    improvement.begin()
    return improvement.hours


def test_a_worker_killed_half_way_changes_no_plan(tmp_path):
    data = instance.read(larger_folder.write(tmp_path, people=40, engagements=10, weeks=5))
    classes = class_plan.class_plan(data, units.pair_hours(data), 60)
    with crew(1) as alone:
        expected = plan(data, classes, alone)
    done, lock = [], threading.Lock()
    with dask_processes(tmp_path) as cluster:
        victim, survivor = cluster.add_worker(), cluster.add_worker()

        def on_task():
            with lock:
                done.append(1)
                if len(done) == REPORTED:
                    victim.kill()

        with crew(scheduler=cluster.address) as some:
            found = plan(data, classes, some, on_task)
        assert len(done) > REPORTED
        assert victim.wait() != 0
        assert survivor.poll() is None
    assert np.array_equal(found, expected)
    assert broken_rules(data, found) == []
    assert score.objective(data, found) > score.objective(data, np.zeros(found.shape))
