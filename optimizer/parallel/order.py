"""Results in the order of their tasks, whatever order they come in."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from queue import SimpleQueue
from typing import TypeVar

Result = TypeVar("Result")


def in_order(
    futures: Sequence[Future[Result]], on_progress: Callable[[int, int], None] | None = None
) -> Iterator[Result]:
    """Yield the results in order; whoever stops asking, or gets an error, cancels the rest.

    Parameters
    ----------
    futures
        One per task.
    on_progress
        Called with (tasks done, tasks in all) from the thread that asks for results.
    """
    finished: SimpleQueue[Future[Result]] = SimpleQueue()
    for future in futures:
        future.add_done_callback(finished.put)
    done_count = 0
    try:
        for future in futures:
            while not (future.done() and finished.empty()):
                finished.get()
                done_count += 1
                if on_progress is not None:
                    on_progress(done_count, len(futures))
            yield future.result()
    finally:
        for future in futures:
            future.cancel()
