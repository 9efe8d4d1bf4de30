"""What fits on the grid of steps, such as quarters of a month (BUDGET A10)."""

import math

from optimizer.budget.data import BudgetData, Initiative

GRID_TOLERANCE = 1e-6  # of a step: 0.7499999 of a month is three quarters


def whole_steps(man_months: float, step_ratio: float) -> int:
    """How many whole steps of ``step_ratio`` months fit into ``man_months``."""
    return math.floor(man_months / step_ratio + GRID_TOLERANCE)


def on_grid(man_months: float, step_ratio: float | None) -> float:
    """The most of ``man_months`` that whole steps can make; all of it where there are no steps."""
    return man_months if step_ratio is None else whole_steps(man_months, step_ratio) * step_ratio


def least_share(data: BudgetData) -> float:
    """The smallest share of a month above 0: the minimum block, a step, or the first step that is no smaller."""
    block, step = data.rules.minimum_block_ratio or 0.0, data.rules.share_step_ratio
    return block if step is None else max(math.ceil(block / step - GRID_TOLERANCE), 1) * step


def to_be_delivered(data: BudgetData, initiative: Initiative) -> float | None:
    """The effort after which successors may start, in man-months (BUDGET A11).

    With steps, the target without the rest that is smaller than a step: nobody could deliver that. None without a
    target: it is delivered when its last month is over.
    """
    target = initiative.effort_man_months
    return None if target is None else on_grid(target, data.rules.share_step_ratio)
