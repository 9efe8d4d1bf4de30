"""The same results from every crew: here, and in local processes."""

from concurrent.futures import CancelledError, as_completed, wait
from pathlib import Path

import numpy as np
import pytest

from optimizer.parallel.crew import Crew
from optimizer.parallel.errors import TaskFormError, TaskLateError
from optimizer.parallel.start import crew
from optimizer.solver import Clock
from tests.optimizer.parallel import tasks


@pytest.fixture(params=[1, 3])
def some_crew(request):
    with crew(request.param) as made:
        yield made


def test_results_come_in_the_order_of_the_items_not_of_their_ends(some_crew: Crew):
    assert list(some_crew.map(tasks.slow_square, range(6))) == [0, 1, 4, 9, 16, 25]


def test_nothing_to_do_is_done_at_once(some_crew: Crew):
    assert list(some_crew.map(tasks.square, [])) == []


def test_progress_is_told_once_per_task(some_crew: Crew):
    told = []
    assert list(some_crew.map(tasks.square, range(5), on_progress=lambda done, total: told.append((done, total))))
    assert told == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]


def test_a_shared_object_reaches_every_task(some_crew: Crew):
    table = np.arange(12.0).reshape(3, 4)
    assert [total for _, total in some_crew.map(tasks.row_sum, range(3), shared=table)] == [6.0, 22.0, 38.0]


def test_an_error_of_a_task_is_raised_as_it_is(some_crew: Crew):
    results = some_crew.map(tasks.divide, [4, 0, 2])
    assert next(results) == 0.25
    with pytest.raises(ZeroDivisionError, match="division by zero"):
        next(results)
    assert list(some_crew.map(tasks.square, [3])) == [9], "the crew goes on"


def test_a_task_that_leaves_the_process_is_an_error_not_an_end(some_crew: Crew):
    with pytest.raises(SystemExit):
        some_crew.submit(tasks.leave, 0).result(timeout=30)
    assert some_crew.submit(tasks.square, 4).result(timeout=30) == 16


def test_futures_of_the_standard_library_work(some_crew: Crew):
    futures = {some_crew.submit(tasks.slow_square, number): number for number in range(4)}
    assert {futures[future]: future.result() for future in as_completed(futures, timeout=30)} == {
        0: 0,
        1: 1,
        2: 4,
        3: 9,
    }


def test_a_time_limit_that_has_passed_names_the_task(some_crew: Crew):
    with pytest.raises(TaskLateError, match=r"square\(7\)"):
        some_crew.submit(tasks.square, 7, clock=Clock(0.0)).result(timeout=30)


def test_random_draws_do_not_depend_on_the_number_of_workers():
    population = np.random.default_rng(0).random(10_000)
    seen = []
    for workers in (1, 2, 4):
        with crew(workers) as some:
            seen.append(list(some.map(tasks.draw, range(20), shared=population)))
    assert seen[0] == seen[1] == seen[2]


class TestLocalProcesses:
    def test_tasks_run_elsewhere(self):
        import os

        with crew(2) as some:
            ids = set(some.map(tasks.process_id, range(8)))
        assert os.getpid() not in ids

    def test_workers_solve_with_one_thread_each(self):
        with crew(2) as some:
            assert list(some.map(tasks.solve_with_threads, [0, 1, 4])) == [True, True, False]

    def test_a_crew_inside_a_worker_works_there(self):
        with crew(2) as some:
            assert some.submit(tasks.nested, 3).result(timeout=30) == [0, 1, 4]

    def test_a_shared_object_is_unpacked_once_per_worker(self, tmp_path: Path):
        with crew(2) as some:
            assert len(list(some.map(tasks.length, range(20), shared=tasks.Counted(tmp_path)))) == 20
        unpackings = [path.name.split("-")[0] for path in tmp_path.iterdir()]
        assert len(unpackings) == len(set(unpackings)) <= 2

    def test_a_shared_object_can_be_forgotten_and_shared_again(self):
        table = np.ones((2, 100_000))
        with crew(2) as some:
            first = [total for _, total in some.map(tasks.row_sum, [0, 1], shared=table)]
            some.forget(table)
            table *= 2
            assert [total for _, total in some.map(tasks.row_sum, [0, 1], shared=table)] == [2 * x for x in first]

    @pytest.mark.parametrize("size", [10, 100_000], ids=["inside the pickle", "mapped"])
    def test_shared_arrays_are_read_only(self, size: int):
        with crew(2) as some, pytest.raises(ValueError, match="read-only"):
            some.submit(tasks.overwrite, 0, shared=np.ones((2, size))).result(timeout=30)

    def test_what_cannot_travel_is_refused_before_it_starts(self):
        with crew(2) as some:
            with pytest.raises(TaskFormError, match="was not started"):
                some.submit(lambda item: item, 1)
            with pytest.raises(TaskFormError, match="Nothing was started"):
                some.submit(tasks.length, 1, shared=lambda: 0)

    def test_a_result_that_cannot_travel_is_told(self):
        with crew(2) as some, pytest.raises(TaskFormError, match="TextIOWrapper"):
            some.submit(tasks.open_file, 1).result(timeout=30)

    def test_an_error_that_cannot_travel_is_told_in_words(self):
        with crew(2) as some, pytest.raises(TaskFormError, match="AwkwardError: a bench has 3"):
            some.submit(tasks.raise_awkward, 1).result(timeout=30)

    def test_an_error_carries_the_workers_traceback(self):
        with crew(2) as some, pytest.raises(ZeroDivisionError) as caught:
            some.submit(tasks.divide, 0).result(timeout=30)
        assert "return 1 / number" in caught.value.__notes__[0]

    def test_a_running_task_can_be_cancelled_and_its_place_is_free_again(self):
        with crew(2) as some:
            running = [some.submit(tasks.wait, 60.0) for _ in range(2)]
            next_ones = [some.submit(tasks.square, number) for number in range(3)]
            for future in running:
                future.cancel()
            assert [future.result(timeout=30) for future in next_ones] == [0, 1, 4]
            with pytest.raises(CancelledError):
                running[0].result()

    def test_cancel_stops_everything_and_the_crew_can_be_used_again(self):
        with crew(2) as some:
            futures = [some.submit(tasks.wait, 60.0) for _ in range(5)]
            some.cancel()
            assert not wait(futures, timeout=30).not_done
            assert some.submit(tasks.square, 5).result(timeout=30) == 25

    def test_a_time_limit_stops_running_and_waiting_tasks_alone(self):
        with crew(2) as some:
            list(some.map(tasks.square, range(4)))  # both workers are there
            clock = Clock(0.3)
            late = [some.submit(tasks.wait, 60.0, clock=clock) for _ in range(4)]
            patient = some.submit(tasks.square, 6)
            assert [type(future.exception(timeout=30)) for future in late] == [TaskLateError] * 4
            assert patient.result(timeout=30) == 36

    def test_who_stops_asking_cancels_the_rest(self):
        with crew(2) as some:
            results = some.map(tasks.wait, [0.0, 60.0, 60.0, 60.0])
            assert next(results) == 0.0
            results.close()
            assert some.submit(tasks.square, 5).result(timeout=30) == 25
