"""Assumptions of operations learned from timesheets: what projects were like."""

from dataclasses import dataclass

import pandas as pd

from optimizer.planning.assumptions import LEARNED, Assumption, Role, assumed
from optimizer.planning.timesheets import Rows, capacity_frame, timesheet_frame

WEEKS_A_YEAR = 52
STILL_WEEKS = 4  # a project without hours for so long at the end of the data is taken to be done
FEWEST_PROJECTS = 3


@dataclass(frozen=True)
class Learned:
    """What timesheets say; ``notes`` say in sentences from what, and what they do not say."""

    assumptions: tuple[Assumption, ...] = ()
    roles: tuple[Role, ...] = ()
    notes: tuple[str, ...] = ()


def learned_defaults(
    rows: Rows,
    capacity: Rows,
    week_hours: float = 40.0,
) -> Learned:
    """Project amount, duration, team, utilization, working weeks, people and roles, from hours worked.

    Parameters
    ----------
    rows
        One per engagement, employee and week (several are added up): ``engagement_id``, ``employee_id``, ``practice``,
        ``level``, ``week_start_date``, ``hours``, ``amount`` (their value at charge-out rates), ``is_billable``.
        Reversals are negative rows. Hours that are not billable count for nothing here but the weeks they are in.
    capacity
        One per employee and week: ``employee_id``, ``week_start_date``, ``capacity_hours`` (contracted hours less leave
        and holidays), for the people who deliver. As in ``core.capacity_week``.
    week_hours
        Of a full week.

    Returns
    -------
    Learned
        ``operations.project_weeks`` is the mean length of projects that began and ended within the data, and
        ``team_people`` their hours over length x week, so that the two multiply to the mean person-weeks of a project.
        ``utilization_ratio`` is billable hours over capacity, ``working_weeks_per_year`` the capacity of an average
        person-week over a full week, x 52. With fewer than three whole projects only the team is learned, from all
        projects. Source: DESIGN 5 (utilization, capacity); BUDGET C.

    Raises
    ------
    ExtractError
        A column is missing, or a cell is no date, number or yes/no.
    """
    hours, able = timesheet_frame(rows), capacity_frame(capacity)
    billable = hours[hours["is_billable"]] if len(hours) else hours
    if billable.empty:
        return Learned(notes=("No billable hours: nothing was learned from timesheets.",))
    found, notes = _of_projects(_projects(billable), hours["week_start_date"], week_hours)
    if able.empty or able["capacity_hours"].sum() <= 0:
        notes.append("No capacity: utilization, working weeks and people were not learned.")
    else:
        found |= _of_people(billable, able, week_hours)
    several = [assumed(f"operations.{name}", value, LEARNED, note) for name, (value, note) in found.items()]
    return Learned(tuple(several), _roles(billable), tuple(notes))


def _projects(billable: pd.DataFrame) -> pd.DataFrame:
    """One row per engagement: first and last week with hours, hours and amount; reversed engagements are none."""
    weekly = billable.groupby(["engagement_id", "week_start_date"], as_index=False)[["hours", "amount"]].sum()
    weekly = weekly[weekly["hours"] != 0]
    return (
        weekly.groupby("engagement_id")
        .agg(first=("week_start_date", "min"), last=("week_start_date", "max"), hours=("hours", "sum"),
             amount=("amount", "sum"))
        .query("hours > 0")
    )  # fmt: skip


def _of_projects(
    projects: pd.DataFrame, weeks: "pd.Series[pd.Timestamp]", week_hours: float
) -> tuple[dict[str, tuple[float, str]], list[str]]:
    """Amount, length and team of the projects that began and ended within the data."""
    quiet = pd.Timedelta(weeks=STILL_WEEKS)
    whole = projects[(projects["first"] > weeks.min()) & (projects["last"] <= weeks.max() - quiet)]
    if len(whole) < FEWEST_PROJECTS:
        few = (
            f"Only {len(whole)} of {len(projects)} projects began and ended within the timesheets; "
            f"{FEWEST_PROJECTS} are needed, so amount and length of a project were not learned."
        )
        return _of_running(projects, week_hours), [few]
    note = f"mean of {len(whole)} projects that began and ended within the timesheets"
    length = ((whole["last"] - whole["first"]).dt.days // 7 + 1).sum() / len(whole)
    found = {
        "project_weeks": (float(length), note),
        "team_people": (float(whole["hours"].sum() / len(whole) / (length * week_hours)), note),
    }
    amount = float(whole["amount"].sum() / len(whole))
    notes = [f"{len(projects) - len(whole)} projects that were cut off by either end of the timesheets were left out."]
    if amount <= 0:
        return found, [*notes, "The projects have no amounts, so the amount of a project was not learned."]
    return {"project_amount": (amount, note), **found}, notes


def _of_running(projects: pd.DataFrame, week_hours: float) -> dict[str, tuple[float, str]]:
    """The team alone, which a project that is cut off shows as well as a whole one."""
    if len(projects) < FEWEST_PROJECTS:
        return {}
    weeks = ((projects["last"] - projects["first"]).dt.days // 7 + 1).sum()
    note = f"hours by week of {len(projects)} projects, most of them cut off by either end of the timesheets"
    return {"team_people": (float(projects["hours"].sum() / (weeks * week_hours)), note)}


def _of_people(billable: pd.DataFrame, able: pd.DataFrame, week_hours: float) -> dict[str, tuple[float, str]]:
    """Utilization, working weeks and people, over the last 52 weeks of capacity."""
    end = able["week_start_date"].max()
    start = end - pd.Timedelta(weeks=WEEKS_A_YEAR)
    able = able[able["week_start_date"] > start]
    worked = billable[(billable["week_start_date"] > start) & (billable["week_start_date"] <= end)]
    worked = worked[worked["employee_id"].isin(able["employee_id"])]
    capacity, person_weeks = (
        float(able["capacity_hours"].sum()),
        len(able.drop_duplicates(["employee_id", "week_start_date"])),
    )
    weeks = able["week_start_date"].nunique()
    note = f"{person_weeks:,} person-weeks in {weeks} weeks until {end:%Y-%m-%d}"
    last = able[able["week_start_date"] == end]
    found = {
        "working_weeks_per_year": (min(WEEKS_A_YEAR * capacity / (person_weeks * week_hours), WEEKS_A_YEAR), note),
        "current_people_count": (
            float(last["employee_id"].nunique()),
            f"people with a row in the week of {end:%Y-%m-%d}",
        ),
    }
    ratio = float(worked["hours"].sum()) / capacity
    if ratio > 0:
        found["utilization_ratio"] = (min(ratio, 1.0), note + ("; more than 100 %, cut off" if ratio > 1 else ""))
    return found


def _roles(billable: pd.DataFrame) -> tuple[Role, ...]:
    """The part of the billable hours, and the mean rate, of each practice and level."""
    cells = billable.groupby(["practice", "level"], as_index=False)[["hours", "amount"]].sum()
    cells = cells[cells["hours"] > 0]
    total = float(cells["hours"].sum())
    names = zip(cells["practice"].astype(str), cells["level"].astype(str), strict=True)
    numbers = zip(cells["hours"].tolist(), cells["amount"].tolist(), strict=True)
    return tuple(
        Role(*name, hours / total, amount / hours if amount > 0 else None, source=LEARNED)
        for name, (hours, amount) in zip(names, numbers, strict=True)
    )
