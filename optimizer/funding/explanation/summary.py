"""A funding decision in a few lines: for people, and as JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from optimizer.funding.data import FundingData
from optimizer.funding.solution import FundingPlan

if TYPE_CHECKING:
    from optimizer.funding.conflict.explain import InfeasibleError

MOST_SHOWN = 60


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
        "decisions": [
            {"service_line": data.request[decision.request_id].service_line, **vars(decision)}
            for decision in plan.decisions
        ],
        "schedule": [vars(amount) for amount in plan.schedule],
        "tiers": [vars(tier) for tier in plan.tiers],
        "tail": None if plan.tail is None else vars(plan.tail),
        "shadow_prices": [vars(price) for price in plan.shadow_prices],
        "alternatives": [vars(alternative) for alternative in plan.alternatives],
        "limits_not_applied": list(plan.limits_not_applied),
        "notes": list(plan.notes),
    }


def infeasible_as_json(data: FundingData, error: InfeasibleError) -> dict[str, Any]:
    """The conflict and the way out as plain values; there is no decision."""
    return {
        "status": "Infeasible",
        "currency": data.currency,
        "message": str(error),
        "is_smallest_conflict": error.is_smallest,
        "conflict": [
            {
                "limit": limit.name,
                "code": limit.code,
                "subject": list(limit.subject),
                "period": limit.period,
                "level": limit.level,
                "rule": limit.words(data.currency),
            }
            for limit in error.conflict
        ],
        "facts": list(error.facts),
        "relaxation": [
            {
                "limit": way.limit.name,
                "code": way.limit.code,
                "level": way.limit.level,
                "new_level": way.new_level,
                "change_ratio": way.change_ratio,
                "sentence": way.sentence,
            }
            for way in error.relaxations
        ],
    }


def show(data: FundingData, plan: FundingPlan) -> None:
    """Print what each request gets, the rivals, and what was not applied."""
    console = Console()
    console.print(_table(data, plan), markup=False)
    in_order = sorted(plan.decisions, key=lambda decision: decision.rank)
    if len(in_order) > MOST_SHOWN:
        words = f"The {MOST_SHOWN} highest scores of {len(in_order):,} requests are shown; --out or --json has all."
        console.print(words, markup=False)
    for d in in_order[:MOST_SHOWN]:
        if d.amount < data.request[d.request_id].requested_amount:
            console.print(f"{data.request[d.request_id].service_line}: {d.sentence}", markup=False)
    for row in plan.schedule[:MOST_SHOWN]:
        line = data.request[row.request_id].service_line
        console.print(f"Period {row.period}: {line} gets {row.amount:,.0f} {data.currency}.", markup=False)
    for tier in plan.tiers:
        console.print(f"Objective {tier.objective}: {tier.value:,.2f}.", markup=False)
    if plan.tail is not None:
        words = f"The worst {plan.tail.worst_ratio:.1%} of {plan.tail.draw_count:,} draws return"
        mean = f"{plan.tail.worst_mean_amount:,.0f} on average, all of them {plan.tail.mean_amount:,.0f}."
        console.print(f"{words} {mean}", markup=False)
    for alternative in plan.alternatives:
        returned = f"{alternative.expected_return_amount:,.0f}, {alternative.return_ratio:.4f} per unit"
        console.print(f"{alternative.sentence} It returns {returned}.", markup=False)
    for line in (*(price.sentence for price in plan.shadow_prices), *plan.limits_not_applied, *plan.notes):
        console.print(line, markup=False)


def _table(data: FundingData, plan: FundingPlan) -> Table:
    ratio = "" if plan.return_ratio is None else f", {plan.return_ratio:.4f} per unit"
    returns = f"{plan.amount:,.0f} {data.currency} return {plan.expected_return_amount:,.0f}{ratio}"
    gap = "" if plan.gap is None or plan.status == "Optimal" else f" (at most {plan.gap:.4%} more is possible)"
    table = Table(title=f"{plan.objective}: {plan.status}{gap}. {returns}")
    for name in ("rank", "score", "request", "asked", "gets", "return"):
        table.add_column(name, justify="left" if name == "request" else "right")
    for d in sorted(plan.decisions, key=lambda decision: decision.rank)[:MOST_SHOWN]:
        request = data.request[d.request_id]
        amounts = (f"{request.requested_amount:,.0f}", f"{d.amount:,.0f}", f"{d.expected_return_amount:,.0f}")
        table.add_row(str(d.rank), f"{d.score:.3f}", request.service_line, *amounts)
    return table
