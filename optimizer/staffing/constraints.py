"""The rules C1 to C13 of STAFFING as rows, one function per rule."""

from collections import defaultdict

import numpy as np
import pulp

from optimizer.staffing.variables import Key, StaffingModel, most_hours


def weekly_capacity(model: StaffingModel) -> None:
    r"""Nobody is booked beyond the hours they have (STAFFING C1).

    .. math:: \sum_{j} hours_{c,j,w} \le capacity_{c,w} \quad \forall c, w

    Contracted hours less vacation and holidays, never above 40 h.
    """
    data = model.data
    for (c, w), pairs in pairs_by(model, data.pairs.consultant).items():
        row = model.sum_of_hours(pairs, w) <= float(data.consultants.capacity_hours[c, w])
        model.add_row(f"weekly_capacity__{model.labels.consultant[c]}__{model.labels.week[w]}", row)


def open_window(model: StaffingModel) -> None:
    """Hours only in weeks in which the phase is open and the consultant is there (STAFFING C2).

    It has no row: a variable exists only where ``StaffingData.active`` holds.

    Raises
    ------
    AssertionError
        A variable exists outside its window: a fault of ``variables.py``.
    """
    outside = [key for key in model.hours if not model.data.active[key]]
    if outside:
        raise AssertionError(f"hours exist outside the window: {outside[:3]}")


def minimum_block(model: StaffingModel) -> None:
    r"""Nobody works less than a block on a phase in a week, or not at all (STAFFING C3).

    .. math:: block \cdot on_{p,w} \le hours_{p,w} \le most_{p,w} \cdot on_{p,w}
    """
    block, most = model.data.parameters.minimum_block_hours, most_hours(model.data)
    for (p, w), hours in model.hours.items():
        name = _pair_week(model, p, w)
        model.add_row(f"minimum_block__{name}", hours >= block * model.is_on[p, w])
        model.add_row(f"works_when_on__{name}", hours <= float(most[p, w]) * model.is_on[p, w])


def weekly_demand(model: StaffingModel) -> None:
    r"""A phase takes at most 1.5 times its planned hours of the week (STAFFING C4).

    .. math:: \sum_{c} hours_{c,j,w} \le maximum_{j,w} \quad \forall j, w
    """
    data = model.data
    for (j, w), pairs in pairs_by(model, data.pairs.phase).items():
        row = model.sum_of_hours(pairs, w) <= float(data.phases.maximum_hours[j, w])
        model.add_row(f"weekly_demand__{model.labels.phase[j]}__{model.labels.week[w]}", row)


def remaining_budget(model: StaffingModel) -> None:
    r"""A phase spends its remaining budget, or the excess is paid for (STAFFING C4, Burn <= 1).

    .. math:: \sum_{c,w} rate_{c,j} \cdot hours_{c,j,w} - over_j \le remaining_j \quad \forall j
    """
    data = model.data
    spending = defaultdict(list)
    for (p, _), hours in model.hours.items():
        spending[int(data.pairs.phase[p])].append((hours, float(data.pairs.rate_per_hour[p])))
    for j, over in model.over_budget.items():
        spent = pulp.LpAffineExpression(spending[j])
        model.add_row(
            f"remaining_budget__{model.labels.phase[j]}", spent - over <= float(data.phases.remaining_amount[j])
        )


def schedule_floor(model: StaffingModel) -> None:
    r"""SPI reaches 0.85 at the end of the horizon, or what is missing is paid for (STAFFING C5).

    .. math:: (EV_e + cpi \cdot cost_e) / PV_e + short_e \ge 0.85 \quad \forall e
    """
    parameters = model.data.parameters
    for e, short in model.spi_short.items():
        row = _spi(model, e) + short >= parameters.spi_floor
        model.add_row(f"schedule_floor__{model.labels.engagement[e]}", row)


def value_band(model: StaffingModel) -> None:
    r"""VEC stays within 0.15 of Burn, or the excess is paid for on its side (STAFFING C6).

    .. math:: -0.15 - below_e \le VEC_e - Burn_e \le 0.15 + above_e \quad \forall e
    """
    band, bac_amount = model.data.parameters.band, model.data.engagements.bac_amount
    for e, name in enumerate(model.labels.engagement):
        distance = (model.extracted[e] - model.actual_cost[e]) / float(bac_amount[e])
        model.add_row(f"value_above_burn__{name}", distance - model.vec_above_band[e] <= band)
        model.add_row(f"value_below_burn__{name}", distance + model.vec_below_band[e] >= -band)


