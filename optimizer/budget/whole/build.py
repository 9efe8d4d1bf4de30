"""Everything that a plan with whole numbers keeps: the list of its rules."""

import math

from optimizer.budget.bulk.arrays import BudgetArrays
from optimizer.budget.bulk.model import assemble
from optimizer.budget.data import BudgetData
from optimizer.budget.whole import rules, tightening
from optimizer.budget.whole.draft import Draft
from optimizer.budget.whole.model import WholeModel
from optimizer.budget.whole.steps import GRID_TOLERANCE, least_share


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
    return arrays, _finished(draft)


def build_coarse(data: BudgetData, model: WholeModel, goal: str = "least_cost") -> WholeModel | None:
    """The same people, with steps so large that blocks and counts are kept by themselves; None where nothing asks.

    A month has no more steps than a person may have initiatives, and a step is a block. It is a narrower model, but
    one without a flag per share, so a good plan is found in it soon; that plan keeps every rule of the wide one.
    """
    block, most = data.rules.minimum_block_ratio, data.rules.maximum_initiatives_count
    if block is None and most is None:
        return None
    step = max(least_share(data), 1.0 / (most or math.inf)) if most is not None else least_share(data)
    small = data.rules.share_step_ratio
    step = step if small is None else math.ceil(step / small - GRID_TOLERANCE) * small
    draft = Draft(assemble(data, goal, is_merged=False), step)
    tightening.to_grid(draft)
    coarse = _finished(draft)
    return coarse if coarse.share_count == model.share_count else None


def _finished(draft: Draft) -> WholeModel:
    """Sequences and limits, which are the same for all steps."""
    most = tightening.most_by_month(draft)
    rules.sequence(draft, most, tightening.first_months(draft, most))
    most = tightening.most_by_month(draft)
    tightening.month_counts(draft, most)
    tightening.alone(draft, most)
    return draft.finished()
