"""What a staffing model maximises, one function per term, in milli-points; ``score.py`` does the same from hours."""

from collections.abc import Callable
from typing import Any

import pulp

from optimizer.staffing.score import MILLI
from optimizer.staffing.variables import StaffingModel

Terms = list[tuple[Any, float]]


def reward(model: StaffingModel) -> Terms:
    """Weight x (alpha SPI + beta VEC) of every engagement (STAFFING Reward)."""
    p, weight = model.data.parameters, model.data.engagements.weight
    schedule = [(spi, p.alpha * weight[e]) for e, spi in model.counted_spi.items()]
    return schedule + [(vec, p.beta * weight[e]) for e, vec in model.counted_vec.items()]


def spi_below_floor(model: StaffingModel) -> Terms:
    """SPI missing to 0.85, by weight (STAFFING C5)."""
    price, weight = model.data.parameters.spi_price, model.data.engagements.weight
    return [(short, -price * weight[e]) for e, short in model.spi_short.items()]


def vec_off_burn(model: StaffingModel) -> Terms:
    """VEC outside its band, each side at its own price (STAFFING C6)."""
    p = model.data.parameters
    below = [(off, -p.band_price) for off in model.vec_below_band.values()]
    return below + [(off, -p.price_of_premium) for off in model.vec_above_band.values()]


def over_budget(model: StaffingModel) -> Terms:
    """Money spent beyond the phase's remaining budget, as a part of the engagement's BAC (STAFFING C4)."""
    data = model.data
    bac_amount = data.engagements.bac_amount[data.phases.engagement]
    return [(over, -data.parameters.burn_price / bac_amount[j]) for j, over in model.over_budget.items()]


def off_ratio(model: StaffingModel) -> Terms:
    """Hours off the staffing ratios (STAFFING C8)."""
    price, phase = model.data.phases.ratio_price, model.data.targets.phase
    return [(off, -price[phase[k]]) for (k, _), off in model.off_ratio.items()]


def bench(model: StaffingModel) -> Terms:
    """Idle hours of internals beyond the target (STAFFING C7)."""
    return [(short, -model.data.parameters.bench_price) for short in model.bench_short.values()]


def external_premium(model: StaffingModel) -> Terms:
    """The premium on hours of externals (STAFFING C9)."""
    premium = model.data.pairs.external_premium
    return [(hours, -premium[p]) for (p, _), hours in model.hours.items() if premium[p] > 0]


def new_assignments(model: StaffingModel) -> Terms:
    """Starts on an engagement (STAFFING C10)."""
    return [(start, -model.data.parameters.switch_price) for start in model.starts.values()]


def external_before_internal(model: StaffingModel) -> Terms:
    """Idle internal hours where an external works (STAFFING C9)."""
    return [(idle, -model.data.parameters.internal_first_price) for idle in model.idle_beside_external.values()]


def plan_changes(model: StaffingModel) -> Terms:
    """Hours moved against last week's published plan (STAFFING C12)."""
    return [(moved, -model.data.parameters.stability_price) for moved in model.moved_hours.values()]


def total(model: StaffingModel, terms: tuple[Callable[[StaffingModel], Terms], ...]) -> pulp.LpAffineExpression:
    """The sum of ``terms`` in milli-points."""
    expression = pulp.LpAffineExpression()
    for term in terms:
        for variable, points in term(model):
            expression.addterm(variable, MILLI * float(points))
    return expression
