"""The plan for the initiatives in a few lines: for people, and as JSON for programs."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from config.errors import UsageError
from optimizer.budget.data import BudgetData
from optimizer.budget.hiring.data import HiringPlan
from optimizer.budget.model import OBJECTIVES, ObjectiveName
from optimizer.budget.solution import BudgetPlan
from optimizer.solver import Status

SHOWN_NOTES = 10
SMALL_GAP = 1e-5  # below, two digits are shown, however small


def known_objective(name: str | None) -> ObjectiveName:
    """The objective of this name, ``least_cost`` without one.

    Raises
    ------
    UsageError
        There is no such objective.
    """
    found = next((known for known in OBJECTIVES if known == (name or OBJECTIVES[0])), None)
    if found is None:
        raise UsageError(f"--objective {name}: known are {', '.join(OBJECTIVES)}. Nothing was solved.")
    return found


def as_json(data: BudgetData, plan: BudgetPlan) -> dict[str, Any]:
    """The plan as plain values; amounts in ``currency``, effort in man-months, shares as ratios of a month."""
    return {
        "objective": plan.objective,
        "objective_value": plan.objective_value,
        "status": str(plan.status),
        "gap_ratio": gap_ratio(plan),
        "currency": data.currency,
        "cost_amount": plan.cost_amount,
        "man_months": plan.man_months,
        "shortfall_man_months": shortfall(plan),
        "seconds": plan.seconds,
        "rows": plan.row_count,
        "columns": plan.column_count,
        "tiers": [
            {
                "name": t.name,
                "value": t.value,
                "unit": t.unit,
                "status": str(t.status),
                "bound": t.bound,
                "gap": t.gap_ratio,
            }
            for t in plan.tiers
        ],
        "initiatives": [vars(outcome) for outcome in plan.outcomes],
        "allocations": [{**vars(a), "month": f"{a.month:%Y-%m}"} for a in plan.allocations],
        "shadow_prices": [vars(price) for price in plan.shadow_prices],
        "hiring": None if plan.hiring is None else _hiring(plan),
        "notes": list(plan.notes),
    }


def shortfall(plan: BudgetPlan) -> float:
    """Man-months that are missing from the effort targets, over all initiatives."""
    return sum(outcome.shortfall_man_months for outcome in plan.outcomes)


def gap_ratio(plan: BudgetPlan) -> float | None:
    """How far the plan may be from the best, as a ratio of the bound; 0 when proven, None where nothing is known."""
    return 0.0 if plan.status == Status.OPTIMAL else getattr(plan, "gap_ratio", None)


def show(data: BudgetData, plan: BudgetPlan, out: Path) -> None:
    """Print what each initiative gets."""
    table = Table(title=f"{plan.objective}: {plan.status}, {plan.cost_amount:,.0f} {data.currency}")
    for name in ("#", "id", "initiative", "asked", "gets", "cost", "budget", ""):
        table.add_column(name, justify="left" if name in {"id", "initiative", ""} else "right")
    for o in plan.outcomes:
        asked = "" if o.target_man_months is None else f"{o.target_man_months:.2f}"
        amounts = (f"{o.man_months:.2f}", f"{o.cost_amount:,.0f}", f"{o.budget_amount:,.0f}")
        short = f"short {o.shortfall_man_months:.2f}" if o.shortfall_man_months else ""
        who = (_plain(o.initiative_id), _plain(data.initiative[o.initiative_id].name))
        table.add_row(str(o.place), *who, asked, *amounts, short)
    console = Console()
    console.print(table)
    for line in [*_lines(data, plan), f"Solved in {plan.seconds:.1f} s. The plan passed the check and is in {out}."]:
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _lines(data: BudgetData, plan: BudgetPlan) -> list[str]:
    """Objective, money and effort, and what there is to note."""
    more = len(plan.notes) - SHOWN_NOTES
    effort = f"{plan.man_months:,.2f} man-months; {shortfall(plan):,.2f} man-months short of the targets"
    return [
        f"Objective {plan.objective}: {plan.objective_value:,.3f} ({_proof(plan)})",
        f"Cost {plan.cost_amount:,.2f} {data.currency} for {effort}.",
        *([] if plan.hiring is None else _hiring_lines(data, plan.hiring)),
        *(f"Note: {note}" for note in plan.notes[:SHOWN_NOTES]),
        *([f"... and {more} more notes on the sheet About."] if more > 0 else []),
    ]


def _proof(plan: BudgetPlan) -> str:
    """What is known about the best plan; a gap that is not 0 never reads as 0."""
    gap = gap_ratio(plan)
    if gap is None:
        return str(plan.status)
    if plan.status != Status.OPTIMAL and gap == 0:
        return f"{plan.status}: effort and money are proven best, preferences are not"
    return f"{plan.status}, gap " + (f"{gap:.4%}" if gap == 0 or gap >= SMALL_GAP else f"{100 * gap:.2g}%")


def _hiring_lines(data: BudgetData, hiring: HiringPlan) -> list[str]:
    """How many to hire, and what they cover."""
    if not hiring.hires:
        return ["New hires: none.", *hiring.notes]
    cost, effort = f"{hiring.cost_amount:,.2f} {data.currency}", f"{hiring.man_months:,.2f} man-months"
    return [
        f"New hires: {len(hiring.hires)} for {cost} until the last month, who deliver {effort}, beside the above.",
        *hiring.notes,
    ]


def _plain(text: str) -> str:
    """Text in which rich finds no markup."""
    return text.replace("[", r"\[")


def _hiring(plan: BudgetPlan) -> dict[str, Any]:
    """Whom to hire, as plain values; months as ``2025-03``."""
    if plan.hiring is None:
        return {}

    def plain(row: Any) -> dict[str, Any]:
        return {k: f"{v:%Y-%m}" if k == "month" or k.endswith("_month") else v for k, v in asdict(row).items()}

    hiring = plan.hiring
    return {
        "status": hiring.status,
        "cost_amount": hiring.cost_amount,
        "man_months": hiring.man_months,
        "cost_gap_ratio": hiring.cost_gap_ratio,
        "notes": list(hiring.notes),
        "hires": [plain(hire) for hire in hiring.hires],
        "covers": [plain(cover) for cover in hiring.covers],
    }
