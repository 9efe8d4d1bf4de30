"""One solver thread per worker: as many tasks as cores run at once already."""

import threading

import highspy

THREAD = threading.local()


def solve_with_one_thread() -> None:
    """Start HiGHS's scheduler of this thread with one thread, before a model's ``threads`` of "automatic" starts more.

    From then on HiGHS refuses (kError) a model of this thread that asks for another number. ``Highs.startSolve`` solves
    in a thread of its own, to which this does not apply: pass ``threads=1`` there.
    """
    if not getattr(THREAD, "is_limited", False):
        highs = highspy.Highs()  # type: ignore[no-untyped-call]
        highs.silent()
        highs.setOptionValue("threads", 1)
        highs.run()
        THREAD.is_limited = True
