"""Small random firms with every feature of a staffing problem: phases, pins, stability, loads, PV 0, externals."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from optimizer.staffing.data import Consultants, Engagements, Pairs, Phases, Pin, StaffingData, Targets
from optimizer.staffing.parameters import Parameters

MONDAY = date(2026, 1, 5)
CELLS = (("Tax", "Senior"), ("Tax", "Junior"), ("IT", "Senior"))


def make_random_firm(seed: int, *, people: int = 6, engagements: int = 3, weeks: int = 4) -> StaffingData:
    """``engagements`` of one or two phases each; one has no planned value yet, and one phase lacks a ratio."""
    rng = np.random.default_rng(seed)
    phase_engagement = np.sort(np.concatenate([np.arange(engagements), rng.integers(0, engagements, engagements // 2)]))
    phases = len(phase_engagement)
    start = rng.integers(0, 2, phases)
    end = np.minimum(weeks, start + rng.integers(2, weeks + 1, phases))
    week = np.arange(weeks)
    is_open = (week >= start[:, None]) & (week < end[:, None])
    planned = np.where(is_open, rng.choice([20.0, 45.0, 70.0], (phases, 1)), 0.0)
    cell = np.arange(people) % len(CELLS)
    capacity = rng.choice([0.0, 24.0, 32.0, 38.5, 40.0], (people, weeks), p=[0.1, 0.1, 0.2, 0.2, 0.4])
    target_phase, target_cell, ratio = [], [], []
    for j in range(1 if phases > 1 else 0, phases):
        cells = rng.permutation(len(CELLS))[: rng.integers(1, len(CELLS) + 1)]
        shares = rng.dirichlet(np.ones(len(cells)) * 3)
        for one, share in zip(cells, shares, strict=True):
            target_phase.append(j), target_cell.append(one), ratio.append(share)
    consultant, phase = np.nonzero(rng.random((people, phases)) < 0.8)
    count = len(consultant)
    is_external = np.arange(people) >= people - 2
    rate = rng.uniform(80, 200, people)[consultant]
    bac = rng.uniform(20_000, 60_000, engagements)
    actual = bac * rng.uniform(0, 0.6, engagements)
    pv = bac * rng.uniform(0.3, 1, engagements)
    pv[-1] = 0
    published = np.where(rng.random((count, weeks)) < 0.4, rng.choice([0.0, 8.0, 20.0], (count, weeks)), np.nan)
    return StaffingData(
        weeks=tuple(MONDAY + timedelta(weeks=int(w)) for w in week),
        cells=CELLS,
        consultants=Consultants(
            ids=tuple(f"C-{c}" for c in range(people)),
            names=tuple(f"Person {c}" for c in range(people)),
            cell=cell,
            is_external=is_external,
            is_new=np.zeros(people, dtype=bool),
            capacity_hours=capacity,
        ),
        engagements=Engagements(
            ids=tuple(f"E-{e}" for e in range(engagements)),
            names=tuple(f"Engagement {e}" for e in range(engagements)),
            weight=rng.uniform(0.5, 3, engagements),
            bac_amount=bac,
            ac_amount=actual,
            ev_amount=0.98 * actual,
            extracted_amount=actual * rng.uniform(0.6, 1.2, engagements),
            pv_amount=pv,
        ),
        phases=Phases(
            ids=tuple(f"P-{j}" for j in range(phases)),
            names=tuple(f"Phase {j}" for j in range(phases)),
            engagement=phase_engagement,
            start_week=start,
            end_week=end,
            planned_hours=planned,
            maximum_hours=1.5 * planned,
            remaining_amount=rng.uniform(-1000, 25_000, phases),
            ratio_price=rng.uniform(0.001, 0.05, phases),
        ),
        targets=Targets(phase=np.array(target_phase), cell=np.array(target_cell), ratio=np.array(ratio)),
        pairs=Pairs(
            consultant=consultant,
            phase=phase,
            rate_per_hour=rate,
            value_per_hour=rate * rng.uniform(0.5, 1, count),
            external_premium=np.where(is_external[consultant], 0.002, 0.0),
            was_assigned=rng.random(count) < 0.3,
            published_hours=published,
            current_hours=np.zeros((count, weeks)),
        ),
        parameters=Parameters(bench_price=0.004, internal_first_price=0.01),
    )


def variant(seed: int, feature: str) -> StaffingData:
    """A random firm with one feature more."""
    data = make_random_firm(seed)
    changed = {
        "plain": {},
        "stability": {"stability_price": 0.003},
        "load": {"maximum_engagements": 1},
        "all": {"stability_price": 0.003, "maximum_engagements": 2, "premium_price": 2.0, "minimum_block_hours": 8.0},
        "pins": {},
    }[feature]
    data = replace(data, parameters=replace(data.parameters, **changed))
    return replace(data, pins=some_pins(data)) if feature in {"pins", "all"} else data


def some_pins(data: StaffingData) -> tuple[Pin, ...]:
    """One person pinned to 8 h in a week, another kept off in one."""
    active = np.argwhere(data.active & (data.phases.maximum_hours[data.pairs.phase] >= 16))
    (p, w), (q, v) = active[0], active[-1]
    people, phases = data.pairs.consultant, data.pairs.phase
    return (
        Pin(int(people[p]), int(phases[p]), int(w), 8.0),
        Pin(int(people[q]), int(phases[q]), int(v), 0.0),
    )


@pytest.fixture
def random_firm():
    """The factory of random firms: seed and feature."""
    return variant
