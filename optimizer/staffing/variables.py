"""The variables of a staffing model, and the sums of them that several rules use."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pulp

from optimizer.model_rows import add_row, add_variable
from optimizer.staffing.data import Flags, Numbers, StaffingData

Key = tuple[int, int]
Variables = dict[Key, Any]


@dataclass
class StaffingModel:
    """A PuLP problem and its variables, by index: pair, consultant, phase, engagement, target, team, cell, week."""

    problem: pulp.LpProblem
    data: StaffingData
    labels: "Labels"
    hours: Variables = field(default_factory=dict)  # pair, week
    is_on: Variables = field(default_factory=dict)  # pair, week: 1 when at least a block is worked
    works: Variables = field(default_factory=dict)  # team, week: 1 when the consultant works on the engagement
    starts: Variables = field(default_factory=dict)  # team, week: 1 when a consultant starts on an engagement
    total_hours: Variables = field(default_factory=dict)  # phase, week: the total that suits the ratios best
    off_ratio: Variables = field(default_factory=dict)  # target, week
    bench_short: Variables = field(default_factory=dict)  # consultant, week
    external_works: Variables = field(default_factory=dict)  # cell, week: 1 when an external works there
    idle_beside_external: Variables = field(default_factory=dict)  # cell, week
    moved_hours: Variables = field(default_factory=dict)  # pair, week
    counted_spi: dict[int, Any] = field(default_factory=dict)  # engagement
    counted_vec: dict[int, Any] = field(default_factory=dict)  # engagement
    spi_short: dict[int, Any] = field(default_factory=dict)  # engagement
    vec_below_band: dict[int, Any] = field(default_factory=dict)  # engagement
    vec_above_band: dict[int, Any] = field(default_factory=dict)  # engagement
    over_budget: dict[int, Any] = field(default_factory=dict)  # phase, in money

    def add_row(self, name: str, row: Any) -> None:
        """Add one row through the common door."""
        add_row(self.problem, name, row)

    def sum_of_hours(self, pairs: list[int], week: int) -> pulp.LpAffineExpression:
        """The hours of ``pairs`` in ``week``; pairs that cannot work there count 0."""
        return pulp.lpSum(self.hours[p, week] for p in pairs if (p, week) in self.hours)

    @cached_property
    def actual_cost(self) -> list[pulp.LpAffineExpression]:
        """E: AC at the end of the horizon."""
        return self._money(self.data.engagements.ac_amount, self.data.pairs.rate_per_hour)

    @cached_property
    def extracted(self) -> list[pulp.LpAffineExpression]:
        """E: value extracted at the end of the horizon."""
        return self._money(self.data.engagements.extracted_amount, self.data.pairs.value_per_hour)

    def _money(self, before: Numbers, per_hour: Numbers) -> list[pulp.LpAffineExpression]:
        terms: list[list[Any]] = [[] for _ in before]
        for (p, _), hours in self.hours.items():
            terms[self.data.pair_engagement[p]].append((hours, float(per_hour[p])))
        return [pulp.LpAffineExpression(one, constant=float(start)) for one, start in zip(terms, before, strict=True)]


@dataclass(frozen=True)
class Labels:
    """Names of rows and variables: letters, digits and underscores, unique per kind."""

    consultant: tuple[str, ...]
    phase: tuple[str, ...]
    engagement: tuple[str, ...]
    cell: tuple[str, ...]
    week: tuple[str, ...]


def labels(data: StaffingData) -> Labels:
    """The ids with every odd sign made ``_``, numbered where that makes two alike."""
    return Labels(
        consultant=_unique("c", data.consultants.ids),
        phase=_unique("p", data.phases.ids),
        engagement=_unique("e", data.engagements.ids),
        cell=_unique("", tuple(f"{practice}_{level}" for practice, level in data.cells)),
        week=tuple(f"w{week:%Y%m%d}" for week in data.weeks),
    )


def _unique(letter: str, ids: tuple[str, ...]) -> tuple[str, ...]:
    names = [letter + re.sub(r"[^A-Za-z0-9]", "_", one) for one in ids]
    count = Counter(names)
    return tuple(f"{name}_n{number}" if count[name] > 1 else name for number, name in enumerate(names))


def usable(data: StaffingData) -> Flags:
    """P x W: at least a block fits into the consultant's time and the phase's demand (C1 to C4)."""
    block = data.parameters.minimum_block_hours
    return data.active & (most_hours(data) >= block) & (most_hours(data) > 0)


def most_hours(data: StaffingData) -> Numbers:
    """P x W: the most that one person can work on one phase in a week."""
    capacity = data.consultants.capacity_hours[data.pairs.consultant]
    return np.minimum(capacity, data.phases.maximum_hours[data.pairs.phase])


def create(problem: pulp.LpProblem, data: StaffingData) -> StaffingModel:
    """All variables, none of the rules."""
    model = StaffingModel(problem, data, labels(data))
    _work(model)
    _switching(model)
    _ratios(model)
    _measures(model)
    _people(model)
    _changes(model)
    return model


def _add(model: StaffingModel, kind: str, *keys: str, **limits: Any) -> Any:
    return add_variable(model.problem, "__".join((kind, *keys)), **limits)


def _work(model: StaffingModel) -> None:
    """Hours and whether they are worked, per pair and week."""
    data, names, most = model.data, model.labels, most_hours(model.data)
    for p, w in np.argwhere(usable(data)).tolist():
        keys = names.consultant[data.pairs.consultant[p]], names.phase[data.pairs.phase[p]], names.week[w]
        model.hours[p, w] = _add(model, "hours", *keys, upper=float(most[p, w]))
        model.is_on[p, w] = _add(model, "is_on", *keys, upper=1, is_integer=True)


def _switching(model: StaffingModel) -> None:
    """Starts per team; working on an engagement is working on its only phase, or on one of several."""
    data, names = model.data, model.labels
    pairs: dict[Key, list[int]] = {}
    for p, w in model.hours:
        pairs.setdefault((int(data.team[p]), w), []).append(p)
    for (team, w), mine in pairs.items():
        keys = names.consultant[data.pairs.consultant[mine[0]]], names.engagement[data.pair_engagement[mine[0]]]
        is_alone = len(mine) == 1
        model.works[team, w] = (
            model.is_on[mine[0], w]
            if is_alone
            else _add(model, "works", *keys, names.week[w], upper=1, is_integer=True)
        )
        model.starts[team, w] = _add(model, "starts", *keys, names.week[w], upper=1)


def _ratios(model: StaffingModel) -> None:
    """The total that suits the ratios best, and hours off it per target."""
    data, names = model.data, model.labels
    for k, (j, cell) in enumerate(zip(data.targets.phase, data.targets.cell, strict=True)):
        for w in range(data.phases.start_week[j], data.phases.end_week[j]):
            if (j, w) not in model.total_hours:
                most = float(data.phases.maximum_hours[j, w])
                model.total_hours[j, w] = _add(model, "total_hours", names.phase[j], names.week[w], upper=most)
            model.off_ratio[k, w] = _add(model, "off_ratio", names.phase[j], names.cell[cell], names.week[w])


def _measures(model: StaffingModel) -> None:
    """SPI and VEC as far as they count, and how far each is off."""
    for e, name in enumerate(model.labels.engagement):
        if model.data.engagements.pv_amount[e] > 0:
            model.counted_spi[e] = _add(model, "counted_spi", name, lower=None, upper=1)
            model.spi_short[e] = _add(model, "spi_short", name)
        model.counted_vec[e] = _add(model, "counted_vec", name, lower=None, upper=1)
        model.vec_below_band[e] = _add(model, "vec_below_band", name)
        model.vec_above_band[e] = _add(model, "vec_above_band", name)
    for j, name in enumerate(model.labels.phase):
        model.over_budget[j] = _add(model, "over_budget", name)


def _people(model: StaffingModel) -> None:
    """Bench hours of internals, and idle hours beside externals."""
    data, names = model.data, model.labels
    cell = data.consultants.cell
    for c, w in np.argwhere(data.can_work & ~data.consultants.is_external[:, None]).tolist():
        model.bench_short[c, w] = _add(model, "bench_short", names.consultant[c], names.week[w])
    externals = {
        (int(cell[c]), w) for p, w in model.hours if data.consultants.is_external[c := int(data.pairs.consultant[p])]
    }
    for key in sorted(externals & {(int(cell[c]), w) for c, w in model.bench_short}):
        keys = names.cell[key[0]], names.week[key[1]]
        model.external_works[key] = _add(model, "external_works", *keys, upper=1, is_integer=True)
        model.idle_beside_external[key] = _add(model, "idle_beside_external", *keys)


def _changes(model: StaffingModel) -> None:
    """Hours moved against last week's published plan, where moving has a price."""
    data, names = model.data, model.labels
    if data.parameters.stability_price == 0:
        return
    for p, w in np.argwhere(~np.isnan(data.pairs.published_hours)).tolist():
        keys = names.consultant[data.pairs.consultant[p]], names.phase[data.pairs.phase[p]], names.week[w]
        model.moved_hours[p, w] = _add(model, "moved_hours", *keys)
