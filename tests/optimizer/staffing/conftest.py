"""A firm small enough for hand calculation: Ann (internal) and Ben (external), one engagement, one or more weeks."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from optimizer.staffing.data import Consultants, Engagements, Pairs, Phases, StaffingData, Targets
from optimizer.staffing.parameters import Parameters
from tests.optimizer.staffing import small_folder

MONDAY = date(2026, 1, 5)


def make_firm(weeks: int = 1, *, pins=(), parameters=None, **changes) -> StaffingData:
    """Both are seniors of one practice at 100 per hour; the engagement takes 40 h a week, 60 h at most.

    ``changes`` replace fields: ``capacity_hours=[[40], [40]]``, ``pv_amount=[8000]``, …
    """
    grid = np.ones((1, weeks))
    parts = {
        "consultants": Consultants(
            ids=("A-1", "B-2"),
            names=("Ann", "Ben"),
            cell=np.array([0, 0]),
            is_external=np.array([False, True]),
            is_new=np.array([False, False]),
            capacity_hours=np.full((2, weeks), 40.0),
        ),
        "engagements": Engagements(
            ids=("E1",),
            names=("Mars",),
            weight=np.array([1.0]),
            bac_amount=np.array([10000.0]),
            ac_amount=np.array([2000.0]),
            ev_amount=np.array([1960.0]),
            extracted_amount=np.array([2000.0]),
            pv_amount=np.array([8000.0]),
        ),
        "phases": Phases(
            ids=("P1",),
            names=("Mars design",),
            engagement=np.array([0]),
            start_week=np.array([0]),
            end_week=np.array([weeks]),
            planned_hours=40.0 * grid,
            maximum_hours=60.0 * grid,
            remaining_amount=np.array([8000.0]),
            ratio_price=np.array([0.05]),
        ),
        "targets": Targets(phase=np.array([0]), cell=np.array([0]), ratio=np.array([1.0])),
        "pairs": Pairs(
            consultant=np.array([0, 1]),
            phase=np.array([0, 0]),
            rate_per_hour=np.array([100.0, 100.0]),
            value_per_hour=np.array([100.0, 90.0]),
            external_premium=np.array([0.0, 0.001]),
            was_assigned=np.array([False, False]),
            published_hours=np.full((2, weeks), np.nan),
            current_hours=np.zeros((2, weeks)),
        ),
    }
    for name, value in changes.items():
        owner = next(part for part, one in parts.items() if hasattr(one, name))
        same_kind = value if isinstance(value, tuple) else np.array(value)
        parts[owner] = replace(parts[owner], **{name: same_kind})
    return StaffingData(
        weeks=tuple(MONDAY + timedelta(weeks=w) for w in range(weeks)),
        cells=(("Advisory", "Senior"),),
        parameters=parameters or Parameters(bench_price=0.01, internal_first_price=0.02),
        pins=tuple(pins),
        **parts,
    )


@pytest.fixture
def firm():
    """The factory; call it with what differs."""
    return make_firm


def make_two_engagements(weeks: int = 1, **changes) -> StaffingData:
    """Ann and Ben may both work on E1 and E2, which are alike; pairs are Ann-E1, Ann-E2, Ben-E1, Ben-E2."""
    one = make_firm(weeks, **changes)

    def twice(part, **own):
        doubled = {
            name: np.concatenate([value, value]) for name, value in vars(part).items() if isinstance(value, np.ndarray)
        }
        return replace(part, **(doubled | own))

    pairs = {name: np.repeat(value, 2, axis=0) for name, value in vars(one.pairs).items()}
    return replace(
        one,
        engagements=twice(one.engagements, ids=("E1", "E2"), names=("Mars", "Flora")),
        phases=twice(one.phases, ids=("P1", "P2"), names=("Mars design", "Flora design"), engagement=np.array([0, 1])),
        targets=twice(one.targets, phase=np.array([0, 1])),
        pairs=replace(one.pairs, **(pairs | {"phase": np.array([0, 1, 0, 1])})),
    )


@pytest.fixture
def two_engagements():
    """The factory of two engagements; call it with what differs."""
    return make_two_engagements


@pytest.fixture
def folder(tmp_path):
    """Ann and Ben on one engagement for two weeks, as files."""
    return small_folder.write(tmp_path, small_folder.frames())