def bench(model: StaffingModel) -> None:
    r"""Internals with time and an open phase are 80 % assigned, or their bench is paid for (STAFFING C7).

    .. math:: \sum_j hours_{c,j,w} + short_{c,w} \ge 0.8 \cdot capacity_{c,w}
    """
    data = model.data
    pairs = pairs_by(model, data.pairs.consultant)
    for (c, w), short in model.bench_short.items():
        wanted = (1 - data.parameters.bench_target) * float(data.consultants.capacity_hours[c, w])
        booked = model.sum_of_hours(pairs.get((c, w), []), w)
        model.add_row(f"bench__{model.labels.consultant[c]}__{model.labels.week[w]}", booked + short >= wanted)


def staffing_ratio(model: StaffingModel) -> None:
    r"""Hours by practice and level follow the ratios, or the distance is paid for (STAFFING C8).

    .. math:: |\sum_{c \in k} hours_{c,w} - ratio_k \cdot total_{j,w}| \le 0.05 \cdot planned_{j,w} + off_{k,w}
    """
    data = model.data
    pairs = pairs_by(model, data.target_of_pair)
    for (k, w), off in model.off_ratio.items():
        j, cell = int(data.targets.phase[k]), int(data.targets.cell[k])
        slack = data.parameters.ratio_tolerance * float(data.phases.planned_hours[j, w])
        wanted = float(data.targets.ratio[k]) * model.total_hours[j, w]
        actual = model.sum_of_hours(pairs.get((k, w), []), w)
        name = f"{model.labels.phase[j]}__{model.labels.cell[cell]}__{model.labels.week[w]}"
        model.add_row(f"staffing_ratio_above__{name}", actual - wanted - off <= slack)
        model.add_row(f"staffing_ratio_below__{name}", actual - wanted + off >= -slack)


def internal_first(model: StaffingModel) -> None:
    r"""Where an external works, idle hours of internals of that practice and level are paid for (STAFFING C9).

    .. math:: idle_{k,w} \ge capacity_{k,w} \cdot external_{k,w} - \sum_{c \in k, internal} hours_{c,w}
    """
    data = model.data
    cell_of_pair = data.consultants.cell[data.pairs.consultant]
    pairs = pairs_by(model, cell_of_pair)
    free = np.where(data.can_work & ~data.consultants.is_external[:, None], data.consultants.capacity_hours, 0)
    for (cell, w), external in model.external_works.items():
        mine = pairs[cell, w]
        is_external = data.consultants.is_external[data.pairs.consultant[mine]]
        internals = [p for p, other in zip(mine, is_external, strict=True) if not other]
        capacity = float(free[data.consultants.cell == cell, w].sum())
        idle = model.idle_beside_external[cell, w] + model.sum_of_hours(internals, w)
        name = f"{model.labels.cell[cell]}__{model.labels.week[w]}"
        model.add_row(f"internal_first__{name}", idle >= capacity * external)
        for p in set(mine) - set(internals):
            model.add_row(f"external_works__{_pair_week(model, p, w)}", model.is_on[p, w] <= external)


def switching(model: StaffingModel) -> None:
    r"""Who starts on an engagement is counted; a week of leave does not interrupt (STAFFING C10).

    .. math:: start_{t,w} \ge works_{t,w} - works_{t,w'} \quad w' = \text{the last week before } w \text{ with time}
    """
    data = model.data
    pairs = pairs_by(model, data.team)
    here, was = np.zeros((data.team_count, len(data.weeks)), dtype=bool), np.zeros(data.team_count, dtype=bool)
    np.logical_or.at(here, data.team, data.active)
    np.logical_or.at(was, data.team, data.pairs.was_assigned)
    for (team, w), start in model.starts.items():
        mine = pairs[team, w]
        name = f"{_team(model, mine[0])}__{model.labels.week[w]}"
        if len(mine) > 1:
            _works_on_any(model, (team, w), mine, name)
        earlier = np.flatnonzero(here[team, :w])
        before = model.works.get((team, int(earlier[-1])), 0) if earlier.size else int(was[team])
        model.add_row(f"switching__{name}", start >= model.works[team, w] - before)


