"""The decision taken anew in every draw: how often each request is funded, and what knowing is worth."""

from collections.abc import Iterator

import numpy as np

from optimizer.funding.conflict.explain import explain_infeasible
from optimizer.funding.data import FundingData, Numbers
from optimizer.funding.monte_carlo.bounded import redecide_with_bounds
from optimizer.funding.monte_carlo.distribution import distribution, returns
from optimizer.funding.monte_carlo.draws import Draws
from optimizer.funding.monte_carlo.exact import MOST_SETS, Listener, Redecided, redecide_exactly
from optimizer.funding.monte_carlo.outcome import Chance, Hindsight, Known
from optimizer.funding.monte_carlo.proof import is_proven
from optimizer.funding.monte_carlo.rules import rules_of
from optimizer.funding.monte_carlo.subsets import count_of_sets
from optimizer.solver import Clock


def decide_anew(
    data: FundingData,
    draws: Draws,
    known: Known,
    money: Numbers,
    target_amount: float | None,
    clock: Clock,
    on_progress: Listener,
) -> Hindsight:
    """The best decision of each draw under every rule; the rules go by expected figures, as the plan's do.

    Parameters
    ----------
    money
        The plan that is compared: its money at work, per request.
    known
        What is known when the decision is taken anew; with ``roi``, success stays a probability.

    Raises
    ------
    InfeasibleError
        The limits contradict each other.
    """
    worth = draws.worth if known == "roi_and_success" else draws.roi_ratio * data.array("success_probability_ratio")
    found, is_exact = _redecided(data, np.vstack([worth, worth.mean(axis=0)]), clock, on_progress)
    if found is None:
        raise explain_infeasible(data, clock.limit_seconds)
    amounts, value, bound = found.amounts[:-1], found.value[:-1], found.bound[:-1]
    values = np.einsum("di,di->d", amounts, draws.worth)
    gap = np.divide(bound - value, np.abs(bound), out=np.zeros(len(bound)), where=bound != 0)
    best, blind = float(value.mean()), float(found.value[-1])
    proven = float(is_proven(value, bound).mean())
    return Hindsight(
        known=known,
        distribution=distribution("decision of each draw", values, returns(money, draws), target_amount, data.currency),
        chances=tuple(_chances(data, money, amounts)),
        best_mean_amount=best,
        blind_mean_amount=blind,
        information_value_amount=best - blind,
        regret_amount=best - float((worth @ money).mean()),
        is_exact=is_exact and proven == 1,
        proven_ratio=proven,
        mean_gap_ratio=float(gap.mean()),
        most_gap_ratio=float(gap.max(initial=0.0)),
        amounts=amounts,
        values=values,
    )


def _redecided(data: FundingData, worth: Numbers, clock: Clock, on_progress: Listener) -> tuple[Redecided | None, bool]:
    """Exactly where every set of requests can be looked at, else with bounds."""
    rules = rules_of(data)
    if count_of_sets(rules) <= MOST_SETS:
        return redecide_exactly(rules, worth, clock, on_progress), True
    return redecide_with_bounds(data, worth, clock, on_progress), False


def _chances(data: FundingData, money: Numbers, amounts: Numbers) -> Iterator[Chance]:
    """One row per request."""
    ratios, means = (amounts > 0).mean(axis=0), amounts.mean(axis=0)
    for place, request in enumerate(data.requests):
        is_funded = bool(money[place] > 0)
        here = "is funded in this plan" if is_funded else "is not funded in this plan"
        yield Chance(
            request_id=request.request_id,
            is_funded_in_plan=is_funded,
            funded_ratio=float(ratios[place]),
            mean_amount=float(means[place]),
            sentence=(
                f"{request.service_line} {here}; the best decision funds it in {ratios[place]:.1%} of the draws, with "
                f"{means[place]:,.0f} {data.currency} on average over all of them."
            ),
        )
