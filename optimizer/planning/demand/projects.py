"""New projects by month: whole ones, as many as the scenario adds, arriving as it says."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from config.errors import ModelError
from optimizer.planning.outlook import targets
from optimizer.planning.people import MONTHS, whole_people

WEEKS = 52
HALF = 0.5 + 1e-9  # a half is rounded up although sums of weights are not exact
GROWTH, NEW_BUSINESS = "growth", "new_business"
BASES = (GROWTH, NEW_BUSINESS)
MOST_PROJECTS = 5_000


@dataclass(frozen=True)
class Project:
    """One project: the same hours in each of its weeks; weeks are counted from 0, the year's first."""

    number: int
    month: int
    start_week: int
    weeks: int
    hours_per_week: float
    amount: float

    @property
    def end_week(self) -> int:
        """The week after its last."""
        return self.start_week + self.weeks


def project_count(values: Mapping[str, float], basis: str = GROWTH) -> tuple[int, float]:
    """Whole projects that come on top within the year, and the unrounded number.

    Parameters
    ----------
    values
        Every driver of a scenario.
    basis
        ``growth``: what the year's revenue is beyond today's, where work that ends is taken to be replaced;
        ``new_business``: all that must be sold anew, the replacement of what does not come again included.

    Raises
    ------
    ModelError
        More than 5,000.
    """
    revenue, new_business = targets(values)
    more = np.maximum(revenue - values["firm.revenue_amount_per_year"], 0.0) if basis == GROWTH else new_business
    unrounded = float(more) / values["operations.project_amount"]
    if unrounded > MOST_PROJECTS:
        raise ModelError(
            f"Demand: {unrounded:,.0f} new projects of {values['operations.project_amount']:,.0f} each; at most "
            f"{MOST_PROJECTS:,} can be handed to staffing. Nothing was computed. Check operations.project_amount."
        )
    return int(whole_people(unrounded)), unrounded


def projects(values: Mapping[str, float], basis: str = GROWTH) -> list[Project]:
    """The projects of the year in the order of their start.

    Month by month (0 to 11) as ``arrivals`` says, evenly within a month. A project lasts whole weeks, with the hours of
    its unrounded duration.
    """
    unrounded_weeks = values["operations.project_weeks"]
    weeks = int(whole_people(unrounded_weeks))
    week_hours = values["operations.team_people"] * values["operations.week_hours"] * unrounded_weeks / weeks
    result: list[Project] = []
    for month, count in enumerate(arrivals(project_count(values, basis)[0], values["demand.first_month_ratio"])):
        first, after = first_week(month), first_week(month + 1)
        for k in range(count):
            start = first + (after - first) * k // count
            one = Project(len(result) + 1, month, start, weeks, week_hours, values["operations.project_amount"])
            result.append(one)
    return result


def arrivals(count: int, first_month_ratio: float) -> list[int]:
    r"""Whole projects per month, ``count`` in all.

    .. math:: weight_m = first + (1 - first) \cdot 2 (m - 1/2) / 12, \quad m = 1 … 12

    Parameters
    ----------
    count
        Of the year.
    first_month_ratio
        1: the same each month; 0: from nothing, by the same number more each month; 2: from twice the mean to nothing.

    Notes
    -----
    After each month the number so far is the rounded sum of the weights, so no month is off by a whole project.
    """
    middle = np.arange(MONTHS) + 0.5
    weight = first_month_ratio + (1 - first_month_ratio) * 2 * middle / MONTHS
    so_far = np.floor(count * np.cumsum(weight) / MONTHS + HALF).astype(int)
    so_far[-1] = count
    return [int(one) for one in np.diff(so_far, prepend=0)]


def first_week(month: int) -> int:
    """The week in which a month (from 0) begins, in a year of 52 weeks."""
    return WEEKS * month // MONTHS
