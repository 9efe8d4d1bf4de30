"""Everything that a plan with whole numbers keeps: the list of its rules."""

from optimizer.budget.bulk.arrays import BudgetArrays
from optimizer.budget.bulk.model import assemble
from optimizer.budget.data import BudgetData
from optimizer.budget.whole import rules, tightening
from optimizer.budget.whole.model import Draft, WholeModel


def needs_whole_numbers(data: BudgetData) -> bool:
    """Whether a rule of this room is asked for."""
    asked = (data.rules.share_step_ratio, data.rules.minimum_block_ratio, data.rules.maximum_initiatives_count)
    waits = any(initiative.predecessor_id is not None for initiative in data.initiatives)
    return waits or any(rule is not None for rule in asked)


def build(data: BudgetData, goal: str = "least_cost") -> tuple[BudgetArrays, WholeModel]:
    """The model in units, and the arrays that say what its shares are.

    Identical people are one class, unless blocks or counts tell the months of each of them apart: whole steps of a
    class can always be dealt out to its people (``split``), blocks cannot.
    """
    is_merged = data.rules.minimum_block_ratio is None and data.rules.maximum_initiatives_count is None
    arrays = assemble(data, goal, is_merged=is_merged)
    draft = Draft(arrays, data.rules.share_step_ratio)
    tightening.to_grid(draft)
    rules.minimum_block_and_maximum_initiatives(draft)
    most = tightening.most_by_month(draft)
    rules.sequence(draft, most, tightening.first_months(draft, most))
    most = tightening.most_by_month(draft)
    tightening.month_counts(draft, most)
    tightening.alone(draft, most)
    return arrays, draft.finished()
