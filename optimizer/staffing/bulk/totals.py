"""The sums of a plan that the rules look at, kept up to date while it changes."""

from typing import Any

import numpy as np

from optimizer.staffing.bulk.index import Index
from optimizer.staffing.data import Flags, Indexes, Numbers
from optimizer.staffing.score import WORKING_HOURS

ROUNDING = 1e-9  # what sums leave where nothing is left


class Totals:
    """Sums of ``hours`` (P x W, which ``put`` changes in place) by consultant, phase, target, cell, team and week."""

    def __init__(self, index: Index, hours: Numbers) -> None:
        data, weeks = index.data, index.week_count
        self.index, self.hours = index, hours
        self.booked = np.zeros((len(data.consultants.ids), weeks))  # C x W
        self.phase_hours = np.zeros((len(data.phases.ids), weeks))  # J x W
        self.target_hours = np.zeros((len(data.targets.ratio) + 1, weeks))  # K + 1 x W, the last for no target
        self.target_on = np.zeros(self.target_hours.shape, dtype=np.int16)  # people at work
        self.spent_amount = np.zeros(len(data.phases.ids))  # J
        self.cost_amount = np.zeros(len(data.engagements.ids))  # E in the horizon
        self.extracted_amount = np.zeros(len(data.engagements.ids))  # E in the horizon
        self.internal_hours = np.zeros((len(data.cells), weeks))  # cell x W
        self.external_on = np.zeros((len(data.cells), weeks), dtype=np.int16)  # externals at work
        self.team_on = np.zeros((data.team_count, weeks), dtype=np.int16)  # phases of the engagement worked on
        pair, week = np.nonzero(hours)
        self.count(pair, week, hours[pair, week], 1)

    def put(self, pair: Indexes, week: Indexes, hours: Numbers) -> None:
        """Change the plan; every pair and week at most once."""
        self.count(pair, week, self.hours[pair, week], -1)
        self.hours[pair, week] = hours
        self.count(pair, week, hours, 1)

    def count(self, pair: Indexes, week: Indexes, hours: Numbers, sign: int) -> None:
        """Add (1) or take away (-1) hours from every sum."""
        data, index = self.index.data, self.index
        is_on, external = hours > WORKING_HOURS, index.is_external[pair]
        signed, on = sign * hours, sign * is_on.astype(np.int16)
        _add(self.booked, data.pairs.consultant[pair], week, signed)
        _add(self.phase_hours, data.pairs.phase[pair], week, signed)
        _add(self.target_hours, index.target[pair], week, signed)
        _add(self.target_on, index.target[pair], week, on)
        _add(self.internal_hours, index.cell[pair], week, np.where(external, 0, signed))
        _add(self.external_on, index.cell[pair], week, np.where(external, on, 0).astype(np.int16))
        _add(self.team_on, index.team[pair], week, on)
        np.add.at(self.spent_amount, data.pairs.phase[pair], signed * data.pairs.rate_per_hour[pair])
        np.add.at(self.cost_amount, index.engagement[pair], signed * data.pairs.rate_per_hour[pair])
        np.add.at(self.extracted_amount, index.engagement[pair], signed * data.pairs.value_per_hour[pair])

    def without(self, pair: Indexes, week: Indexes) -> "Totals":
        """The sums of all hours but these; ``hours`` is shared and must not be changed through the result."""
        rest = Totals.__new__(Totals)
        for name, value in vars(self).items():
            setattr(rest, name, value.copy() if isinstance(value, np.ndarray) and name != "hours" else value)
        rest.count(pair, week, self.hours[pair, week], -1)
        return rest

    def teams_at_work(self, consultant: Indexes, week: Indexes) -> Indexes:
        """How many engagements each consultant works on in a week."""
        per_person = np.zeros(self.booked.shape, dtype=np.int64)
        is_on: Flags = self.team_on > 0
        np.add.at(per_person, self.index.team_consultant, is_on)
        return np.asarray(per_person[consultant, week])


def _add(total: Any, group: Indexes, week: Indexes, values: Any) -> None:
    """Add to the sums of (group, week); what subtraction leaves of nothing is 0."""
    np.add.at(total, (group, week), values)
    touched = total[group, week]
    total[group, week] = np.where(np.abs(touched) < ROUNDING, 0, touched)
