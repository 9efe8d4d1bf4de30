"""Publish a funding decision in ``pred``, under the run's id; nothing of earlier runs is touched."""

from collections.abc import Iterator
from typing import Any

from optimizer.firm.exact import MEASURE, MONEY, SENTENCE_LENGTH, exact
from optimizer.firm.shared_tables import SolveRecord, save_shadow_prices, save_solve
from optimizer.funding.conflict.explain import InfeasibleError
from optimizer.funding.data import FundingData
from optimizer.funding.solution import FundingPlan
from sql.database import Transaction

MODEL = "funding"
DECISION_COLUMNS = (
    "run_id", "funding_request_id", "is_funded", "funded_amount", "expected_return_amount", "rank_number", "sentence",
)  # fmt: skip
CONFLICT_COLUMNS = (
    "run_id", "conflict_number", "limit_name", "is_in_conflict", "is_relaxed", "limit_level", "relaxed_level", "unit",
    "sentence",
)  # fmt: skip
LIMIT_LENGTH = 400


def save(transaction: Transaction, run_id: int, data: FundingData, plan: FundingPlan) -> None:
    """Write decisions, shadow prices and the solve's record; the plan has passed its check before.

    Raises
    ------
    KeyError
        The data did not come from this database: a request has no key.
    """
    rows = [
        (
            run_id, data.database_ids[d.request_id], d.is_funded, exact(d.amount, MONEY),
            exact(d.expected_return_amount, MONEY), d.rank, d.sentence[:SENTENCE_LENGTH],
        )
        for d in plan.decisions
    ]  # fmt: skip
    transaction.insert("pred.funding_decision", DECISION_COLUMNS, rows)
    save_shadow_prices(transaction, run_id, MODEL, plan.shadow_prices)
    save_solve(transaction, run_id, MODEL, _solve_record(plan, data.currency))


def save_infeasible(
    transaction: Transaction, run_id: int, data: FundingData, objective: str, error: InfeasibleError
) -> None:
    """Record that no decision keeps every limit, with the conflict and the way out; there is no plan to write."""
    transaction.insert("pred.funding_conflict", CONFLICT_COLUMNS, list(_conflict(run_id, data, error)))
    record = SolveRecord("Infeasible", objective, None, None, None, 0.0, 0, 0, str(error))
    save_solve(transaction, run_id, MODEL, record)


def _conflict(run_id: int, data: FundingData, error: InfeasibleError) -> Iterator[tuple[Any, ...]]:
    """The limits that contradict each other, then those of the way out that are not among them."""
    ways = {one.limit: one for one in error.relaxations}
    limits = [*error.conflict, *(limit for limit in ways if limit not in error.conflict)]
    for number, limit in enumerate(limits, start=1):
        way = ways.get(limit)
        rule = f"{limit.words(data.currency)}."
        yield (
            run_id, number, limit.name[:LIMIT_LENGTH], limit in error.conflict, way is not None,
            exact(limit.level, MEASURE), None if way is None else exact(way.new_level, MEASURE), limit.unit,
            (rule if way is None else f"{rule} The way out: {way.sentence}.")[:SENTENCE_LENGTH],
        )  # fmt: skip


def _solve_record(plan: FundingPlan, currency: str) -> SolveRecord:
    funded_count = sum(decision.is_funded for decision in plan.decisions)
    words = (
        f"{funded_count} of {len(plan.decisions)} requests are funded with {plan.amount:,.0f} {currency}, "
        f"which return {plan.expected_return_amount:,.0f}. {' '.join((*plan.limits_not_applied, *plan.notes))}"
    )
    return SolveRecord(
        str(plan.status), plan.objective, plan.objective_value, plan.bound, plan.gap, plan.seconds, plan.row_count,
        plan.column_count, words,
    )  # fmt: skip
