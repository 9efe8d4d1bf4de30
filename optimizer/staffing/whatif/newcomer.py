"""Problems with a little more: one more person of a practice and level, one more week, a looser ratio."""

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import numpy as np

from optimizer.staffing.changes.apply import apply_changes
from optimizer.staffing.changes.kinds import PersonJoins
from optimizer.staffing.data import Numbers, StaffingData
from optimizer.staffing.whatif.shortage import week_hours

NAME = "one more"


def wanted_cells(data: StaffingData) -> list[int]:
    """The practices and levels that some phase wants."""
    return [int(cell) for cell in np.unique(data.targets.cell[data.targets.ratio > 0])]


def with_person(data: StaffingData, cell: int) -> StaffingData:
    """One more internal, for full weeks from the first on, eligible for every phase that wants the role.

    Rate and value per hour are what the role has on each phase; the person comes last, and so do the new pairs.
    """
    practice, level = data.cells[cell]
    joins = PersonJoins(
        consultant=f"{NAME} {practice} {level}",
        practice=practice,
        level=level,
        hours_per_week=week_hours(data, cell),
        is_new=False,
    )
    return apply_changes(data, (joins,))


def with_week(data: StaffingData) -> StaffingData:
    """One week more for the same work: capacity and demand of the last week again, for phases open until then.

    Budgets and what is due by the end stay as they are.
    """
    count = len(data.weeks)
    goes_on = data.phases.end_week == count
    phases = _repeated(data.phases, goes_on)
    return replace(
        data,
        weeks=(*data.weeks, data.weeks[-1] + timedelta(weeks=1)),
        consultants=_repeated(data.consultants),
        phases=replace(phases, end_week=np.where(goes_on, count + 1, data.phases.end_week)),
        pairs=replace(
            data.pairs,
            published_hours=_one_more(data.pairs.published_hours, np.nan),
            current_hours=_one_more(data.pairs.current_hours, 0.0),
        ),
    )


def with_tolerance(data: StaffingData, tolerance: float) -> StaffingData:
    """Another tolerance of the staffing ratios (C8), of the week's planned hours."""
    return replace(data, parameters=replace(data.parameters, ratio_tolerance=tolerance))


def padded(hours: Numbers, data: StaffingData) -> Numbers:
    """``hours`` as P x W of ``data``, which has more pairs or weeks at the end; 0 there."""
    result = np.zeros((data.pairs.phase.size, len(data.weeks)))
    result[: hours.shape[0], : hours.shape[1]] = hours
    return result


def _repeated(part: Any, stays: Any = None) -> Any:
    """Every table by week with its last week once more; 0 where ``stays`` does not hold."""
    tables = {f.name: getattr(part, f.name) for f in fields(part) if np.ndim(getattr(part, f.name)) > 1}
    last = {name: table[:, -1] if stays is None else np.where(stays, table[:, -1], 0) for name, table in tables.items()}
    return replace(part, **{name: np.column_stack([table, last[name]]) for name, table in tables.items()})


def _one_more(table: Numbers, value: float) -> Numbers:
    return np.column_stack([table, np.full(len(table), value)])
