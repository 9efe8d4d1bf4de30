"""A large object on its way to the workers: its structure as a pickle, its arrays in memory that all of them map."""

import mmap
import os
import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from multiprocessing import reduction
from multiprocessing.connection import Connection
from typing import Any

from optimizer.parallel.errors import TaskFormError

ALIGNMENT_BYTES = 64  # what numpy and BLAS like
LEAST_MAPPED_BYTES = 100_000  # smaller arrays travel inside the pickle


@dataclass(eq=False)
class Parcel:
    """A packed object; ``memory_fd`` is an anonymous file of its arrays' bytes (Linux), gone when its users are."""

    content: Any  # kept, so that its identity stays its own
    stream: bytes
    inline: tuple[bytes, ...] = ()
    lengths: tuple[int, ...] = ()
    memory_fd: int | None = None

    def send(self, channel: Connection, worker_id: int) -> None:
        """To the worker process ``worker_id``, where ``Received`` takes it."""
        channel.send_bytes(self.stream)
        channel.send((self.inline, self.lengths))
        if self.memory_fd is not None:
            reduction.send_handle(channel, self.memory_fd, worker_id)

    def close(self) -> None:
        """Let go of the arrays' bytes; workers that have mapped them keep them."""
        if self.memory_fd is not None:
            os.close(self.memory_fd)
            self.memory_fd = None


def pack(content: Any) -> Parcel:
    """Pickle ``content`` once for all local workers.

    Raises
    ------
    TaskFormError
        It cannot be pickled.
    """
    stream, views = _taken_apart(content)
    if not hasattr(os, "memfd_create") or sum(view.nbytes for view in views) < LEAST_MAPPED_BYTES:
        return Parcel(content, stream, inline=tuple(bytes(view) for view in views))
    return Parcel(content, stream, (), tuple(view.nbytes for view in views), _memory_of(views))


def pack_inline(content: Any) -> Parcel:
    """Pickle ``content`` for other machines.

    Raises
    ------
    TaskFormError
        It cannot be pickled.
    """
    stream, views = _taken_apart(content)
    return Parcel(content, stream, inline=tuple(bytes(view) for view in views))


def _taken_apart(content: Any) -> tuple[bytes, list[memoryview]]:
    """The structure as a pickle, and the arrays' bytes where they are."""
    buffers: list[pickle.PickleBuffer] = []
    try:
        stream = pickle.dumps(content, protocol=5, buffer_callback=buffers.append)
        return stream, [buffer.raw() for buffer in buffers]
    except Exception as error:
        raise TaskFormError(
            f"The shared object, a {type(content).__name__}, cannot be sent to workers: {error}. Nothing was started. "
            "Share plain data: dataclasses, dictionaries, arrays."
        ) from error


def _memory_of(views: Sequence[memoryview]) -> int:
    """An anonymous file with the views' bytes, one after the other."""
    places = _places([view.nbytes for view in views])
    fd = os.memfd_create("prop-shared")
    os.ftruncate(fd, places[-1].stop)
    with mmap.mmap(fd, places[-1].stop) as memory:
        for view, place in zip(views, places, strict=True):
            memory[place] = view
    return fd


def _places(lengths: Sequence[int]) -> list[slice]:
    """Where each buffer lies, aligned."""
    starts = accumulate((-(-length // ALIGNMENT_BYTES) * ALIGNMENT_BYTES for length in lengths), initial=0)
    return [slice(start, start + length) for start, length in zip(starts, lengths, strict=False)]


class Received:
    """A parcel in a worker; opened by the first task that needs it, so that its faults are that task's."""

    def __init__(self, channel: Connection) -> None:
        self._stream: bytes | None = channel.recv_bytes()
        self._inline: tuple[bytes, ...]
        self._lengths: tuple[int, ...]
        self._inline, self._lengths = channel.recv()
        self._memory_fd = reduction.recv_handle(channel) if self._lengths else None
        self._content: Any = None

    def open(self) -> Any:
        """The object; its arrays are read-only views of the memory that all workers share."""
        if self._stream is not None:
            self._content = pickle.loads(self._stream, buffers=self._buffers())  # noqa: S301 (a pipe from the parent)
            self._stream = None
        return self._content

    def _buffers(self) -> Sequence[bytes | memoryview]:
        if self._memory_fd is None:
            return self._inline
        places = _places(self._lengths)
        view = memoryview(mmap.mmap(self._memory_fd, places[-1].stop, prot=mmap.PROT_READ))
        os.close(self._memory_fd)
        self._memory_fd = None
        return [view[place] for place in places]
