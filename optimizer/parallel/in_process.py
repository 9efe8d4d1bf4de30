"""A crew of one: tasks run here, one after the other, when they are submitted."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from typing import Any, TypeVar

from optimizer.parallel.crew import Crew
from optimizer.parallel.task import Task, call
from optimizer.solver import Clock

Result = TypeVar("Result")


class InProcessCrew(Crew):
    """No other process; a running task cannot be stopped, its time limit is looked at before it starts."""

    size = 1

    def submit(
        self, function: Callable[..., Result], item: Any, *, shared: Any = None, clock: Clock | None = None
    ) -> Future[Result]:
        """Run the task now; the future that comes back is done."""
        task = Task(function, item, shared, clock)
        if task.is_late:
            task.fail_late()
            return task.future
        try:
            task.finish(call(function, shared, item))
        except Exception as error:  # noqa: BLE001 (whatever it is, it is the task's outcome)
            task.fail(error)
        return task.future

    def map(
        self,
        function: Callable[..., Result],
        items: Iterable[Any],
        *,
        shared: Any = None,
        on_progress: Callable[[int, int], None] | None = None,
        clock: Clock | None = None,
    ) -> Iterator[Result]:
        """As every crew, each task when its result is asked for."""
        tasks = list(items)
        for done_count, item in enumerate(tasks, start=1):
            result = self.submit(function, item, shared=shared, clock=clock).result()
            if on_progress is not None:
                on_progress(done_count, len(tasks))
            yield result

    def forget(self, shared: Any) -> None:
        """Nothing was copied."""

    def cancel(self) -> None:
        """Nothing is outstanding."""

    def close(self) -> None:
        """Nothing was opened."""
