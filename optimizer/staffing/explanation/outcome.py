"""What a plan does for each engagement, in numbers and in a sentence."""

import math
from dataclasses import dataclass

import numpy as np

from optimizer.staffing import score
from optimizer.staffing.data import StaffingData
from optimizer.staffing.explanation import words
from optimizer.staffing.solution import StaffingPlan


@dataclass(frozen=True)
class Outcome:
    """One engagement before (no hours in the horizon) and after; None where SPI is undefined."""

    engagement: int
    spi_before: float | None
    spi_after: float | None
    spi_shortfall: float | None
    vec_before: float
    vec_after: float
    burn_before: float
    burn_after: float
    recommended_hours: float
    current_hours: float
    sentence: str


def outcomes(data: StaffingData, plan: StaffingPlan) -> list[Outcome]:
    """One outcome per engagement, in their order."""
    nothing = np.zeros_like(plan.hours)
    before, after = ([f(data, h) for f in (score.spi, score.vec, score.burn)] for h in (nothing, plan.hours))
    size = len(data.engagements.ids)
    recommended = np.bincount(data.pair_engagement, plan.hours.sum(axis=1), size)
    current = np.bincount(data.pair_engagement, data.pairs.current_hours.sum(axis=1), size)
    result = []
    for e in range(size):
        spi = _known(after[0][e])
        result.append(
            Outcome(
                engagement=e,
                spi_before=_known(before[0][e]),
                spi_after=spi,
                spi_shortfall=None if spi is None else max(data.parameters.spi_floor - spi, 0.0),
                vec_before=float(before[1][e]),
                vec_after=float(after[1][e]),
                burn_before=float(before[2][e]),
                burn_after=float(after[2][e]),
                recommended_hours=float(recommended[e]),
                current_hours=float(current[e]),
                sentence=_sentence(data, e, spi, float(recommended[e]), float(current[e])),
            )
        )
    return result


def _sentence(data: StaffingData, e: int, spi: float | None, recommended: float, current: float) -> str:
    """Hours, SPI against the floor, and what was estimated."""
    floor, name = data.parameters.spi_floor, data.engagements.names[e]
    hours = (
        f"{name}: {recommended:,.0f} h in {len(data.weeks)} weeks, {recommended - current:+,.0f} against today's plan."
    )
    if spi is None:
        schedule = "SPI is undefined, because nothing is due by the end of the horizon."
    elif spi >= floor:
        schedule = f"SPI reaches {spi:.2f} (floor {floor:g})."
    else:
        schedule = f"SPI ends at {words.below(spi, floor)}, {_short(floor - spi)} below the floor of {floor:g}."
    return " ".join([hours, schedule, *(note.sentence for note in data.notes if note.engagement == e)])


def _short(missing: float) -> str:
    """What SPI misses: two decimals, or as many as it takes to be more than nothing."""
    return next((f"{missing:.{digits}f}" for digits in (2, 3, 4) if round(missing, digits)), "a hair")


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
