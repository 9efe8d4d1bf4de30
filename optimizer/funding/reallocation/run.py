"""From today's amounts to the best ones: the target, the moves, and what a few changes already achieve."""

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from config.errors import ModelError
from optimizer.funding import model as funding_model
from optimizer.funding.check import broken_amounts
from optimizer.funding.conflict.explain import explain_infeasible
from optimizer.funding.data import FundingData, Indexes, Numbers
from optimizer.funding.large.coupling import coupling
from optimizer.funding.objective import ObjectiveName, worths
from optimizer.funding.reallocation.move import Change, Few, Move, Reallocation
from optimizer.funding.reallocation.near import MOST_WITH_NEARNESS, Reach, best_near
from optimizer.funding.reallocation.order import Walk
from optimizer.funding.reallocation.sentences import move_words
from optimizer.funding.reallocation.transfers import transfers
from optimizer.refusal import refuse_broken
from optimizer.solver import Clock

MOST_FEW = 12
SHOWN_RULES = 3
Listener = Callable[[int, int], None]


def reallocate(
    data: FundingData,
    current: Mapping[str, float],
    objective: ObjectiveName = "return",
    reach: Reach | None = None,
    *,
    seconds: float = 60.0,
    on_progress: Listener = lambda _done, _count: None,
) -> Reallocation:
    """The moves from today's amounts to the best decision within reach, and the best ones with fewer changes.

    Parameters
    ----------
    current
        Money by request id, of every request.
    reach
        How many requests may change, and how much money may be moved; no limit by default.
    seconds
        Of each decision.
    on_progress
        Called with (decisions made, decisions in all).

    Raises
    ------
    InfeasibleError
        The limits contradict each other, whatever today's amounts are.
    ModelError
        No decision within reach keeps every limit, or time ran out.
    """
    wanted = reach or Reach()
    broken = tuple(broken_amounts(data, current))
    target = _best(data, current, objective, wanted, seconds, broken)
    worth = worths(data, objective)[:, 0]
    today, then = (np.array([amounts[r.request_id] for r in data.requests]) for amounts in (current, target))
    few = _with_few(data, current, objective, wanted, int((today != then).sum()), Clock(seconds), on_progress)
    return Reallocation(
        objective=objective,
        currency=data.currency,
        current=dict(current),
        target=target,
        current_value=float(worth @ today),
        target_value=float(worth @ then),
        broken_today=broken,
        moves=tuple(_moves(data, today, then, worth)),
        few=tuple(few),
        notes=(*data.notes, *data.limits_not_applied),
    )


def _best(
    data: FundingData,
    current: Mapping[str, float],
    objective: ObjectiveName,
    reach: Reach,
    seconds: float,
    broken: tuple[str, ...],
) -> dict[str, float]:
    """The best amounts within reach, checked."""
    found = best_near(data, current, objective, reach, seconds)
    if found is None and best_near(data, current, objective, Reach(), seconds) is None:
        raise explain_infeasible(data, seconds)
    if found is None:
        raise ModelError(
            f"Reallocation: no decision within {reach.words(data.currency)} keeps every limit. Today's amounts do not: "
            f"{' '.join(broken[:SHOWN_RULES])} Nothing was changed. Allow more."
        )
    refuse_broken("funding", broken_amounts(data, found))
    return found


def _with_few(
    data: FundingData,
    current: Mapping[str, float],
    objective: ObjectiveName,
    reach: Reach,
    change_count: int,
    clock: Clock,
    on_progress: Listener,
) -> Iterator[Few]:
    """The best decision with at most one change, two, ... up to those of the target; left out where there is none."""
    counts = range(1, change_count) if change_count <= MOST_FEW else np.linspace(1, change_count - 1, MOST_FEW).round()
    worth = {r.request_id: value for r, value in zip(data.requests, worths(data, objective)[:, 0], strict=True)}
    if len(data.requests) > MOST_WITH_NEARNESS:
        return
    for done, count in enumerate(map(int, counts), 1):
        if clock.is_over:
            return
        try:
            found = best_near(data, current, objective, Reach(count, reach.most_money), clock.left_seconds)
        except ModelError:
            return  # no time is left
        on_progress(done, len(counts))
        if found is not None and not broken_amounts(data, found):
            moved = sum(abs(found[i] - current[i]) for i in found)
            yield Few(count, sum(worth[i] * amount for i, amount in found.items()), moved, found)


def _moves(data: FundingData, today: Numbers, then: Numbers, worth: Numbers) -> Iterator[Move]:
    """The groups of the walk, each with its gain; every stop on the way passes the check."""
    groups = list(Walk(coupling(funding_model.build(data)), today, then, worth).groups())
    gains = [float(worth[group] @ (then - today)[group]) for group in groups]
    ranks = np.argsort(np.argsort(-np.array(gains), kind="stable"), kind="stable") + 1
    now, total = today.copy(), 0.0
    for number, (group, gain) in enumerate(zip(groups, gains, strict=True), 1):
        now[group] = then[group]
        total += gain
        refuse_broken("funding", broken_amounts(data, _by_id(data, now)))
        yield move_words(data, _move(data, number, int(ranks[number - 1]), group, (today, then, worth), total))


def _move(
    data: FundingData, number: int, rank: int, group: Indexes, plans: tuple[Numbers, Numbers, Numbers], total: float
) -> Move:
    today, then, worth = plans
    places = sorted(group.tolist(), key=lambda place: -worth[place])
    changes = tuple(Change(data.requests[p].request_id, float(today[p]), float(then[p])) for p in places)
    return Move(
        number=number,
        rank=rank,
        changes=changes,
        transfers=tuple(transfers(changes, {data.requests[p].request_id: float(worth[p]) for p in places})),
        gain_value=float(worth[group] @ (then - today)[group]),
        cumulative_gain_value=total,
        moved_amount=float(np.abs(then - today)[group].sum()),
        sentence="",
    )


def _by_id(data: FundingData, amounts: Numbers) -> dict[str, float]:
    return {request.request_id: float(amounts[place]) for place, request in enumerate(data.requests)}
