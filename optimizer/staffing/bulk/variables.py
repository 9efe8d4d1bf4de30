"""The variables of a staffing model in bulk; kinds and limits are those of ``staffing.variables``."""

from typing import Any

import numpy as np

from optimizer.staffing.bulk.arrays import INFINITY, Arrays, Columns, find
from optimizer.staffing.bulk.scope import Scope
from optimizer.staffing.bulk.teams import TeamWeeks
from optimizer.staffing.data import Flags, Indexes, Numbers


class BulkModel(Arrays):
    """The arrays of a scope, and which column each of its entries, team-weeks, roles and cells has."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope, self.data, self.index = scope, scope.data, scope.index
        self.teams = TeamWeeks(scope)
        self.works_columns: Indexes = np.zeros(0, dtype=np.int64)  # per team-week of entries, -1 for constants

    def hours_of(self, values: Any) -> Numbers:
        """P x W: the solver's hours where they may change, the kept ones elsewhere; not rounded."""
        hours = self.scope.totals.hours.copy()
        hours[self.scope.pair, self.scope.week] = self.entry_hours(values)
        return hours

    def entry_hours(self, values: Any) -> Numbers:
        """N: the solver's hours of the entries."""
        return np.asarray(values)[self.columns["hours"].columns]

    def column(self, kind: str, *index: Indexes) -> Indexes:
        """The column of each (group, week) in a block, or of each group; -1 where there is none."""
        block = self.columns[kind]
        place = find(block.index, index)
        return np.where(place >= 0, block.columns[place], -1) if len(block.columns) else place

    def add(self, kind: str, *index: Indexes, **limits: Any) -> Columns:
        """One column per entry of ``index``."""
        return self.add_columns(kind, index, **limits)


def create(scope: Scope, switches: Any = None) -> BulkModel:
    """All variables, none of the rules. ``switches`` P x W fixes who is on (1) or off (0); -1 leaves it open."""
    model = BulkModel(scope)
    _work(model, switches)
    _switching(model)
    _ratios(model)
    _measures(model)
    _people(model)
    model.add("moved_hours", *scope.moved)
    return model


def _work(model: BulkModel, switches: Any) -> None:
    """Hours and whether they are worked, per pair and week."""
    scope = model.scope
    fixed = np.full(len(scope), -1) if switches is None else np.asarray(switches)[scope.pair, scope.week]
    model.add("hours", scope.pair, scope.week, upper=scope.most)
    lower, upper = np.where(fixed == 1, 1, 0), np.where(fixed == 0, 0, 1)
    model.add("is_on", scope.pair, scope.week, lower=lower, upper=upper, is_integer=True)


def _switching(model: BulkModel) -> None:
    """Starts per team; working on an engagement is working on its only phase, or on one of several."""
    teams = model.teams
    is_alone: Flags = (teams.entry_count == 1) & ~teams.is_kept_on
    is_shared: Flags = (teams.entry_count > 1) & ~teams.is_kept_on
    works = model.add("works", teams.groups.group[is_shared], teams.groups.week[is_shared], upper=1, is_integer=True)
    model.works_columns = np.full(len(teams.groups), -1)
    model.works_columns[is_shared] = works.columns
    alone = is_alone[teams.groups.position]
    model.works_columns[teams.groups.position[alone]] = model.columns["is_on"].columns[alone]
    model.add("starts", teams.start_team, teams.start_week, upper=1)


def _ratios(model: BulkModel) -> None:
    """The total that suits the ratios best, and hours off it per target."""
    target, week = model.scope.open_targets
    phase, weeks = model.data.targets.phase[target], model.index.week_count
    keys = np.unique(phase * weeks + week)
    most = model.data.phases.maximum_hours[keys // weeks, keys % weeks]
    model.add("total_hours", keys // weeks, keys % weeks, upper=most)
    model.add("off_ratio", target, week)


def _measures(model: BulkModel) -> None:
    """SPI and VEC as far as they count, and how far each is off."""
    every = model.scope.engagements
    due = every[model.data.engagements.pv_amount[every] > 0]
    model.add("counted_spi", due, lower=-INFINITY, upper=1)
    model.add("spi_short", due)
    model.add("counted_vec", every, lower=-INFINITY, upper=1)
    model.add("vec_below_band", every)
    model.add("vec_above_band", every)
    model.add("over_budget", model.scope.phases)


def _people(model: BulkModel) -> None:
    """Bench hours of internals, and idle hours beside externals."""
    scope = model.scope
    model.add("bench_short", *scope.bench)
    cell, week = scope.mixed_cells
    is_kept_on = scope.rest.external_on[cell, week] > 0
    may_work = np.zeros(model.index.has_both.shape, dtype=bool)
    may_work[scope.cell[scope.is_external], scope.week[scope.is_external]] = True
    is_free = may_work[cell, week] & ~is_kept_on
    model.add("external_works", cell[is_free], week[is_free], upper=1, is_integer=True)
    counts = is_free | is_kept_on
    model.add("idle_beside_external", cell[counts], week[counts])
