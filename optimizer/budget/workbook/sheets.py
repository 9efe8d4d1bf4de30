"""The tables of the plan's workbook: each a header and its rows, in plain values."""

from collections import defaultdict
from datetime import date
from typing import Any

from optimizer.budget.data import BudgetData, Initiative
from optimizer.budget.eligibility import fits, why_not
from optimizer.budget.months import label
from optimizer.budget.skills.expression import is_met, words
from optimizer.budget.solution import BudgetPlan

Table = tuple[list[str], list[list[Any]]]


def allocations(data: BudgetData, plan: BudgetPlan) -> Table:
    """Who is paid from what, month by month."""
    header = [
        "resource_id", "resource_name", "project_id", "project_name", "month", "share_ratio", "man_months",
        "allocated_cost", "priority_score", "skill_match_score", "team_score", "explanation",
    ]  # fmt: skip
    fit = fits(data)
    rows = []
    for a in plan.allocations:
        employee, initiative = data.employee[a.employee_id], data.initiative[a.initiative_id]
        match = fit[a.employee_id, a.initiative_id]
        words = (
            f"{employee.name} costs {employee.monthly_cost_amount:,.0f} {data.currency} a month, "
            f"meets {match.skill_score:.0%} of the preferred skills and {_team_words(initiative, match.team_score)}."
        )
        rows.append(
            [a.employee_id, employee.name, a.initiative_id, initiative.name, label(a.month), round(a.share_ratio, 6),
             round(a.share_ratio, 6), round(a.cost_amount, 4), round(data.priority(initiative), 6),
             round(match.skill_score, 6), match.team_score, words]
        )  # fmt: skip
    return header, rows


def project_summary(data: BudgetData, plan: BudgetPlan) -> Table:
    """What each initiative asked for and gets."""
    header = [
        "project_id", "project_name", "funding_source", "driver", "impact", "rank", "priority_score", "total_budget",
        "allocated_cost", "budget_utilization_ratio", "effort_estimate_man_months", "man_months",
        "shortfall_man_months", "resources_allocated", "is_efficiency_project", "explanation",
    ]  # fmt: skip
    people: dict[str, set[str]] = defaultdict(set)
    for a in plan.allocations:
        people[a.initiative_id].add(a.employee_id)
    rows = []
    for o in plan.outcomes:
        i = data.initiative[o.initiative_id]
        used = None if i.is_efficiency else round(o.cost_amount / o.budget_amount, 6)
        rows.append(
            [i.initiative_id, i.name, i.funding_source, i.driver, i.impact, i.rank, round(o.priority, 6),
             o.budget_amount, round(o.cost_amount, 4), used, o.target_man_months, round(o.man_months, 6),
             round(o.shortfall_man_months, 6), len(people[i.initiative_id]),
             "yes" if i.is_efficiency else "no", o.sentence]
        )  # fmt: skip
    return header, rows


def resource_summary(data: BudgetData, plan: BudgetPlan) -> Table:
    """How much of each person is planned; the benched are there with 0."""
    header = [
        "resource_id", "resource_name", "location", "grade", "team", "monthly_cost", "available_man_months",
        "planned_man_months", "bench_man_months", "utilization_ratio", "total_allocated_cost", "projects",
    ]  # fmt: skip
    planned: dict[str, float] = defaultdict(float)
    cost: dict[str, float] = defaultdict(float)
    projects: dict[str, set[str]] = defaultdict(set)
    for a in plan.allocations:
        planned[a.employee_id] += a.share_ratio
        cost[a.employee_id] += a.cost_amount
        projects[a.employee_id].add(data.initiative[a.initiative_id].name)
    rows = []
    for e in data.employees:
        available = sum(e.available(month) for month in data.months)
        used = planned[e.employee_id]
        rows.append(
            [e.employee_id, e.name, e.location, e.staff_level, e.team, round(e.monthly_cost_amount, 4),
             round(available, 6), round(used, 6), round(available - used, 6),
             round(used / available, 6) if available else None,
             round(cost[e.employee_id], 4), ", ".join(sorted(projects[e.employee_id]))]
        )  # fmt: skip
    return header, rows


