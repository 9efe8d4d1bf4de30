"""Publish a funding decision in ``pred``, under the run's id; nothing of earlier runs is touched."""

from decimal import Decimal
from typing import Any

from optimizer.funding.conflict.explain import InfeasibleError
from optimizer.funding.data import FundingData
from optimizer.funding.solution import FundingPlan
from sql.database import Transaction

MODEL = "funding"
RATIO_PLACES, AMOUNT_PLACES = 6, 4
SENTENCE_LENGTH, LIMIT_LENGTH = 2000, 200
SOLVE_COLUMNS = (
    "run_id", "model", "solve_status", "objective_name", "objective_value", "bound_value", "gap_ratio", "solve_seconds",
    "row_count", "column_count", "sentence",
)  # fmt: skip


def save(transaction: Transaction, run_id: int, data: FundingData, plan: FundingPlan) -> None:
    """Write decisions, shadow prices and the solve's record; the plan has passed its check before.

    Raises
    ------
    KeyError
        The data did not come from this database: a request has no key.
    """
    transaction.insert(
        "pred.funding_decision",
        (
            "run_id", "funding_request_id", "is_funded", "funded_amount", "expected_return_amount", "rank_number",
            "sentence",
        ),
        [
            (
                run_id, data.database_ids[d.request_id], d.is_funded, _decimal(d.amount, AMOUNT_PLACES),
                _decimal(d.expected_return_amount, AMOUNT_PLACES), d.rank, d.sentence[:SENTENCE_LENGTH],
            )
            for d in plan.decisions
        ],
    )  # fmt: skip
    transaction.insert(
        "pred.shadow_price",
        ("run_id", "model", "limit_name", "price", "unit", "sentence"),
        [
            (
                run_id,
                MODEL,
                p.limit[:LIMIT_LENGTH],
                _decimal(p.price, RATIO_PLACES),
                p.unit,
                p.sentence[:SENTENCE_LENGTH],
            )
            for p in plan.shadow_prices
        ],
    )
    transaction.insert("pred.solve", SOLVE_COLUMNS, [_solve(run_id, plan, data.currency)])


def save_infeasible(transaction: Transaction, run_id: int, objective: str, error: InfeasibleError) -> None:
    """Record that no decision keeps every limit, with the conflict and the way out; there is no plan to write."""
    nothing = (None, None, None, Decimal(0), 0, 0)
    row = (run_id, MODEL, "Infeasible", objective, *nothing, str(error)[:SENTENCE_LENGTH])
    transaction.insert("pred.solve", SOLVE_COLUMNS, [row])


def _solve(run_id: int, plan: FundingPlan, currency: str) -> tuple[Any, ...]:
    funded_count = sum(decision.is_funded for decision in plan.decisions)
    words = (
        f"{funded_count} of {len(plan.decisions)} requests are funded with {plan.amount:,.0f} {currency}, "
        f"which return {plan.expected_return_amount:,.0f}. {' '.join((*plan.limits_not_applied, *plan.notes))}"
    )
    return (
        run_id, MODEL, str(plan.status), plan.objective, _decimal(plan.objective_value, RATIO_PLACES),
        None if plan.bound is None else _decimal(plan.bound, RATIO_PLACES),
        None if plan.gap is None else _decimal(plan.gap, RATIO_PLACES),
        _decimal(plan.seconds, 3), plan.row_count, plan.column_count, words.strip()[:SENTENCE_LENGTH],
    )  # fmt: skip


def _decimal(value: float, places: int) -> Decimal:
    return Decimal(f"{value:.{places}f}")
