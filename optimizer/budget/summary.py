"""The plan for the initiatives in a few lines: for people, and as JSON for programs."""

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from optimizer.budget.data import BudgetData
from optimizer.budget.solution import BudgetPlan


def as_json(data: BudgetData, plan: BudgetPlan) -> dict[str, Any]:
    """The plan as plain values; amounts in ``currency``, effort in man-months, shares as ratios of a month."""
    return {
        "objective": plan.objective,
        "objective_value": plan.objective_value,
        "status": str(plan.status),
        "currency": data.currency,
        "cost_amount": plan.cost_amount,
        "man_months": plan.man_months,
        "shortfall_man_months": sum(outcome.shortfall_man_months for outcome in plan.outcomes),
        "seconds": plan.seconds,
        "rows": plan.row_count,
        "columns": plan.column_count,
        "tiers": [{"name": t.name, "value": t.value, "unit": t.unit, "status": str(t.status)} for t in plan.tiers],
        "initiatives": [vars(outcome) for outcome in plan.outcomes],
        "allocations": [{**vars(a), "month": f"{a.month:%Y-%m}"} for a in plan.allocations],
        "shadow_prices": [vars(price) for price in plan.shadow_prices],
        "notes": list(plan.notes),
    }


def show(data: BudgetData, plan: BudgetPlan, out: Path) -> None:
    """Print what each initiative gets."""
    table = Table(title=f"{plan.objective}: {plan.status}, {plan.cost_amount:,.0f} {data.currency}")
    for name in ("#", "initiative", "asked", "gets", "cost", "budget", ""):
        table.add_column(name, justify="left" if name in {"initiative", ""} else "right")
    for o in plan.outcomes:
        asked = "" if o.target_man_months is None else f"{o.target_man_months:.2f}"
        initiative = data.initiative[o.initiative_id]
        amounts = (f"{o.man_months:.2f}", f"{o.cost_amount:,.0f}", f"{o.budget_amount:,.0f}")
        table.add_row(str(o.place), initiative.name, asked, *amounts, "short" if o.shortfall_man_months else "")
    console = Console()
    console.print(table)
    console.print(f"{plan.man_months:.2f} man-months in {plan.seconds:.1f} s. The plan passed the check: {out}")
