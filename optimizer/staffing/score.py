"""What a staffing plan is worth: the objective of STAFFING, computed from hours alone, without a model or a solver.

Every term is in milli-points and added; prices are negative. ``hours`` is always P x W.
"""

import numpy as np

from optimizer.staffing.data import Flags, Numbers, StaffingData
from optimizer.staffing.ratios import best_totals

MILLI = 1000.0
WORKING_HOURS = 1e-6  # fewer hours than this is not working


def parts(data: StaffingData, hours: Numbers) -> dict[str, float]:
    """Each term of the objective in milli-points, by name.

    Parameters
    ----------
    data
        The problem.
    hours
        P x W hours of each pair and week.

    Returns
    -------
    dict[str, float]
        ``reward``, then the price of each rule that bends; their sum is the objective.
    """
    terms = {
        "reward": reward(data, hours),
        "spi_below_floor": spi_below_floor(data, hours),
        "vec_off_burn": vec_off_burn(data, hours),
        "over_budget": over_budget(data, hours),
        "off_ratio": off_ratio(data, hours),
        "bench": bench(data, hours),
        "external_premium": external_premium(data, hours),
        "new_assignments": new_assignments(data, hours),
        "external_before_internal": external_before_internal(data, hours),
        "plan_changes": plan_changes(data, hours),
    }
    return {name: MILLI * float(points.sum()) for name, points in terms.items()}


def objective(data: StaffingData, hours: Numbers) -> float:
    """The sum of ``parts`` in milli-points."""
    return sum(parts(data, hours).values())


def actual_cost(data: StaffingData, hours: Numbers) -> Numbers:
    """E: AC at the end of the horizon, in the engagement's currency."""
    spent = hours.sum(axis=1) * data.pairs.rate_per_hour
    return data.engagements.ac_amount + np.bincount(data.pair_engagement, spent, len(data.engagements.ids))


def spi(data: StaffingData, hours: Numbers) -> Numbers:
    """E: SPI at the end of the horizon; NaN where nothing is planned by then (PV 0)."""
    pv_amount = np.where(data.engagements.pv_amount > 0, data.engagements.pv_amount, np.nan)
    added_amount = data.parameters.cpi * (actual_cost(data, hours) - data.engagements.ac_amount)
    return (data.engagements.ev_amount + added_amount) / pv_amount


def burn(data: StaffingData, hours: Numbers) -> Numbers:
    """E: AC over BAC at the end of the horizon."""
    return actual_cost(data, hours) / data.engagements.bac_amount


def vec(data: StaffingData, hours: Numbers) -> Numbers:
    """E: value extracted over BAC at the end of the horizon."""
    extracted = hours.sum(axis=1) * data.pairs.value_per_hour
    gained = np.bincount(data.pair_engagement, extracted, len(data.engagements.ids))
    return (data.engagements.extracted_amount + gained) / data.engagements.bac_amount


def reward(data: StaffingData, hours: Numbers) -> Numbers:
    """E points: weight x (alpha SPI + beta VEC), each counted up to 1 (STAFFING Reward)."""
    return reward_of_spi(data, hours) + reward_of_vec(data, hours)


def reward_of_spi(data: StaffingData, hours: Numbers) -> Numbers:
    """E points: the SPI half of the reward; 0 where SPI is undefined."""
    counted = np.nan_to_num(np.minimum(spi(data, hours), 1), nan=0.0)
    return np.asarray(data.engagements.weight * data.parameters.alpha * counted)


def reward_of_vec(data: StaffingData, hours: Numbers) -> Numbers:
    """E points: the VEC half of the reward."""
    return np.asarray(data.engagements.weight * data.parameters.beta * np.minimum(vec(data, hours), 1))


def spi_below_floor(data: StaffingData, hours: Numbers) -> Numbers:
    """E points: SPI missing to 0.85 (STAFFING C5)."""
    short = np.nan_to_num(np.maximum(data.parameters.spi_floor - spi(data, hours), 0), nan=0.0)
    return np.asarray(-data.parameters.spi_price * data.engagements.weight * short)


def vec_off_burn(data: StaffingData, hours: Numbers) -> Numbers:
    """E points: VEC further than the band from Burn, each side at its own price (STAFFING C6)."""
    p, distance = data.parameters, vec(data, hours) - burn(data, hours)
    below, above = np.maximum(-distance - p.band, 0), np.maximum(distance - p.band, 0)
    return -p.band_price * below - p.price_of_premium * above


