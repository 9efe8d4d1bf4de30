"""What a plan takes for granted: a value, a range and a source for every driver, by scenario."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from config.errors import ModelError
from optimizer.planning.catalog import BY_NAME, DRIVERS, Driver

GIVEN, LEARNED, DEFAULT = "given", "learned", "default"
FIXED, TRIANGULAR, UNIFORM, PERT, NORMAL = "fixed", "triangular", "uniform", "pert", "normal"
DISTRIBUTIONS = (FIXED, TRIANGULAR, UNIFORM, PERT, NORMAL)
RATIO_SUM_TOLERANCE = 1e-6
STANDARD = MappingProxyType(
    {
        "conservative": {"scenario.growth_ratio": 0.2, "scenario.margin_ratio": 0.2},
        "base": {"scenario.growth_ratio": 0.4, "scenario.margin_ratio": 0.25},
        "aggressive": {"scenario.growth_ratio": 0.6, "scenario.margin_ratio": 0.3},
    }
)
"""Growth and margin of BUDGET C; a file may say otherwise."""


@dataclass(frozen=True)
class Assumption:
    """One driver's value, how far it may be off, and who says so.

    ``low`` and ``high`` bound what the tornado tries. ``distribution`` is what the simulation draws from: for
    ``normal`` they are the 10 % and 90 % points, for the others the ends; ``fixed`` is not drawn.

    Raises
    ------
    ModelError
        The value or an end of its range is not allowed; the sentence gives name, value, allowed values and unit.
    """

    name: str
    value: float
    low: float
    high: float
    distribution: str = FIXED
    source: str = GIVEN
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse what is not allowed, here and nowhere else."""
        driver = self.driver
        for word, value in (("", self.value), ("low of ", self.low), ("high of ", self.high)):
            if not driver.allowed.holds(value):
                raise ModelError(
                    f"{word}{self.name} is {value:g} ({driver.unit}); it must be {driver.allowed.words}. "
                    "Nothing was computed. Correct it."
                )
        if not self.low <= self.value <= self.high:
            raise ModelError(
                f"{self.name} is {self.value:g}, outside of its own range from {self.low:g} to {self.high:g} "
                f"({driver.unit}). Nothing was computed. Correct low, high or the value."
            )
        if driver.is_whole and any(one != round(one) for one in (self.value, self.low, self.high)):
            raise ModelError(f"{self.name} is {self.value:g}; it must be whole ({driver.unit}). Nothing was computed.")
        if self.distribution not in DISTRIBUTIONS:
            raise ModelError(
                f"{self.name}: there is no distribution {self.distribution}; there are {', '.join(DISTRIBUTIONS)}. "
                "Nothing was computed."
            )

    @property
    def driver(self) -> Driver:
        """Its row of the catalog."""
        return BY_NAME[self.name]

    @property
    def has_range(self) -> bool:
        """Whether the tornado can move it."""
        return self.low < self.high

    @property
    def is_drawn(self) -> bool:
        """Whether the simulation draws it."""
        return self.has_range and self.distribution != FIXED

    def at(self, value: float) -> "Assumption":
        """The same with another value; the range moves in proportion, within what is allowed."""
        if self.value == 0 or not self.has_range:
            return replace(self, value=value, low=min(self.low, value), high=max(self.high, value))
        allowed, factor = self.driver.allowed, value / self.value
        ends = sorted((allowed.clipped(self.low * factor), allowed.clipped(self.high * factor)))
        return replace(self, value=value, low=min(ends[0], value), high=max(ends[1], value))


def assumed(name: str, value: float, source: str = GIVEN, note: str = "") -> Assumption:
    """A value with the driver's usual range: ±20 % (triangular) where it is uncertain."""
    driver = BY_NAME[name]
    low, high = driver.usual_range(value) if driver.allowed.holds(value) else (value, value)
    distribution = TRIANGULAR if driver.is_uncertain and low < high else FIXED
    return Assumption(name, value, low, high, distribution, source, note)


def defaults() -> dict[str, Assumption]:
    """Every driver that has a default, at it."""
    return {one.name: assumed(one.name, one.default, DEFAULT) for one in DRIVERS if one.default is not None}


@dataclass(frozen=True)
class Role:
    """A part of the delivery work, by practice and level, as staffing calls them."""

    practice: str
    level: str
    ratio: float
    rate_amount_per_hour: float | None = None  # None: as the staffing problem has it
    cost_amount_per_year: float | None = None  # None: operations.cost_amount_per_year
    free_people_count: float = 0.0  # who could take new work at once
    source: str = GIVEN


@dataclass(frozen=True)
class Scenario:
    """What one scenario takes otherwise than the rest, by driver; growth and margin at least."""

    name: str
    changes: Mapping[str, Assumption]


@dataclass(frozen=True)
class Assumptions:
    """Everything that a plan of one year takes for granted.

    Raises
    ------
    ModelError
        A driver has no value in a scenario, two scenarios share a name, or the roles do not sum to 1.
    """

    shared: Mapping[str, Assumption]
    scenarios: tuple[Scenario, ...]
    roles: tuple[Role, ...] = ()
    currency: str = "USD"
    notes: tuple[str, ...] = ()
    _of: dict[str, dict[str, Assumption]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse what is missing or twofold."""
        names = [one.name for one in self.scenarios]
        twice = next((name for name in names if names.count(name) > 1), None)
        if not names or twice is not None:
            found = "there is no scenario" if twice is None else f"there are two scenarios {twice}"
            raise ModelError(f"Assumptions: {found}. Nothing was computed. Give each scenario a name of its own.")
        object.__setattr__(self, "_of", {one.name: {**self.shared, **one.changes} for one in self.scenarios})
        missing = {driver.name for driver in DRIVERS for one in self._of.values() if driver.name not in one}
        if missing:
            raise ModelError(
                f"Assumptions: no value for {', '.join(sorted(missing))}. Nothing was computed. Give them, or learn "
                "those of operations from timesheets."
            )
        total = sum(role.ratio for role in self.roles)
        if self.roles and abs(total - 1) > RATIO_SUM_TOLERANCE:
            raise ModelError(
                f"Assumptions: the ratios of the roles sum to {total:g}, not to 1. Nothing was computed. Correct them."
            )

    def of(self, scenario: str) -> dict[str, Assumption]:
        """Every driver's assumption in a scenario.

        Raises
        ------
        ModelError
            There is no such scenario.
        """
        if scenario not in self._of:
            raise ModelError(
                f"There is no scenario {scenario}; there are {', '.join(self._of)}. Nothing was computed. "
                "Name one of them."
            )
        return self._of[scenario]

    def values(self, scenario: str) -> dict[str, float]:
        """Every driver's value in a scenario."""
        return {name: one.value for name, one in self.of(scenario).items()}
