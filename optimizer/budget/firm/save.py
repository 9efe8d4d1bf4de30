"""Publish a plan for the initiatives in ``pred``, under the run's id; nothing of earlier runs is touched."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from optimizer.budget.data import BudgetData
from optimizer.budget.solution import BudgetPlan
from optimizer.budget.tiers import TierResult
from optimizer.firm.exact import MEASURE, MONEY, RATIO, SECONDS, SENTENCE_LENGTH, exact, exact_or_none
from optimizer.firm.shared_tables import SolveRecord, save_shadow_prices, save_solve
from sql.database import Transaction

MODEL = "budget"
TIER_NAME_LENGTH = 200
ALLOCATION_COLUMNS = ("run_id", "employee_id", "initiative_id", "month_start_date", "share_ratio", "cost_amount")
OUTCOME_COLUMNS = (
    "run_id", "initiative_id", "priority_rank", "priority_score", "effort_target_man_months", "effort_man_months",
    "shortfall_man_months", "cost_amount", "budget_amount", "sentence",
)  # fmt: skip
PERSON_MONTH_COLUMNS = (
    "run_id", "employee_id", "month_start_date", "available_ratio", "planned_ratio", "free_ratio", "idle_cost_amount",
    "currency",
)  # fmt: skip
TIER_COLUMNS = (
    "run_id", "tier_number", "tier_name", "tier_value", "bound_value", "gap_ratio", "unit", "solve_status",
    "solve_seconds", "sentence",
)  # fmt: skip
Rows = Iterator[tuple[Any, ...]]


def save(transaction: Transaction, run_id: int, data: BudgetData, plan: BudgetPlan) -> None:
    """Write allocations, outcomes, people's months, tiers, shadow prices and the solve's record.

    The plan has passed its check before.

    Raises
    ------
    KeyError
        The data did not come from this database: an employee or initiative has no key.
    """
    transaction.insert("pred.budget_allocation", ALLOCATION_COLUMNS, list(_allocations(run_id, data, plan)))
    transaction.insert("pred.initiative_outcome", OUTCOME_COLUMNS, list(_outcomes(run_id, data, plan)))
    transaction.insert("pred.budget_person_month", PERSON_MONTH_COLUMNS, list(_person_months(run_id, data, plan)))
    transaction.insert("pred.budget_tier", TIER_COLUMNS, list(_tiers(run_id, plan)))
    save_shadow_prices(transaction, run_id, MODEL, plan.shadow_prices)
    save_solve(transaction, run_id, MODEL, _solve_record(data, plan))


def _allocations(run_id: int, data: BudgetData, plan: BudgetPlan) -> Rows:
    """Rows whose share is not 0 once rounded."""
    for a in plan.allocations:
        share = exact(a.share_ratio, RATIO)
        if share:
            keys = (data.database_ids["employee", a.employee_id], data.database_ids["initiative", a.initiative_id])
            yield run_id, *keys, a.month, share, exact(a.cost_amount, MONEY)


def _outcomes(run_id: int, data: BudgetData, plan: BudgetPlan) -> Rows:
    for o in plan.outcomes:
        yield (
            run_id, data.database_ids["initiative", o.initiative_id], o.place, exact(o.priority, RATIO),
            exact_or_none(o.target_man_months, RATIO), exact(o.man_months, RATIO),
            exact(o.shortfall_man_months, RATIO), exact(o.cost_amount, MONEY), exact(o.budget_amount, MONEY),
            o.sentence[:SENTENCE_LENGTH],
        )  # fmt: skip


def _person_months(run_id: int, data: BudgetData, plan: BudgetPlan) -> Rows:
    """Everybody who can be planned in a month; the benched are those of whom part of the month stays free."""
    planned: dict[tuple[str, date], float] = defaultdict(float)
    for a in plan.allocations:
        planned[a.employee_id, a.month] += a.share_ratio
    for employee in data.employees:
        for month in data.months:
            available, used = employee.available(month), planned[employee.employee_id, month]
            if available <= 0 and used <= 0:
                continue
            free = max(0.0, available - used)
            ratios = (exact(value, RATIO) for value in (available, used, free))
            idle = exact(free * employee.monthly_cost_amount, MONEY)
            yield run_id, data.database_ids["employee", employee.employee_id], month, *ratios, idle, data.currency


def _tiers(run_id: int, plan: BudgetPlan) -> Rows:
    for number, tier in enumerate(plan.tiers, start=1):
        yield (
            run_id, number, tier.name[:TIER_NAME_LENGTH], exact(tier.value, MEASURE),
            exact_or_none(tier.bound, MEASURE), exact_or_none(tier.gap_ratio, RATIO), tier.unit, str(tier.status),
            exact(tier.seconds, SECONDS), _tier_words(tier)[:SENTENCE_LENGTH],
        )  # fmt: skip


def _tier_words(tier: TierResult) -> str:
    gap = "" if tier.gap_ratio is None else f", at most {tier.gap_ratio:.2%} from the best"
    proof = "proven best, given the levels before" if tier.status == "Optimal" else f"not proven best{gap}"
    return f"{tier.name[:1].upper()}{tier.name[1:]}: {tier.value:,.2f} {tier.unit}, {proof}."


def _solve_record(data: BudgetData, plan: BudgetPlan) -> SolveRecord:
    """The record of the solve; its bound and gap are those of the level that counts money."""
    last = next((tier for tier in reversed(plan.tiers) if tier.unit == data.currency), None)
    is_proven = plan.status == "Optimal"
    bound = plan.objective_value if is_proven else None if last is None else last.bound
    gap = 0.0 if is_proven else None if last is None else last.gap_ratio
    short = sum(outcome.shortfall_man_months for outcome in plan.outcomes)
    words = (
        f"{plan.man_months:,.2f} man-months for {plan.cost_amount:,.0f} {data.currency}, "
        f"{short:,.2f} man-months short of the targets. {' '.join(plan.notes)}"
    )
    return SolveRecord(
        status=str(plan.status),
        objective=plan.objective,
        value=plan.objective_value,
        bound=bound,
        gap=gap,
        seconds=plan.seconds,
        row_count=plan.row_count,
        column_count=plan.column_count,
        sentence=words,
    )
