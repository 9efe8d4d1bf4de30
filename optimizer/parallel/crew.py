"""The crew: hands out independent tasks and gives back their results in order."""

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self, TypeVar

from optimizer.parallel.order import in_order
from optimizer.solver import Clock

Result = TypeVar("Result")


class Crew(ABC):
    """Workers that compute pure functions; use it in a ``with`` block, whose end cancels what is still running.

    Attributes
    ----------
    size
        How many tasks run at once.
    """

    size: int

    @abstractmethod
    def submit(
        self, function: Callable[..., Result], item: Any, *, shared: Any = None, clock: Clock | None = None
    ) -> Future[Result]:
        """Start one task and go on working; its future has ``result(timeout)``, ``done()`` and ``cancel()``.

        Parameters
        ----------
        function
            Pure, at the top of an importable module: ``function(item)``, or ``function(shared, item)``.
        item
            Small and picklable.
        shared
            A large object that many tasks read: sent once per worker, kept until ``forget`` or the end. Its arrays are
            read-only in local workers.
        clock
            When its time is over, the task ends with TaskLateError.

        Returns
        -------
        Future
            Of ``concurrent.futures``, whose ``wait`` and ``as_completed`` know it. ``cancel`` stops a running task too.

        Raises
        ------
        TaskFormError
            Function, item or shared object cannot be pickled. Nothing was started.
        """

    @abstractmethod
    def forget(self, shared: Any) -> None:
        """Free the workers' copies of ``shared``; call it when no task that reads it is outstanding."""

    @abstractmethod
    def cancel(self) -> None:
        """Stop every task that is not done; the crew can be used again."""

    @abstractmethod
    def close(self) -> None:
        """Cancel, and end the workers."""

    def map(
        self,
        function: Callable[..., Result],
        items: Iterable[Any],
        *,
        shared: Any = None,
        on_progress: Callable[[int, int], None] | None = None,
        clock: Clock | None = None,
    ) -> Iterator[Result]:
        """Results of ``function`` for all items, in their order, each as soon as it and those before it are done.

        Parameters
        ----------
        function, items, shared, clock
            As in ``submit``.
        on_progress
            Called here, between results, with (tasks done, tasks in all).

        Raises
        ------
        TaskLateError, TaskLostError, and whatever ``function`` raises
            At the first such task in the order of items; the tasks that are not done are cancelled.
        """
        futures = [self.submit(function, item, shared=shared, clock=clock) for item in items]
        return in_order(futures, on_progress)

    def __enter__(self) -> Self:
        """Use the crew in a ``with`` block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End the workers, however the block ended."""
        self.close()


def core_count() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