def monthly_view(data: BudgetData, plan: BudgetPlan) -> Table:
    """One row per person and initiative, one column per month; the unplanned part of everybody is a row of its own."""
    months = list(data.months)
    shares: dict[tuple[str, str], dict[date, float]] = defaultdict(lambda: defaultdict(float))
    for a in plan.allocations:
        shares[a.employee_id, a.initiative_id][a.month] += a.share_ratio
    rows = []
    for e in data.employees:
        used: dict[date, float] = defaultdict(float)
        for i in data.initiatives:
            if (e.employee_id, i.initiative_id) in shares:
                by_month = shares[e.employee_id, i.initiative_id]
                rows.append([e.employee_id, e.name, i.initiative_id, i.name, *_month_cells(by_month, months)])
                for month, share in by_month.items():
                    used[month] += share
        bench = {month: max(0.0, e.available(month) - used[month]) for month in months}
        rows.append([e.employee_id, e.name, "", "Bench", *_month_cells(bench, months)])
    header = ["resource_id", "resource_name", "project_id", "project_name", *map(label, months), "man_months"]
    return header, rows


def priority_ranking(data: BudgetData, plan: BudgetPlan) -> Table:
    """The order in which the waterfall serves the initiatives, and what the order comes from."""
    header = [
        "place", "project_id", "project_name", "funding_source", "driver", "driver_score", "impact", "impact_score",
        "rank", "rank_score", "priority_score", "shortfall_man_months",
    ]  # fmt: skip
    scale = data.rules.scale
    rows = []
    for o in plan.outcomes:
        i = data.initiative[o.initiative_id]
        rows.append(
            [o.place, i.initiative_id, i.name, i.funding_source, i.driver, scale.driver(i.driver), i.impact,
             scale.impact(i.impact), i.rank, round(scale.rank(i.rank), 6), round(o.priority, 6),
             round(o.shortfall_man_months, 6)]
        )  # fmt: skip
    return header, rows


def skill_gaps(data: BudgetData, plan: BudgetPlan) -> Table:
    """For each skill an initiative asks for: how many people have it, how many of them may work on it."""
    header = [
        "project_id",
        "project_name",
        "kind",
        "skill",
        "people_with_skill",
        "people_eligible",
        "shortfall_man_months",
    ]
    rows = []
    for o in plan.outcomes:
        i = data.initiative[o.initiative_id]
        eligible = sum(why_not(i, e) is None for e in data.employees)
        for kind, wanted in (
            ("mandatory", i.requirement.mandatory),
            ("technical", i.requirement.technical),
            ("functional", i.requirement.functional),
        ):
            for expression in (*wanted.each, *wanted.of_these):
                having = sum(is_met(expression, e.skills.all) for e in data.employees)
                short = round(o.shortfall_man_months, 6)
                rows.append([i.initiative_id, i.name, kind, words(expression), having, eligible, short])
    return header, rows


def shadow_prices(_data: BudgetData, plan: BudgetPlan) -> Table:
    """What one more unit of each binding limit is worth."""
    return ["limit", "price", "unit", "explanation"], [
        [p.limit, p.price, p.unit, p.sentence] for p in plan.shadow_prices
    ]


def about(data: BudgetData, plan: BudgetPlan) -> Table:
    """How the plan was found, and what each level of the objective reached."""
    rows: list[list[Any]] = [
        ["objective", plan.objective], ["objective value", plan.objective_value], ["status", str(plan.status)],
        ["currency", data.currency], ["cost", plan.cost_amount], ["man-months", plan.man_months],
        ["seconds", plan.seconds], ["rows", plan.row_count], ["columns", plan.column_count],
    ]  # fmt: skip
    rows += [[tier.name, tier.value] for tier in plan.tiers] + [["note", note] for note in plan.notes]
    return ["what", "value"], rows


def _month_cells(by_month: dict[date, float], months: list[date]) -> list[float]:
    return [*(round(by_month.get(month, 0.0), 6) for month in months), round(sum(by_month.values()), 6)]


def _team_words(initiative: Initiative, team_score: float) -> str:
    if not (initiative.team or initiative.sub_team or initiative.pod):
        return "no team is named"
    return {1.0: "is in the named pod", 0.8: "is in the named sub-team", 0.5: "is in the named team"}[team_score]
