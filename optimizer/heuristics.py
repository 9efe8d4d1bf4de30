"""Which of HiGHS's heuristics run in branch and bound: sub-models that may cost more than they find."""

from collections.abc import Mapping
from typing import Any

# For bounds: up to half of the time of a root, and they do not move its bound.
WITHOUT_HEURISTICS: Mapping[str, Any] = {
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_root_reduced_cost": False,
}
# For plans: relaxation-enforced search finds most of what they all find together, in half the time.
ONE_HEURISTIC: Mapping[str, Any] = {
    **WITHOUT_HEURISTICS,
    "mip_heuristic_effort": 0.05,
    "mip_heuristic_run_rens": True,
}
