"""What a local worker process does: receive, compute, answer, until the parent hangs up or dies."""

import signal
from contextlib import suppress
from multiprocessing.connection import Connection

from optimizer.parallel.outcome import outcome
from optimizer.parallel.parcel import Received
from optimizer.parallel.parent_death import die_with_parent

READY = b"ready"
TASK, SHARED, FORGET = "task", "shared object", "forget"


def work(channel: Connection) -> None:
    """Run in a new process, with the parent at the other end of ``channel``. Ctrl-C is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    die_with_parent()
    with suppress(EOFError, OSError):  # the parent hung up: it wants no more
        channel.send_bytes(READY)
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
            channel.send_bytes(outcome(content, parcels[key].open if key else lambda: None))
