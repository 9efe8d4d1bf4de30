"""A move as payments: from the requests that give to those that get, and to or from money that nobody has."""

from collections.abc import Iterator, Mapping, Sequence

from optimizer.funding.reallocation.move import Change, Transfer
from optimizer.funding.solution import CENT


def transfers(changes: Sequence[Change], worth: Mapping[str, float]) -> Iterator[Transfer]:
    """Who gives what to whom: what is worth least goes first to where it is worth most.

    Parameters
    ----------
    worth
        Of one unit of money, by request id. The gains of the transfers add up to the gain of the move.
    """
    giving = sorted((c for c in changes if c.after < c.before), key=lambda change: worth[change.request_id])
    getting = sorted((c for c in changes if c.after > c.before), key=lambda change: -worth[change.request_id])
    given = [(change.request_id, change.before - change.after) for change in giving]
    gotten = [(change.request_id, change.after - change.before) for change in getting]
    while given and gotten:
        (source, offered), (goal, wanted) = given.pop(0), gotten.pop(0)
        amount = min(offered, wanted)
        yield Transfer(source, goal, amount, amount * (worth[goal] - worth[source]))
        if offered - amount >= CENT:
            given.insert(0, (source, offered - amount))
        if wanted - amount >= CENT:
            gotten.insert(0, (goal, wanted - amount))
    for source, amount in given:
        yield Transfer(source, None, amount, -amount * worth[source])
    for goal, amount in gotten:
        yield Transfer(None, goal, amount, amount * worth[goal])
