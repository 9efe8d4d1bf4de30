"""One point of a sweep, and the sweep, in plain rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.solver import Status


@dataclass(frozen=True)
class SweepPoint:
    """The decision at one value of the limit, as the firm writes the limit.

    ``price`` is what loosening the limit by one ``price_unit`` (money, percentage point, request, …) is worth: the dual
    with the same requests funded, or, where the limit counts requests, the best decision without one unit of it.
    ``step_worth`` is what the objective gained per unit of value since the point before; ``entered`` and ``left`` are
    the requests that are funded, and not funded any more, since then. ``amounts`` is empty and ``reason`` says why
    where there is no decision.
    """

    value: float
    status: Status
    objective_value: float | None
    bound: float | None
    amount: float
    expected_return_amount: float
    amounts: Mapping[str, float]
    price: float | None
    step_worth: float | None
    entered: tuple[str, ...]
    left: tuple[str, ...]
    reason: str
    sentence: str
    price_unit: str = ""

    @property
    def funded(self) -> tuple[str, ...]:
        """The ids of the requests that get money."""
        return tuple(request_id for request_id, amount in self.amounts.items() if amount > 0)

    @property
    def return_ratio(self) -> float | None:
        """Return per unit of money; None where nothing is given."""
        return self.expected_return_amount / self.amount if self.amount else None


@dataclass(frozen=True)
class Sweep:
    """The points in the order of the limit's values; ``is_complete`` is False where somebody stopped it."""

    limit: str
    objective: str
    currency: str
    points: tuple[SweepPoint, ...]
    is_complete: bool
    wanted_count: int
    notes: tuple[str, ...] = ()
