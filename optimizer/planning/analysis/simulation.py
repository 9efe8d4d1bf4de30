"""Monte Carlo: all uncertain drivers at once, ten thousand times, the same luck for every scenario."""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from config.errors import UsageError
from optimizer.planning.analysis.distributions import drawn
from optimizer.planning.assumptions import Assumptions
from optimizer.planning.interval import Quantity
from optimizer.planning.measures import MEASURES, MONEY, RATIO
from optimizer.planning.outlook import Outlook, outlook
from optimizer.planning.people import Numbers
from optimizer.planning.reached import DELIVERY, LEADS, SELLERS, reached

DRAWS, SEED = 10_000, 1
LEAST_DRAWS, MOST_DRAWS = 100, 200_000
UNITS = {one.name: one.unit for one in MEASURES} | {
    "reached_revenue_amount": MONEY,
    "reached_revenue_ratio": RATIO,
    "reached_profit_amount": MONEY,
    "reached_gap_amount": MONEY,
}
"""Measures of a draw: those of a year whose people and money are fitted to the draw, and of the plan as it stands."""
WORDS = {one.name: f"{one.words}, people and money fitted to what comes" for one in MEASURES} | {
    "reached_revenue_amount": "Revenue with the planned people and money",
    "reached_revenue_ratio": "Revenue with the planned people and money, as a part of the target",
    "reached_profit_amount": "Profit with the planned people and money",
    "reached_gap_amount": "Beyond the promised profit, with the planned people and money",
}
LIMITS = {SELLERS: "representatives", LEADS: "leads", DELIVERY: "delivery"}


@dataclass(frozen=True)
class Draws:
    """One scenario's draws: N values of each drawn driver and of each measure, and which limit ends each year.

    ``plan_values`` are the assumed values of all drivers, for which people and money are planned.
    """

    scenario: str
    plan_values: dict[str, Quantity]
    drivers: dict[str, Numbers]
    measures: dict[str, Numbers]
    limits: Numbers


def draw(assumptions: Assumptions, scenarios: Sequence[str], draws: int = DRAWS, seed: int = SEED) -> list[Draws]:
    """Draw every uncertain driver and compute the year, for each scenario.

    Parameters
    ----------
    assumptions, scenarios
        Those that are compared.
    draws, seed
        How many, and where the random numbers begin.

    Returns
    -------
    list[Draws]
        In the order of the scenarios. A driver has the same luck in each (common random numbers), and keeps it when
        other drivers get or lose a range: its stream depends on the seed and its name alone.

    Raises
    ------
    UsageError, ModelError
        Too few or too many draws, an unknown scenario, or a draw in which new representatives would close nothing.
    """
    if not LEAST_DRAWS <= draws <= MOST_DRAWS or seed < 0:
        raise UsageError(
            f"{draws} draws with seed {seed}: give {LEAST_DRAWS} to {MOST_DRAWS:,} draws and a seed of 0 or more. "
            "Nothing was computed."
        )
    return [_of_scenario(assumptions, name, draws, seed) for name in scenarios]


def luck(driver: str, draws: int, seed: int) -> Numbers:
    """The driver's random numbers, strictly between 0 and 1."""
    stream = np.random.default_rng([seed, crc32(driver.encode())])
    return np.maximum(stream.random(draws), np.finfo(float).tiny)


def _of_scenario(assumptions: Assumptions, scenario: str, draws: int, seed: int) -> Draws:
    known = assumptions.of(scenario)
    drivers = {name: drawn(one, luck(name, draws, seed)) for name, one in known.items() if one.is_drawn}
    base: dict[str, Quantity] = {**assumptions.values(scenario)}
    plan, values = outlook(base), {**base, **drivers}
    year = outlook(values)
    measures = {one.name: np.broadcast_to(one.of(year), draws) for one in MEASURES}
    more, limits = _as_planned(plan, values, draws)
    return Draws(scenario, base, drivers, measures | more, limits)


def _as_planned(plan: Outlook, values: dict[str, Quantity], draws: int) -> tuple[dict[str, Numbers], Numbers]:
    """What the people and the money of the plan come to in each draw."""
    year = reached(plan, values)
    found = {
        "reached_revenue_amount": year.revenue_amount,
        "reached_revenue_ratio": year.revenue_amount / plan.revenue_amount,
        "reached_profit_amount": year.profit_amount,
        "reached_gap_amount": year.profit_amount - plan.promised_profit_amount,
    }
    return {name: np.broadcast_to(value, draws) for name, value in found.items()}, np.broadcast_to(year.limit, draws)
