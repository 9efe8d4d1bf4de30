"""Publish a plan for the initiatives in ``pred``, under the run's id; nothing of earlier runs is touched."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from optimizer.budget.data import BudgetData
from optimizer.budget.solution import BudgetPlan
from sql.database import Transaction

MODEL = "budget"
SHARE_PLACES, AMOUNT_PLACES = 6, 4
SENTENCE_LENGTH, LIMIT_LENGTH = 2000, 200


def save(transaction: Transaction, run_id: int, data: BudgetData, plan: BudgetPlan) -> None:
    """Write allocations, outcomes, shadow prices and the solve's record; the plan has passed its check before.

    Raises
    ------
    KeyError
        The data did not come from this database: an employee or initiative has no key.
    """
    transaction.insert(
        "pred.budget_allocation",
        ("run_id", "employee_id", "initiative_id", "month_start_date", "share_ratio", "cost_amount"),
        list(_allocations(run_id, data, plan)),
    )
    transaction.insert(
        "pred.initiative_outcome",
        (
            "run_id", "initiative_id", "priority_rank", "priority_score", "effort_target_man_months",
            "effort_man_months", "shortfall_man_months", "cost_amount", "budget_amount", "sentence",
        ),
        list(_outcomes(run_id, data, plan)),
    )  # fmt: skip
    transaction.insert(
        "pred.shadow_price",
        ("run_id", "model", "limit_name", "price", "unit", "sentence"),
        [
            (
                run_id,
                MODEL,
                p.limit[:LIMIT_LENGTH],
                _decimal(p.price, SHARE_PLACES),
                p.unit,
                p.sentence[:SENTENCE_LENGTH],
            )
            for p in plan.shadow_prices
        ],
    )
    transaction.insert(
        "pred.solve",
        (
            "run_id", "model", "solve_status", "objective_name", "objective_value", "bound_value", "gap_ratio",
            "solve_seconds", "row_count", "column_count", "sentence",
        ),
        [_solve(run_id, data, plan)],
    )  # fmt: skip


def _allocations(run_id: int, data: BudgetData, plan: BudgetPlan) -> Iterator[tuple[Any, ...]]:
    """Rows whose share is not 0 once rounded."""
    for a in plan.allocations:
        share = _decimal(a.share_ratio, SHARE_PLACES)
        if share:
            keys = (data.database_ids["employee", a.employee_id], data.database_ids["initiative", a.initiative_id])
            yield (run_id, *keys, a.month, share, _decimal(a.cost_amount, AMOUNT_PLACES))


def _outcomes(run_id: int, data: BudgetData, plan: BudgetPlan) -> Iterator[tuple[Any, ...]]:
    for o in plan.outcomes:
        yield (
            run_id,
            data.database_ids["initiative", o.initiative_id],
            o.place,
            _decimal(o.priority, SHARE_PLACES),
            None if o.target_man_months is None else _decimal(o.target_man_months, SHARE_PLACES),
            _decimal(o.man_months, SHARE_PLACES),
            _decimal(o.shortfall_man_months, SHARE_PLACES),
            _decimal(o.cost_amount, AMOUNT_PLACES),
            _decimal(o.budget_amount, AMOUNT_PLACES),
            o.sentence[:SENTENCE_LENGTH],
        )


def _solve(run_id: int, data: BudgetData, plan: BudgetPlan) -> tuple[Any, ...]:
    """The record of the solve: the last objective is proven where the status is Optimal."""
    value = _decimal(plan.objective_value, SHARE_PLACES)
    is_proven = plan.status == "Optimal"
    short = sum(outcome.shortfall_man_months for outcome in plan.outcomes)
    words = (
        f"{plan.man_months:,.2f} man-months for {plan.cost_amount:,.0f} {data.currency}, "
        f"{short:,.2f} man-months short of the targets. {' '.join(plan.notes)}"
    )
    return (
        run_id, MODEL, str(plan.status), plan.objective, value, value if is_proven else None,
        Decimal(0) if is_proven else None, _decimal(plan.seconds, 3), plan.row_count, plan.column_count,
        words.strip()[:SENTENCE_LENGTH],
    )  # fmt: skip


def _decimal(value: float, places: int) -> Decimal:
    return Decimal(f"{value:.{places}f}")
