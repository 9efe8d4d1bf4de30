"""The rules C1 to C13 of STAFFING in bulk, one function per rule; ``staffing.constraints`` explains them.

What is kept is taken off the right sides, so that a rule says what it leaves to the entries of the scope.
"""

import numpy as np

from optimizer.staffing.bulk.arrays import find
from optimizer.staffing.bulk.variables import BulkModel
from optimizer.staffing.data import Indexes, Numbers


def weekly_capacity(model: BulkModel) -> None:
    """Nobody is booked beyond the hours they have (STAFFING C1)."""
    by, hours = model.scope.by_consultant, model.columns["hours"].columns
    left = model.data.consultants.capacity_hours - model.scope.rest.booked
    model.add_rows(
        "weekly_capacity", (by.group, by.week), [(by.position, hours, 1)], upper=_at_least_zero(left[by.group, by.week])
    )


def open_window(model: BulkModel) -> None:
    """Hours only in weeks in which the phase is open and the consultant is there (STAFFING C2): no row.

    Raises
    ------
    AssertionError
        A variable exists outside its window: a fault of ``scope.py``.
    """
    if not model.data.active[model.scope.pair, model.scope.week].all():
        raise AssertionError("hours exist outside the window")


def minimum_block(model: BulkModel) -> None:
    """Nobody works less than a block on a phase in a week, or not at all (STAFFING C3)."""
    scope, block = model.scope, model.data.parameters.minimum_block_hours
    row, key = np.arange(len(scope)), (scope.pair, scope.week)
    hours, is_on = (row, model.columns["hours"].columns, 1), model.columns["is_on"].columns
    model.add_rows("minimum_block", key, [hours, (row, is_on, -block)], lower=0)
    model.add_rows("works_when_on", key, [hours, (row, is_on, -scope.most)], upper=0)


def weekly_demand(model: BulkModel) -> None:
    """A phase takes at most 1.5 times its planned hours of the week (STAFFING C4)."""
    by, hours = model.scope.by_phase, model.columns["hours"].columns
    left = model.data.phases.maximum_hours - model.scope.rest.phase_hours
    model.add_rows(
        "weekly_demand", (by.group, by.week), [(by.position, hours, 1)], upper=_at_least_zero(left[by.group, by.week])
    )


def remaining_budget(model: BulkModel) -> None:
    """A phase spends its remaining budget, or the excess is paid for (STAFFING C4, Burn <= 1)."""
    over = model.columns["over_budget"]
    (phase,) = over.index
    left = model.data.phases.remaining_amount - model.scope.rest.spent_amount
    spent = find((phase,), (model.scope.phase,)), model.columns["hours"].columns, model.scope.rate
    paid = np.arange(len(phase)), over.columns, -1
    model.add_rows("remaining_budget", (phase,), [spent, paid], upper=left[phase])


def schedule_floor(model: BulkModel) -> None:
    """SPI reaches 0.85 at the end of the horizon, or what is missing is paid for (STAFFING C5)."""
    short = model.columns["spi_short"]
    (due,) = short.index
    row, columns, values = _spi_terms(model, due)
    missing = model.data.parameters.spi_floor - kept_spi(model)[due]
    terms = [(row, columns, values), (np.arange(len(due)), short.columns, 1)]
    model.add_rows("schedule_floor", (due,), terms, lower=missing)


def value_band(model: BulkModel) -> None:
    """VEC stays within 0.15 of Burn, or the excess is paid for on its side (STAFFING C6)."""
    above, below = model.columns["vec_above_band"], model.columns["vec_below_band"]
    (every,) = above.index
    data, rest, scope = model.data, model.scope.rest, model.scope
    before = data.engagements.extracted_amount - data.engagements.ac_amount
    kept = ((before + rest.extracted_amount - rest.cost_amount) / data.engagements.bac_amount)[every]
    per_hour = (scope.value - scope.rate) / data.engagements.bac_amount[scope.engagement]
    distance = find((every,), (scope.engagement,)), model.columns["hours"].columns, per_hour
    band, row = data.parameters.band, np.arange(len(every))
    model.add_rows("value_above_burn", (every,), [distance, (row, above.columns, -1)], upper=band - kept)
    model.add_rows("value_below_burn", (every,), [distance, (row, below.columns, 1)], lower=-band - kept)


