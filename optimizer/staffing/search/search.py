"""How a good plan is found within the time: dive, solve what is left, improve nearby, then prove a bound.

A whole model of 60 people is beyond a minute of branch and bound alone (6 to 12 % from its bound); the dive decides
who joins which engagement in a second or two. Steps stop at nodes and gaps, so that the same data give the same plan;
shares of the time limit are a guard. What the proof finds when the clock stops it is not used, since it would differ
between machines.
"""

from dataclasses import dataclass

from optimizer import solver
from optimizer.staffing.search import dive, improve
from optimizer.staffing.variables import StaffingModel

DIVE_SHARE, RESTRICTED_SHARE, IMPROVE_SHARE = 0.15, 0.3, 0.4
NODES = 1  # the root and its heuristics; a tree gains less than the sweeps that follow
PROOF_NODES = 600
RELATIVE_GAP = 5e-5


@dataclass(frozen=True)
class Found:
    """The best values by variable name, and the proven bound in milli-points (None when nothing is proven)."""

    values: dict[str, float]
    bound: float | None
    reason: str


def search(model: StaffingModel, clock: solver.Clock) -> Found:
    """The best plan that the time allows; ``values`` is empty when none was found."""
    total_seconds = clock.left_seconds
    teams = dive.teams_that_join(model, DIVE_SHARE * total_seconds)
    best = improve.restricted(model, teams, {}, min(clock.left_seconds, RESTRICTED_SHARE * total_seconds), NODES)
    if best.has_plan:
        best = improve.near(model, best, solver.Clock(min(clock.left_seconds, IMPROVE_SHARE * total_seconds)))
    proof = solver.solve(
        model.problem,
        time_limit_seconds=clock.left_seconds,
        relative_gap=RELATIVE_GAP,
        start=dict(best.values),
        node_limit=PROOF_NODES,
    )
    is_repeatable = proof.has_plan and not proof.is_cut_by_clock
    values = proof.values if is_repeatable or not best.has_plan else best.values
    reason = proof.reason or "the best plan, but for rounding to hundredths of an hour"
    return Found(dict(values), proof.bound, reason)
