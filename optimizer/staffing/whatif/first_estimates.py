"""What somebody new would be worth while who works where stays: a first estimate, by linear programs alone."""

from collections.abc import Iterator
from contextlib import contextmanager

import highspy
import numpy as np

from optimizer.solver import Clock
from optimizer.staffing import score
from optimizer.staffing.bulk.model import assemble
from optimizer.staffing.bulk.variables import BulkModel
from optimizer.staffing.data import Indexes, Numbers, StaffingData
from optimizer.staffing.whatif.newcomer import padded, with_person


def persons(data: StaffingData, hours: Numbers, cells: list[int], clock: Clock) -> dict[int, float]:
    """Cell -> milli-points that one more person would gain; cells for which there was no time are missing.

    Parameters
    ----------
    data
        The problem.
    hours
        P x W hours of the plan: who works when stays, how long may change.
    cells
        Practices and levels to look at.
    clock
        When to stop.

    Notes
    -----
    All newcomers enter one LP without an hour to work; each in turn gets theirs, and the LP is solved again from where
    it was. (The price of the first hour times a person's hours, the usual estimate, was ten times too high.) Blocks
    and starts of the newcomer are relaxed, which makes the estimate higher; that others stay where they are, lower.
    """
    if not cells:
        return {}
    larger = data
    for cell in cells:
        larger = with_person(larger, cell)
    first = len(data.consultants.ids)
    lp = _Relaxed(larger, padded(hours, larger), first)
    nobody = lp.objective(clock)
    if nobody is None:
        return {}
    before, result = score.objective(data, hours), {}
    for number, cell in enumerate(cells):
        with lp.at_work(first + number):
            found = lp.objective(clock)
        if found is None:
            break
        one = with_person(data, cell)
        idle = score.objective(one, padded(hours, one)) - before
        result[cell] = idle + found - nobody
    return result


class _Relaxed:
    """The hours LP with newcomers who have no hours yet."""

    def __init__(self, data: StaffingData, hours: Numbers, first_new: int) -> None:
        is_new = (data.pairs.consultant >= first_new)[:, None]
        self._model: BulkModel = assemble(data, switches=np.where(is_new, -1, hours > 0).astype(int), is_tight=False)
        self._highs: highspy.Highs = self._model.to_highs(is_relaxed=True)
        for c in range(first_new, len(data.consultants.ids)):
            self._limit(c, 0.0)

    def objective(self, clock: Clock) -> float | None:
        """Milli-points but for a constant; None when the clock stops it."""
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + max(clock.left_seconds, 0.01))
        self._highs.run()
        is_best = self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return float(self._highs.getInfo().objective_function_value) if is_best else None

    @contextmanager
    def at_work(self, consultant: int) -> Iterator[None]:
        """For the time of a ``with`` block the newcomer has all their hours."""
        self._limit(consultant, 1.0)
        yield
        self._limit(consultant, 0.0)

    def _limit(self, consultant: int, share: float) -> None:
        rows = self._model.rows["weekly_capacity"]
        mine: Indexes = np.flatnonzero(rows.index[0] == consultant)
        for k in mine.tolist():
            self._highs.changeRowBounds(int(rows.rows[k]), -highspy.kHighsInf, share * float(rows.upper[k]))
