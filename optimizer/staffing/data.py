"""What a staffing plan is made from: people, engagements, phases, weeks and who may work where."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from optimizer.staffing import data_checks
from optimizer.staffing.parameters import Hiring, Parameters

Numbers = NDArray[np.float64]
Indexes = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Consultants:
    """C people who can be booked. ``cell`` is the index of their (practice, level) in ``StaffingData.cells``."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    cell: Indexes  # C
    is_external: Flags  # C
    is_new: Flags  # C
    capacity_hours: Numbers  # C x W: contract - leave - holidays; 0 when absent or not employed
    keys: tuple[int, ...] = ()  # employee_id in the database


@dataclass(frozen=True)
class Engagements:
    """E engagements. Amounts are in the engagement's currency, over all its phases."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    weight: Numbers  # E strategic weight x risk coefficient
    bac_amount: Numbers  # E
    ac_amount: Numbers  # E before the first week
    ev_amount: Numbers  # E earned before the first week
    extracted_amount: Numbers  # E sum of AC x d x ea x eo before the first week
    pv_amount: Numbers  # E at the end of the last week; 0: nothing is due, SPI is undefined
    keys: tuple[int, ...] = ()  # engagement_id in the database


@dataclass(frozen=True)
class Phases:
    """J phases that can be planned: the unit to which people are booked."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    engagement: Indexes  # J
    start_week: Indexes  # J first week index, inclusive
    end_week: Indexes  # J last week index, exclusive
    planned_hours: Numbers  # J x W
    maximum_hours: Numbers  # J x W the demand cap, 1.5 x planned
    remaining_amount: Numbers  # J budget not yet spent; negative when overspent
    ratio_price: Numbers  # J points per hour off the staffing ratios
    keys: tuple[int, ...] = ()  # phase_id in the database


@dataclass(frozen=True)
class Targets:
    """K staffing ratios; they sum to 1 per phase."""

    phase: Indexes  # K
    cell: Indexes  # K
    ratio: Numbers  # K


@dataclass(frozen=True)
class Pairs:
    """P pairs (consultant, phase) that are eligible: practice, level and skills fit, and nobody rejected them."""

    consultant: Indexes  # P
    phase: Indexes  # P
    rate_per_hour: Numbers  # P charge-out rate
    value_per_hour: Numbers  # P rate x d x ea x eo
    external_premium: Numbers  # P points per hour, 0 for internals
    was_assigned: Flags  # P worked on the engagement in the week before the first
    published_hours: Numbers  # P x W last published plan; NaN where there was none
    current_hours: Numbers  # P x W planned today, outside of PROP


@dataclass(frozen=True)
class Pin:
    """Hours that somebody accepted or pinned: they stay (C11). 0 hours keep somebody off for a week."""

    consultant: int
    phase: int
    week: int
    hours: float


@dataclass(frozen=True)
class Note:
    """What was estimated or left out, in a sentence; ``engagement`` is None where it concerns the whole plan."""

    sentence: str
    engagement: int | None = None


@dataclass(frozen=True)
class StaffingData:
    """One staffing problem, checked when built; arrays only, no frames past this point.

    Raises
    ------
    ModelError
        A number is missing or negative, an index points nowhere, ratios do not sum to 1, or a pair appears twice: the
        sentence names who and what.
    """

    weeks: tuple[date, ...]
    cells: tuple[tuple[str, str], ...]  # (practice, level)
    consultants: Consultants
    engagements: Engagements
    phases: Phases
    targets: Targets
    pairs: Pairs
    parameters: Parameters
    pins: tuple[Pin, ...] = ()
    notes: tuple[Note, ...] = ()
    cell_keys: tuple[tuple[int, int], ...] = ()  # practice_id and staff_level_id in the database
    hiring: Hiring | None = None

    def __post_init__(self) -> None:
        """Check everything once, here."""
        data_checks.check(self)

    @cached_property
    def active(self) -> Flags:
        """P x W: the phase is open and the consultant has at least a block of time (C2)."""
        week = np.arange(len(self.weeks))
        phase = self.pairs.phase
        is_open = (week >= self.phases.start_week[phase][:, None]) & (week < self.phases.end_week[phase][:, None])
        capacity = self.consultants.capacity_hours[self.pairs.consultant]
        return is_open & (capacity >= self.parameters.minimum_block_hours) & (capacity > 0)

    @cached_property
    def can_work(self) -> Flags:
        """C x W: somebody with time and an open phase to spend it on (C7, C9)."""
        result = np.zeros(self.consultants.capacity_hours.shape, dtype=bool)
        pair, week = np.nonzero(self.active)
        result[self.pairs.consultant[pair], week] = True
        return result

    @cached_property
    def pair_engagement(self) -> Indexes:
        """P: the engagement of each pair's phase."""
        return np.asarray(self.phases.engagement[self.pairs.phase])

    @cached_property
    def team(self) -> Indexes:
        """P: index of the pair's (consultant, engagement), the unit of switching (C10)."""
        keys = self.pairs.consultant * max(len(self.engagements.ids), 1) + self.pair_engagement
        return np.asarray(np.unique(keys, return_inverse=True)[1].reshape(-1), dtype=np.int64)

    @cached_property
    def team_count(self) -> int:
        """How many (consultant, engagement) there are."""
        return int(self.team.max()) + 1 if self.team.size else 0

    @cached_property
    def target_of_pair(self) -> Indexes:
        """P: the staffing ratio that the pair's hours count towards, -1 for none."""
        table = np.full((len(self.phases.ids), len(self.cells)), -1)
        table[self.targets.phase, self.targets.cell] = np.arange(len(self.targets.ratio))
        return np.asarray(table[self.pairs.phase, self.consultants.cell[self.pairs.consultant]])

    @cached_property
    def pair_index(self) -> dict[tuple[int, int], int]:
        """(consultant, phase) -> pair."""
        return {
            (int(c), int(j)): p for p, (c, j) in enumerate(zip(self.pairs.consultant, self.pairs.phase, strict=True))
        }
