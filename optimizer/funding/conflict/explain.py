"""When no decision keeps every limit: the smallest set of limits in conflict, and the cheapest way out, in words."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np

from config.errors import ModelError
from optimizer.funding.conflict.relaxation import Relaxation, cheapest_relaxation
from optimizer.funding.conflict.smallest import smallest_conflict
from optimizer.funding.data import FundingData, Limit

__all__ = ["InfeasibleError", "Relaxation", "explain_infeasible"]


class InfeasibleError(ModelError):
    """No decision keeps every limit.

    ``conflict`` is the smallest set that contradicts itself; where ``is_smallest`` is False, time ran out before it was
    shown that no set of fewer does. ``facts`` are the figures behind it.
    """

    def __init__(
        self,
        message: str,
        conflict: tuple[Limit, ...],
        relaxations: tuple[Relaxation, ...],
        *,
        is_smallest: bool = True,
        facts: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message)
        self.conflict, self.relaxations = conflict, relaxations
        self.is_smallest, self.facts = is_smallest, facts


def explain_infeasible(data: FundingData, time_limit_seconds: float) -> InfeasibleError:
    """The error to raise when the limits contradict each other."""
    ends_at = time.monotonic() + time_limit_seconds
    conflict, is_smallest = smallest_conflict(data, ends_at)
    try:
        relaxations = cheapest_relaxation(data, conflict, ends_at)
    except ModelError:
        relaxations = ()
    found = tuple(facts(data, conflict))
    rules = "; ".join(limit.words(data.currency) for limit in conflict)
    why = f" ({'; '.join(found)})" if found else ""
    proof = "" if is_smallest else " (whether fewer of them do was not found out in time)"
    ways = "; ".join(relaxation.sentence for relaxation in relaxations) or "not found in time"
    message = (
        f"Funding: no decision keeps every limit. These contradict each other{proof}: {rules}{why}. "
        f"The cheapest way out: {ways}. No plan was made and nothing was published."
    )
    return InfeasibleError(message, conflict, relaxations, is_smallest=is_smallest, facts=found)


def why_nothing(data: FundingData, time_limit_seconds: float) -> str:
    """Why a decision funds nothing: the limits leave no room for any request, or none returns anything."""
    ends_at = time.monotonic() + time_limit_seconds
    try:
        conflict, _ = smallest_conflict(data, ends_at, is_something_funded=True)
        ways = cheapest_relaxation(data, conflict, ends_at, is_something_funded=True)
    except ModelError:
        return "Nothing is funded; why was not found out in time."
    if not ways:
        return "Nothing is funded: no request is worth more than nothing under the limits."
    rules = "; ".join(limit.words(data.currency) for limit in conflict)
    out = "; ".join(way.sentence for way in ways)
    return f"Nothing is funded, because these leave no room for any request: {rules}. The cheapest way out: {out}."


def facts(data: FundingData, conflict: tuple[Limit, ...]) -> Iterator[str]:
    """The figures of the requests that a conflict turns on: what minimums add up to, and whose is above a cap."""
    least = data.array("minimum_viable_amount")
    for limit in conflict:
        places = data.places(limit)
        if limit.code == "must_fund":
            names = " | ".join(data.requests[place].service_line for place in places[:5])
            yield f"the minimums of {names} add up to {least[places].sum():,.0f} {data.currency}"
        elif limit.code == "min_funded_projects" and limit.level <= len(places):
            fewest = np.sort(least[places])[: int(limit.level)].sum()
            yield f"the {limit.level:g} smallest minimums add up to {fewest:,.0f} {data.currency}"
        elif limit.code == "min_funded_projects":
            yield f"there are {len(places)} requests"
        elif limit.code == "min_roi_threshold":
            yield f"the highest return of a request is {data.array('roi_ratio')[places].max(initial=0.0):g} per unit"
