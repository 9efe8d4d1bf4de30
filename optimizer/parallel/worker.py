"""What a local worker process does: receive, compute, answer, until the parent hangs up or dies."""

import pickle
import signal
import traceback
from contextlib import suppress
from multiprocessing.connection import Connection

from optimizer.parallel.errors import TaskFormError
from optimizer.parallel.parcel import Received
from optimizer.parallel.parent_death import die_with_parent
from optimizer.parallel.task import call

READY, DONE, FAILED = "ready", "done", "failed"
TASK, SHARED, FORGET = "task", "shared", "forget"


def work(channel: Connection) -> None:
    """Run in a new process, with the parent at the other end of ``channel``. Ctrl-C is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    die_with_parent()
    with suppress(EOFError, OSError):  # the parent hung up: it wants no more
        channel.send((READY, None))
        _answer_all(channel)


def _answer_all(channel: Connection) -> None:
    parcels: dict[int, Received] = {}
    while True:
        kind, key, content = channel.recv()
        if kind == SHARED:
            parcels[key] = Received(channel)
        elif kind == FORGET:
            parcels.pop(key, None)
        else:
            channel.send_bytes(_answer(content, parcels.get(key)))


def _answer(packed: bytes, parcel: Received | None) -> bytes:
    """The pickled outcome of one task."""
    try:
        function, item = pickle.loads(packed)  # noqa: S301 (the pipe comes from the parent alone)
        result = call(function, None if parcel is None else parcel.open(), item)
    except BaseException as error:  # noqa: BLE001 (whatever it is, it is the task's outcome)
        return _failure(error)
    try:
        return pickle.dumps((DONE, result), protocol=5)
    except Exception as error:  # noqa: BLE001 (pickle raises what the result's class raises)
        return _failure(TaskFormError(f"A task's result, a {type(result).__name__}, cannot be sent back: {error}."))


def _failure(error: BaseException) -> bytes:
    """The error with its traceback as a note; one that does not survive the journey is told in words."""
    error.add_note("In a worker:\n" + "".join(traceback.format_exception(error)))
    error.__traceback__ = error.__cause__ = error.__context__ = None
    try:
        packed = pickle.dumps((FAILED, error), protocol=5)
        pickle.loads(packed)  # noqa: S301 (its own)
    except Exception:  # noqa: BLE001 (the error's class decides what goes wrong)
        told = TaskFormError(f"A task ended with {type(error).__name__}: {error}.")
        told.__notes__ = error.__notes__
        return pickle.dumps((FAILED, told), protocol=5)
    return packed
