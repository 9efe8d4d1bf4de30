"""The kinds of people who could be hired, and a hire as an employee (BUDGET A13)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from optimizer.budget.data import BudgetData, Employee, Initiative
from optimizer.budget.eligibility import organization_score
from optimizer.budget.hiring.data import HireableProfile
from optimizer.budget.months import months_between
from optimizer.budget.skills.requirement import Skills

COMMON_RATIO = 0.5


@dataclass(frozen=True)
class Terms:
    """What hiring one person of a profile means; ``first_month`` counts months of the horizon from 0."""

    profile: HireableProfile
    lead_month_count: int
    first_month: int
    monthly_cost_amount: float
    one_off_cost_amount: float


def horizon_of(data: BudgetData) -> tuple[date, ...]:
    """Every month from the first to the last of the portfolio, those in which nothing runs included."""
    return months_between(data.months[0], data.months[-1]) if data.months else ()


def terms_of(data: BudgetData, profile: HireableProfile) -> Terms:
    """The profile's own terms, else the rules'."""
    rules = data.rules.hiring
    lead = rules.lead_month_count if profile.lead_month_count is None else profile.lead_month_count
    monthly = profile.monthly_cost_amount * rules.cost_factor
    one_off = profile.one_off_cost_amount
    return Terms(profile, lead, lead, monthly, rules.one_off_month_count * monthly if one_off is None else one_off)


def profiles_of(data: BudgetData) -> tuple[HireableProfile, ...]:
    """Those that are given; else one per team, role, location and grade of the existing people.

    A derived profile costs their median and has the skills that at least half of them have, at the median level. For an
    initiative that none of these may work on, there is one more of each kind that holds people who may: what they cost
    in the middle, with the skills of the one in the middle.
    """
    if data.hireable_profiles:
        return data.hireable_profiles
    usual = _derived(data.employees)
    fits = [_as_somebody(profile) for profile in usual]
    special: dict[str, HireableProfile] = {}
    for initiative in data.initiatives:
        if initiative.effort_man_months and not any(_may(initiative, one) for one in fits):
            able = [one for one in data.employees if _may(initiative, one)]
            for key, people in _groups(able).items():
                special.setdefault(_name(key, initiative), _middle(key, initiative, people))
    return (*usual, *(special[name] for name in sorted(special)))


def as_employee(terms: Terms, hire_id: str, start: date, months: Iterable[date]) -> Employee:
    """A hire, for the rules that hold for everybody; not there before ``start``."""
    profile = terms.profile
    return Employee(
        employee_id=hire_id,
        name=hire_id,
        monthly_cost_amount=terms.monthly_cost_amount,
        skills=profile.skills,
        location=profile.location,
        team=profile.team,
        sub_team=profile.sub_team,
        pod=profile.pod,
        role=profile.role,
        staff_level=profile.staff_level,
        available_ratio={month: 0.0 for month in months if month < start},
    )


def _may(initiative: Initiative, employee: Employee) -> bool:
    """Whether skills and organization allow it (A7, A8)."""
    placed = organization_score(initiative, employee) is not None
    return placed and initiative.requirement.is_met(employee.skills)


def _as_somebody(profile: HireableProfile) -> Employee:
    return Employee(
        profile.profile_id,
        profile.profile_id,
        profile.monthly_cost_amount,
        skills=profile.skills,
        team=profile.team,
        sub_team=profile.sub_team,
        pod=profile.pod,
    )


def _groups(employees: Iterable[Employee]) -> dict[tuple[str, ...], list[Employee]]:
    """People by team, role, location, grade and their place in the team."""
    groups: dict[tuple[str, ...], list[Employee]] = defaultdict(list)
    for one in employees:
        groups[one.team, one.role, one.location, one.staff_level, one.sub_team, one.pod].append(one)
    return groups


def _derived(employees: Iterable[Employee]) -> tuple[HireableProfile, ...]:
    groups = _groups(employees)
    return tuple(_profile(key, groups[key]) for key in sorted(groups))


def _name(key: tuple[str, ...], initiative: Initiative | None = None) -> str:
    kind = " / ".join(part for part in key if part) or "anybody"
    return kind if initiative is None else f"{kind}, as {initiative.requirement.text or initiative.name} requires"


def _middle(key: tuple[str, ...], initiative: Initiative, people: list[Employee]) -> HireableProfile:
    """The kind of these people, all of whom may work on the initiative."""
    in_order = sorted(people, key=lambda one: (one.monthly_cost_amount, one.employee_id))
    usual = _profile(key, people)
    return replace(usual, profile_id=_name(key, initiative), skills=in_order[len(people) // 2].skills)


def _profile(key: tuple[str, ...], people: list[Employee]) -> HireableProfile:
    team, role, location, level, sub_team, pod = key
    return HireableProfile(
        profile_id=_name(key),
        monthly_cost_amount=median(one.monthly_cost_amount for one in people),
        team=team,
        role=role,
        location=location,
        staff_level=level,
        sub_team=sub_team,
        pod=pod,
        skills=Skills(
            _common([one.skills.technical for one in people]), _common([one.skills.functional for one in people])
        ),
        like_count=len(people),
    )


def _common(skills: list[Mapping[str, float]]) -> dict[str, float]:
    """What at least half of them have, at the median level of those who do."""
    levels: dict[str, list[float]] = defaultdict(list)
    for one in skills:
        for name, level in one.items():
            levels[name].append(level)
    return {name: median(found) for name, found in sorted(levels.items()) if len(found) >= COMMON_RATIO * len(skills)}
