"""Whole people: how many are there, how many leave, how many must be hired, and how soon they are of use."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from config.errors import ModelError
from optimizer.planning.interval import Quantity, quotient

MONTHS = 12
PEOPLE_TOLERANCE = 1e-9
ROUNDING_ERRORS = 16  # of a chain of a dozen products and quotients

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class People:
    """One group of people over the year, in full-year people; those who leave do so on the first day.

    ``needed`` are fully productive people, as the work wants them. ``unrounded_headcount`` shows the fraction that
    rounding up hides. ``surplus`` are people beyond what is needed, all of them kept.
    """

    needed: Numbers
    leaving: Numbers
    staying: Numbers
    productive_ratio: Numbers  # of a hire's first year
    unrounded_hires: Numbers
    hires: Numbers
    unrounded_headcount: Numbers
    headcount: Numbers
    surplus: Numbers

    @property
    def productive(self) -> Numbers:
        """Fully productive people that the headcount comes to."""
        return np.asarray(self.staying + self.hires * self.productive_ratio)


def whole_people(people: Quantity) -> Numbers:
    """Rounded up; what differs from a whole number by rounding errors alone is that number.

    3.0000000001 are 3 people, 3.000001 are 4.
    """
    exact = np.asarray(people, dtype=float)
    near = np.rint(exact)
    tolerance = np.maximum(PEOPLE_TOLERANCE, ROUNDING_ERRORS * np.finfo(float).eps * np.abs(exact))
    return np.asarray(np.where(np.abs(exact - near) <= tolerance, near, np.ceil(exact)))


def productive_ratio(ramp_months: Quantity, lag_months: Quantity = 0.0, months_before: Quantity = 0.0) -> Numbers:
    r"""What part of the year's full output somebody new brings.

    .. math:: \frac{1}{12} \int_0^{12} \min\left(\max\left(\frac{t + before - lag}{ramp}, 0\right), 1\right) dt

    Parameters
    ----------
    ramp_months
        From nothing to full output, in a straight line; 0: at once.
    lag_months
        Before the first output of any kind, such as the sales cycle.
    months_before
        The first day, before the year begins.

    Notes
    -----
    Source: BUDGET C ("representatives with ramp, quota, cycle"); the straight line is the usual convention of sales
    capacity plans.
    """
    begin = np.asarray(months_before, dtype=float) - lag_months
    return (_output_months(begin + MONTHS, ramp_months) - _output_months(begin, ramp_months)) / MONTHS


def people_for(
    needed: Quantity, current_count: Quantity, attrition_ratio: Quantity, productive: Quantity, nothing_in_words: str
) -> People:
    """Who stays, who leaves, and the whole people to hire so that ``needed`` fully productive people are there.

    Parameters
    ----------
    needed
        Fully productive people, on average over the year.
    current_count, attrition_ratio
        People today and the part of them who leave within the year, rounded up to whole people.
    productive
        From ``productive_ratio``.
    nothing_in_words
        The sentence for people who are needed and would be of no use within the year.

    Raises
    ------
    ModelError
        Somebody must be hired, and hires bring nothing within the year.
    """
    wanted, share = np.asarray(needed, dtype=float), np.asarray(productive, dtype=float)
    leaving = whole_people(np.asarray(current_count) * attrition_ratio)
    staying = np.asarray(current_count, dtype=float) - leaving
    missing = np.maximum(wanted - staying, 0.0)
    if np.any((missing > 0) & (share <= 0)):
        raise ModelError(f"{nothing_in_words} Nothing was computed.")
    unrounded = np.where(missing > 0, quotient(missing, share), 0.0)
    hires = whole_people(unrounded)
    return People(
        needed=wanted,
        leaving=leaving,
        staying=staying,
        productive_ratio=share,
        unrounded_hires=unrounded,
        hires=hires,
        unrounded_headcount=staying + unrounded,
        headcount=staying + hires,
        surplus=np.maximum(staying - wanted, 0.0),
    )


def _output_months(months: Quantity, ramp_months: Quantity) -> Numbers:
    """Full months of output within the first ``months`` months of output."""
    worked = np.maximum(np.asarray(months, dtype=float), 0.0)
    ramp = np.asarray(ramp_months, dtype=float)
    ramping = np.minimum(worked, ramp)
    half = np.where(ramp > 0, quotient(ramping**2, 2 * ramp), 0.0)
    return np.asarray(half + worked - ramping)
