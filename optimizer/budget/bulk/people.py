"""Who fits what, for all people at once; and people who are the same to the model, as one class."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from optimizer.budget.bulk.kinds import Flags, Indexes, Numbers
from optimizer.budget.bulk.skills import RequirementTable
from optimizer.budget.data import BudgetData
from optimizer.budget.eligibility import organization_score

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class People:
    """Classes of identical people, each with everything that the model knows of its members.

    ``members`` are places in ``data.employees``; ``cost_amount`` is money per whole month of one member, ``available``
    (class x month) the part of a month of one member. ``is_eligible``, ``team_score`` and ``skill_score`` are
    class x initiative.
    """

    members: tuple[Indexes, ...]
    cost_amount: Numbers
    available: Numbers
    location: tuple[str, ...]
    is_eligible: Flags
    team_score: Numbers
    skill_score: Numbers
    last_share: dict[tuple[int, int, int], float]  # class, initiative, month: of one member

    @property
    def count(self) -> Indexes:
        """People per class."""
        return np.array([len(members) for members in self.members], dtype=np.int32)


def everybody(data: BudgetData, *, is_merged: bool) -> People:
    """Each employee alone, or classes of those whom no rule and no tier tells apart.

    Two people are the same where cost, location, availability, fit to every initiative and the last plan are.
    """
    eligible, team, skill = fit_tables(data)
    available = np.array([[e.available(month) for month in data.months] for e in data.employees], dtype=np.float64)
    available = available.reshape(len(data.employees), len(data.months))
    last = _last_shares(data)
    group = _groups(data, available, eligible, team, skill, last) if is_merged else np.arange(len(data.employees))
    order = np.argsort(group, kind="stable")
    members = tuple(np.split(order, np.flatnonzero(np.diff(group[order])) + 1)) if len(order) else ()
    first = np.array([one[0] for one in members], dtype=np.int64)
    class_of = {int(employee): number for number, employee in enumerate(first)}
    return People(
        members=members,
        cost_amount=np.array([data.employees[e].monthly_cost_amount for e in first], dtype=np.float64),
        available=available[first],
        location=tuple(data.employees[e].location for e in first),
        is_eligible=eligible[first],
        team_score=team[first],
        skill_score=skill[first],
        last_share={(class_of[e], i, m): ratio for (e, i, m), ratio in last.items() if e in class_of},
    )


def fit_tables(data: BudgetData) -> tuple[Flags, Numbers, Numbers]:
    """Employee x initiative: may they (BUDGET A7, A8), and both scores; as ``eligibility.fits``, each case once."""
    organization, has = _distinct((e.team, e.sub_team, e.pod) for e in data.employees)
    wanted_place, wants = _distinct((i.team, i.sub_team, i.pod) for i in data.initiatives)
    skills, sets = _distinct(
        (frozenset(e.skills.technical.items()), frozenset(e.skills.functional.items())) for e in data.employees
    )
    requirement, requirements = _distinct(i.requirement for i in data.initiatives)
    in_team = np.full((len(has), len(wants)), np.nan)
    for o, e in enumerate(has):
        for w, i in enumerate(wants):
            place = organization_score(data.initiatives[i], data.employees[e])
            in_team[o, w] = np.nan if place is None else place
    table = RequirementTable([data.employees[e].skills for e in sets])
    met = np.zeros((len(sets), len(requirements)), dtype=bool)
    score = np.zeros((len(sets), len(requirements)))
    for number, i in enumerate(requirements):
        met[:, number] = table.is_met(data.initiatives[i].requirement)
        score[:, number] = table.score(data.initiatives[i].requirement)
    team = in_team[np.ix_(organization, wanted_place)]
    eligible = ~np.isnan(team) & met[np.ix_(skills, requirement)]
    return eligible, np.nan_to_num(team), score[np.ix_(skills, requirement)]


def _distinct(keys: Iterable[K]) -> tuple[Indexes, list[int]]:
    """The number of each key among the distinct ones, and where each distinct one stands first."""
    numbers: dict[K, int] = {}
    first: list[int] = []
    found = []
    for place, key in enumerate(keys):
        number = numbers.setdefault(key, len(numbers))
        if number == len(first):
            first.append(place)
        found.append(number)
    return np.array(found, dtype=np.int64), first


def _last_shares(data: BudgetData) -> dict[tuple[int, int, int], float]:
    """The last plan by places in the data; what cannot be planned any more is left out by who reads it."""
    employee = {e.employee_id: place for place, e in enumerate(data.employees)}
    initiative = {i.initiative_id: place for place, i in enumerate(data.initiatives)}
    month = {m: place for place, m in enumerate(data.months)}
    return {
        (employee[e], initiative[i], month[m]): ratio
        for (e, i, m), ratio in data.last_plan.items()
        if e in employee and i in initiative and m in month and ratio > 0
    }


def _groups(
    data: BudgetData,
    available: Numbers,
    eligible: Flags,
    team: Numbers,
    skill: Numbers,
    last: dict[tuple[int, int, int], float],
) -> Indexes:
    """The number of each employee's class."""
    before: dict[int, list[tuple[int, int, float]]] = {}
    for (employee, initiative, month), ratio in sorted(last.items()):
        before.setdefault(employee, []).append((initiative, month, ratio))
    team, skill = np.where(eligible, team, 0.0), np.where(eligible, skill, 0.0)
    keys = (
        (
            e.monthly_cost_amount,
            e.location,
            available[place].tobytes(),
            eligible[place].tobytes(),
            team[place].tobytes(),
            skill[place].tobytes(),
            tuple(before.get(place, ())),
        )
        for place, e in enumerate(data.employees)
    )
    return _distinct(keys)[0]
