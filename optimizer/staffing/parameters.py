"""The prices and tolerances of a staffing plan, each with its unit."""

from dataclasses import dataclass, fields
from math import isfinite
from typing import Any

from config.errors import ModelError


@dataclass(frozen=True)
class Parameters:
    """Prices are in points; 1 point is a full SPI (or VEC) of an engagement of weight 1, times alpha (or beta).

    ``alpha`` and ``beta`` share the reward between SPI and VEC. ``minimum_block_hours`` is the least that anybody is
    booked on a phase in a week. ``bench_target`` is the part of a consultant's week that may stay free. A price of
    ``…_per_hour`` is per hour, ``switch_price`` and ``stability_price`` as their rules say.
    """

    bench_price: float  # points per idle hour beyond the target (C7)
    internal_first_price: float  # points per idle internal hour beside an external (C9)
    alpha: float = 0.6
    beta: float = 0.4
    cpi: float = 0.98  # earned value per unit of cost, where nothing better is reported
    minimum_block_hours: float = 4.0
    switch_price: float = 0.005  # points per start on an engagement (C10)
    stability_price: float = 0.0  # points per hour moved against last week's published plan (C12)
    spi_floor: float = 0.85
    spi_price: float = 10.0  # points per unit of SPI below the floor and of weight (C5)
    band: float = 0.15
    band_price: float = 10.0  # points per unit of VEC below burn - band (C6)
    premium_price: float | None = None  # points per unit of VEC above burn + band (C6); None: as band_price
    burn_price: float = 10.0  # points per unit of burn above the budget (C4)
    ratio_tolerance: float = 0.05  # of the week's planned hours (C8)
    bench_target: float = 0.2
    maximum_engagements: int | None = None  # engagements per consultant and week (C13); None: no limit

    @property
    def price_of_premium(self) -> float:
        """Points per unit of VEC above the band."""
        return self.band_price if self.premium_price is None else self.premium_price

    def __post_init__(self) -> None:
        """Refuse a negative price or tolerance, which would turn a rule round."""
        for field in fields(self):
            value = getattr(self, field.name)
            if value is not None and not value >= 0:
                raise ModelError(
                    f"Staffing parameters: {field.name} is {value}; it must be 0 or more. "
                    "Correct the parameter. No plan was made."
                )


@dataclass(frozen=True)
class Hiring:
    """On what terms the firm hires; ``monthly_cost_amount`` is one person's, by cell, None where it is not known."""

    lead_weeks: int
    least_weeks: int
    least_use_ratio: float
    monthly_cost_amount: tuple[float | None, ...]


def from_mapping(values: dict[str, Any], source: str) -> Parameters:
    """Parameters read from a file, naming what is unknown or missing.

    Raises
    ------
    ModelError
        A name is unknown, or a price that has no default is absent.
    """
    known = {field.name for field in fields(Parameters)}
    unknown, missing = sorted(set(values) - known), sorted({"bench_price", "internal_first_price"} - set(values))
    if unknown or missing:
        raise ModelError(
            f"{source}: unknown parameters {unknown or 'none'}, missing parameters {missing or 'none'}. "
            f"Known are {sorted(known)}. No plan was made."
        )
    for name, value in values.items():
        if not _is_fit(name, value):
            wanted = "a whole number or null" if name == "maximum_engagements" else "a finite number"
            raise ModelError(f"{source}: {name} is {value!r}; it must be {wanted}. No plan was made.")
    return Parameters(**values)


def _is_fit(name: str, value: Any) -> bool:
    """Whether a value from a file is a number of its parameter's kind; null is one where there may be none."""
    if value is None:
        return name in {"premium_price", "maximum_engagements"}
    kind = int if name == "maximum_engagements" else int | float
    return isinstance(value, kind) and not isinstance(value, bool) and isfinite(value)
