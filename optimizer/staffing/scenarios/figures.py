"""What a plan comes to, in the figures by which two plans are compared."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from optimizer.staffing import score
from optimizer.staffing.data import Numbers, StaffingData
from optimizer.staffing.solution import StaffingPlan


@dataclass(frozen=True)
class PlanFigures:
    """One plan; ``objective`` and ``bound`` in milli-points, hours over all weeks, bench of our own people."""

    status: str
    objective: float
    bound: float | None
    gap: float | None
    seconds: float
    booked_hours: float
    external_hours: float
    bench_hours: float
    bench_ratio: float | None  # of the capacity of our own people; None without any
    unmet_hours: float
    start_count: int
    move_price: float = 0.0  # the part of the objective that moves cost (C12), in milli-points


@dataclass(frozen=True)
class EngagementFigures:
    """One engagement at the end of the horizon; ``points`` are what it earns less what it lacks, in milli-points."""

    spi: float | None
    vec: float
    burn: float
    hours: float
    unmet_hours: float
    points: float


@dataclass(frozen=True)
class PracticeFigures:
    """One practice: hours of its people that nobody books, and hours of its roles that nobody fills."""

    bench_hours: float
    unmet_hours: float


def plan_figures(data: StaffingData, plan: StaffingPlan) -> PlanFigures:
    """The whole plan."""
    own = ~data.consultants.is_external
    capacity = data.consultants.capacity_hours[own].sum()
    bench = capacity - score.booked_hours(data, plan.hours)[own].sum()
    return PlanFigures(
        status=str(plan.status),
        objective=plan.objective,
        bound=plan.bound,
        gap=plan.gap,
        seconds=plan.seconds,
        booked_hours=float(plan.hours.sum()),
        external_hours=float(plan.hours[~own[data.pairs.consultant]].sum()),
        bench_hours=float(bench),
        bench_ratio=float(bench / capacity) if capacity > 0 else None,
        unmet_hours=float(unmet_hours(data, plan.hours).sum()),
        start_count=int(score.starts(data, plan.hours).sum()),
        move_price=abs(plan.parts.get("plan_changes", 0.0)),
    )


def engagement_figures(data: StaffingData, hours: Numbers) -> dict[str, EngagementFigures]:
    """Each engagement, by its id."""
    spi, vec, burn = score.spi(data, hours), score.vec(data, hours), score.burn(data, hours)
    booked = np.bincount(data.pair_engagement, hours.sum(axis=1), len(data.engagements.ids))
    unmet = np.bincount(data.phases.engagement, unmet_hours(data, hours).sum(axis=1), len(data.engagements.ids))
    points = _points(data, hours)
    return {
        name: EngagementFigures(
            spi=None if np.isnan(spi[e]) else float(spi[e]),
            vec=float(vec[e]),
            burn=float(burn[e]),
            hours=float(booked[e]),
            unmet_hours=float(unmet[e]),
            points=float(points[e]),
        )
        for e, name in enumerate(data.engagements.ids)
    }


def practice_figures(data: StaffingData, hours: Numbers) -> dict[str, PracticeFigures]:
    """Each practice, by its name."""
    own = ~data.consultants.is_external
    idle = (data.consultants.capacity_hours - score.booked_hours(data, hours)).sum(axis=1)
    bench: dict[str, float] = defaultdict(float)
    unmet: dict[str, float] = defaultdict(float)
    for c in np.flatnonzero(own):
        bench[data.cells[data.consultants.cell[c]][0]] += float(idle[c])
    wanted = data.targets.ratio[:, None] * data.phases.planned_hours[data.targets.phase]
    short = np.maximum(wanted - score.hours_by_target(data, hours), 0).sum(axis=1)
    for k, cell in enumerate(data.targets.cell):
        unmet[data.cells[cell][0]] += float(short[k])
    names = [name for name in dict.fromkeys(practice for practice, _ in data.cells) if name in bench or name in unmet]
    return {name: PracticeFigures(bench[name], unmet[name]) for name in names}


def unmet_hours(data: StaffingData, hours: Numbers) -> Numbers:
    """J x W: planned hours that nobody is booked for."""
    booked = np.zeros(data.phases.planned_hours.shape)
    np.add.at(booked, data.pairs.phase, hours)
    return np.maximum(data.phases.planned_hours - booked, 0)


def _points(data: StaffingData, hours: Numbers) -> Numbers:
    """E milli-points: reward, and the prices of SPI, of VEC and of the budget."""
    points = score.reward(data, hours) + score.spi_below_floor(data, hours) + score.vec_off_burn(data, hours)
    over = np.bincount(data.phases.engagement, score.over_budget(data, hours), len(data.engagements.ids))
    return np.asarray(score.MILLI * (points + over))
