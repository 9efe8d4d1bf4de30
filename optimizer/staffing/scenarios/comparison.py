"""A scenario beside the plan without it: figures, engagements, practices, moves, and what they say in words."""

from dataclasses import asdict, dataclass
from typing import Any

from optimizer.staffing.data import StaffingData
from optimizer.staffing.scenarios.figures import (
    EngagementFigures,
    PlanFigures,
    PracticeFigures,
    engagement_figures,
    plan_figures,
    practice_figures,
)
from optimizer.staffing.scenarios.moves import Move, moves
from optimizer.staffing.solution import StaffingPlan


@dataclass(frozen=True)
class Solved:
    """A problem and its plan."""

    data: StaffingData
    plan: StaffingPlan


@dataclass(frozen=True)
class EngagementPair:
    """One engagement without and with the changes; None where it is not planned."""

    name: str
    base: EngagementFigures | None
    scenario: EngagementFigures | None


@dataclass(frozen=True)
class PracticePair:
    """One practice without and with the changes."""

    base: PracticeFigures
    scenario: PracticeFigures


@dataclass(frozen=True)
class Branches:
    """The plans if everything uncertain were won, and if it were lost; ``expected_objective`` weighs the two.

    It is None where several engagements are uncertain: then all won and all lost are two worlds of many.
    """

    probabilities: dict[str, float]
    won: PlanFigures
    lost: PlanFigures
    expected_objective: float | None


@dataclass(frozen=True)
class Comparison:
    """``base`` and ``scenario`` were solved with the same limits; ``notes`` say what each change did."""

    base: PlanFigures
    scenario: PlanFigures
    engagements: dict[str, EngagementPair]
    practices: dict[str, PracticePair]
    moves: list[Move]
    moved_hours: float
    branches: Branches | None
    notes: tuple[str, ...]

    def as_plain(self) -> dict[str, Any]:
        """Numbers and texts alone, for JSON."""
        return asdict(self)


def compare(base: Solved, scenario: Solved, branches: Branches | None = None) -> Comparison:
    """Everything in which two plans differ.

    Parameters
    ----------
    base
        The plan without the changes.
    scenario
        The plan with them; its problem's last notes are the changes'.
    """
    found = moves((base.data, base.plan.hours), (scenario.data, scenario.plan.hours))
    old = {note.sentence for note in base.data.notes}
    return Comparison(
        base=plan_figures(base.data, base.plan),
        scenario=plan_figures(scenario.data, scenario.plan),
        engagements=_engagements(base, scenario),
        practices=_practices(base, scenario),
        moves=found,
        moved_hours=sum(move.moved_hours for move in found),
        branches=branches,
        notes=tuple(note.sentence for note in scenario.data.notes if note.sentence not in old),
    )


def _engagements(base: Solved, scenario: Solved) -> dict[str, EngagementPair]:
    before = engagement_figures(base.data, base.plan.hours)
    after = engagement_figures(scenario.data, scenario.plan.hours)
    names = {**_names(base.data), **_names(scenario.data)}
    return {key: EngagementPair(name, before.get(key), after.get(key)) for key, name in names.items()}


def _practices(base: Solved, scenario: Solved) -> dict[str, PracticePair]:
    before = practice_figures(base.data, base.plan.hours)
    after = practice_figures(scenario.data, scenario.plan.hours)
    nothing = PracticeFigures(0.0, 0.0)
    names = dict.fromkeys((*before, *after))
    return {name: PracticePair(before.get(name, nothing), after.get(name, nothing)) for name in names}


def _names(data: StaffingData) -> dict[str, str]:
    return dict(zip(data.engagements.ids, data.engagements.names, strict=True))
