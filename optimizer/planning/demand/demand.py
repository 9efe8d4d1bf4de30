"""The demand of a scenario by practice, level and month, and whom to hire for it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from config.errors import ModelError
from optimizer.planning.assumptions import Assumptions, Role
from optimizer.planning.demand.projects import GROWTH, WEEKS, Project, first_week, project_count, projects
from optimizer.planning.outlook import outlook
from optimizer.planning.people import MONTHS, Numbers
from optimizer.staffing.whatif import hiring

HALF = 0.5  # a straight line from nothing to full work is worth half of its weeks


@dataclass(frozen=True)
class DemandRow:
    """One role in one month (1–12): hours of the new projects, and the people that they are, unrounded.

    ``shortage_people`` are those whom neither the free people nor the hires cover.
    """

    scenario: str
    month: int
    practice: str
    level: str
    open_projects: int
    demand_hours: float
    needed_people: float
    free_people: float
    hired_people: int
    shortage_people: float


@dataclass(frozen=True)
class HireRow:
    """A profile to hire: whole people of one role who start in one week of the year (from 0) and stay."""

    scenario: str
    practice: str
    level: str
    start_week: int
    start_month: int
    decision_week: int
    people: int
    week_hours: float
    cost_amount_per_year: float
    cost_amount_this_year: float
    hire_cost_amount: float
    used_ratio: float  # of their hours until the end of the year and of the weeks that demand is held
    sentence: str


@dataclass(frozen=True)
class Demand:
    """Everything that a scenario asks of the people."""

    scenario: str
    basis: str
    project_count: int
    unrounded_project_count: float
    projects: tuple[Project, ...]
    rows: tuple[DemandRow, ...]
    hires: tuple[HireRow, ...]
    roles: tuple[Role, ...]
    week_hours: float  # that one hire can be planned on, on average over the year
    notes: tuple[str, ...]


def demand(assumptions: Assumptions, scenario: str, basis: str = GROWTH) -> Demand:
    """The new projects of a scenario, the people they need by practice and level, and whom to hire from when.

    Parameters
    ----------
    assumptions, scenario
        With roles; the demand follows them.
    basis
        As in ``projects.project_count``.

    Raises
    ------
    ModelError
        There are no roles, or no such scenario.

    Notes
    -----
    One person works ``week_hours x working weeks / 52 x utilization`` on projects in an average week. Hires are the
    answer of the staffing room's exact hiring model (``hiring.whole_people``), role by role, over the 52 weeks and
    the ``demand.held_weeks`` after them, in which the demand of the last month is taken to go on.
    """
    values = assumptions.values(scenario)
    if not assumptions.roles:
        raise ModelError(
            "Demand: there are no roles, so it cannot be said whom the projects need. Nothing was computed. Give "
            "practice, level and ratio of each role in the assumptions, or learn them from timesheets."
        )
    found = projects(values, basis)
    of_one = project_hours_of_one(values)
    weekly, rows, hires = weekly_hours(found), list[DemandRow](), list[HireRow]()
    for role in assumptions.roles:
        unmet = np.maximum(held(weekly, values) * role.ratio - role.free_people_count * of_one, 0.0)
        starts = hiring.whole_people(unmet, of_one, terms_of(values))[:WEEKS]
        mine = _hires(scenario, role, starts, unmet, values)
        hires += mine
        rows += _rows(scenario, role, found, weekly, of_one, starts)
    count, unrounded = project_count(values, basis)
    return Demand(
        scenario, basis, count, unrounded, tuple(found), tuple(rows), tuple(hires), assumptions.roles,
        week_hours_of_one(values),
        tuple(_notes(count, unrounded, found, values)),
    )  # fmt: skip


def weekly_hours(found: Sequence[Project]) -> Numbers:
    """Hours of all projects in each of the year's 52 weeks; what lasts longer is cut off there."""
    hours = np.zeros(WEEKS)
    for one in found:
        hours[one.start_week : one.end_week] += one.hours_per_week
    return hours


def week_hours_of_one(values: dict[str, float]) -> float:
    """Hours at work of one person in an average week of the year, net of leave and holidays."""
    return values["operations.week_hours"] * values["operations.working_weeks_per_year"] / WEEKS


