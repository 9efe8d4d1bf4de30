"""A scenario's demand as changes of a staffing problem, which `prop staffing scenario` and the weekly run take."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from optimizer.planning.demand.demand import Demand
from optimizer.planning.demand.projects import Project, first_week
from optimizer.staffing.changes.kinds import Changes, EngagementAdded, PersonJoins, Role, Week
from optimizer.staffing.data_checks import MOST_WEEK_HOURS

NUMBER_WIDTH = 3


@dataclass(frozen=True)
class Calendar:
    """Where the year stands in the weeks of the staffing problem.

    ``year_start``: the Monday of the year's first week, for a problem with dates. Without it weeks are counted, and
    the problem's week 0 is the first week of ``first_month`` (1–12) of the year.
    """

    year_start: date | None = None
    first_month: int = 1

    @property
    def first_week(self) -> int:
        """The week of the year in which the problem begins; 0 where dates tell."""
        return 0 if self.year_start else first_week(self.first_month - 1)

    def week(self, number: int) -> Week:
        """A week of the year as staffing names it; weeks before the problem's first are its first."""
        if self.year_start:
            return self.year_start + timedelta(weeks=number)
        return max(number - self.first_week, 0)


FROM_THE_START = Calendar()


def project_changes(wanted: Demand, calendar: Calendar = FROM_THE_START) -> Changes:
    """One ``engagement_added`` per project; those that end before the problem begins are left out.

    A project that has begun already comes with the weeks, and the budget, that are left of it.
    """
    kept = [one for one in wanted.projects if one.end_week > calendar.first_week]
    return tuple(_engagement(wanted, one, calendar) for one in kept)


def hire_changes(wanted: Demand, calendar: Calendar = FROM_THE_START) -> Changes:
    """One ``person_joins`` per person to hire, with the hours of an average week net of leave."""
    return tuple(_people(wanted, calendar))


def _engagement(wanted: Demand, project: Project, calendar: Calendar) -> EngagementAdded:
    label = f"{project.number:0{NUMBER_WIDTH}d}"
    left = project.end_week - max(project.start_week, calendar.first_week)
    return EngagementAdded(
        engagement=f"PLAN-{wanted.scenario}-{label}",
        name=f"New project {label} ({wanted.scenario})",
        hours_per_week=project.hours_per_week,
        roles=tuple(Role(one.practice, one.level, one.ratio, one.rate_amount_per_hour) for one in wanted.roles),
        from_week=calendar.week(project.start_week),
        to_week=calendar.week(project.end_week - 1),
        budget_amount=project.amount * left / project.weeks,
    )


def _people(wanted: Demand, calendar: Calendar) -> Iterator[PersonJoins]:
    number = 0
    for row in wanted.hires:
        for _ in range(row.people):
            number += 1
            label = f"{number:0{NUMBER_WIDTH}d}"
            yield PersonJoins(
                consultant=f"HIRE-{wanted.scenario}-{label}",
                name=f"New colleague {label} ({wanted.scenario})",
                practice=row.practice,
                level=row.level,
                hours_per_week=min(row.week_hours, MOST_WEEK_HOURS),
                from_week=calendar.week(row.start_week),
            )
