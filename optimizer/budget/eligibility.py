"""Who may work on what: mandatory skills and the organization decide whether a variable exists (BUDGET A7, A8)."""

from dataclasses import dataclass

from optimizer.budget.data import BudgetData, Employee, Initiative

SAME_POD, SAME_SUB_TEAM, SAME_TEAM, NO_TEAM_NAMED = 1.0, 0.8, 0.5, 0.0


@dataclass(frozen=True)
class Fit:
    """How well a person fits an initiative, each 0-1: place in the organization, skills."""

    team_score: float
    skill_score: float


def fits(data: BudgetData) -> dict[tuple[str, str], Fit]:
    """Every (employee, initiative) that may be planned, with how well they fit."""
    found = {}
    for initiative in data.initiatives:
        for employee in data.employees:
            team_score = organization_score(initiative, employee)
            if team_score is not None and initiative.requirement.is_met(employee.skills):
                skill_score = initiative.requirement.score(employee.skills)
                found[employee.employee_id, initiative.initiative_id] = Fit(team_score, skill_score)
    return found


def organization_score(initiative: Initiative, employee: Employee) -> float | None:
    """1.0 in the pod, 0.8 in the sub-team, 0.5 in the team; None where the person may not be planned (BUDGET A8).

    A named team is hard. Inside it the finest level that the initiative names comes first, and the next level that it
    names above is the only fallback: a pod falls back to its sub-team, never to the whole team beyond that. An
    initiative that names no level takes anybody, at score 0.
    """
    if initiative.team and initiative.team != employee.team:
        return None
    levels = [
        (initiative.pod, employee.pod, SAME_POD),
        (initiative.sub_team, employee.sub_team, SAME_SUB_TEAM),
        (initiative.team, employee.team, SAME_TEAM),
    ]
    named = [(wanted, has, value) for wanted, has, value in levels if wanted]
    if not named:
        return NO_TEAM_NAMED
    return next((value for wanted, has, value in named[:2] if wanted == has), None)


def why_not(initiative: Initiative, employee: Employee) -> str | None:
    """The sentence that forbids this person on this initiative; None where nothing does."""
    if organization_score(initiative, employee) is None:
        wanted = " / ".join(part for part in (initiative.team, initiative.sub_team, initiative.pod) if part)
        has = " / ".join(part for part in (employee.team, employee.sub_team, employee.pod) if part) or "no team"
        return f"{initiative.name} takes people of {wanted}; {employee.name} is in {has} (BUDGET A8)."
    if not initiative.requirement.is_met(employee.skills):
        skills = ", ".join(sorted(employee.skills.all)) or "no skills"
        return f"{initiative.name} requires {initiative.requirement.text}; {employee.name} has {skills} (BUDGET A7)."
    available = sum(employee.available(month) for month in initiative.months)
    if available <= 0:
        return f"{employee.name} is not available in any month of {initiative.name} (BUDGET A1)."
    return None
