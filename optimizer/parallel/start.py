"""Which crew an installation and a caller want."""

from config.settings import settings
from optimizer.parallel.crew import Crew, core_count
from optimizer.parallel.in_process import InProcessCrew
from optimizer.parallel.local import LocalCrew
from optimizer.parallel.task import is_inside_task


def crew(workers: int | None = None, *, scheduler: str | None = None) -> Crew:
    """A crew for one piece of work; use it in a ``with`` block. Results do not depend on which it is.

    Parameters
    ----------
    workers
        Tasks at once on this machine: one per core by default; 1 computes in this process, as a task's own crew does.
    scheduler
        Address of a Dask scheduler, whose workers are used unless ``workers`` is 1; PROP_DASK_SCHEDULER by default,
        empty for none.

    Raises
    ------
    CrewError
        The cluster cannot be used.
    """
    address = settings().dask_scheduler if scheduler is None else scheduler
    size = core_count() if workers is None else workers
    if is_inside_task() or workers == 1:
        return InProcessCrew()
    if address:
        from optimizer.parallel.cluster import ClusterCrew  # noqa: PLC0415 (an extra)

        return ClusterCrew(address)
    return LocalCrew(size) if size > 1 else InProcessCrew()
