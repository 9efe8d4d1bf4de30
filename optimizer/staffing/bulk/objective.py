"""What a staffing model maximises, in bulk: one function per term; costs are in milli-points."""

from typing import Any

from optimizer.staffing.bulk.variables import BulkModel
from optimizer.staffing.score import MILLI


def reward(model: BulkModel) -> None:
    """Weight x (alpha SPI + beta VEC) of every engagement (STAFFING Reward)."""
    p, weight = model.data.parameters, model.data.engagements.weight
    _price(model, "counted_spi", p.alpha * weight[model.columns["counted_spi"].index])
    _price(model, "counted_vec", p.beta * weight[model.columns["counted_vec"].index])


def spi_below_floor(model: BulkModel) -> None:
    """SPI missing to 0.85, by weight (STAFFING C5)."""
    weight = model.data.engagements.weight[model.columns["spi_short"].index]
    _price(model, "spi_short", -model.data.parameters.spi_price * weight)


def vec_off_burn(model: BulkModel) -> None:
    """VEC outside its band, each side at its own price (STAFFING C6)."""
    _price(model, "vec_below_band", -model.data.parameters.band_price)
    _price(model, "vec_above_band", -model.data.parameters.price_of_premium)


def over_budget(model: BulkModel) -> None:
    """Money spent beyond the phase's remaining budget, as a part of the engagement's BAC (STAFFING C4)."""
    (phase,) = model.columns["over_budget"].index
    bac_amount = model.data.engagements.bac_amount[model.data.phases.engagement[phase]]
    _price(model, "over_budget", -model.data.parameters.burn_price / bac_amount)


def off_ratio(model: BulkModel) -> None:
    """Hours off the staffing ratios (STAFFING C8)."""
    phase = model.data.targets.phase[model.columns["off_ratio"].index[0]]
    _price(model, "off_ratio", -model.data.phases.ratio_price[phase])


def bench(model: BulkModel) -> None:
    """Idle hours of internals beyond the target (STAFFING C7)."""
    _price(model, "bench_short", -model.data.parameters.bench_price)


def external_premium(model: BulkModel) -> None:
    """The premium on hours of externals (STAFFING C9)."""
    _price(model, "hours", -model.data.pairs.external_premium[model.scope.pair])


def new_assignments(model: BulkModel) -> None:
    """Starts on an engagement (STAFFING C10)."""
    _price(model, "starts", -model.data.parameters.switch_price)


def external_before_internal(model: BulkModel) -> None:
    """Idle internal hours where an external works (STAFFING C9)."""
    _price(model, "idle_beside_external", -model.data.parameters.internal_first_price)


def plan_changes(model: BulkModel) -> None:
    """Hours moved against last week's published plan (STAFFING C12)."""
    _price(model, "moved_hours", -model.data.parameters.stability_price)


def _price(model: BulkModel, kind: str, points: Any) -> None:
    """``points`` per unit of every column of a kind."""
    model.columns[kind].cost[:] = MILLI * points
