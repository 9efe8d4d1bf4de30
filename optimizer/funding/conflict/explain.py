"""When no decision keeps every limit: the smallest set of limits in conflict, and the cheapest way out."""

import time
from dataclasses import dataclass

import pulp

from config.errors import ModelError
from optimizer import model_rows
from optimizer.funding.catalog import KINDS
from optimizer.funding.constraints import add_limits
from optimizer.funding.data import FundingData, Limit
from optimizer.funding.measures import is_broken, measured, wanted_level
from optimizer.funding.variables import FundingModel, add_amounts
from optimizer.solver import Status, solve

TOLERANCE = 1e-6
REPAIRED_WORDS = {"must_fund": "drop it", "requires": "drop it", "either_or": "allow {value:g}"}


class InfeasibleError(ModelError):
    """No decision keeps every limit; ``conflict`` is the smallest set that contradicts itself."""

    def __init__(self, message: str, conflict: tuple[Limit, ...], relaxations: tuple["Relaxation", ...]) -> None:
        super().__init__(message)
        self.conflict, self.relaxations = conflict, relaxations


@dataclass(frozen=True)
class Relaxation:
    """A limit to give way, from its level to ``new_level`` (what the cheapest relaxed decision needs)."""

    limit: Limit
    new_level: float
    sentence: str


def explain_infeasible(data: FundingData, time_limit_seconds: float) -> InfeasibleError:
    """The error to raise when the limits contradict each other."""
    ends_at = time.monotonic() + time_limit_seconds
    conflict = smallest_conflict(data, ends_at)
    relaxations = cheapest_relaxation(data, ends_at)
    rules = "; ".join(limit.words(data.currency) for limit in conflict)
    ways = "; ".join(relaxation.sentence for relaxation in relaxations)
    message = (
        f"Funding: no decision keeps every limit. These contradict each other: {rules}. "
        f"The cheapest way out: {ways}. No plan was made and nothing was published."
    )
    return InfeasibleError(message, conflict, relaxations)


def smallest_conflict(data: FundingData, ends_at: float) -> tuple[Limit, ...]:
    """The fewest limits that no decision keeps together.

    Every way to make the limits agree drops at least one limit of each conflict. So the smallest set that hits every
    known way out is tried; where it can be kept, it is grown until it cannot, and what is missing is one more way out.
    """
    limits = data.binding_limits
    ways_out: list[set[int]] = []
    while True:
        chosen = _smallest_hitting_set(ways_out, ends_at)
        if not _can_keep(data, limits, chosen, ends_at):
            return tuple(limits[place] for place in sorted(chosen))
        for place in range(len(limits)):
            if place not in chosen and _can_keep(data, limits, chosen | {place}, ends_at):
                chosen = chosen | {place}
        ways_out.append(set(range(len(limits))) - chosen)


def cheapest_relaxation(data: FundingData, ends_at: float) -> tuple[Relaxation, ...]:
    """The limits to give way so that the sum of the relative changes is as small as it can be."""
    model = FundingModel(data, is_elastic=True)
    add_amounts(model, data)
    add_limits(model, data, data.binding_limits)
    model.problem.sense = pulp.LpMinimize
    model_rows.set_objective(model.problem, pulp.LpAffineExpression([(slack, 1.0) for slack in model.slack.values()]))
    solved = solve(model.problem, time_limit_seconds=_left(ends_at))
    if not solved.has_plan:
        raise ModelError(
            f"Funding: no relaxation found ({solved.reason}). No plan was made. Give the solver more time."
        )
    amounts = {request_id: solved.values[amount.name] for request_id, amount in model.amount.items()}
    return tuple(
        _relaxation(data, limit, measured(data, limit, amounts))
        for limit in data.binding_limits
        if is_broken(data, limit, amounts, TOLERANCE)
    )


def _relaxation(data: FundingData, limit: Limit, level: float) -> Relaxation:
    """The words for one limit that gives way."""
    if limit.code in REPAIRED_WORDS:
        change = REPAIRED_WORDS[limit.code].format(value=level)
    else:
        change = f"make it {limit.words(data.currency, level)!r}"
    per_cent = abs(level - wanted_level(data, limit)) / max(abs(wanted_level(data, limit)), TOLERANCE)
    shown = f" ({'up' if KINDS[limit.code].direction == 'at most' else 'down'} {per_cent:.1%})"
    words = f"{limit.name}, {limit.words(data.currency)!r}: {change}"
    return Relaxation(limit, level, words + ("" if limit.code in REPAIRED_WORDS else shown))


def _can_keep(data: FundingData, limits: tuple[Limit, ...], places: set[int], ends_at: float) -> bool:
    """Whether some decision keeps the limits at these places."""
    model = FundingModel(data)
    add_amounts(model, data)
    add_limits(model, data, tuple(limits[place] for place in sorted(places)))
    model_rows.set_objective(model.problem, model.money(data.requests))
    solved = solve(model.problem, time_limit_seconds=_left(ends_at), relative_gap=1.0)
    if solved.status == Status.FAILED:
        raise ModelError(f"Funding: time ran out while looking for the conflict ({solved.reason}). No plan was made.")
    return solved.has_plan


def _smallest_hitting_set(sets: list[set[int]], ends_at: float) -> set[int]:
    """The fewest places such that each of ``sets`` holds one."""
    if not sets:
        return set()
    problem = pulp.LpProblem("conflict", pulp.LpMinimize)
    places = sorted(set().union(*sets))
    taken = {p: model_rows.add_variable(problem, f"limit__{p}", upper=1, is_integer=True) for p in places}
    for number, members in enumerate(sets):
        hit = pulp.LpAffineExpression([(taken[place], 1.0) for place in sorted(members)])
        model_rows.add_row(problem, f"way_out__{number}", hit >= 1)
    model_rows.set_objective(problem, pulp.LpAffineExpression([(variable, 1.0) for variable in taken.values()]))
    solved = solve(problem, time_limit_seconds=_left(ends_at))
    if not solved.has_plan:
        raise ModelError(f"Funding: time ran out while looking for the conflict ({solved.reason}). No plan was made.")
    return {place for place, variable in taken.items() if solved.values[variable.name] > 0.5}  # noqa: PLR2004  # 0 or 1


def _left(ends_at: float) -> float:
    return max(ends_at - time.monotonic(), 0.1)
