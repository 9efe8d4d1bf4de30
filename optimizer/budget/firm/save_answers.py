"""Publish what the plan for the initiatives answers: new colleagues, what they deliver, and frontiers."""

from collections.abc import Iterator
from typing import Any

from optimizer.budget.data import BudgetData
from optimizer.budget.firm.answers import Answers
from optimizer.budget.firm.save import MODEL
from optimizer.budget.hiring.data import HiringPlan
from optimizer.budget.solution import BudgetPlan
from optimizer.firm.exact import MONEY, RATIO, SENTENCE_LENGTH, exact
from optimizer.firm.shared_tables import FRONTIER_COLUMNS, AnswerTable, frontier_rows
from optimizer.firm.shared_tables import save_answers as store
from sql.database import Reader, Transaction

NAME_LENGTH = 100
HIRE_COLUMNS = (
    "run_id", "model", "hire_number", "staff_level_id", "location_id", "team", "role_name", "start_date", "lead_days",
    "head_count", "monthly_cost_amount", "cost_amount", "currency", "sentence",
)  # fmt: skip
HIRE_ALLOCATION_COLUMNS = (
    "run_id", "hire_number", "initiative_id", "month_start_date", "share_ratio", "cost_amount",
)  # fmt: skip
HIRE_COVER_COLUMNS = (
    "run_id", "initiative_id", "staff_man_months", "staff_shortfall_man_months", "hired_man_months", "left_man_months",
    "cost_amount", "sentence",
)  # fmt: skip
Rows = Iterator[tuple[Any, ...]]


def save_answers(transaction: Transaction, run_id: int, data: BudgetData, plan: BudgetPlan, answers: Answers) -> None:
    """Write every answer; what does not fit its table is left out, and the plan is published all the same."""
    tables = [
        AnswerTable("pred.frontier_point", FRONTIER_COLUMNS, frontier_rows(run_id, MODEL, name, points))
        for name, points in answers.frontiers.items()
    ]
    if plan.hiring is not None:
        tables += _hiring_tables(transaction, run_id, data, plan.hiring)
    store(transaction, MODEL, tables)


def _hiring_tables(reader: Reader, run_id: int, data: BudgetData, hiring: HiringPlan) -> list[AnswerTable]:
    return [
        AnswerTable("pred.new_hire", HIRE_COLUMNS, _hires(reader, run_id, data, hiring)),
        AnswerTable("pred.budget_hire_allocation", HIRE_ALLOCATION_COLUMNS, _allocations(run_id, data, hiring)),
        AnswerTable("pred.budget_hire_cover", HIRE_COVER_COLUMNS, _covers(run_id, data, hiring)),
    ]


def _hires(reader: Reader, run_id: int, data: BudgetData, hiring: HiringPlan) -> Rows:
    """One row per new colleague; levels and places that the database does not know by that name are left blank."""
    levels = {
        row["staff_level_code"]: row["staff_level_id"]
        for row in reader.rows("SELECT l.staff_level_code, l.staff_level_id FROM core.staff_levels AS l")
    }
    places = {
        row["location_name"]: row["location_id"]
        for row in reader.rows("SELECT p.location_name, p.location_id FROM core.locations AS p")
    }
    for number, one in enumerate(hiring.hires, start=1):
        yield (
            run_id, MODEL, number, levels.get(one.staff_level), places.get(one.location),
            one.team[:NAME_LENGTH] or None, one.role[:NAME_LENGTH] or None, one.start_month,
            (one.start_month - one.decided_month).days, 1, exact(one.monthly_cost_amount, MONEY),
            exact(one.cost_amount, MONEY), data.currency, one.sentence[:SENTENCE_LENGTH],
        )  # fmt: skip


def _allocations(run_id: int, data: BudgetData, hiring: HiringPlan) -> Rows:
    numbers = {one.hire_id: number for number, one in enumerate(hiring.hires, start=1)}
    for share in hiring.shares:
        if ratio := exact(share.share_ratio, RATIO):
            initiative = data.database_ids["initiative", share.initiative_id]
            yield run_id, numbers[share.hire_id], initiative, share.month, ratio, exact(share.cost_amount, MONEY)


def _covers(run_id: int, data: BudgetData, hiring: HiringPlan) -> Rows:
    for one in hiring.covers:
        months = (one.staff_man_months, one.staff_shortfall_man_months, one.hired_man_months, one.left_man_months)
        yield (
            run_id, data.database_ids["initiative", one.initiative_id], *(exact(value, RATIO) for value in months),
            exact(one.cost_amount, MONEY), one.sentence[:SENTENCE_LENGTH],
        )  # fmt: skip
