"""One decision of a frontier, and the frontier, in plain rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.solver import Status


@dataclass(frozen=True)
class FrontierPoint:
    """A checked decision that no other point beats in both goals.

    ``worst_mean_amount``: mean return of the worst draws (conditional value at risk); ``mean_amount``: of all draws;
    ``expected_return_amount``: of the amounts at their expected ROI, success set aside. ``price``: how much mean return
    one more unit of the worst mean cost since the point before; None at the first. ``gap`` is that of the mean return
    with at least this worst mean.
    """

    number: int
    worst_mean_amount: float
    mean_amount: float
    expected_return_amount: float
    amount: float
    amounts: Mapping[str, float]
    status: Status
    gap: float | None
    price: float | None
    sentence: str

    @property
    def funded(self) -> tuple[str, ...]:
        """The ids of the requests that get money."""
        return tuple(request_id for request_id, amount in self.amounts.items() if amount > 0)


@dataclass(frozen=True)
class Frontier:
    """From the most return to the least risk; ``worst_ratio`` is the part of the draws that counts as bad luck."""

    worst_ratio: float
    draw_count: int
    seed: int
    currency: str
    points: tuple[FrontierPoint, ...]
    is_complete: bool
    notes: tuple[str, ...]
