"""The value of every column when the entries of a model work given hours: a start for HiGHS, and an exact objective."""

from typing import Any

import numpy as np

from optimizer.staffing.bulk.arrays import find
from optimizer.staffing.bulk.constraints import kept_spi
from optimizer.staffing.bulk.variables import BulkModel
from optimizer.staffing.data import Indexes, Numbers
from optimizer.staffing.ratios import best_totals
from optimizer.staffing.score import WORKING_HOURS


def column_values(model: BulkModel, hours: Numbers) -> Numbers:
    """One value per column, each as good for the objective as ``hours`` allows.

    Parameters
    ----------
    model
        Assembled; its rules need not hold for ``hours``.
    hours
        N hours of the entries of ``model.scope``.

    Returns
    -------
    Numbers
        In the order of the columns. Times the costs of the columns it is the objective of ``hours`` but for the
        constant that the kept hours add.
    """
    values = np.zeros(model.column_count)
    values[model.columns["hours"].columns] = hours
    values[model.columns["is_on"].columns] = hours > WORKING_HOURS
    for fill in (_switching, _ratios, _measures, _people, _changes):
        fill(model, hours, values)
    return values


def _switching(model: BulkModel, hours: Numbers, values: Numbers) -> None:
    teams, works = model.teams, model.columns["works"]
    is_on = teams.is_kept_on | (_sums(hours > WORKING_HOURS, teams.groups.position, len(teams.groups)) > 0)
    mine = find(works.index, (teams.groups.group, teams.groups.week))
    values[works.columns[mine[mine >= 0]]] = is_on[mine >= 0]
    now = np.where(teams.group_at_start >= 0, _at(is_on, teams.group_at_start), 1)
    before = np.where(teams.group_before >= 0, _at(is_on, teams.group_before), teams.on_before)
    values[model.columns["starts"].columns] = np.maximum(now - before.astype(float), 0)


def _ratios(model: BulkModel, hours: Numbers, values: Numbers) -> None:
    scope, off, total = model.scope, model.columns["off_ratio"], model.columns["total_hours"]
    if not len(off.columns):
        return
    actual = scope.rest.target_hours.copy()
    np.add.at(actual, (scope.target, scope.week), hours)
    data = model.data
    _, best = best_totals(data, actual[:-1], np.unique(total.index[0]))
    target, week = off.index
    phase = data.targets.phase[target]
    slack = data.parameters.ratio_tolerance * data.phases.planned_hours[phase, week]
    distance = np.abs(actual[off.index] - data.targets.ratio[target] * best[phase, week]) - slack
    values[off.columns] = np.maximum(distance, 0)
    values[total.columns] = best[total.index]


def _measures(model: BulkModel, hours: Numbers, values: Numbers) -> None:
    scope, data, one = model.scope, model.data, model.data.engagements
    cost_amount = _sums(hours * scope.rate, scope.engagement, len(one.ids))
    extracted_amount = _sums(hours * scope.value, scope.engagement, len(one.ids)) + scope.rest.extracted_amount
    pv_amount = np.where(one.pv_amount > 0, one.pv_amount, np.nan)
    spi = kept_spi(model) + data.parameters.cpi * cost_amount / pv_amount
    vec = (one.extracted_amount + extracted_amount) / one.bac_amount
    distance = vec - (one.ac_amount + scope.rest.cost_amount + cost_amount) / one.bac_amount
    spent = _sums(hours * scope.rate, scope.phase, len(data.phases.ids)) + scope.rest.spent_amount
    measured = {
        "counted_spi": np.minimum(spi, 1),
        "spi_short": np.maximum(data.parameters.spi_floor - spi, 0),
        "counted_vec": np.minimum(vec, 1),
        "vec_below_band": np.maximum(-distance - data.parameters.band, 0),
        "vec_above_band": np.maximum(distance - data.parameters.band, 0),
        "over_budget": np.maximum(spent - data.phases.remaining_amount, 0),
    }
    for kind, all_of_kind in measured.items():
        block = model.columns[kind]
        values[block.columns] = all_of_kind[block.index[0]]


def _people(model: BulkModel, hours: Numbers, values: Numbers) -> None:
    scope, data = model.scope, model.data
    short, external = model.columns["bench_short"], model.columns["external_works"]
    idle = model.columns["idle_beside_external"]
    booked = scope.rest.booked.copy()
    np.add.at(booked, (scope.consultant, scope.week), hours)
    wanted = (1 - data.parameters.bench_target) * data.consultants.capacity_hours - booked
    values[short.columns] = np.maximum(wanted[short.index], 0)
    internal, is_on = scope.rest.internal_hours.copy(), scope.rest.external_on > 0
    np.add.at(internal, (scope.cell, scope.week), np.where(scope.is_external, 0, hours))
    works = scope.is_external & (hours > WORKING_HOURS)
    is_on[scope.cell[works], scope.week[works]] = True
    values[external.columns] = is_on[external.index]
    free = model.index.internal_capacity[idle.index] - internal[idle.index]
    values[idle.columns] = np.where(is_on[idle.index], np.maximum(free, 0), 0)


def _changes(model: BulkModel, hours: Numbers, values: Numbers) -> None:
    moved = model.columns["moved_hours"]
    entry = model.scope.find(*moved.index)
    mine = np.where(entry >= 0, _at(hours, entry), 0)
    values[moved.columns] = np.abs(mine - model.data.pairs.published_hours[moved.index])


def _sums(values: Any, group: Indexes, count: int) -> Numbers:
    return np.asarray(np.bincount(group, values, count), dtype=float)


def _at(values: Any, place: Indexes) -> Any:
    """``values`` at ``place``; what is at -1 does not matter."""
    return values[place] if len(values) else np.zeros(len(place))
