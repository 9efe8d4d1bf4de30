"""Scenarios side by side as a table and as JSON."""

from typing import Any

from rich.console import Console
from rich.table import Table

from optimizer.funding.scenarios.compare import Comparison, Outcome

FIGURES = ("amount", "expected_return_amount", "return_ratio", "objective_value")


def as_json(found: Comparison) -> dict[str, Any]:
    """Plain values; amounts in ``currency``."""
    return {
        "objective": found.objective,
        "currency": found.currency,
        "scenarios": [_outcome(one) for one in found.outcomes],
    }


def _outcome(one: Outcome) -> dict[str, Any]:
    figures = {} if one.plan is None else {name: getattr(one.plan, name) for name in FIGURES}
    return {
        "name": one.name,
        "status": "Infeasible" if one.plan is None else str(one.plan.status),
        "reason": one.reason,
        "effects": list(one.effects),
        **figures,
        "requests": [vars(row) for row in one.rows],
        "sentences": list(one.sentences),
        "limits_not_applied": [] if one.plan is None else list(one.plan.limits_not_applied),
    }


def show(found: Comparison) -> None:
    """Print a column per scenario, then what each says."""
    console = Console()
    table = Table(title=f"{found.objective}, amounts in {found.currency}")
    table.add_column("")
    for one in found.outcomes:
        table.add_column(one.name, justify="right")
    lines = {row.request_id: row.service_line for one in found.outcomes for row in one.rows}
    for request_id, line in lines.items():
        table.add_row(line, *(_amount(one, request_id) for one in found.outcomes))
    for title, name in (("all money", "amount"), ("return", "expected_return_amount")):
        plans = [one.plan for one in found.outcomes]
        table.add_row(title, *("no decision" if plan is None else f"{getattr(plan, name):,.0f}" for plan in plans))
    console.print(table)
    for one in found.outcomes:
        not_applied = one.plan.limits_not_applied if one.plan is not None else ()
        for line in (*one.effects, *one.sentences, *(not_applied if one is found.outcomes[0] else ())):
            console.print(line, markup=False, highlight=False, soft_wrap=True)


def _amount(one: Outcome, request_id: str) -> str:
    if one.plan is None:
        return ""
    amount = one.plan.amounts.get(request_id)
    return "" if amount is None else f"{amount:,.0f}"
