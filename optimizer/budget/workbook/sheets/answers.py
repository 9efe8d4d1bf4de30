"""The order of service, prices of limits, new hires, and how the plan was found."""

from typing import Any

from optimizer.budget.data import BudgetData
from optimizer.budget.months import label
from optimizer.budget.solution import BudgetPlan
from optimizer.budget.workbook.sheets.table import Area, Column, Kind, Shade, Table, amount, rounded, texts


def priority_ranking(data: BudgetData, plan: BudgetPlan) -> Table:
    """The order in which the waterfall serves the initiatives, and what the order comes from."""
    columns = [
        Column("place", Kind.COUNT), *texts("project_id", "project_name", "funding_source", "driver"),
        Column("driver_score", Kind.SCORE), *texts("impact"), Column("impact_score", Kind.SCORE),
        Column("rank", Kind.ANY), Column("rank_score", Kind.SCORE), Column("priority_score", Kind.SCORE),
        Column("shortfall_man_months", Kind.MAN_MONTHS),
    ]  # fmt: skip
    scale = data.rules.scale
    rows = []
    for o in plan.outcomes:
        i = data.initiative[o.initiative_id]
        rows.append(
            [o.place, i.initiative_id, i.name, i.funding_source, i.driver, scale.driver(i.driver), i.impact,
             scale.impact(i.impact), i.rank, rounded(scale.rank(i.rank)), rounded(o.priority),
             rounded(o.shortfall_man_months)]
        )  # fmt: skip
    return Table("Priority_Ranking", columns, rows, (Area(11, 11, Shade.SHORT),), frozen=3)


def new_hires(data: BudgetData, plan: BudgetPlan) -> Table:
    """Whole people to hire, from when, and what they cost; nothing where hiring was not asked for (BUDGET A13)."""
    money = ("monthly_cost", "one_off_cost", "cost", "paid_by_projects", "idle")
    columns = [
        *texts("hire_id", "profile_id", "team", "role", "location", "grade", "decided", "start", "last_month"),
        Column("lead_months", Kind.COUNT), Column("paid_months", Kind.COUNT),
        *(amount(name, data.currency) for name in money),
        Column("man_months", Kind.MAN_MONTHS), Column("use_ratio", Kind.RATIO), *texts("explanation"),
    ]  # fmt: skip
    hires = () if plan.hiring is None else plan.hiring.hires
    rows = [
        [h.hire_id, h.profile_id, h.team, h.role, h.location, h.staff_level, label(h.decided_month),
         label(h.start_month), label(h.last_month), h.lead_month_count, h.paid_month_count,
         round(h.monthly_cost_amount, 4), round(h.one_off_cost_amount, 4), round(h.cost_amount, 4),
         round(h.paid_by_initiatives_amount, 4), round(h.idle_amount, 4), rounded(h.man_months), rounded(h.use_ratio),
         h.sentence]
        for h in hires
    ]  # fmt: skip
    return Table("New_Hires", columns, rows, (Area(17, 17, Shade.USE),), frozen=2)


def hire_cover(data: BudgetData, plan: BudgetPlan) -> Table | None:
    """What hires do for each initiative, beside what existing staff does; None where hiring was not asked for."""
    if plan.hiring is None:
        return None
    effort = ("staff_man_months", "staff_shortfall_man_months", "hired_man_months", "left_man_months")
    columns = [
        *texts("project_id", "project_name"),
        *(Column(name, Kind.MAN_MONTHS) for name in effort),
        amount("cost", data.currency),
        *texts("explanation"),
    ]
    rows = [
        [c.initiative_id, data.initiative[c.initiative_id].name, rounded(c.staff_man_months),
         rounded(c.staff_shortfall_man_months), rounded(c.hired_man_months), rounded(c.left_man_months),
         round(c.cost_amount, 4), c.sentence]
        for c in plan.hiring.covers
    ]  # fmt: skip
    return Table("Hire_Cover", columns, rows, (Area(5, 5, Shade.SHORT),), frozen=2)


def shadow_prices(_data: BudgetData, plan: BudgetPlan) -> Table:
    """What one more unit of each binding limit is worth."""
    columns = [*texts("limit"), Column("price", Kind.ANY), *texts("unit", "explanation")]
    return Table("Shadow_Prices", columns, [[p.limit, p.price, p.unit, p.sentence] for p in plan.shadow_prices])


def about(data: BudgetData, plan: BudgetPlan) -> Table:
    """How the plan was found, what each level of the objective reached, and what the input left to be said."""
    short = sum(outcome.shortfall_man_months for outcome in plan.outcomes)
    rows: list[list[Any]] = [
        ["objective", plan.objective, ""], ["objective value", plan.objective_value, ""],
        ["status", str(plan.status), ""], ["cost", plan.cost_amount, data.currency],
        ["man-months", plan.man_months, "man-months"], ["shortfall", short, "man-months"],
        ["people", len(data.employees), ""], ["projects", len(data.initiatives), ""],
        ["months", len(data.months), ""], ["solved in", plan.seconds, "seconds"], ["rows", plan.row_count, ""],
        ["columns", plan.column_count, ""],
    ]  # fmt: skip
    rows += [[f"tier {n}: {tier.name}", tier.value, tier.unit] for n, tier in enumerate(plan.tiers, 1)]
    rows += [["note", note, ""] for note in plan.notes]
    if plan.hiring is None:
        rows.append(["note", "New hires were not asked for (Config: hiring = yes).", ""])
    else:
        rows += [["note", note, ""] for note in plan.hiring.notes]
    return Table("About", [*texts("what"), Column("value", Kind.ANY), *texts("unit")], rows)