def bench(model: BulkModel) -> None:
    """Internals with time and an open phase are 80 % assigned, or their bench is paid for (STAFFING C7)."""
    short, scope = model.columns["bench_short"], model.scope
    row = find(short.index, (scope.consultant, scope.week))
    mine = row >= 0
    wanted = (1 - model.data.parameters.bench_target) * model.data.consultants.capacity_hours - scope.rest.booked
    booked = row[mine], model.columns["hours"].columns[mine], 1
    terms = [booked, (np.arange(len(short.columns)), short.columns, 1)]
    model.add_rows("bench", short.index, terms, lower=wanted[short.index])


def staffing_ratio(model: BulkModel) -> None:
    """Hours by practice and level follow the ratios, or the distance is paid for (STAFFING C8)."""
    off, scope, data = model.columns["off_ratio"], model.scope, model.data
    target, week = off.index
    phase, row = data.targets.phase[target], np.arange(len(target))
    slack = data.parameters.ratio_tolerance * data.phases.planned_hours[phase, week]
    kept = scope.rest.target_hours[target, week]
    place = find(off.index, (np.maximum(scope.target, 0), scope.week))
    mine = (place >= 0) & (scope.target >= 0)
    actual = place[mine], model.columns["hours"].columns[mine], 1
    wanted = row, model.column("total_hours", phase, week), -data.targets.ratio[target]
    above, below = [actual, wanted, (row, off.columns, -1)], [actual, wanted, (row, off.columns, 1)]
    model.add_rows("staffing_ratio_above", off.index, above, upper=slack - kept)
    model.add_rows("staffing_ratio_below", off.index, below, lower=-slack - kept)


def internal_first(model: BulkModel) -> None:
    """Where an external works, idle hours of internals of that practice and level are paid for (STAFFING C9)."""
    idle, scope = model.columns["idle_beside_external"], model.scope
    row, external = np.arange(len(idle.columns)), model.column("external_works", *idle.index)
    capacity, booked = model.index.internal_capacity[idle.index], scope.rest.internal_hours[idle.index]
    place = find(idle.index, (scope.cell, scope.week))
    mine, is_free = (place >= 0) & ~scope.is_external, external >= 0
    terms = [
        (row, idle.columns, 1),
        (place[mine], model.columns["hours"].columns[mine], 1),
        (row[is_free], external[is_free], -capacity[is_free]),
    ]
    model.add_rows("internal_first", idle.index, terms, lower=np.where(is_free, 0, capacity) - booked)
    column = model.column("external_works", scope.cell, scope.week)
    mine = (column >= 0) & scope.is_external
    terms = [
        (np.arange(mine.sum()), model.columns["is_on"].columns[mine], 1),
        (np.arange(mine.sum()), column[mine], -1),
    ]
    model.add_rows("external_works", (scope.pair[mine], scope.week[mine]), terms, upper=0)


def switching(model: BulkModel) -> None:
    """Who starts on an engagement is counted; a week of leave does not interrupt (STAFFING C10)."""
    teams, starts, works = model.teams, model.columns["starts"], model.works_columns
    row = np.arange(len(starts.columns))
    now, before = _works_at(works, teams.group_at_start), _works_at(works, teams.group_before)
    terms = [(row, starts.columns, 1), (row[now >= 0], now[now >= 0], -1), (row[before >= 0], before[before >= 0], 1)]
    is_on_anyway = (now < 0).astype(float)
    model.add_rows("switching", starts.index, terms, lower=is_on_anyway - teams.on_before)
    _works_on_any(model)


def _works_at(works: Indexes, group: Indexes) -> Indexes:
    """The column of each team-week, -1 where it is a constant."""
    return np.where(group >= 0, works[group], -1) if len(works) else group


def _works_on_any(model: BulkModel) -> None:
    """A consultant works on an engagement exactly when on one of its phases."""
    scope, works, is_on = model.scope, model.columns["works"], model.columns["is_on"].columns
    place = find(works.index, (scope.team, scope.week))
    mine = place >= 0
    row = np.arange(mine.sum())
    terms = [(row, works.columns[place[mine]], 1), (row, is_on[mine], -1)]
    model.add_rows("works_on_phase", (scope.pair[mine], scope.week[mine]), terms, lower=0)
    terms = [(np.arange(len(works.columns)), works.columns, 1), (place[mine], is_on[mine], -1)]
    model.add_rows("works_on_none", works.index, terms, upper=0)


