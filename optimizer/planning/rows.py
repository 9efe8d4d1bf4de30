"""Results as plain rows, and the assumptions behind them: for tables, JSON and the database."""

import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from optimizer.planning.assumptions import Assumptions
from optimizer.planning.measures import MEASURES
from optimizer.planning.outlook import Outlook


@dataclass(frozen=True)
class AssumptionRow:
    """One driver in one scenario; ``source`` is given, learned or default."""

    scenario: str
    name: str
    unit: str
    value: float
    low: float
    high: float
    distribution: str
    source: str
    words: str
    note: str


@dataclass(frozen=True)
class MeasureRow:
    """One figure of one scenario; ``value`` None: undefined there, such as the CAC without a new client."""

    scenario: str
    measure: str
    group: str
    unit: str
    value: float | None
    words: str


def assumption_rows(assumptions: Assumptions) -> list[AssumptionRow]:
    """Every driver in every scenario, in the catalog's order."""
    return [
        AssumptionRow(
            scenario.name, one.name, one.driver.unit, one.value, one.low, one.high, one.distribution, one.source,
            one.driver.words, one.note,
        )
        for scenario in assumptions.scenarios
        for one in assumptions.of(scenario.name).values()
    ]  # fmt: skip


def measure_rows(scenario: str, year: Outlook) -> list[MeasureRow]:
    """Every figure of a year that was computed for one value per driver."""
    return [
        MeasureRow(scenario, one.name, one.group, one.unit, number_or_none(one.of(year)), one.words) for one in MEASURES
    ]


def number_or_none(value: Any) -> float | None:
    """A plain number; None where it is undefined."""
    number = float(value)
    return number if math.isfinite(number) else None


def plain(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Rows as plain objects, for JSON."""
    return [asdict(row) for row in rows]
