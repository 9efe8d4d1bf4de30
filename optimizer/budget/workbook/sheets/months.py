"""Month by month: who works on what and who is on the bench, each initiative's man-months, each person's use."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from optimizer.budget.data import BudgetData
from optimizer.budget.months import label
from optimizer.budget.solution import BudgetPlan
from optimizer.budget.workbook.sheets.table import (
    Area,
    Column,
    Kind,
    Shade,
    Table,
    month_cells,
    month_columns,
    rounded,
    texts,
)

BENCH = "Bench"


def monthly_view(data: BudgetData, plan: BudgetPlan) -> Table:
    """One row per person and initiative, one column per month; the unplanned part of everybody is a row of its own."""
    months = data.months
    shares: dict[str, dict[str, dict[date, float]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(float)))
    for a in plan.allocations:
        shares[a.employee_id][a.initiative_id][a.month] += a.share_ratio
    rows = []
    for e in data.employees:
        used: dict[date, float] = defaultdict(float)
        of_person = shares[e.employee_id]
        for initiative_id, by_month in sorted(of_person.items()):
            name = data.initiative[initiative_id].name
            rows.append([e.employee_id, e.name, initiative_id, name, *month_cells(by_month, months)])
            for month, share in by_month.items():
                used[month] += share
        bench = {month: max(0.0, e.available(month) - used[month]) for month in months}
        rows.append([e.employee_id, e.name, "", BENCH, *month_cells(bench, months)])
    columns = [
        *texts("resource_id", "resource_name", "project_id", "project_name"),
        *month_columns(months, Kind.MAN_MONTHS),
        Column("man_months", Kind.MAN_MONTHS),
    ]
    return Table("Monthly_View", columns, rows, (Area(4, 3 + len(months), Shade.LOAD),), frozen=4)


def gantt(data: BudgetData, plan: BudgetPlan) -> Table:
    """Man-months of each initiative in each month of its life; the months before and after are empty."""
    delivered: dict[str, dict[date, float]] = defaultdict(lambda: defaultdict(float))
    for a in plan.allocations:
        delivered[a.initiative_id][a.month] += a.share_ratio
    rows = []
    for o in plan.outcomes:
        i = data.initiative[o.initiative_id]
        cells = _in_months(delivered[o.initiative_id], dict.fromkeys(i.months, 1.0), data.months)
        rows.append([i.initiative_id, i.name, label(i.months[0]), label(i.months[-1]), *cells, rounded(o.man_months)])
    columns = [
        *texts("project_id", "project_name", "start", "end"),
        *month_columns(data.months, Kind.MAN_MONTHS),
        Column("man_months", Kind.MAN_MONTHS),
    ]
    return Table("Gantt", columns, rows, (Area(4, 3 + len(data.months), Shade.LOAD),), frozen=4)


def utilization(data: BudgetData, plan: BudgetPlan) -> Table:
    """How much of each person's available part of each month is planned; empty where nothing is available."""
    planned: dict[str, dict[date, float]] = defaultdict(lambda: defaultdict(float))
    for a in plan.allocations:
        planned[a.employee_id][a.month] += a.share_ratio
    rows = []
    for e in data.employees:
        available = {month: e.available(month) for month in data.months}
        used, whole = planned[e.employee_id], sum(available.values())
        ratio = rounded(sum(used.values()) / whole) if whole else None
        rows.append([e.employee_id, e.name, e.team, *_in_months(used, available, data.months), ratio])
    columns = [
        *texts("resource_id", "resource_name", "team"),
        *month_columns(data.months, Kind.RATIO),
        Column("utilization_ratio", Kind.RATIO),
    ]
    return Table("Utilization", columns, rows, (Area(3, 3 + len(data.months), Shade.USE),), frozen=3)


def _in_months(
    values: Mapping[date, float], whole: Mapping[date, float], months: tuple[date, ...]
) -> list[float | None]:
    """``values`` as parts of ``whole``; None where there is no whole."""
    return [rounded(values.get(m, 0.0) / whole[m]) if whole.get(m, 0.0) > 0 else None for m in months]