def pins(model: BulkModel) -> None:
    """Accepted or pinned hours stay as they are; rejected pairs have no variable (STAFFING C11)."""
    pair, week, hours = model.index.pins
    entry = model.scope.find(pair, week)
    mine = entry >= 0
    row = np.arange(mine.sum())
    terms = [(row, model.columns["hours"].columns[entry[mine]], 1)]
    model.add_rows("pin", (pair[mine], week[mine]), terms, lower=hours[mine], upper=hours[mine])


def stability(model: BulkModel) -> None:
    """Hours moved against last week's published plan are counted (STAFFING C12)."""
    moved = model.columns["moved_hours"]
    published = model.data.pairs.published_hours[moved.index]
    entry, row = model.scope.find(*moved.index), np.arange(len(moved.columns))
    mine = entry >= 0
    hours = model.columns["hours"].columns[entry[mine]]
    up, down = (row[mine], hours, -1), (row[mine], hours, 1)
    model.add_rows("moved_up", moved.index, [(row, moved.columns, 1), up], lower=-published)
    model.add_rows("moved_down", moved.index, [(row, moved.columns, 1), down], lower=published)


def engagement_load(model: BulkModel) -> None:
    """Nobody works on more engagements in a week than allowed; skills decide who is eligible (STAFFING C13)."""
    most, teams, totals = model.data.parameters.maximum_engagements, model.teams, model.scope.rest
    if most is None:
        return
    works = model.works_columns
    person, week = model.index.team_consultant[teams.groups.group], teams.groups.week
    by = model.scope.by_consultant
    place, is_free = find((by.group, by.week), (person, week)), works >= 0
    free_count = np.bincount(place[is_free], minlength=len(by))
    left = most - totals.teams_at_work(by.group, by.week)
    binds = free_count > left
    row = np.cumsum(binds) - 1
    mine = is_free & binds[place]
    key = by.group[binds], by.week[binds]
    model.add_rows("engagement_load", key, [(row[place[mine]], works[mine], 1)], upper=left[binds])


def counted_up_to_one(model: BulkModel) -> None:
    """SPI and VEC earn up to 1; beyond, they would reward spending without end (STAFFING Reward)."""
    spi, vec, scope = model.columns["counted_spi"], model.columns["counted_vec"], model.scope
    (due,), (every,) = spi.index, vec.index
    row, columns, values = _spi_terms(model, due)
    terms = [(np.arange(len(due)), spi.columns, 1), (row, columns, -values)]
    model.add_rows("counted_spi", (due,), terms, upper=kept_spi(model)[due])
    one = model.data.engagements
    per_hour = scope.value / one.bac_amount[scope.engagement]
    terms = [
        (np.arange(len(every)), vec.columns, 1),
        (find((every,), (scope.engagement,)), model.columns["hours"].columns, -per_hour),
    ]
    kept = (one.extracted_amount + scope.rest.extracted_amount) / one.bac_amount
    model.add_rows("counted_vec", (every,), terms, upper=kept[every])


def _spi_terms(model: BulkModel, due: Indexes) -> tuple[Indexes, Indexes, Numbers]:
    """Rows (within ``due``), columns and SPI per hour of the entries of engagements with a planned value."""
    scope, pv_amount = model.scope, model.data.engagements.pv_amount
    row = find((due,), (scope.engagement,))
    mine = row >= 0
    per_hour = model.data.parameters.cpi * scope.rate[mine] / pv_amount[scope.engagement[mine]]
    return row[mine], model.columns["hours"].columns[mine], per_hour


def kept_spi(model: BulkModel) -> Numbers:
    """E: EV before the horizon and cpi x the cost kept in it, over PV at its end; NaN where nothing is planned."""
    one = model.data.engagements
    pv_amount = np.where(one.pv_amount > 0, one.pv_amount, np.nan)
    return np.asarray((one.ev_amount + model.data.parameters.cpi * model.scope.rest.cost_amount) / pv_amount)


def _at_least_zero(hours: Numbers) -> Numbers:
    """What is left, without the rounding of sums that could make it -1e-15."""
    return np.where(np.abs(hours) < 1e-9, 0.0, hours)  # noqa: PLR2004  # far below a hundredth of an hour
