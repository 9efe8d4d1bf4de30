"""What a repair gives: the plan, what it took, and what a free hand would have gained."""

from dataclasses import dataclass

from optimizer.staffing.data import Numbers, StaffingData


@dataclass(frozen=True)
class Free:
    """The change answered without a price on moves.

    ``gain`` is in milli-points above the repair; hours and people as in ``Repair``. A search of ``seconds``: around
    the change and from the repair on (an estimate from below, without a bound), or of the whole firm
    (``is_whole_firm``), where no plan gains more than ``gain_bound`` (None: nothing is proven).
    """

    hours: Numbers
    gain: float
    gain_bound: float | None
    moved_hours: float
    moved_people: int
    is_whole_firm: bool
    seconds: float


@dataclass(frozen=True)
class Repair:
    """A plan after a change, and what it took to get there.

    ``kept`` (P x W) is what the change leaves of the plan: ``dropped_hours`` less than before, of ``dropped_people``.
    ``reference`` is the same, NaN in weeks that the plan did not cover. ``hours`` (P x W) is the repaired plan:
    ``moved_hours`` are booked or taken off beyond that, for ``moved_people``.
    Objectives are in milli-points, without the price of moves: of the plan before the change, of what the change
    leaves, and of the repaired plan; the last two are of the problem after the change. ``is_partly_unknown``: some of
    the plan is of people or phases that the problem has no more, so that ``objective_before`` is without them.
    """

    data: StaffingData
    hours: Numbers
    kept: Numbers
    reference: Numbers
    dropped_hours: float
    dropped_people: int
    moved_hours: float
    moved_people: int
    objective_before: float
    objective_kept: float
    objective_after: float
    price_per_hour: float
    seconds: float
    free: Free
    is_partly_unknown: bool = False
