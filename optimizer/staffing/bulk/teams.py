"""Who works on an engagement in a week, and starts there: columns, or constants where all is kept (STAFFING C10)."""

import numpy as np

from optimizer.staffing.bulk.scope import Groups, Scope
from optimizer.staffing.data import Flags, Indexes

OFF, ON, FREE = 0, 1, 2


class TeamWeeks:
    """The (consultant, engagement) of a scope by week.

    ``groups`` are the team-weeks of entries; ``is_kept_on`` those that a kept phase of the engagement keeps at work.
    ``start_team`` and ``start_week`` are those in which a start depends on the entries.
    """

    def __init__(self, scope: Scope) -> None:
        index, totals = scope.index, scope.rest
        self.scope = scope
        self.groups: Groups = scope.by(scope.team)
        team, week = self.groups.group, self.groups.week
        self.is_kept_on: Flags = totals.team_on[team, week] > 0
        self.entry_count: Indexes = np.bincount(self.groups.position, minlength=len(team))
        self.teams: Indexes = np.unique(team)
        self.row: Indexes = np.searchsorted(self.teams, team)  # of each group, in the tables below
        self.state: Indexes = np.where(totals.team_on[self.teams] > 0, ON, OFF)  # teams x W
        self.state[self.row, week] = np.where(self.is_kept_on, ON, FREE)
        self.group_at: Indexes = np.full(self.state.shape, -1)
        self.group_at[self.row, week] = np.arange(len(team))
        self.is_here: Flags = index.is_here[self.teams]
        self._starts()

    def _starts(self) -> None:
        """Where a start depends on the entries: where they decide, and after a week in which they decide."""
        before = self.week_before
        known = np.maximum(before, 0)
        state_before = np.where(before >= 0, np.take_along_axis(self.state, known, axis=1), OFF)
        depends = (self.state == FREE) | ((self.state == ON) & (state_before == FREE))
        row, self.start_week = np.nonzero(depends & self.is_here)
        self.start_row: Indexes = row
        self.start_team: Indexes = self.teams[row]
        group_before = np.where(before >= 0, np.take_along_axis(self.group_at, known, axis=1), -1)
        was_on = self.scope.index.was_on[self.teams][:, None]
        on_before = np.where(before >= 0, state_before == ON, was_on)
        self.state_at_start: Indexes = self.state[row, self.start_week]
        self.group_at_start: Indexes = self.group_at[row, self.start_week]
        is_free_before = state_before[row, self.start_week] == FREE
        self.group_before: Indexes = np.where(is_free_before, group_before[row, self.start_week], -1)
        self.on_before: Flags = on_before[row, self.start_week] & ~is_free_before

    @property
    def week_before(self) -> Indexes:
        """Teams x W: the last earlier week with time and an open phase, -1 for none."""
        weeks = np.arange(self.state.shape[1])
        latest = np.maximum.accumulate(np.where(self.is_here, weeks, -1), axis=1)
        return np.concatenate([np.full((len(latest), 1), -1), latest[:, :-1]], axis=1)
