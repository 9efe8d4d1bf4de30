"""The rules that the firm has set for its initiatives in ``ops.parameter``: ``budget_…`` and ``initiative_…``.

Caps and places are named by the end of the code, in lower case with ``_`` for what is no letter or digit:
``budget_source_cap_growth_fund``, ``budget_location_minimum_montreal``.
"""

import re
from collections.abc import Iterable

from optimizer.budget.data import Rules
from optimizer.budget.firm.scale import scale_of
from optimizer.budget.hiring.data import HiringRules
from optimizer.budget.model import OBJECTIVES, ObjectiveName
from optimizer.firm.parameters import Parameters

OBJECTIVE = "budget_objective"
SOURCE_CAP, LOCATION_MINIMUM = "budget_source_cap_", "budget_location_minimum_"
LOCATION_MAXIMUM = "budget_location_maximum_"


def rules_of(parameters: Parameters, sources: Iterable[str] = (), locations: Iterable[str] = ()) -> Rules:
    """The rules in force; ``sources`` and ``locations`` are those that a cap or a place may be about.

    Raises
    ------
    ModelError
        A parameter is no number, or outside of its range.
    """
    return Rules(
        has_carry_over=parameters.is_set("budget_has_carry_over", default=False),
        source_cap_amount=_by_name(parameters.family(SOURCE_CAP), sources),
        minimum_block_ratio=parameters.limit("budget_minimum_block"),
        maximum_initiatives_count=parameters.whole_limit("budget_maximum_initiatives"),
        share_step_ratio=parameters.limit("budget_share_step"),
        location_minimum_ratio=_by_name(parameters.family(LOCATION_MINIMUM, most=1.0), locations),
        location_maximum_ratio=_by_name(parameters.family(LOCATION_MAXIMUM, most=1.0), locations),
        scale=scale_of(parameters),
        hiring=hiring_of(parameters),
    )


def hiring_of(parameters: Parameters) -> HiringRules:
    """On what terms new colleagues are proposed (A13)."""
    standard = HiringRules()
    return HiringRules(
        is_asked=parameters.is_set("budget_has_new_hires", default=standard.is_asked),
        lead_month_count=int(parameters.number("budget_hire_lead_months", standard.lead_month_count)),
        cost_factor=parameters.number("budget_hire_cost_factor", standard.cost_factor),
        one_off_month_count=parameters.number("budget_hire_one_off_months", standard.one_off_month_count),
        least_use_ratio=parameters.number("budget_hire_least_use", standard.least_use_ratio),
        maximum_head_count=parameters.whole_limit("budget_hire_maximum_people"),
    )


def objective_of(parameters: Parameters) -> ObjectiveName:
    """What the weekly run plans for."""
    name = parameters.name(OBJECTIVE, OBJECTIVES, "least_cost")
    return next(known for known in OBJECTIVES if known == name)


def code_of(name: str) -> str:
    """How a code writes a name."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def _by_name(values: dict[str, float], names: Iterable[str]) -> dict[str, float]:
    """Values by the names as the data writes them; a code that fits no name says nothing today."""
    return {name: values[code_of(name)] for name in dict.fromkeys(names) if code_of(name) in values}
