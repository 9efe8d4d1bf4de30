"""A crew of local worker processes."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from optimizer.parallel.crew import Crew
from optimizer.parallel.dispatcher import Dispatcher, Order
from optimizer.parallel.errors import CrewError
from optimizer.parallel.parcel import Parcel, pack
from optimizer.parallel.task import Task, packed
from optimizer.solver import Clock

Result = TypeVar("Result")


class LocalCrew(Crew):
    """Tasks run in ``size`` processes of this machine, which die with this one.

    Parameters
    ----------
    size
        Processes; they start in the background.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._parcels: dict[int, Parcel] = {}
        self._packing = threading.Lock()
        self._outstanding: set[Future[Any]] = set()
        self._dispatcher = Dispatcher(size)
        self._dispatcher.start()

    def submit(
        self, function: Callable[..., Result], item: Any, *, shared: Any = None, clock: Clock | None = None
    ) -> Future[Result]:
        """Queue the task; a worker that is free takes the oldest."""
        if not self._dispatcher.is_alive():
            raise CrewError(
                "The crew is closed, or its workers did not start. The task was not started. Make a new crew."
            )
        task = Task(function, item, clock=clock)
        content = packed(task)
        self._outstanding.add(task.future)
        task.future.add_done_callback(self._outstanding.discard)
        task.future.add_done_callback(self._tell_if_cancelled)
        self._dispatcher.add(Order(task, content, self._parcel(shared)))
        return task.future

    def forget(self, shared: Any) -> None:
        """Free the copies of the workers and of this process."""
        parcel = self._parcels.pop(id(shared), None)
        if parcel is not None:
            self._dispatcher.forget(parcel)

    def cancel(self) -> None:
        """Stop what is not done; workers that are in the middle of a task are replaced."""
        for future in list(self._outstanding):
            future.cancel()

    def close(self) -> None:
        """Cancel, and end the workers and the thread that feeds them."""
        self.cancel()
        self._dispatcher.close()
        for parcel in self._parcels.values():
            parcel.close()
        self._parcels.clear()

    def _parcel(self, shared: Any) -> Parcel | None:
        """The packed form of ``shared``, made once."""
        if shared is None:
            return None
        with self._packing:
            if id(shared) not in self._parcels:
                self._parcels[id(shared)] = pack(shared)
            return self._parcels[id(shared)]

    def _tell_if_cancelled(self, future: Future[Any]) -> None:
        """Let those who wait for ``future`` know, and the worker that computes it stop."""
        if future.cancelled():
            future.set_running_or_notify_cancel()
            self._dispatcher.wake()
