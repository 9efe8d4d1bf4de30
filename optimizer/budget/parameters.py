"""The priority scale that the firm has set in ``ops.parameter``; what is not set keeps 002's value."""

from datetime import date

from config.errors import ModelError
from optimizer.budget.priority import DRIVERS, IMPACTS, PriorityScale
from sql.database import Reader

DRIVER_PREFIX, IMPACT_PREFIX, WEIGHT_PREFIX = "initiative_driver_", "initiative_impact_", "initiative_weight_"
PARAMETERS = """
SELECT p.parameter_code, p.parameter_value
FROM ops.parameter AS p
WHERE p.parameter_code LIKE 'initiative%' AND p.effective_from = (
    SELECT MAX(q.effective_from)
    FROM ops.parameter AS q
    WHERE q.parameter_code = p.parameter_code AND q.effective_from <= :as_of
);
"""


def load_scale(database: Reader, as_of: date) -> PriorityScale:
    """The scale in force: ``initiative_driver_regulatory``, ``initiative_impact_high``, ``initiative_weight_rank``, ...

    Raises
    ------
    ModelError
        A parameter is no number from 0 to 1.
    """
    values = {row["parameter_code"]: _ratio(**row) for row in database.rows(PARAMETERS, as_of=as_of)}

    def scale(prefix: str) -> dict[str, float]:
        return {code.removeprefix(prefix): value for code, value in values.items() if code.startswith(prefix)}

    weights = {"driver": 0.4, "impact": 0.4, "rank": 0.2, **scale(WEIGHT_PREFIX)}
    return PriorityScale(
        driver_weight=weights["driver"],
        impact_weight=weights["impact"],
        rank_weight=weights["rank"],
        drivers={**DRIVERS, **scale(DRIVER_PREFIX)},
        impacts={**IMPACTS, **scale(IMPACT_PREFIX)},
    )


def _ratio(parameter_code: str, parameter_value: str) -> float:
    try:
        value = float(parameter_value)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise ModelError(
            f"Initiatives: the parameter {parameter_code} is {parameter_value!r}; a number from 0 to 1 is expected. "
            "Nothing was solved. Correct it in the parameters."
        )
    return value
