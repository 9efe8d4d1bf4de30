"""The parent's side of one local worker process."""

from multiprocessing.context import BaseContext

from optimizer.parallel import worker
from optimizer.parallel.parcel import Parcel

END_SECONDS = 10.0  # a killed process is gone long before


class WorkerProcess:
    """A process that computes one task at a time.

    Attributes
    ----------
    is_ready
        Whether it has said that it started.
    """

    def __init__(self, context: BaseContext) -> None:
        self.channel, theirs = context.Pipe()
        self.is_ready = False
        self._known: set[int] = set()
        self._process = context.Process(target=worker.work, args=(theirs,), daemon=True)  # type: ignore[attr-defined]
        self._process.start()
        theirs.close()

    def give(self, packed: bytes, parcel: Parcel | None) -> None:
        """Let it compute a task; what the task shares goes first, unless the worker has it."""
        try:
            if parcel is not None and id(parcel) not in self._known:
                self._known.add(id(parcel))
                self.channel.send((worker.SHARED, id(parcel), None))
                parcel.send(self.channel, self._process.pid)
            self.channel.send((worker.TASK, id(parcel) if parcel else None, packed))
        except OSError:
            return  # it died; listening to it says so

    def forget(self, parcel: Parcel) -> None:
        """Free its copy."""
        if id(parcel) in self._known:
            self._known.discard(id(parcel))
            self.channel.send((worker.FORGET, id(parcel), None))

    def hear(self) -> bytes:
        """Its next message: ``worker.READY`` first, then one packed outcome per task.

        Raises
        ------
        EOFError, OSError
            It died.
        """
        return self.channel.recv_bytes()

    def end(self) -> int | None:
        """Kill it, wait for its end, and say its exit code: minus the signal's number."""
        self._process.kill()
        self._process.join(END_SECONDS)
        self.channel.close()
        code: int | None = self._process.exitcode
        return code
