"""Which crew an installation and a caller want."""

import multiprocessing

from optimizer.parallel.crew import Crew, core_count
from optimizer.parallel.in_process import InProcessCrew
from optimizer.parallel.local import LocalCrew


def crew(workers: int | None = None) -> Crew:
    """A crew for one piece of work; use it in a ``with`` block.

    Parameters
    ----------
    workers
        Tasks at once: one per core by default; 1 computes in this process, as does a crew inside a worker.
    """
    size = core_count() if workers is None else workers
    if size <= 1 or multiprocessing.parent_process() is not None:
        return InProcessCrew()
    return LocalCrew(size)
