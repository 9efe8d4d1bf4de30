"""The thread that feeds local workers, hears their answers and replaces those that die."""

import multiprocessing
import sys
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.context import BaseContext
from queue import Empty, SimpleQueue

from optimizer.parallel.errors import CrewError, TaskLostError
from optimizer.parallel.outcome import DONE, read
from optimizer.parallel.parcel import Parcel
from optimizer.parallel.task import Task
from optimizer.parallel.worker_process import WorkerProcess
from optimizer.solver import Clock

MOST_LOST = 3  # a task runs again twice after its worker died
MOST_FAILED_STARTS = 3
PRELOADED = ["optimizer.parallel.worker", "optimizer.solver", "scipy.sparse"]


@dataclass(eq=False)
class Order:
    """A task as it waits: packed, with what it shares."""

    task: Task
    packed: bytes
    parcel: Parcel | None


class Dispatcher(threading.Thread):
    """Owns the workers; other threads only add to its queue and wake it."""

    def __init__(self, size: int) -> None:
        super().__init__(name="crew", daemon=True)
        self._size = size
        self._context = _context()
        self._arrivals: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._waiting: deque[Order] = deque()
        self._workers: dict[WorkerProcess, Order | None] = {}
        self._clocks: set[Clock] = set()
        self._failed_start_count = 0
        self._is_closing = False
        self._bell, self._button = self._context.Pipe(duplex=False)
        self._bell_lock = threading.Lock()
        self._is_rung = False

    def add(self, order: Order) -> None:
        """Queue a task."""
        self._arrivals.put(lambda: self._accept(order))
        self.wake()

    def forget(self, parcel: Parcel) -> None:
        """Free the workers' copies, and then the parcel."""
        self._arrivals.put(lambda: self._forget(parcel))
        self.wake()

    def close(self) -> None:
        """End the workers and the thread; nothing may be added afterwards."""
        self._is_closing = True
        self.wake()
        self.join()
        self._bell.close()
        self._button.close()

    def wake(self) -> None:
        """Let it look at what came in, or was cancelled."""
        with self._bell_lock:
            if not self._is_rung:
                self._is_rung = True
                self._button.send_bytes(b"!")

    def run(self) -> None:
        """Until closed."""
        try:
            while not self._is_closing:
                self._take_arrivals()
                self._stop_unwanted()
                self._staff()
                self._hand_out()
                self._listen()
        except BaseException as error:  # noqa: BLE001 (nobody may wait forever for a thread that is gone)
            self._fail_all(error)
        finally:
            for each in self._workers:
                each.end()

    def _take_arrivals(self) -> None:
        try:
            while True:
                self._arrivals.get_nowait()()
        except Empty:
            return

    def _accept(self, order: Order) -> None:
        self._waiting.append(order)
        if order.task.clock is not None:
            self._clocks.add(order.task.clock)

    def _forget(self, parcel: Parcel) -> None:
        for each in list(self._workers):
            try:
                each.forget(parcel)
            except OSError:
                self._replace(each)
        parcel.close()

    def _stop_unwanted(self) -> None:
        """End tasks that are late, and the workers that compute what is late or cancelled."""
        over = {clock for clock in self._clocks if clock.is_over}
        if over:
            self._clocks -= over
            for order in self._outstanding():
                if order.task.clock in over:
                    order.task.fail_late()
        for each, running in list(self._workers.items()):
            if running is not None and running.task.future.done():
                del self._workers[each]
                each.end()

    def _outstanding(self) -> list[Order]:
        return [*self._waiting, *(running for running in self._workers.values() if running)]

    def _staff(self) -> None:
        """Start the workers that are missing."""
        while len(self._workers) < self._size:
            self._workers[WorkerProcess(self._context)] = None

    def _hand_out(self) -> None:
        """Give the oldest tasks to the workers that are free."""
        free = [each for each, running in self._workers.items() if running is None and each.is_ready]
        while free and self._waiting:
            order = self._waiting.popleft()
            if not order.task.future.done():
                each = free.pop()
                self._workers[each] = order
                each.give(order.packed, order.parcel)

    def _listen(self) -> None:
        """Wait for an answer, a death, the bell, or the next time limit."""
        by_channel = {each.channel: each for each in self._workers}
        patience_seconds = min((clock.left_seconds for clock in self._clocks), default=None)
        for channel in connection.wait([self._bell, *by_channel], patience_seconds):
            if channel is self._bell:
                with self._bell_lock:
                    self._bell.recv_bytes()
                    self._is_rung = False
            else:
                self._hear(by_channel[channel])  # type: ignore[index]  # only connections were waited for

    def _hear(self, each: WorkerProcess) -> None:
        try:
            message = each.hear()
        except (EOFError, OSError):
            self._replace(each)
            return
        order = self._workers[each]
        if order is None:
            each.is_ready = True
            self._failed_start_count = 0
            return
        self._workers[each] = None
        kind, content = read(message)
        if kind == DONE:
            order.task.finish(content)
        else:
            order.task.fail(content)

    def _replace(self, dead: WorkerProcess) -> None:
        """Forget a dead worker; its task runs again, before those that wait, but not forever."""
        order = self._workers.pop(dead)
        code = dead.end()
        if order is not None:
            order.task.lost_count += 1
            if order.task.lost_count < MOST_LOST:
                self._waiting.appendleft(order)
            else:
                order.task.fail(_lost(order.task, code))
        elif not dead.is_ready:
            self._failed_start_count += 1
            if self._failed_start_count >= MOST_FAILED_STARTS * self._size:
                raise _not_started(code)

    def _fail_all(self, error: BaseException) -> None:
        """Nobody will compute what is outstanding."""
        self._is_closing = True
        self._take_arrivals()
        for order in self._outstanding():
            order.task.fail(error)


def _context() -> BaseContext:
    """Workers fork from a server that has imported what they need (Linux, macOS), or start anew (Windows)."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def _lost(task: Task, code: int | None) -> TaskLostError:
    end = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
    return TaskLostError(
        f"Task {task.name} was started {MOST_LOST} times, and each time its worker died (last: {end}). It has no "
        "result; other tasks are not affected. Signal 9 mostly means that memory ran out: use fewer workers."
    )


def _not_started(code: int | None) -> CrewError:
    return CrewError(
        f"Local workers end before they can work (exit code {code}); what they printed says why. No task was started. "
        'Scripts that use workers need `if __name__ == "__main__":`; one worker needs no processes.'
    )
