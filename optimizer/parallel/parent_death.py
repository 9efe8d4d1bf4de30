"""A worker ends when the process that asked for it ends, however that ends."""

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from multiprocessing import connection, forkserver

PR_SET_PDEATHSIG = 1  # prctl(2)


def die_with_parent() -> None:
    """Let this worker process die with its parent, also in the middle of a call that holds Python's lock.

    On Linux the kernel kills the worker when the fork server ends, which ends with the parent; elsewhere, and should
    that fail, a thread sees the parent's end of a pipe close.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        _let_fork_server_end()
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_die_after, args=(parent.sentinel,), name="parent-watch", daemon=True).start()


def _let_fork_server_end() -> None:
    """Close this worker's copy of the pipe that keeps the fork server alive, or it would outlive the parent."""
    server = getattr(forkserver, "_forkserver", None)
    alive_fd = getattr(server, "_forkserver_alive_fd", None)
    if server is not None and alive_fd is not None:
        os.close(alive_fd)
        server._forkserver_alive_fd = None  # noqa: SLF001 (there is no public way)


def _die_after(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