def project_hours_of_one(values: dict[str, float]) -> float:
    """Hours on projects of one person in an average week."""
    return week_hours_of_one(values) * values["operations.utilization_ratio"]


def held(weekly: Numbers, values: dict[str, float]) -> Numbers:
    """The year's weekly hours, and its last month's for as many weeks more as demand is taken to go on."""
    last_month = weekly[first_week(MONTHS - 1) :].mean()
    return np.concatenate([weekly, np.full(round(values["demand.held_weeks"]), last_month)])


def terms_of(values: dict[str, float]) -> hiring.Terms:
    """The scenario's terms of hiring; a straight ramp counts as half of its weeks."""
    return hiring.Terms(
        lead_weeks=round(values["demand.hire_lead_weeks"]),
        onboarding_weeks=round(values["operations.onboarding_months"] * WEEKS / MONTHS),
        onboarding_ratio=HALF,
        least_use_ratio=values["demand.hire_least_use_ratio"],
    )


def _hires(scenario: str, role: Role, starts: Sequence[int], unmet: Numbers, values: dict[str, float]) -> list[HireRow]:
    billable, lead = project_hours_of_one(values), round(values["demand.hire_lead_weeks"])
    cost = role.cost_amount_per_year or values["operations.cost_amount_per_year"]
    left, rows = unmet.copy(), []
    for week in np.flatnonzero(starts).tolist():
        people = starts[week]
        used = np.minimum(left[week:], people * billable)
        left[week:] -= used
        ratio = float(used.sum()) / (people * billable * (unmet.size - week))
        paid, found = people * cost * (WEEKS - week) / WEEKS, people * values["operations.hire_cost_amount"]
        month = next(m for m in range(MONTHS) if week < first_week(m + 1)) + 1
        rows.append(
            HireRow(
                scenario, role.practice, role.level, week, month, week - lead, people,
                week_hours_of_one(values), cost,
                paid, found, ratio,
                f"Hire {people} {role.practice} / {role.level} from month {month} (decide in week {week - lead} of the "
                f"year): {ratio:.0%} of what they can work on projects is needed. They cost {paid + found:,.0f} this "
                "year.",
            )
        )  # fmt: skip
    return rows


def _rows(
    scenario: str, role: Role, found: Sequence[Project], weekly: Numbers, of_one: float, starts: Sequence[int]
) -> list[DemandRow]:
    hired, rows = np.cumsum(starts), []
    for month in range(MONTHS):
        weeks = range(first_week(month), first_week(month + 1))
        hours = float(weekly[weeks.start : weeks.stop].sum()) * role.ratio
        needed, people = hours / (len(weeks) * of_one), int(hired[weeks.stop - 1])
        is_open = [one for one in found if one.start_week < weeks.stop and one.end_week > weeks.start]
        rows.append(
            DemandRow(
                scenario, month + 1, role.practice, role.level, len(is_open), hours, needed, role.free_people_count,
                people, max(needed - role.free_people_count - people, 0.0),
            )
        )  # fmt: skip
    return rows


def _notes(count: int, unrounded: float, found: Sequence[Project], values: dict[str, float]) -> list[str]:
    notes = [f"{count} new projects in the year ({unrounded:.2f} before rounding up)."]
    hours, all_hours = weekly_hours(found).sum(), sum(one.weeks * one.hours_per_week for one in found)
    if all_hours > hours:
        later = 1 - hours / all_hours
        notes.append(f"{later:.0%} of their hours fall into the next year, since projects take "
                     f"{values['operations.project_weeks']:g} weeks.")  # fmt: skip
    leaving, current = float(outlook(values).operations.people.leaving), values["operations.current_people_count"]
    if leaving > 0:
        notes.append(
            f"{leaving:g} of the {current:g} people in delivery leave in the year; who replaces them comes on top of "
            "these hires."
        )
    if values["demand.held_weeks"] == 0:
        notes.append(
            "Nothing is known of the time after the year, so people whom its last weeks alone need are not hired; "
            "demand.held_weeks says for how long that demand goes on."
        )
    return notes
