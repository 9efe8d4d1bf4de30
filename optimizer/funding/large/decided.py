"""A decision on many requests with its proof."""

from dataclasses import dataclass

from optimizer.funding.data import Numbers


@dataclass(frozen=True)
class Decided:
    """``amounts`` per request; no decision is worth more than ``bound``."""

    amounts: Numbers
    objective: float
    bound: float
