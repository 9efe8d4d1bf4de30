"""The priority scale that the firm has set in ``ops.parameter``; what is not set keeps 002's value."""

from optimizer.budget.priority import DRIVERS, IMPACTS, PriorityScale
from optimizer.firm.parameters import Parameters

DRIVER_PREFIX, IMPACT_PREFIX, WEIGHT_PREFIX = "initiative_driver_", "initiative_impact_", "initiative_weight_"


def scale_of(parameters: Parameters) -> PriorityScale:
    """The scale in force: ``initiative_driver_regulatory``, ``initiative_impact_high``, ``initiative_weight_rank``, ...

    Raises
    ------
    ModelError
        A parameter is no number from 0 to 1.
    """
    weights = {"driver": 0.4, "impact": 0.4, "rank": 0.2, **parameters.family(WEIGHT_PREFIX, most=1.0)}
    return PriorityScale(
        driver_weight=weights["driver"],
        impact_weight=weights["impact"],
        rank_weight=weights["rank"],
        drivers={**DRIVERS, **parameters.family(DRIVER_PREFIX, most=1.0)},
        impacts={**IMPACTS, **parameters.family(IMPACT_PREFIX, most=1.0)},
    )
