"""What many draws say: percentiles, chances of reaching a target, what ends the year first, who comes out ahead."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from config.errors import UsageError
from optimizer.planning.analysis.simulation import LIMITS, UNITS, WORDS, Draws
from optimizer.planning.catalog import nearest
from optimizer.planning.people import Numbers

AT_LEAST, AT_MOST = ">=", "<="
FORM = re.compile(r"\s*(?P<measure>[a-z_]+)\s*(?P<sign>>=|<=)\s*(?P<value>\S+)\s*")


@dataclass(frozen=True)
class PercentileRow:
    """One measure of one scenario; ``undefined_count`` draws have no value and are not among the percentiles."""

    scenario: str
    measure: str
    unit: str
    mean: float | None
    p10: float | None
    p50: float | None
    p90: float | None
    undefined_count: int
    draw_count: int


@dataclass(frozen=True)
class Target:
    """A measure that is to be at least, or at most, a value."""

    measure: str
    sign: str
    value: float


@dataclass(frozen=True)
class TargetRow:
    """How often a target is reached; the standard error is that of the drawing alone, ``words`` name the measure."""

    scenario: str
    measure: str
    sign: str
    target: float
    unit: str
    probability_ratio: float
    standard_error_ratio: float
    words: str


@dataclass(frozen=True)
class LimitRow:
    """In which part of the draws the planned year ends at this limit."""

    scenario: str
    limit: str
    probability_ratio: float


@dataclass(frozen=True)
class InfluenceRow:
    """How a driver's luck and a measure go together: Spearman's rank correlation, −1 to 1."""

    scenario: str
    measure: str
    rank: int
    driver: str
    rank_correlation: float


@dataclass(frozen=True)
class ComparisonRow:
    """Two scenarios in the same draws: how often ``first`` has more than ``second``, and by how much."""

    first: str
    second: str
    measure: str
    unit: str
    probability_ratio: float
    mean_difference: float | None
    p10_difference: float | None
    p90_difference: float | None


USUAL_TARGETS = (
    Target("gap_amount", AT_LEAST, 0.0),
    Target("reached_revenue_ratio", AT_LEAST, 1.0),
    Target("reached_gap_amount", AT_LEAST, 0.0),
)
"""The promised profit if people and money are fitted to what comes; revenue and promised profit with those planned."""


def target_of(text: str) -> Target:
    """The target of ``MEASURE>=VALUE`` or ``MEASURE<=VALUE``.

    Raises
    ------
    UsageError
        It is no such text, or there is no such measure.
    """
    found = FORM.fullmatch(text)
    value = _number(found["value"]) if found else None
    if found is None or value is None:
        raise UsageError(f"--target {text}: write profit_amount>=2000000 or headcount<=120. Nothing was computed.")
    checked_measure(found["measure"])
    return Target(found["measure"], found["sign"], value)


def checked_measure(name: str) -> str:
    """The name itself, if a draw has this measure.

    Raises
    ------
    UsageError
        It has not; the nearest is named.
    """
    if name not in UNITS:
        raise UsageError(
            f"There is no measure {name}; the nearest is {nearest(name, tuple(UNITS))}. Nothing was computed. "
            f"Choose one of {', '.join(UNITS)}."
        )
    return name


def percentiles(draws: Draws) -> list[PercentileRow]:
    """Mean, P10, P50 and P90 of every measure."""
    rows = []
    for name, values in draws.measures.items():
        defined = values[np.isfinite(values)]
        mean = float(defined.mean()) if defined.size else None
        low, middle, high = np.quantile(defined, (0.1, 0.5, 0.9)).tolist() if defined.size else (None, None, None)
        rows.append(
            PercentileRow(
                draws.scenario, name, UNITS[name], mean, low, middle, high, values.size - defined.size, values.size
            )
        )
    return rows


def chances(draws: Draws, targets: Sequence[Target]) -> list[TargetRow]:
    """How often each target is reached; an undefined measure does not reach it."""
    rows = []
    for target in targets:
        values = draws.measures[target.measure]
        is_reached = values >= target.value if target.sign == AT_LEAST else values <= target.value
        chance = float(is_reached.mean())
        error = float(np.sqrt(chance * (1 - chance) / values.size))
        rows.append(
            TargetRow(
                draws.scenario, target.measure, target.sign, target.value, UNITS[target.measure], chance, error,
                WORDS[target.measure],
            )
        )  # fmt: skip
    return rows


def limits(draws: Draws) -> list[LimitRow]:
    """What ends the planned year: representatives, leads or delivery."""
    return [LimitRow(draws.scenario, name, float((draws.limits == code).mean())) for code, name in LIMITS.items()]


def influences(draws: Draws, measure: str) -> list[InfluenceRow]:
    """The drawn drivers, those that go together with the measure most first; none where it never varies."""
    values = draws.measures[checked_measure(measure)]
    defined = np.isfinite(values)
    found = [(name, _rank_correlation(own[defined], values[defined])) for name, own in draws.drivers.items()]
    ordered = sorted(((name, value) for name, value in found if value is not None), key=lambda pair: -abs(pair[1]))
    return [InfluenceRow(draws.scenario, measure, rank, *pair) for rank, pair in enumerate(ordered, start=1)]


def comparisons(several: Sequence[Draws], measures: Sequence[str]) -> list[ComparisonRow]:
    """Every two scenarios in the same draws; where one is undefined, the draw does not count."""
    rows = []
    for first, second in combinations(several, 2):
        for name in measures:
            difference = first.measures[name] - second.measures[name]
            known = difference[np.isfinite(difference)]
            if known.size:
                low, high = np.quantile(known, (0.1, 0.9)).tolist()
                more = float((known > 0).mean())
                rows.append(
                    ComparisonRow(
                        first.scenario, second.scenario, name, UNITS[name], more, float(known.mean()), low, high
                    )
                )
    return rows


def _rank_correlation(first: Numbers, second: Numbers) -> float | None:
    """Spearman's. None where one of them never varies."""
    one, other = _mean_ranks(first), _mean_ranks(second)
    if one.size == 0 or one.std() == 0 or other.std() == 0:
        return None
    return float(np.corrcoef(one, other)[0, 1])


def _mean_ranks(values: Numbers) -> Numbers:
    """Ranks from 1; equal values share their mean rank."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[place], dtype=float)


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if np.isfinite(value) else None
