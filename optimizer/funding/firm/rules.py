"""What the firm has set for its funding decisions in ``ops.parameter``: ``funding_…``."""

from dataclasses import dataclass, field

from config.errors import ModelError, UsageError
from optimizer.firm.parameters import Parameters
from optimizer.funding.goal import Goal, goal_of

OBJECTIVE = "funding_objective"


@dataclass(frozen=True)
class Wanted:
    """What decisions are the best in, and the return (None: what the requests promise) whose chance is asked for."""

    goal: Goal = field(default_factory=Goal)
    target_amount: float | None = None


def wanted_of(parameters: Parameters) -> Wanted:
    """What the weekly run decides for.

    Raises
    ------
    ModelError
        A parameter names no objective, or is no number.
    """
    text = parameters.texts.get(OBJECTIVE, "return")
    try:
        goal = goal_of(text)
    except UsageError as error:
        raise ModelError(f"Funding: the parameter {OBJECTIVE} cannot be used. {error}") from error
    return Wanted(goal, parameters.limit("funding_target_return"))
