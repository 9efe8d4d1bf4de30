"""The staffing problem under scenarios: work of the pipeline, the firm's conventions, and the changes in force."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from config.errors import ModelError
from optimizer.staffing.changes.apply import apply_changes
from optimizer.staffing.changes.conventions import Conventions
from optimizer.staffing.changes.kinds import Change, Changes, WinProbability
from optimizer.staffing.changes.rows import noted
from optimizer.staffing.data import StaffingData
from pipeline.scenarios.application import in_force
from pipeline.scenarios.store import Scenario
from sql.database import Reader

Loader = Callable[[Sequence[str]], StaffingData]
"""Source ids of pipeline engagements -> the problem with them."""
PIPELINE = """
SELECT e.engagement_source_id, e.engagement_name, e.win_probability_ratio
FROM core.engagements AS e
WHERE e.is_deleted = 0 AND e.engagement_status = 'pipeline'
ORDER BY e.engagement_id;
"""
CONVENTIONS = """
SELECT p.parameter_code, p.parameter_value FROM ops.parameter_current AS p
WHERE p.parameter_code IN ('external_discount', 'onboarding_discount', 'staffing_demand_ratio');
"""


@dataclass(frozen=True)
class Prospect:
    """Work that may be won; ``probability_ratio`` is the one of the firm's data."""

    source_id: str
    name: str
    probability_ratio: float


def prospects(reader: Reader) -> list[Prospect]:
    """The pipeline."""
    return [
        Prospect(row["engagement_source_id"], row["engagement_name"], float(row["win_probability_ratio"]))
        for row in reader.rows(PIPELINE)
    ]


def conventions(reader: Reader) -> Conventions:
    """The firm's discounts and its demand cap, from ``ops.parameter``."""
    values = {row["parameter_code"]: float(row["parameter_value"]) for row in reader.rows(CONVENTIONS)}
    usual = Conventions()
    return Conventions(
        external_discount=values.get("external_discount", usual.external_discount),
        onboarding_discount=values.get("onboarding_discount", usual.onboarding_discount),
        demand_ratio=values.get("staffing_demand_ratio", usual.demand_ratio),
    )


def filled(changes: Iterable[Change], pipeline: Sequence[Prospect]) -> Changes:
    """The changes with the probabilities of the firm's data where they give none."""
    known = {name: one.probability_ratio for one in pipeline for name in (one.source_id, one.name)}
    return tuple(
        replace(change, probability_ratio=known.get(change.engagement))
        if isinstance(change, WinProbability) and change.probability_ratio is None
        else change
        for change in changes
    )


def named_in(changes: Iterable[Change], pipeline: Sequence[Prospect]) -> list[str]:
    """Source ids of the pipeline's work that the changes speak of."""
    names = {change.engagement for change in changes if isinstance(change, WinProbability)}
    return [one.source_id for one in pipeline if {one.source_id, one.name} & names]


def with_assumptions(reader: Reader, load: Loader, *, without: int | None = None) -> StaffingData:
    """The problem of the next run: with the scenarios in force; its first notes name them and say what they do.

    Parameters
    ----------
    load
        Reads the problem with some work of the pipeline.
    without
        A scenario that is left out although it is in force.
    """
    applied = [scenario for scenario in in_force(reader) if scenario.scenario_id != without]
    if not applied:
        return load(())
    pipeline = prospects(reader)
    data = load(named_in((change for one in applied for change in one.changes), pipeline))
    usual, note_count = conventions(reader), 0
    for scenario in applied:
        data = noted(data, _since(scenario))
        for change in filled(scenario.changes, pipeline):
            data = _leniently(data, change, usual)
        note_count += 1 + len(scenario.changes)  # each change adds one
    first = len(data.notes) - note_count
    return replace(data, notes=(*data.notes[first:], *data.notes[:first]))


def _leniently(data: StaffingData, change: Change, usual: Conventions) -> StaffingData:
    """The change, or a note why it has nothing to change in these weeks: an old scenario stops no run."""
    try:
        return apply_changes(data, (change,), usual)
    except ModelError as error:
        return noted(data, f"It changes nothing here. {error}")


def _since(scenario: Scenario) -> str:
    day: date | None = scenario.applied_at_utc.date() if scenario.applied_at_utc else None
    return f"{scenario.title} is in force, applied by {scenario.applied_by} on {day}."
