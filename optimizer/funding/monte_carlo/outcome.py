"""What the draws come to, in plain rows."""

from dataclasses import dataclass
from typing import Literal

from optimizer.funding.data import Numbers

Known = Literal["roi_and_success", "roi"]
KNOWN: tuple[Known, ...] = ("roi_and_success", "roi")


@dataclass(frozen=True)
class Distribution:
    """The return of one plan over all draws, in money.

    ``target_ratio`` is the part of the draws that reach the target (None without one). Against the first plan, in the
    same draws: ``mean_difference_amount``, its standard error, and ``better_ratio``, the part in which it returns more.
    """

    name: str
    mean_amount: float
    deviation_amount: float
    p10_amount: float
    p50_amount: float
    p90_amount: float
    target_ratio: float | None
    mean_difference_amount: float
    difference_error_amount: float
    better_ratio: float
    sentence: str


@dataclass(frozen=True)
class Chance:
    """How often the best decision of a draw funds a request; amounts are means over all draws, 0 where not funded."""

    request_id: str
    is_funded_in_plan: bool
    funded_ratio: float
    mean_amount: float
    sentence: str


@dataclass(frozen=True)
class Hindsight:
    """The decision taken anew in every draw.

    ``information_value_amount``: what knowing would be worth, against the best decision that does not know
    (``blind_mean_amount``). ``regret_amount``: the same against the first plan. ``proven_ratio``: the part of the draws
    whose decision is proven best within ``mean_gap_ratio`` on average and ``most_gap_ratio`` at most.
    """

    known: Known
    distribution: Distribution
    chances: tuple[Chance, ...]
    best_mean_amount: float
    blind_mean_amount: float
    information_value_amount: float
    regret_amount: float
    is_exact: bool
    proven_ratio: float
    mean_gap_ratio: float
    most_gap_ratio: float
    amounts: Numbers
    values: Numbers


@dataclass(frozen=True)
class Simulation:
    """Plans under the same draws, the first one being asked about, and the decision taken anew in each draw."""

    currency: str
    draw_count: int
    seed: int
    target_amount: float | None
    uncertainty: str
    plans: tuple[Distribution, ...]
    hindsight: Hindsight | None
    notes: tuple[str, ...]
