"""The same tasks on a Dask cluster of real processes on loopback."""

import os
from concurrent.futures import CancelledError
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest

from optimizer.parallel.crew import Crew
from optimizer.parallel.errors import CrewError, TaskFormError, TaskLateError
from optimizer.parallel.start import crew
from optimizer.solver import Clock
from tests.optimizer.parallel import tasks
from tests.optimizer.parallel.dask_processes import DaskProcesses, dask_processes

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory):
    with dask_processes(tmp_path_factory.mktemp("dask")) as started:
        yield started


@pytest.fixture(scope="module")
def two_workers(cluster: DaskProcesses):
    workers = [cluster.add_worker(), cluster.add_worker()]
    _wait_for_workers(cluster.address, 2)
    return workers


@pytest.fixture
def cluster_crew(cluster: DaskProcesses, two_workers: object):
    with crew(scheduler=cluster.address) as some:
        yield some


def _wait_for_workers(address: str, count: int) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=60)


def test_results_come_in_order_from_other_processes(cluster_crew: Crew):
    told = []
    results = list(cluster_crew.map(tasks.slow_square, range(6), on_progress=lambda *counts: told.append(counts)))
    assert results == [0, 1, 4, 9, 16, 25]
    assert told[-1] == (6, 6)
    assert os.getpid() not in set(cluster_crew.map(tasks.process_id, range(6)))
    assert cluster_crew.size == 2


def test_errors_and_what_cannot_travel_are_told_as_by_local_workers(cluster_crew: Crew):
    with pytest.raises(ZeroDivisionError) as caught:
        cluster_crew.submit(tasks.divide, 0).result(timeout=30)
    assert "return 1 / number" in caught.value.__notes__[0]
    with pytest.raises(TaskFormError, match="was not started"):
        cluster_crew.submit(lambda item: item, 1)
    with pytest.raises(TaskFormError, match="TextIOWrapper"):
        cluster_crew.submit(tasks.open_file, 1).result(timeout=30)


def test_a_shared_object_is_unpacked_at_most_once_per_worker(cluster_crew: Crew, tmp_path: Path):
    assert len(list(cluster_crew.map(tasks.length, range(20), shared=tasks.Counted(tmp_path)))) == 20
    unpackings = [path.name.split("-")[0] for path in tmp_path.iterdir()]
    assert len(unpackings) == len(set(unpackings)) <= 2


def test_time_limits_and_cancelling(cluster_crew: Crew):
    late = cluster_crew.submit(tasks.wait, 3.0, clock=Clock(0.5))
    waiting = [cluster_crew.submit(tasks.wait, 2.0) for _ in range(4)]
    with pytest.raises(TaskLateError, match=r"wait\(3.0\)"):
        late.result(timeout=30)
    cluster_crew.cancel()
    with pytest.raises(CancelledError):
        waiting[3].result(timeout=30)
    assert cluster_crew.submit(tasks.square, 5).result(timeout=30) == 25


def test_a_crew_inside_a_task_stays_there(cluster_crew: Crew):
    assert cluster_crew.submit(tasks.nested, 3).result(timeout=30) == [0, 1, 4]


def test_a_worker_killed_half_way_changes_no_result(cluster_crew: Crew, two_workers: list):
    population = np.random.default_rng(0).random(10_000)
    with crew(2, scheduler="") as local:
        expected = list(local.map(tasks.slow_draw, range(12), shared=population))
    results = []
    for result in cluster_crew.map(tasks.slow_draw, range(12), shared=population):
        results.append(result)
        if len(results) == 4:
            two_workers[0].kill()
    assert two_workers[0].wait(timeout=30) != 0
    assert results == expected


def test_a_worker_with_several_threads_is_refused(cluster: DaskProcesses, two_workers: list):
    wide = cluster.add_worker(threads=2)
    _wait_for_workers(cluster.address, 2)
    with pytest.raises(CrewError, match=r"--nthreads 1"):
        crew(scheduler=cluster.address)
    wide.terminate()
    wide.wait(timeout=30)


def test_a_worker_that_has_other_software_is_refused(
    cluster: DaskProcesses, two_workers: object, monkeypatch: pytest.MonkeyPatch
):
    from optimizer.parallel import installation

    monkeypatch.setattr(installation, "version", lambda name: "0.1" if name == "highspy" else version(name))
    with pytest.raises(CrewError, match=r"has highspy 1\.\d+\.\d+ instead of 0\.1"):
        crew(scheduler=cluster.address)


def test_a_cluster_whose_workers_are_gone_is_not_waited_for_forever(
    cluster: DaskProcesses, two_workers: list, monkeypatch: pytest.MonkeyPatch
):
    from optimizer.parallel import cluster as room

    monkeypatch.setattr(room, "WATCH_SECONDS", 0.1)
    monkeypatch.setattr(room, "PATIENCE_SECONDS", 0.3)
    with crew(scheduler=cluster.address) as some:
        future = some.submit(tasks.wait, 60.0)
        for worker in two_workers:
            worker.kill()
        with pytest.raises(CrewError, match=r"no workers for 0 s. Task wait\(60.0\)"):
            future.result(timeout=60)


def test_a_lost_scheduler_is_told(cluster: DaskProcesses, two_workers: object):
    cluster.add_worker()
    with crew(scheduler=cluster.address) as some:
        future = some.submit(tasks.wait, 5.0)
        cluster.scheduler.kill()
        with pytest.raises(CrewError, match="was lost before task wait"):
            future.result(timeout=60)


def test_no_workers_and_no_scheduler_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from optimizer.parallel import dask_connection

    monkeypatch.setattr(dask_connection, "CONNECT_SECONDS", 1)
    with dask_processes(tmp_path) as empty:
        address = empty.address
        with pytest.raises(CrewError, match="has no workers"):
            crew(scheduler=address)
    with pytest.raises(CrewError, match="does not answer"):
        crew(scheduler=address)


def test_one_worker_means_here_whatever_the_setting(monkeypatch: pytest.MonkeyPatch):
    with crew(1, scheduler="tcp://127.0.0.1:1") as some:
        assert list(some.map(tasks.process_id, [0])) == [os.getpid()]
