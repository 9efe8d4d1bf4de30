"""A staffing plan as it is, with a scenario's projects, and with the people hired for them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from config.errors import ModelError
from optimizer.staffing.changes.apply import apply_changes
from optimizer.staffing.changes.kinds import Changes, EngagementAdded
from optimizer.staffing.changes.lookup import blended_rate, week_number
from optimizer.staffing.data import StaffingData
from optimizer.staffing.model import solve
from optimizer.staffing.scenarios.comparison import Comparison, Solved, compare
from optimizer.staffing.scenarios.figures import PlanFigures, plan_figures
from optimizer.staffing.scenarios.sentences import sentences

Listener = Callable[[str], None]
RATE_TOLERANCE = 0.01


@dataclass(frozen=True)
class StaffedRow:
    """One plan; hours over all weeks of the staffing problem, bench of our own people."""

    plan: str
    status: str
    objective: float
    bound: float | None
    planned_hours: float
    booked_hours: float
    external_hours: float
    unmet_hours: float
    bench_hours: float
    bench_ratio: float | None
    people: int


@dataclass(frozen=True)
class Staffed:
    """The plans, in rows and in sentences."""

    rows: tuple[StaffedRow, ...]
    sentences: tuple[str, ...]
    comparison: Comparison


def staffed(
    data: StaffingData, projects: Changes, hires: Changes, seconds: float, on_plan: Listener = lambda _words: None
) -> Staffed:
    """What a scenario's projects do to the plan, and what the hires mend of it.

    Parameters
    ----------
    data
        The problem as it is.
    projects, hires
        From ``changes.project_changes`` and ``changes.hire_changes``; without hires there are two plans.
    seconds
        Wall clock of each plan.
    on_plan
        Hears which plan is solved now.

    Raises
    ------
    ModelError
        A role is not one of the problem's, or a plan was not found in its time.
    """
    problems = [("as it is", data), ("with the projects", apply_changes(data, projects))]
    if hires:
        problems.append(("with the projects and the hires", apply_changes(problems[-1][1], hires)))
    solved = [(words, _solved(words, one, seconds, on_plan)) for words, one in problems]
    comparison = compare(solved[0][1], solved[1][1])
    rows = tuple(staffed_row(words, one) for words, one in solved)
    return Staffed(rows, (*_in_words(rows, comparison), *_budget_words(solved[1][1].data, projects)), comparison)


def staffed_row(words: str, one: Solved) -> StaffedRow:
    """One plan in figures."""
    figures: PlanFigures = plan_figures(one.data, one.plan)
    taken: dict[str, Any] = {
        name: getattr(figures, name)
        for name in (
            "status", "objective", "bound", "booked_hours", "external_hours", "unmet_hours", "bench_hours",
            "bench_ratio",
        )
    }  # fmt: skip
    planned = float(one.data.phases.planned_hours.sum())
    return StaffedRow(plan=words, planned_hours=planned, people=len(one.data.consultants.ids), **taken)


def _solved(words: str, data: StaffingData, seconds: float, on_plan: Listener) -> Solved:
    on_plan(f"the plan {words}")
    plan = solve(data, seconds)
    if not plan.status.has_plan:
        raise ModelError(
            f"Demand: the plan {words} was not found within {seconds:g} s ({plan.reason}). "
            "Nothing was written. Give it more time."
        )
    return Solved(data, plan)


def _in_words(rows: tuple[StaffedRow, ...], comparison: Comparison) -> list[str]:
    before, after = rows[0], rows[1]
    more = after.planned_hours - before.planned_hours
    filled = more - (after.unmet_hours - before.unmet_hours)
    added = (
        f"The scenario adds {more:,.0f} h to the {before.planned_hours:,.0f} h planned in these weeks. "
        f"{filled:,.0f} h of them find people ({_ratio(filled, more)}): {after.unmet_hours:,.0f} h are filled by "
        f"nobody, against {before.unmet_hours:,.0f} h without the scenario."
    )
    people = (
        f"Free hours of our own people: {after.bench_hours:,.0f} instead of {before.bench_hours:,.0f}. Hours of "
        f"externals: {after.external_hours:,.0f} instead of {before.external_hours:,.0f}."
    )
    return [added, people, *(_with_hires(after, one) for one in rows[2:]), *sentences(comparison)]


def _with_hires(without: StaffedRow, plan: StaffedRow) -> str:
    return (
        f"With the {plan.people - without.people} people to hire, {plan.unmet_hours:,.0f} h are filled by nobody, and "
        f"{plan.bench_hours:,.0f} h of our own people are free."
    )


def _budget_words(data: StaffingData, projects: Changes) -> list[str]:
    """Whether a project's budget pays for its hours at the rates of the staffing problem."""
    first = next(
        (one for one in projects if one.kind == "engagement_added" and one.engagement in data.phases.ids), None
    )
    if not isinstance(first, EngagementAdded) or first.budget_amount is None:
        return []
    weeks = week_number(data, first.to_week, 0) - week_number(data, first.from_week, 0) + 1
    paid = first.budget_amount / (first.hours_per_week * weeks)
    rate = blended_rate(data, data.phases.ids.index(first.engagement))
    if rate <= paid * (1 + RATE_TOLERANCE):
        return []
    words = (
        f"A project brings {paid:,.0f} per hour, and its hours cost {rate:,.0f} at the rates of this plan: the budget "
        "is spent before the work is done, so people are not booked for all of it. Check operations.project_amount, "
        "project_weeks and team_people against the rates."
    )
    return [words]


def _ratio(part: float, whole: float) -> str:
    return f"{part / whole:.0%}" if whole > 0 else "nothing is added"
