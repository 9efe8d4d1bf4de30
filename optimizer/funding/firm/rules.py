"""What the firm has set for its funding decisions in ``ops.parameter``: ``funding_…``."""

from optimizer.firm.parameters import Parameters
from optimizer.funding.objective import OBJECTIVES, ObjectiveName

OBJECTIVE = "funding_objective"


def objective_of(parameters: Parameters) -> ObjectiveName:
    """What the weekly run decides for.

    Raises
    ------
    ModelError
        The parameter names no objective.
    """
    name = parameters.name(OBJECTIVE, OBJECTIVES, "return")
    return next(known for known in OBJECTIVES if known == name)
