"""Tasks of a crew that do not hold up the plan: one that is not done when the clock ends gives None."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from typing import Any

from optimizer.parallel.crew import Crew
from optimizer.parallel.errors import TaskLateError
from optimizer.solver import Clock


def side_by_side(
    crew: Crew, function: Callable[..., Any], tasks: Sequence[Any], shared: Any, clock: Clock
) -> Iterator[Any]:
    """Results in order; None for a task that was stopped by the clock."""
    return map(_in_time, [crew.submit(function, task, shared=shared, clock=clock) for task in tasks])


def few_at_once(crew: Crew, at_once: int, clock: Clock) -> Callable[..., Iterator[Any]]:
    """As ``crew.map``, with so many tasks waiting or at work, and None for one that was stopped by the clock."""

    def each(function: Callable[..., Any], items: Iterable[Any], *, shared: Any) -> Iterator[Any]:
        waiting: deque[Future[Any]] = deque()
        for item in items:
            if len(waiting) >= at_once:
                yield _in_time(waiting.popleft())
            waiting.append(crew.submit(function, item, shared=shared, clock=clock))
        while waiting:
            yield _in_time(waiting.popleft())

    return each


def _in_time(future: Future[Any]) -> Any:
    try:
        return future.result()
    except TaskLateError:
        return None
