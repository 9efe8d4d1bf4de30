"""A way to mend a shortfall: what it takes, what it is worth, and how it is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from optimizer.staffing.explanation.words import signed

MOST_NAMED = 3
LEAST_SHARE = 0.05
WHOLE = 0.995


@dataclass(frozen=True)
class Repair:
    """One candidate, computed on the data; ``kind`` tells hiring from moving, cutting, waiting, paying and accepting.

    ``share`` is the part of the shortfall that it mends (0 to 1), ``gain_points`` (milli-points) the change of the
    whole objective, ``amount`` the money that it takes, and ``of_what`` says which money. ``cost_amount`` adds the
    worth in money of points that the plan loses; it decides which repair is named first.
    """

    kind: str
    words: str
    share: float
    gain_points: float
    amount: float = 0.0
    of_what: str = "at charge-out rates"
    cost_amount: float = 0.0


def cheapest_first(repairs: Sequence[Repair]) -> tuple[Repair, ...]:
    """Those that mend the whole shortfall by their cost, then the others by what they mend."""
    useful = [one for one in repairs if one.share >= LEAST_SHARE]
    return tuple(
        sorted(useful, key=lambda one: (one.share < WHOLE, one.cost_amount if one.share >= WHOLE else -one.share))
    )


def sentence(repairs: Sequence[Repair]) -> str | None:
    """The cheapest repair of each kind in one sentence, three kinds at most; None where nothing mends the shortfall."""
    best: dict[str, Repair] = {}
    for one in cheapest_first(repairs):
        best.setdefault(one.kind, one)
    named = list(best.values())[:MOST_NAMED]
    told = [f"{one.words} ({_figures(one, is_first=number == 0)})" for number, one in enumerate(named)]
    text = ", or ".join(told)
    return f"{text[:1].upper()}{text[1:]}." if told else None


def money_of(points: float, per_unit_points: float) -> float:
    """What points are worth at so many points per unit of money; without any, nothing is dearer."""
    if points <= 0:
        return 0.0
    return points / per_unit_points if per_unit_points > 0 else inf


def _figures(one: Repair, *, is_first: bool) -> str:
    parts = [f"{one.amount:,.0f} {one.of_what}"] if one.amount >= 1 else []
    gain = signed(one.gain_points)
    parts.append(f"the plan changes by {gain} milli-points" if is_first else f"the plan {gain}")
    if one.share < WHOLE:
        parts.append(f"mends {one.share:.0%}")
    return ", ".join(parts)
