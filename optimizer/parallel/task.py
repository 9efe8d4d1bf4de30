"""One task: a pure function, its item, what it shares with other tasks, and where its result goes."""

import pickle
import reprlib
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from optimizer.parallel.errors import TaskFormError, TaskLateError
from optimizer.solver import Clock

SHORT = reprlib.Repr()
PLACE = threading.local()


@dataclass(eq=False)
class Task:
    """``function(item)``, or ``function(shared, item)`` when something is shared."""

    function: Callable[..., Any]
    item: Any
    shared: Any = None
    clock: Clock | None = None
    future: Future[Any] = field(default_factory=Future)
    lost_count: int = 0

    @property
    def name(self) -> str:
        """As an error calls it: the function and the beginning of its item."""
        function = getattr(self.function, "__qualname__", repr(self.function))
        return f"{function}({SHORT.repr(self.item)})"

    @property
    def is_late(self) -> bool:
        """Whether its time limit has passed."""
        return self.clock is not None and self.clock.is_over

    def fail(self, error: BaseException) -> None:
        """Let whoever waits for the result have ``error`` instead; a task that ended already stays as it is."""
        with suppress(InvalidStateError):
            self.future.set_exception(error)

    def finish(self, result: Any) -> None:
        """Hand over the result, unless the task was cancelled meanwhile."""
        with suppress(InvalidStateError):
            self.future.set_result(result)

    def fail_late(self) -> None:
        """The time limit passed first."""
        self.fail(
            TaskLateError(
                f"Task {self.name} was not done when its time limit passed. Its result is missing, those of other "
                "tasks stand. Give it more time, or fewer tasks at once."
            )
        )


def packed(task: Task) -> bytes:
    """Function and item, ready to travel.

    Raises
    ------
    TaskFormError
        They cannot be pickled.
    """
    try:
        return pickle.dumps((task.function, task.item), protocol=5)
    except Exception as error:
        raise TaskFormError(
            f"Task {task.name} cannot be sent to a worker: {error}. It was not started. Use a function at the top of "
            "a module, and items of plain data."
        ) from error


def call(function: Callable[..., Any], shared: Any, item: Any) -> Any:
    """The result of one task: here, in a local worker and on a cluster the same call."""
    was_inside = is_inside_task()
    PLACE.is_inside = True
    try:
        return function(item) if shared is None else function(shared, item)
    finally:
        PLACE.is_inside = was_inside


def is_inside_task() -> bool:
    """Whether this thread computes a task, whose own crews must not start further processes."""
    return bool(getattr(PLACE, "is_inside", False))
