"""A crew on a Dask cluster."""

import pickle
import threading
import warnings
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, TypeVar

from optimizer.parallel.crew import Crew
from optimizer.parallel.dask_connection import connect, worker_threads
from optimizer.parallel.errors import CrewError, TaskLostError
from optimizer.parallel.outcome import DONE, outcome, read
from optimizer.parallel.parcel import pack_inline
from optimizer.parallel.task import Task, packed
from optimizer.solver import Clock

if TYPE_CHECKING:
    from distributed import Future as DaskFuture

Result = TypeVar("Result")
WATCH_SECONDS = 5.0
PATIENCE_SECONDS = 60.0


class ClusterCrew(Crew):
    """Tasks run on the workers of a Dask scheduler; those of a worker that dies run again on others.

    Parameters
    ----------
    address
        Of the scheduler.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._client = connect(address)
        self.size = sum(worker_threads(self._client).values())
        self._outstanding: dict[Task, DaskFuture[bytes]] = {}
        self._shared: dict[int, tuple[Any, DaskFuture[Any]]] = {}
        self._packing = threading.Lock()
        self._alarms: dict[Clock, threading.Timer] = {}
        self._is_closed = threading.Event()
        threading.Thread(target=self._watch, name="cluster-watch", daemon=True).start()

    def submit(
        self, function: Callable[..., Result], item: Any, *, shared: Any = None, clock: Clock | None = None
    ) -> Future[Result]:
        """Send the task to the scheduler. A task that already runs there cannot be stopped, only left alone."""
        task = Task(function, item, clock=clock)
        content = packed(task)
        theirs = self._client.submit(answer, content, self._sent(shared), pure=False)
        self._outstanding[task] = theirs
        if clock is not None:
            self._set_alarm(clock)
        task.future.add_done_callback(lambda ended: self._let_go(task, ended))
        theirs.add_done_callback(lambda ended: self._hear(task, ended))  # type: ignore[no-untyped-call]
        return task.future

    def forget(self, shared: Any) -> None:
        """Free the workers' copies."""
        self._shared.pop(id(shared), None)

    def cancel(self) -> None:
        """Stop what waits, and leave what runs to end unheard."""
        for task in list(self._outstanding):
            task.future.cancel()

    def close(self) -> None:
        """Cancel, and hang up; the cluster goes on."""
        self._is_closed.set()
        self.cancel()
        for alarm in self._alarms.values():
            alarm.cancel()
        self._shared.clear()
        self._client.close()  # type: ignore[no-untyped-call]

    def _sent(self, shared: Any) -> "DaskFuture[Any] | None":
        """``shared`` on the cluster: a task of its own, so that Dask unpacks it again where its copies died."""
        if shared is None:
            return None
        with self._packing:
            if id(shared) not in self._shared:
                parcel = pack_inline(shared)
                with warnings.catch_warnings():
                    warnings.filterwarnings("ignore", message="Sending large graph")  # once, and on purpose
                    theirs = self._client.submit(unpack, parcel.stream, parcel.inline, pure=False)
                self._shared[id(shared)] = (shared, theirs)
            return self._shared[id(shared)][1]

    def _set_alarm(self, clock: Clock) -> None:
        """End the tasks of ``clock`` when it is over."""
        if clock not in self._alarms:
            alarm = self._alarms[clock] = threading.Timer(clock.left_seconds, self._end_late, (clock,))
            alarm.daemon = True
            alarm.start()

    def _end_late(self, clock: Clock) -> None:
        for task in [task for task in list(self._outstanding) if task.clock is clock]:
            task.fail_late()

    def _watch(self) -> None:
        """Nobody waits forever for a cluster whose workers are gone."""
        empty_seconds = 0.0
        while not self._is_closed.wait(WATCH_SECONDS):
            try:
                is_empty = not worker_threads(self._client)
            except (OSError, TimeoutError):
                continue  # Dask itself tells of a lost scheduler
            empty_seconds = empty_seconds + WATCH_SECONDS if is_empty else 0.0
            if empty_seconds >= PATIENCE_SECONDS:
                for task in list(self._outstanding):
                    task.fail(self._deserted(task))

    def _deserted(self, task: Task) -> CrewError:
        return CrewError(
            f"The Dask scheduler {self._address} has had no workers for {PATIENCE_SECONDS:.0f} s. Task {task.name} was "
            "given up; results of tasks that were done stand. Start workers, or unset PROP_DASK_SCHEDULER."
        )

    def _let_go(self, task: Task, ended: Future[Any]) -> None:
        """Free the scheduler's place of a task that has a result, was cancelled, or is late."""
        if ended.cancelled():
            ended.set_running_or_notify_cancel()
        theirs = self._outstanding.pop(task, None)
        if theirs is not None and not theirs.done():  # type: ignore[no-untyped-call]
            theirs.cancel()  # type: ignore[no-untyped-call]

    def _hear(self, task: Task, ended: "DaskFuture[bytes]") -> None:
        """Take over what became of the task; Dask calls this from a thread of its own."""
        if task.future.done():
            return
        try:
            kind, content = read(ended.result())
        except BaseException as error:  # noqa: BLE001 (nobody else would tell)
            task.fail(self._in_our_words(task, error))
            return
        if kind == DONE:
            task.finish(content)
        else:
            task.fail(content)

    def _in_our_words(self, task: Task, error: BaseException) -> BaseException:
        from distributed.client import FutureCancelledError  # noqa: PLC0415 (an extra)
        from distributed.scheduler import KilledWorker  # noqa: PLC0415

        if isinstance(error, KilledWorker):
            return TaskLostError(
                f"Task {task.name} was given up by the Dask scheduler {self._address}: each worker that tried it died "
                "(how often is its setting allowed-failures). It has no result; other tasks stand. See the workers' "
                "logs; mostly memory ran out."
            )
        if isinstance(error, FutureCancelledError):
            return CrewError(
                f"The Dask scheduler {self._address} was lost before task {task.name} was done ({error}). Its result "
                "is missing, those of tasks that were done stand. Start the scheduler, or unset PROP_DASK_SCHEDULER."
            )
        return error


def answer(content: bytes, shared: Any) -> bytes:
    """On a Dask worker: the packed outcome of one task."""
    return outcome(content, lambda: shared)


def unpack(stream: bytes, buffers: tuple[bytes, ...]) -> Any:
    """On a Dask worker: an object that tasks share; its arrays are read-only."""
    return pickle.loads(stream, buffers=buffers)  # noqa: S301 (from the process that asks for the results)
