"""Priority of an initiative: 0.4 driver + 0.4 impact + 0.2 rank, each on 002's scale; the scales can be edited."""

from collections.abc import Mapping
from dataclasses import dataclass, field

DRIVERS = {
    "regulatory": 1.0,
    "compliance": 0.95,
    "strategic": 0.9,
    "product": 0.7,
    "operational": 0.5,
    "research": 0.4,
    "maintenance": 0.3,
}
IMPACTS = {"critical": 1.0, "high": 1.0, "important": 0.8, "medium": 0.5, "minor": 0.2, "low": 0.0}
MIDDLE = 0.5
LOWEST_RANK = 20


@dataclass(frozen=True)
class PriorityScale:
    """Weights (sum 1) and scales (lower-case exact name -> 0-1); a name that is on no scale is refused by the data."""

    driver_weight: float = 0.4
    impact_weight: float = 0.4
    rank_weight: float = 0.2
    drivers: Mapping[str, float] = field(default_factory=lambda: DRIVERS)
    impacts: Mapping[str, float] = field(default_factory=lambda: IMPACTS)

    def driver(self, name: str) -> float:
        """Driver score, 0-1; a blank is the middle.

        Raises
        ------
        KeyError
            The name is on no scale.
        """
        return self.drivers[name.strip().lower()] if name.strip() else MIDDLE

    def impact(self, name: str) -> float:
        """Impact score, 0-1; a blank is the middle.

        Raises
        ------
        KeyError
            The name is on no scale.
        """
        return self.impacts[name.strip().lower()] if name.strip() else MIDDLE

    def rank(self, rank: float | None) -> float:
        """Rank 1 scores 1, rank 21 and beyond 0, evenly between; no rank is the middle."""
        return MIDDLE if rank is None else max(0.0, min(1.0, 1.0 - (rank - 1) / LOWEST_RANK))

    def priority(self, *, driver: str, impact: str, rank: float | None) -> float:
        """Weighted score, 0-1, higher is served earlier (BUDGET A, priority)."""
        return (
            self.driver_weight * self.driver(driver)
            + self.impact_weight * self.impact(impact)
            + self.rank_weight * self.rank(rank)
        )