def _works_on_any(model: StaffingModel, key: Key, pairs: list[int], name: str) -> None:
    """A consultant works on an engagement exactly when on one of its phases."""
    switches = [model.is_on[p, key[1]] for p in pairs]
    for p, switch in zip(pairs, switches, strict=True):
        model.add_row(f"works_on_phase__{_pair_week(model, p, key[1])}", model.works[key] >= switch)
    model.add_row(f"works_on_none__{name}", model.works[key] <= pulp.lpSum(switches))


def pins(model: StaffingModel) -> None:
    """Accepted or pinned hours stay as they are; rejected pairs have no variable (STAFFING C11)."""
    for pin in model.data.pins:
        p = model.data.pair_index[pin.consultant, pin.phase]
        if (p, pin.week) not in model.hours:  # kept off where there is no time anyway
            continue
        model.add_row(f"pin__{_pair_week(model, p, pin.week)}", model.hours[p, pin.week] == pin.hours)


def stability(model: StaffingModel) -> None:
    r"""Hours moved against last week's published plan are counted (STAFFING C12).

    .. math:: moved_{p,w} \ge |hours_{p,w} - published_{p,w}|
    """
    for (p, w), moved in model.moved_hours.items():
        published, hours = float(model.data.pairs.published_hours[p, w]), model.sum_of_hours([p], w)
        model.add_row(f"moved_up__{_pair_week(model, p, w)}", moved - hours >= -published)
        model.add_row(f"moved_down__{_pair_week(model, p, w)}", moved + hours >= published)


def engagement_load(model: StaffingModel) -> None:
    r"""Nobody works on more engagements in a week than allowed; skills decide who is eligible (STAFFING C13).

    .. math:: \sum_{t \ni c} works_{t,w} \le maximum \quad \forall c, w
    """
    most, data = model.data.parameters.maximum_engagements, model.data
    if most is None:
        return
    for (c, w), pairs in pairs_by(model, data.pairs.consultant).items():
        teams = sorted({int(data.team[p]) for p in pairs})
        if len(teams) > most:
            name = f"engagement_load__{model.labels.consultant[c]}__{model.labels.week[w]}"
            model.add_row(name, pulp.lpSum(model.works[team, w] for team in teams) <= most)


def counted_up_to_one(model: StaffingModel) -> None:
    """SPI and VEC earn up to 1; beyond, they would reward spending without end (STAFFING Reward)."""
    for e, spi in model.counted_spi.items():
        model.add_row(f"counted_spi__{model.labels.engagement[e]}", spi <= _spi(model, e))
    for e, vec in model.counted_vec.items():
        extracted = model.extracted[e] / float(model.data.engagements.bac_amount[e])
        model.add_row(f"counted_vec__{model.labels.engagement[e]}", vec <= extracted)


def pairs_by(model: StaffingModel, group: np.ndarray) -> dict[Key, list[int]]:
    """(group of the pair, week) -> the pairs that can work there, in order."""
    result: dict[Key, list[int]] = defaultdict(list)
    for p, w in model.hours:
        result[int(group[p]), w].append(p)
    return dict(result)


def _spi(model: StaffingModel, e: int) -> pulp.LpAffineExpression:
    """EV before the horizon and cpi x the cost planned in it, over PV at its end."""
    one, cpi = model.data.engagements, model.data.parameters.cpi
    added_amount = (model.actual_cost[e] - float(one.ac_amount[e])) * cpi
    return (added_amount + float(one.ev_amount[e])) / float(one.pv_amount[e])


def _team(model: StaffingModel, p: int) -> str:
    pairs = model.data.pairs
    return f"{model.labels.consultant[pairs.consultant[p]]}__{model.labels.engagement[model.data.pair_engagement[p]]}"


def _pair_week(model: StaffingModel, p: int, w: int) -> str:
    pairs, names = model.data.pairs, model.labels
    return f"{names.consultant[pairs.consultant[p]]}__{names.phase[pairs.phase[p]]}__{names.week[w]}"
