"""Many decisions, one after the other or several at once; somebody who stops keeps what is done."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from optimizer.parallel.start import crew

FEW_CELLS = 20_000  # requests x decisions that are made before other processes have started
Result = TypeVar("Result")
Listener = Callable[[int, int], None]


def gather(
    function: Callable[..., Result],
    items: Sequence[Any],
    shared: Any,
    request_count: int,
    *,
    workers: int | None,
    on_progress: Listener,
) -> list[Result]:
    """Results of ``function(shared, item)`` in the order of items; those that were done when Ctrl-C came.

    Parameters
    ----------
    workers
        Decisions at once; by default one per core where that pays, or those of PROP_DASK_SCHEDULER.

    Raises
    ------
    KeyboardInterrupt
        Stopped before the first one was done.
    """
    few = len(items) * request_count <= FEW_CELLS
    found: list[Result] = []
    try:
        with crew(1 if workers is None and few else workers) as people:
            for done in people.map(function, items, shared=shared, on_progress=on_progress):
                found.append(done)  # noqa: PERF402  # what is done stays when somebody stops
    except KeyboardInterrupt:
        if not found:
            raise
    return found
