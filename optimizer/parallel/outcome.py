"""Run one packed task and pack its outcome: the same in local workers and on a cluster."""

import pickle
import traceback
from collections.abc import Callable
from typing import Any

from optimizer.parallel.errors import TaskFormError
from optimizer.parallel.solver_threads import solve_with_one_thread
from optimizer.parallel.task import call

DONE, FAILED = "done", "failed"


def outcome(packed: bytes, shared: Callable[[], Any]) -> bytes:
    """The pickled pair (DONE, result) or (FAILED, error) of one task.

    Parameters
    ----------
    packed
        The pickled pair (function, item).
    shared
        Gives what the task shares with others, or None.
    """
    solve_with_one_thread()
    try:
        function, item = pickle.loads(packed)  # noqa: S301 (from the process that asks for the result)
        result = call(function, shared(), item)
    except BaseException as error:  # noqa: BLE001 (whatever it is, it is the task's outcome)
        return _failure(error)
    try:
        return pickle.dumps((DONE, result), protocol=5)
    except Exception as error:  # noqa: BLE001 (pickle raises what the result's class raises)
        return _failure(_untellable(f"its result, a {type(result).__name__}, cannot be sent back ({error})"))


def read(packed: bytes) -> tuple[str, Any]:
    """The pair that ``outcome`` packed."""
    try:
        pair: tuple[str, Any] = pickle.loads(packed)  # noqa: S301 (from this process's own workers)
    except Exception as error:  # noqa: BLE001 (the result's class decides what goes wrong)
        return FAILED, _untellable(f"its result cannot be read ({error})")
    return pair


def _failure(error: BaseException) -> bytes:
    """The error with its traceback as a note; one that does not survive the journey is told in words."""
    error.add_note("In a worker:\n" + "".join(traceback.format_exception(error)))
    error.__traceback__ = error.__cause__ = error.__context__ = None
    try:
        packed = pickle.dumps((FAILED, error), protocol=5)
        pickle.loads(packed)  # noqa: S301 (its own)
    except Exception:  # noqa: BLE001 (the error's class decides what goes wrong)
        told = _untellable(f"it raised {type(error).__name__}: {error}")
        told.__notes__ = error.__notes__
        return pickle.dumps((FAILED, told), protocol=5)
    return packed


def _untellable(found: str) -> TaskFormError:
    return TaskFormError(
        f"A task has no result that can be used: {found}. Other tasks stand. Let tasks return and raise plain data."
    )