def over_budget(data: StaffingData, hours: Numbers) -> Numbers:
    """J points: spending beyond the phase's remaining budget, as a part of the engagement's BAC (STAFFING C4).

    With one phase per engagement this is Burn above 1.
    """
    spent = np.bincount(data.pairs.phase, hours.sum(axis=1) * data.pairs.rate_per_hour, len(data.phases.ids))
    over = np.maximum(spent - data.phases.remaining_amount, 0)
    return -data.parameters.burn_price * over / data.engagements.bac_amount[data.phases.engagement]


def off_ratio(data: StaffingData, hours: Numbers) -> Numbers:
    """J x W points: hours off the staffing ratios beyond the tolerance (STAFFING C8)."""
    return -data.phases.ratio_price[:, None] * off_ratio_hours(data, hours)


def off_ratio_hours(data: StaffingData, hours: Numbers) -> Numbers:
    """J x W: hours off the ratios in the weeks in which the phase is open, at the total that suits them best."""
    off, _ = best_totals(data, hours_by_target(data, hours))
    return off


def hours_by_target(data: StaffingData, hours: Numbers) -> Numbers:
    """K x W: hours of the target's phase, practice and level."""
    counted = np.flatnonzero(data.target_of_pair >= 0)
    actual = np.zeros((len(data.targets.ratio), len(data.weeks)))
    np.add.at(actual, data.target_of_pair[counted], hours[counted])
    return actual


def booked_hours(data: StaffingData, hours: Numbers) -> Numbers:
    """C x W: hours booked over all phases."""
    booked = np.zeros(data.consultants.capacity_hours.shape)
    np.add.at(booked, data.pairs.consultant, hours)
    return booked


def bench_hours(data: StaffingData, hours: Numbers) -> Numbers:
    """C x W: hours below the target of internals who have time and an open phase (STAFFING C7)."""
    wanted = (1 - data.parameters.bench_target) * data.consultants.capacity_hours
    short = np.maximum(wanted - booked_hours(data, hours), 0)
    return np.asarray(short * data.can_work * ~data.consultants.is_external[:, None])


def bench(data: StaffingData, hours: Numbers) -> Numbers:
    """C x W points: internals below the target (STAFFING C7)."""
    return np.asarray(-data.parameters.bench_price * bench_hours(data, hours))


def external_premium(data: StaffingData, hours: Numbers) -> Numbers:
    """P points: the premium on hours of externals (STAFFING C9)."""
    return np.asarray(-data.pairs.external_premium * hours.sum(axis=1))


def idle_and_external_hours(data: StaffingData, hours: Numbers) -> tuple[Numbers, Numbers]:
    """Cell x W: idle hours of internals who could work, and hours of externals, by practice and level."""
    internal, booked = ~data.consultants.is_external, booked_hours(data, hours)
    idle, external = np.zeros((2, len(data.cells), len(data.weeks)))
    free = (data.consultants.capacity_hours - booked) * data.can_work
    np.add.at(idle, data.consultants.cell[internal], free[internal])
    np.add.at(external, data.consultants.cell[~internal], booked[~internal])
    return np.maximum(idle, 0), external


def external_before_internal(data: StaffingData, hours: Numbers) -> Numbers:
    """Cell x W points: idle internal hours where an external works (STAFFING C9)."""
    idle, external = idle_and_external_hours(data, hours)
    return -data.parameters.internal_first_price * np.where(external > WORKING_HOURS, idle, 0)


def starts(data: StaffingData, hours: Numbers) -> Flags:
    """T x W: a consultant starts on an engagement; weeks without time or an open phase do not interrupt (C10)."""
    shape = (data.team_count, len(data.weeks))
    working, here, last = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool), np.zeros(shape[0], dtype=bool)
    np.logical_or.at(working, data.team, hours > WORKING_HOURS)
    np.logical_or.at(here, data.team, data.active)
    np.logical_or.at(last, data.team, data.pairs.was_assigned)
    result = np.zeros(shape, dtype=bool)
    for week in range(shape[1]):
        result[:, week] = working[:, week] & ~last & here[:, week]
        last = np.where(here[:, week], working[:, week], last)
    return result


def new_assignments(data: StaffingData, hours: Numbers) -> Numbers:
    """T x W points: starts on an engagement (STAFFING C10)."""
    return np.where(starts(data, hours), -data.parameters.switch_price, 0.0)


def plan_changes(data: StaffingData, hours: Numbers) -> Numbers:
    """P x W points: hours moved against last week's published plan (STAFFING C12)."""
    moved = np.nan_to_num(np.abs(hours - data.pairs.published_hours), nan=0.0)
    return -data.parameters.stability_price * moved
