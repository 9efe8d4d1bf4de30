"""What a scenario is solved on: the firm as the next run sees it, with the work that may be won."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from config.errors import ModelError, UsageError
from config.settings import Settings
from optimizer.staffing.changes.apply import apply_changes
from optimizer.staffing.changes.kinds import Changes
from optimizer.staffing.data import StaffingData
from optimizer.staffing.firm.load import load
from optimizer.staffing.scenarios.solve import Order
from pipeline.scenarios.assumptions import conventions, filled, named_in, prospects, with_assumptions
from sql.database import Reader


@dataclass(frozen=True)
class Problem:
    """The firm without the scenario, what its changes are made to, and as of when."""

    order: Order
    as_of: date


def problem(reader: Reader, settings: Settings, changes: Changes, seconds: float, *, scenario_id: int = 0) -> Problem:
    """What to solve, read from the database.

    Parameters
    ----------
    seconds
        Of each plan.
    scenario_id
        The scenario of these changes: where it is in force, the plan as it is leaves it out.

    Raises
    ------
    UsageError
        No reporting date is known.
    """
    as_of = reader.scalar("SELECT r.as_of_date FROM ops.reporting_date AS r")
    if as_of is None:
        raise UsageError("No timesheets were loaded, so there are no weeks to plan. Nothing was solved. Load some.")
    pipeline, usual = prospects(reader), conventions(reader)
    changes = filled(changes, pipeline)
    mine = named_in(changes, pipeline)

    def read(also: Sequence[str], named: Sequence[str]) -> StaffingData:
        return load(reader, as_of, settings.horizon_weeks, may_be_won=sorted({*also, *named}))

    base = with_assumptions(reader, partial(read, ()), without=scenario_id)
    start = with_assumptions(reader, partial(read, mine), without=scenario_id) if mine else base
    return Problem(Order(base, start, changes, seconds, usual), as_of)


def check_changes(reader: Reader, settings: Settings, changes: Changes) -> tuple[str, ...]:
    """What the changes do to the weeks that are planned now, in sentences.

    Raises
    ------
    ModelError
        The first that makes no sense, by number and kind.
    """
    order = problem(reader, settings, changes, 0).order
    data = apply_changes(order.start, order.changes, order.conventions)
    if not data.pairs.consultant.size:
        raise ModelError("Nobody can be booked after these changes. Nothing was saved. Change less.")
    return tuple(note.sentence for note in data.notes[len(order.start.notes) :])
