"""A funding decision in a few lines: for people, and as JSON for programs."""

from typing import Any

from rich.console import Console
from rich.table import Table

from optimizer.funding.data import FundingData
from optimizer.funding.solution import FundingPlan


def as_json(data: FundingData, plan: FundingPlan) -> dict[str, Any]:
    """The decision as plain values; amounts in ``currency``."""
    return {
        "objective": plan.objective,
        "objective_value": plan.objective_value,
        "bound": plan.bound,
        "gap": plan.gap,
        "status": str(plan.status),
        "currency": data.currency,
        "amount": plan.amount,
        "expected_return_amount": plan.expected_return_amount,
        "return_ratio": plan.return_ratio,
        "seconds": plan.seconds,
        "rows": plan.row_count,
        "columns": plan.column_count,
        "decisions": [vars(decision) for decision in plan.decisions],
        "shadow_prices": [vars(price) for price in plan.shadow_prices],
        "alternatives": [vars(alternative) for alternative in plan.alternatives],
        "limits_not_applied": list(plan.limits_not_applied),
        "notes": list(plan.notes),
    }


def show(data: FundingData, plan: FundingPlan) -> None:
    """Print what each request gets, the rivals, and what was not applied."""
    ratio = "" if plan.return_ratio is None else f", {plan.return_ratio:.4f} per unit"
    returns = f"{plan.amount:,.0f} {data.currency} return {plan.expected_return_amount:,.0f}{ratio}"
    table = Table(title=f"{plan.objective}: {plan.status}. {returns}")
    for name in ("score rank", "request", "asked", "gets", "return"):
        table.add_column(name, justify="left" if name == "request" else "right")
    for d in sorted(plan.decisions, key=lambda decision: decision.rank):
        request = data.request[d.request_id]
        amounts = (f"{request.requested_amount:,.0f}", f"{d.amount:,.0f}", f"{d.expected_return_amount:,.0f}")
        table.add_row(str(d.rank), request.service_line, *amounts)
    console = Console()
    console.print(table)
    for d in plan.decisions:
        if d.amount < data.request[d.request_id].requested_amount:
            console.print(f"{data.request[d.request_id].service_line}: {d.sentence}")
    for alternative in plan.alternatives:
        console.print(f"{alternative.sentence} It returns {alternative.expected_return_amount:,.0f}.")
    for line in (*(price.sentence for price in plan.shadow_prices), *plan.limits_not_applied, *plan.notes):
        console.print(line)
