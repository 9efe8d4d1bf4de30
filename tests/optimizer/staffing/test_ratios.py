"""The total that suits the staffing ratios best, against a linear program for every phase and week."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import linprog

from optimizer.staffing.data import Targets
from optimizer.staffing.ratios import best_totals


def three_phases(two_engagements):
    """Phase 0 with the ratio 1, phase 1 with 0.7 and 0.3; weeks 0 to 2, phase 1 from week 1 on."""
    data = two_engagements(3)
    return replace(
        data,
        cells=(("Advisory", "Senior"), ("Advisory", "Junior")),
        targets=Targets(phase=np.array([1, 0, 1]), cell=np.array([0, 0, 1]), ratio=np.array([0.7, 1.0, 0.3])),
        phases=replace(data.phases, start_week=np.array([0, 1])),
    )


def least_by_linear_program(actual, ratio, slack, most):
    """Variables: the total, then the hours off per role."""
    roles = len(ratio)
    off = -np.eye(roles)
    above = np.column_stack([-ratio, off])
    below = np.column_stack([ratio, off])
    limits = np.concatenate([slack - actual, slack + actual])
    bounds = [(0, most)] + [(0, None)] * roles
    return linprog([0, *[1] * roles], A_ub=np.vstack([above, below]), b_ub=limits, bounds=bounds).fun


@pytest.mark.parametrize("seed", range(5))
def test_the_least_hours_off(two_engagements, seed):
    data = three_phases(two_engagements)
    actual = np.random.default_rng(seed).uniform(0, 60, (3, 3))
    off, totals = best_totals(data, actual)
    for j, mine in ((0, [1]), (1, [0, 2])):
        for w in range(3):
            ratio, slack = data.targets.ratio[mine], 0.05 * 40
            expected = least_by_linear_program(actual[mine, w], ratio, slack, 60) if w >= j else 0
            assert off[j, w] == pytest.approx(expected, abs=1e-7)
            at_best = np.maximum(np.abs(actual[mine, w] - ratio * totals[j, w]) - slack, 0).sum()
            assert w < j or off[j, w] == pytest.approx(at_best)


def test_some_phases_only(two_engagements):
    data = three_phases(two_engagements)
    actual = np.full((3, 3), 30.0)
    (off, totals), (all_off, all_totals) = best_totals(data, actual, np.array([1])), best_totals(data, actual)
    assert not off[0].any()
    assert not totals[0].any()
    assert np.array_equal(off[1], all_off[1])
    assert np.array_equal(totals[1], all_totals[1])
