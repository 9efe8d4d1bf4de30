"""Named locks beside a DuckDB file: one holder among all threads and processes; the system frees a dead one's."""

import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sql.errors import LockHeldError

POLL_SECONDS = 0.05


@contextmanager
def lock_file(path: Path, *, wait_seconds: float) -> Iterator[None]:
    """Hold ``path`` locked for the block.

    Raises
    ------
    LockHeldError
        Another holder kept it for ``wait_seconds``; its process id is in the message when the file tells it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        deadline = time.monotonic() + wait_seconds
        while not _locked(descriptor):
            if time.monotonic() >= deadline:
                raise LockHeldError(
                    f"{path}: held by {_holder(descriptor)}. Nothing was changed. Wait for it to end, then try again."
                )
            time.sleep(POLL_SECONDS)
        _write_holder(descriptor)
        yield
    finally:
        os.close(descriptor)  # closing releases the lock


@contextmanager
def thread_lock(locks: dict[str, threading.Lock], name: str, wait_seconds: float) -> Iterator[None]:
    """Hold one of this process's own locks for the block.

    Raises
    ------
    LockHeldError
        Another thread kept it for ``wait_seconds``.
    """
    lock = locks.setdefault(name, threading.Lock())
    if not lock.acquire(timeout=max(wait_seconds, 0.0)):
        raise LockHeldError(
            f"Lock {name}: held by another thread. Nothing was changed. Wait for it to end, then try again."
        )
    try:
        yield
    finally:
        lock.release()


def lock_path(database_path: Path, name: str) -> Path:
    """Where the lock ``name`` of a DuckDB file lives."""
    return database_path.with_name(f"{database_path.name}.{re.sub(r'[^A-Za-z0-9_-]', '-', name)}.lock")


def _locked(descriptor: int) -> bool:
    """Try to lock an open file, without waiting."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 (exists on Windows alone)

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 (exists elsewhere alone)

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _write_holder(descriptor: int) -> None:
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, f"process {os.getpid()}".encode())


def _holder(descriptor: int) -> str:
    """Who wrote the lock file last; on Windows a locked byte cannot be read."""
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        return os.read(descriptor, 100).decode() or "another process"
    except OSError:
        return "another process"
