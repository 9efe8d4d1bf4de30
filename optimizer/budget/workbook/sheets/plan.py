"""Who is paid from what, and what each initiative and each person gets."""

from collections import defaultdict

from optimizer.budget.data import BudgetData, Initiative
from optimizer.budget.eligibility import organization_score
from optimizer.budget.months import label
from optimizer.budget.solution import BudgetPlan
from optimizer.budget.workbook.sheets.table import Area, Column, Kind, Shade, Table, amount, rounded, texts


def allocations(data: BudgetData, plan: BudgetPlan) -> Table:
    """Who is paid from what, month by month."""
    columns = [
        *texts("resource_id", "resource_name", "project_id", "project_name", "month"),
        Column("share_ratio", Kind.SCORE),
        Column("man_months", Kind.MAN_MONTHS),
        amount("allocated_cost", data.currency),
        Column("priority_score", Kind.SCORE),
        Column("skill_match_score", Kind.SCORE),
        Column("team_score", Kind.SCORE),
        *texts("explanation"),
    ]
    found: dict[tuple[str, str], tuple[float, float, str]] = {}
    rows = []
    for a in plan.allocations:
        employee, initiative = data.employee[a.employee_id], data.initiative[a.initiative_id]
        if (a.employee_id, a.initiative_id) not in found:
            found[a.employee_id, a.initiative_id] = _fit(data, a.employee_id, initiative)
        skill, team, words = found[a.employee_id, a.initiative_id]
        share = rounded(a.share_ratio)
        rows.append(
            [a.employee_id, employee.name, a.initiative_id, initiative.name, label(a.month), share, share,
             round(a.cost_amount, 4), rounded(data.priority(initiative)), rounded(skill), team, words]
        )  # fmt: skip
    return Table("Allocations", columns, rows, frozen=4)


def project_summary(data: BudgetData, plan: BudgetPlan) -> Table:
    """What each initiative asked for and gets, in the order in which the waterfall serves them."""
    columns = [
        *texts("project_id", "project_name", "funding_source", "driver", "impact"),
        Column("rank", Kind.ANY),
        Column("priority_score", Kind.SCORE),
        amount("requested_budget", data.currency),
        amount("total_budget", data.currency),
        amount("allocated_cost", data.currency),
        Column("budget_utilization_ratio", Kind.RATIO),
        Column("effort_estimate_man_months", Kind.MAN_MONTHS),
        Column("man_months", Kind.MAN_MONTHS),
        Column("shortfall_man_months", Kind.MAN_MONTHS),
        Column("resources_allocated", Kind.COUNT),
        *texts("is_efficiency_project", "explanation"),
    ]
    people: dict[str, set[str]] = defaultdict(set)
    for a in plan.allocations:
        people[a.initiative_id].add(a.employee_id)
    rows = []
    for o in plan.outcomes:
        i = data.initiative[o.initiative_id]
        used = None if i.is_efficiency else rounded(o.cost_amount / o.budget_amount)
        rows.append(
            [i.initiative_id, i.name, i.funding_source, i.driver, i.impact, i.rank, rounded(o.priority),
             i.requested_amount, o.budget_amount, round(o.cost_amount, 4), used, o.target_man_months,
             rounded(o.man_months), rounded(o.shortfall_man_months), len(people[i.initiative_id]),
             "yes" if i.is_efficiency else "no", o.sentence]
        )  # fmt: skip
    return Table("Project_Summary", columns, rows, (Area(13, 13, Shade.SHORT),), frozen=2)


def resource_summary(data: BudgetData, plan: BudgetPlan) -> Table:
    """How much of each person is planned; the benched are there with 0."""
    columns = [
        *texts("resource_id", "resource_name", "location", "grade", "team", "sub_team", "pod"),
        amount("monthly_cost", data.currency),
        *(Column(f"{what}_man_months", Kind.MAN_MONTHS) for what in ("available", "planned", "bench")),
        Column("utilization_ratio", Kind.RATIO),
        amount("total_allocated_cost", data.currency),
        amount("bench_cost", data.currency),
        *texts("projects"),
    ]
    planned: dict[str, float] = defaultdict(float)
    projects: dict[str, set[str]] = defaultdict(set)
    for a in plan.allocations:
        planned[a.employee_id] += a.share_ratio
        projects[a.employee_id].add(data.initiative[a.initiative_id].name)
    rows = []
    for e in data.employees:
        available, used = sum(e.available(month) for month in data.months), planned[e.employee_id]
        bench = max(0.0, available - used)
        rows.append(
            [e.employee_id, e.name, e.location, e.staff_level, e.team, e.sub_team, e.pod,
             round(e.monthly_cost_amount, 4), rounded(available), rounded(used), rounded(bench),
             rounded(used / available) if available else None, round(used * e.monthly_cost_amount, 4),
             round(bench * e.monthly_cost_amount, 4), ", ".join(sorted(projects[e.employee_id]))]
        )  # fmt: skip
    return Table("Resource_Summary", columns, rows, (Area(11, 11, Shade.USE),), frozen=2)


def _fit(data: BudgetData, employee_id: str, initiative: Initiative) -> tuple[float, float, str]:
    """Skill score, team score, and both with the price in words."""
    employee = data.employee[employee_id]
    skill = initiative.requirement.score(employee.skills)
    team = organization_score(initiative, employee) or 0.0
    words = (
        f"{employee.name} costs {employee.monthly_cost_amount:,.0f} {data.currency} a month, "
        f"meets {skill:.0%} of the preferred skills and {_team_words(initiative, team)}."
    )
    return skill, team, words


def _team_words(initiative: Initiative, team_score: float) -> str:
    if not (initiative.team or initiative.sub_team or initiative.pod):
        return "no team is named"
    return {1.0: "is in the named pod", 0.8: "is in the named sub-team", 0.5: "is in the named team"}[team_score]
