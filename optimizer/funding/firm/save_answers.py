"""Publish what a funding decision answers: strategies on the same money, frontiers, chances and moves."""

from collections.abc import Iterator
from typing import Any

from optimizer.firm.exact import MEASURE, MONEY, RATIO, SENTENCE_LENGTH, exact, exact_or_none
from optimizer.firm.shared_tables import (
    FRONTIER_COLUMNS,
    SIMULATION_COLUMNS,
    AnswerTable,
    frontier_rows,
    simulation_rows,
)
from optimizer.firm.shared_tables import save_answers as store
from optimizer.funding.data import FundingData
from optimizer.funding.firm.answers import Answers
from optimizer.funding.firm.save import MODEL
from optimizer.funding.solution import CENT, FundingPlan
from sql.database import Transaction

CHOSEN = "plan"
STRATEGY_COLUMNS = (
    "run_id", "strategy_name", "is_chosen", "funded_count", "amount", "expected_return_amount", "return_ratio",
    "objective_value", "currency", "sentence",
)  # fmt: skip
STRATEGY_AMOUNT_COLUMNS = ("run_id", "strategy_name", "funding_request_id", "amount", "difference_amount")
CHANCE_COLUMNS = ("run_id", "funding_request_id", "draw_count", "funded_ratio", "mean_amount", "sentence")
MOVE_COLUMNS = (
    "run_id", "move_number", "transfer_number", "rank_number", "from_funding_request_id", "to_funding_request_id",
    "amount", "gain_value", "move_gain_value", "cumulative_gain_value", "gain_unit", "sentence",
)  # fmt: skip
PERIOD_COLUMNS = (
    "run_id", "funding_request_id", "period_number", "fund_name", "period_name", "amount", "expected_return_amount",
)  # fmt: skip
Rows = Iterator[tuple[Any, ...]]


def save_answers(transaction: Transaction, run_id: int, data: FundingData, plan: FundingPlan, answers: Answers) -> None:
    """Write every answer; what does not fit its table is left out, and the decision is published all the same."""
    tables = [
        AnswerTable("pred.funding_strategy", STRATEGY_COLUMNS, _strategies(run_id, data, plan)),
        AnswerTable("pred.funding_strategy_amount", STRATEGY_AMOUNT_COLUMNS, _strategy_amounts(run_id, data, plan)),
        AnswerTable("pred.simulation", SIMULATION_COLUMNS, simulation_rows(run_id, MODEL, answers.ranges)),
    ]
    tables += [
        AnswerTable("pred.funding_chance", CHANCE_COLUMNS, _chances(run_id, data, answers)),
        AnswerTable("pred.funding_move", MOVE_COLUMNS, _moves(run_id, data, answers)),
        AnswerTable("pred.funding_period_amount", PERIOD_COLUMNS, _periods(run_id, data, plan)),
    ]
    tables += [
        AnswerTable("pred.frontier_point", FRONTIER_COLUMNS, frontier_rows(run_id, MODEL, name, points))
        for name, points in answers.frontiers.items()
    ]
    store(transaction, MODEL, tables)


def _strategies(run_id: int, data: FundingData, plan: FundingPlan) -> Rows:
    """The decision itself, then every other way to share the same money."""
    funded = sum(decision.is_funded for decision in plan.decisions)
    words = f"The published decision: the best by {plan.objective.replace('_', ' ')}."
    yield (
        run_id, CHOSEN, True, funded, exact(plan.amount, MONEY), exact(plan.expected_return_amount, MONEY),
        exact_or_none(plan.return_ratio, RATIO), exact(plan.objective_value, MEASURE), data.currency, words,
    )  # fmt: skip
    for one in plan.alternatives:
        yield (
            run_id, one.name, False, sum(amount >= CENT for amount in one.amounts.values()),
            exact(sum(one.amounts.values()), MONEY), exact(one.expected_return_amount, MONEY),
            exact(one.return_ratio, RATIO), exact(one.objective_value, MEASURE), data.currency,
            one.sentence[:SENTENCE_LENGTH],
        )  # fmt: skip


def _strategy_amounts(run_id: int, data: FundingData, plan: FundingPlan) -> Rows:
    for one in plan.alternatives:
        for request_id, amount in one.amounts.items():
            difference = exact(amount - plan.amounts[request_id], MONEY)
            yield run_id, one.name, data.database_ids[request_id], exact(amount, MONEY), difference


def _chances(run_id: int, data: FundingData, answers: Answers) -> Rows:
    for one in answers.chances:
        yield (
            run_id, data.database_ids[one.request_id], answers.draw_count, exact(one.funded_ratio, RATIO),
            exact(one.mean_amount, MONEY), one.sentence[:SENTENCE_LENGTH],
        )  # fmt: skip


def _moves(run_id: int, data: FundingData, answers: Answers) -> Rows:
    """One row per transfer of each move; money that nobody gets has no request."""
    if answers.reallocation is None:
        return
    unit = f"{answers.reallocation.objective} in {data.currency}"
    for move in answers.reallocation.moves:
        gains = (exact(move.gain_value, MEASURE), exact(move.cumulative_gain_value, MEASURE))
        for number, one in enumerate(move.transfers, start=1):
            ends = (
                None if request_id is None else data.database_ids[request_id]
                for request_id in (one.from_request_id, one.to_request_id)
            )
            yield (
                run_id, move.number, number, move.rank, *ends, exact(one.amount, MONEY), exact(one.gain_value, MEASURE),
                *gains, unit, move.sentence[:SENTENCE_LENGTH],
            )  # fmt: skip


def _periods(run_id: int, data: FundingData, plan: FundingPlan) -> Rows:
    """The money by period, where there are several."""
    for row in plan.schedule:
        yield (
            run_id, data.database_ids[row.request_id], row.period, data.request[row.request_id].fund or "",
            f"Period {row.period}", exact(row.amount, MONEY), exact(row.expected_return_amount, MONEY),
        )  # fmt: skip
