"""Whom to hire, and from when: whole people for shortages that last, who stay to the end of the horizon."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pulp

from optimizer.model_rows import add_row, add_variable, set_objective
from optimizer.solver import solve
from optimizer.staffing.data import Numbers, StaffingData
from optimizer.staffing.explanation import words
from optimizer.staffing.whatif.shortage import Shortage, week_hours

WEEKS_A_MONTH = 52 / 12
WEEK_DAYS = 7
SECONDS_PER_ROLE = 5.0
TIE = 1e-6  # hours: of two answers that are worth the same, the one with fewer people


@dataclass(frozen=True)
class Terms:
    """On what terms people can be hired.

    ``lead_weeks`` pass from the decision (the first week of the horizon) to the first day. In the first
    ``onboarding_weeks`` a new colleague works ``onboarding_ratio`` of a week. A hire is worth it when at least
    ``least_use_ratio`` of the hours paid until the end of the horizon meet a shortage; nobody is hired for fewer than
    ``least_weeks`` of it, since nothing is known of what comes after.
    """

    lead_weeks: int = 0
    onboarding_weeks: int = 0
    onboarding_ratio: float = 1.0
    least_use_ratio: float = 0.8
    least_weeks: int = 4


@dataclass(frozen=True)
class Hire:
    """Whole people of one practice and level who start in one week and stay to the end of the horizon.

    Amounts are for all of them, in the money of the rates; ``is_cost_estimated`` where no monthly cost is known and
    the charge-out rate stands for it.
    """

    cell: int
    start_week: int
    start_date: date
    lead_days: int
    people: int
    unrounded_people: float
    paid_hours: float
    used_hours: float
    monthly_cost_amount: float
    cost_amount: float
    is_cost_estimated: bool
    sentence: str


def hires(
    data: StaffingData,
    shortages: Sequence[Shortage],
    terms: Terms | None = None,
    monthly_cost_amount: Mapping[int, float] | None = None,
) -> list[Hire]:
    """The people who are worth hiring against ``shortages``.

    Parameters
    ----------
    data
        The problem.
    shortages
        From ``shortage.shortages``.
    terms
        By default people start at once, work whole weeks, and are worth it at the bench target's complement.
    monthly_cost_amount
        Cell -> monthly cost of one person; where it is missing, the mean charge-out rate stands for the cost.
    """
    terms = terms or Terms(least_use_ratio=1 - data.parameters.bench_target)
    result = []
    for cell in sorted({one.cell for one in shortages}):
        unmet = np.zeros(len(data.weeks))
        for one in shortages:
            if one.cell == cell:
                unmet[one.week] = one.unmet_hours
        people = whole_people(unmet, week_hours(data, cell), terms)
        cost = (monthly_cost_amount or {}).get(cell)
        result += _hires_of(data, cell, unmet, people, terms, cost)
    return result


def whole_people(unmet_hours: Numbers, hours_per_week: float, terms: Terms) -> list[int]:
    r"""How many people start in each week: the best answer of an exact integer program.

    .. math:: \max \sum_w used_w - use \cdot paid_w, \quad used_w \le unmet_w, \quad used_w \le effective_w

    Parameters
    ----------
    unmet_hours
        W hours that nobody covers.
    hours_per_week
        Of one new colleague.
    terms
        Lead time, onboarding, and how much of the paid hours must be used.
    """
    problem, weeks = pulp.LpProblem("hiring", pulp.LpMaximize), range(len(unmet_hours))
    most = int(np.ceil(max(unmet_hours, default=0.0) / hours_per_week / max(terms.onboarding_ratio, 0.1)))
    first_days = weeks[terms.lead_weeks : max(len(weeks) - terms.least_weeks + 1, 0)]
    start = {s: add_variable(problem, f"people__w{s}", upper=most, is_integer=True) for s in first_days}
    if not start or most == 0:
        return [0 for _ in weeks]
    worth = pulp.LpAffineExpression()
    for w in weeks:
        used = add_variable(problem, f"used__w{w}", upper=float(unmet_hours[w]))
        here = {s: people for s, people in start.items() if s <= w}
        effective = pulp.lpSum(_ratio(terms, w - s) * hours_per_week * people for s, people in here.items())
        add_row(problem, f"used_of_paid__w{w}", used <= effective)
        worth += used - pulp.lpSum((terms.least_use_ratio * hours_per_week + TIE) * people for people in here.values())
    set_objective(problem, worth)
    found = solve(problem, time_limit_seconds=SECONDS_PER_ROLE)
    return [round(found.values[f"people__w{w}"]) if w in start else 0 for w in weeks]


def _ratio(terms: Terms, tenure_weeks: int) -> float:
    return terms.onboarding_ratio if tenure_weeks < terms.onboarding_weeks else 1.0


def _hires_of(
    data: StaffingData, cell: int, unmet: Numbers, people: list[int], terms: Terms, monthly_cost: float | None
) -> list[Hire]:
    """One row per week in which somebody starts; earlier starters take the shortage first."""
    result, left, full = [], unmet.copy(), week_hours(data, cell)
    is_estimated = monthly_cost is None
    one_month = _charged_a_month(data, cell, full) if monthly_cost is None else monthly_cost
    for s in np.flatnonzero(people).tolist():
        stay = np.arange(s, unmet.size)
        able = np.array([_ratio(terms, int(w) - s) for w in stay]) * full * people[s]
        used = np.minimum(able, left[s:])
        unrounded = float(left[s:].mean() / full)
        left[s:] -= used
        paid_hours = float(stay.size * full * people[s])
        result.append(
            Hire(
                cell=cell,
                start_week=s,
                start_date=data.weeks[s],
                lead_days=terms.lead_weeks * WEEK_DAYS,
                people=people[s],
                unrounded_people=unrounded,
                paid_hours=paid_hours,
                used_hours=float(used.sum()),
                monthly_cost_amount=one_month * people[s],
                cost_amount=one_month * people[s] * stay.size / WEEKS_A_MONTH,
                is_cost_estimated=is_estimated,
                sentence=_sentence(data, cell, s, people[s], float(used.sum()) / paid_hours, is_estimated),
            )
        )
    return result


def _charged_a_month(data: StaffingData, cell: int, full_week: float) -> float:
    """What a month of the practice and level is charged at: the mean rate of its pairs, else of all pairs."""
    rates = data.pairs.rate_per_hour
    mine = rates[data.consultants.cell[data.pairs.consultant] == cell]
    known = mine if mine.size else rates
    return float(known.mean()) * full_week * WEEKS_A_MONTH if known.size else 0.0


def _sentence(data: StaffingData, cell: int, start: int, people: int, use: float, is_estimated: bool) -> str:
    cost = " Their cost is not known; the charge-out rate stands for it." if is_estimated else ""
    who = f"{people} {words.role(data, cell)}" if people == 1 else f"{people} people as {words.role(data, cell)}"
    return (
        f"Hire {who} from {data.weeks[start]}: {use:.0%} of their hours until {data.weeks[-1]} meet work that nobody "
        f"else can do. What comes after the horizon is not counted.{cost}"
    )
