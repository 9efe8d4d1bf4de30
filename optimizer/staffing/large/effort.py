"""How much search a time limit buys: counted in work, so that the same limit gives the same plan on every machine.

A machine that is much slower than reckoned with is stopped by its clock; then the plan says so.
"""

from collections.abc import Sequence

from optimizer.staffing.data import Indexes


def within(parts: Sequence[Indexes], seconds_per_pair: float, seconds: float) -> tuple[list[Indexes], float]:
    """As many of ``parts`` (pairs that may change), from the first, as fit into ``seconds``; and what they take of it.

    Parameters
    ----------
    parts
        To be re-optimised one by one.
    seconds_per_pair
        What a pair of such a part is reckoned to take, of one core.
    seconds
        Of one core.
    """
    spent, chosen = 0.0, []
    for part in parts:
        more = seconds_per_pair * part.size
        if spent + more > seconds:
            break
        spent += more
        chosen.append(part)
    return chosen, spent
