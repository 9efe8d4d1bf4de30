"""Better plans in what time is left: hours with the pattern fixed, then sweeps of small exact models, over and over."""

import math
from collections.abc import Callable, Sequence

import numpy as np

from optimizer.parallel.crew import Crew
from optimizer.solver import Clock
from optimizer.staffing import score
from optimizer.staffing.bulk.index import index_of
from optimizer.staffing.bulk.near import hours_lp
from optimizer.staffing.bulk.totals import Totals
from optimizer.staffing.data import Indexes, Numbers, StaffingData
from optimizer.staffing.large import effort, neighborhoods
from optimizer.staffing.large.sweep import Sweep
from optimizer.staffing.replan.kept import kept_hours

LEAST_GAIN_OF_CYCLE = 2e-5  # of the plan
WAVE_SIZE = 4  # for each this many engagements, one more
ENGAGEMENTS_PER_WAVE = 40
PARTNERS = 3
Neighborhoods = Callable[[Totals], list[Indexes]]


def _partners(totals: Totals) -> list[Indexes]:
    return neighborhoods.engagement_pairs(totals, PARTNERS)


# What to re-optimise, and the seconds of one core that a pair of such a part is reckoned to take.
CYCLE: Sequence[tuple[Neighborhoods, float]] = (
    (neighborhoods.engagements, 0.001),
    (neighborhoods.roles, 0.006),
    (_partners, 0.0035),
    (neighborhoods.cells, 0.06),
)


class Improvement:
    """A plan that gets better; ``hours`` keep every hard rule at every moment."""

    def __init__(self, data: StaffingData, hours: Numbers, crew: Crew, clock: Clock) -> None:
        self.data, self.hours, self.crew, self.clock = data, hours, crew, clock
        self.wave_size = WAVE_SIZE + len(data.engagements.ids) // ENGAGEMENTS_PER_WAVE
        self.is_cut_by_clock = False

    def begin(self) -> None:
        """The hours that suit who works when, and one sweep over engagements: what is cheap and gains most.

        Where last week's published plan, carried on, is worth more (moves have a price), it is what gets better.
        """
        self._polish()
        self._carry_on()
        self._sweep(*CYCLE[0], math.inf)

    def run(self, seconds: float) -> Numbers:
        """Cycles of sweeps worth ``seconds`` of reckoned work, while they help.

        Parameters
        ----------
        seconds
            Of reckoned work of one core; the clock is a guard.
        """
        gained, wanted, left = 0.0, 0.0, seconds
        while left > 0 and gained >= wanted and not self.clock.is_over:
            gained = 0.0
            wanted = LEAST_GAIN_OF_CYCLE * abs(score.objective(self.data, self.hours))
            for kind, seconds_per_pair in CYCLE:
                more, spent = self._sweep(kind, seconds_per_pair, left)
                gained, left = gained + more, left - spent
            if gained == 0:
                break
        self.is_cut_by_clock = self.clock.is_over
        return self.hours

    def _sweep(self, kind: Neighborhoods, seconds_per_pair: float, seconds: float) -> tuple[float, float]:
        """Milli-points gained, and the reckoned seconds that it took."""
        totals = Totals(index_of(self.data), self.hours.copy())
        parts, spent = effort.within(kind(totals), seconds_per_pair, seconds)
        if not parts or self.clock.is_over:
            return 0.0, 0.0
        sweep = Sweep(totals, self.crew, self.wave_size)
        sweep.run(parts, self.clock)
        self.hours = totals.hours
        polished = self._polish() if sweep.gained > 0 else 0.0
        return sweep.gained + polished, spent

    def _carry_on(self) -> None:
        """Take the published plan instead, with these hours where it does not reach, if that is worth more."""
        published, mine = self.data.pairs.published_hours, self.hours
        is_free = self.data.parameters.stability_price == 0
        if is_free or self.clock.is_over or np.isnan(published).all():
            return
        self.hours = kept_hours(self.data, np.where(np.isnan(published), mine, published))
        self._polish()
        self.hours = max(self.hours, mine, key=lambda hours: score.objective(self.data, hours))

    def _polish(self) -> float:
        """The best hours for who works when."""
        if self.clock.is_over:
            return 0.0
        before = score.objective(self.data, self.hours)
        self.hours = hours_lp(self.data, self.hours, seconds=self.clock.left_seconds)
        return score.objective(self.data, self.hours) - before
