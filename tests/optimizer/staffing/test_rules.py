"""Each rule as rows: a plan that just keeps it, one that just breaks it, and the rows themselves.

``PROP_WRITE_GOLDEN=1 pytest tests/optimizer/staffing/test_rules.py`` writes the golden rows anew; read the difference.
"""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pulp
import pytest

from optimizer.staffing import constraints, tightening, variables
from optimizer.staffing.data import Pin
from optimizer.staffing.model import RULES, TIGHTENING
from optimizer.staffing.parameters import Parameters
from tests.optimizer.staffing.conftest import make_firm, make_two_engagements
from tests.optimizer.staffing.one_rule import least, rows_of

GOLDEN = Path(__file__).parent / "golden"
PRICES = {"bench_price": 0.01, "internal_first_price": 0.02}
ONE_ENGAGEMENT = Parameters(**PRICES, maximum_engagements=1)
STABLE = Parameters(**PRICES, stability_price=0.001)


def two_roles():
    """Ann is a manager and should work one hour in four; Ben is a senior."""
    data = make_firm(cell=[0, 1])
    targets = replace(data.targets, phase=np.array([0, 0]), cell=np.array([0, 1]), ratio=np.array([0.25, 0.75]))
    return replace(data, cells=(("Advisory", "Manager"), ("Advisory", "Senior")), targets=targets)


def two_phases(weeks=1):
    """Both engagements of ``make_two_engagements`` become phases of the first."""
    data = make_two_engagements(weeks)
    one = data.engagements
    alone = {name: value[:1] for name, value in vars(one).items() if name != "keys"}
    return replace(data, engagements=replace(one, **alone), phases=replace(data.phases, engagement=np.array([0, 0])))


def with_leave():
    """Ann is away in the second of three weeks."""
    return make_firm(3, capacity_hours=[[40, 0, 40], [40, 40, 40]])


# Rule, firm, what is paid for; a plan that just keeps the rule and what it pays; one that just breaks it and what that
# costs, None where nobody may. Hours are pairs x weeks: Ann, Ben, or Ann-P1, Ann-P2, Ben-P1, Ben-P2.
SIDES = {
    "C1: a week of 40 h and a hundredth more": (
        constraints.weekly_capacity, make_two_engagements(), (), [[20], [20], [0], [0]], 0, [[20.01], [20], [0], [0]], None,
    ),
    "C3: a block of 4 h and a hundredth less": (
        constraints.minimum_block, make_firm(), (), [[4], [0]], 0, [[3.99], [0]], None,
    ),
    "C4: half again of the planned hours and a hundredth more": (
        constraints.weekly_demand, make_firm(), (), [[40], [20]], 0, [[40], [20.01]], None,
    ),
    "C4: the remaining budget and 100 more": (
        constraints.remaining_budget, make_firm(remaining_amount=[4000.0]), ("over_budget",), [[30], [10]], 0, [[31], [10]], 100,
    ),
    # EV 1,960 and 0.98 of each 100 over PV 8,000: 60 h give 0.98, 49 h 0.84525.
    "C5: an SPI above 0.85 and one below": (
        constraints.schedule_floor, make_firm(), ("spi_short",), [[40], [20]], 0, [[40], [9]], 0.85 - 0.98 * 6900 / 8000,
    ),
    # Extracted 500 + 4,000 of 10,000 against a cost of 6,000: exactly 0.15 below Burn; 100 less are 0.01 too far.
    "C6: VEC 0.15 below Burn and 0.16": (
        constraints.value_band, make_firm(extracted_amount=[500.0]), ("vec_below_band", "vec_above_band"), [[40], [0]], 0,
        [[40], [10]], 0.01,
    ),
    "C6: VEC 0.15 above Burn and 0.16": (
        constraints.value_band, make_firm(extracted_amount=[3600.0]), ("vec_below_band", "vec_above_band"), [[0], [10]], 0,
        [[40], [0]], 0.01,
    ),
    "C7: four fifths of a week and an hour less": (
        constraints.bench, make_firm(), ("bench_short",), [[32], [0]], 0, [[31], [0]], 1,
    ),
    # A quarter of 40 h is 10 h, and 2 h are the tolerance.
    "C8: 2 h off the ratio and 12.67": (
        constraints.staffing_ratio, two_roles(), ("off_ratio",), [[12], [30]], 0, [[20], [20]], 20 - 88 / 3 / 4 - 2,
    ),
    "C9: an external beside a busy internal and beside an idle hour": (
        constraints.internal_first, make_firm(), ("idle_beside_external",), [[40], [8]], 0, [[39], [8]], 1,
    ),
    "C9: idle hours without an external": (
        constraints.internal_first, make_firm(), ("idle_beside_external",), [[0], [0]], 0, [[0], [4]], 40,
    ),
    "C10: going on after leave and stopping in between": (
        constraints.switching, with_leave(), ("starts",), [[8, 0, 8], [0, 0, 0]], 1, [[0, 0, 0], [8, 0, 8]], 2,
    ),
    "C10: going on from the week before and starting": (
        constraints.switching, make_firm(was_assigned=[True, False]), ("starts",), [[8], [0]], 0, [[0], [8]], 1,
    ),
    "C10: the next phase of an engagement and another engagement": (
        constraints.switching, two_phases(2), ("starts",), [[8, 0], [0, 8], [0, 0], [0, 0]], 1,
        [[8, 0], [0, 8], [0, 8], [8, 0]], 2,
    ),
    "C11: pinned hours and a hundredth more": (
        constraints.pins, make_firm(pins=[Pin(0, 0, 0, 12.5)]), (), [[12.5], [0]], 0, [[12.51], [0]], None,
    ),
    "C12: last week's plan and two hours moved": (
        constraints.stability, make_firm(published_hours=[[30.0], [np.nan]], parameters=STABLE), ("moved_hours",),
        [[30], [10]], 0, [[28], [10]], 2,
    ),
    "C13: one engagement each and two": (
        constraints.engagement_load, make_two_engagements(parameters=ONE_ENGAGEMENT), (), [[8], [0], [0], [8]], 0,
        [[8], [8], [0], [0]], None,
    ),
    # 0.25 x 60 h and the tolerance of 2 h; beyond, it is off the ratio.
    "17 h of one person on a role that takes 17 h and 20 h": (
        tightening.hours_of_one, two_roles(), ("off_ratio",), [[17], [0]], 0, [[20], [0]], 3,
    ),
    # U is 62 h and the longest week 40 h: two people, the second of whom may work 22 h.
    "two people on a role that takes 62 h and an hour more": (
        tightening.hours_of_all, make_firm(), ("off_ratio",), [[40], [22]], 0, [[40], [23]], 1,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SIDES)
def test_both_sides_of_a_rule(name):
    rule, data, paid, kept, expected, broken, cost = SIDES[name]
    assert least(rule, data, kept, *paid) == pytest.approx(expected, abs=1e-6)
    found = least(rule, data, broken, *paid)
    assert found is None if cost is None else found == pytest.approx(cost, rel=1e-6)


def test_c2_hours_exist_only_while_the_phase_is_open_and_the_consultant_there():
    data = make_firm(3, start_week=[1], end_week=[3], capacity_hours=[[40, 40, 3], [40, 0, 40]])
    model = variables.create(pulp.LpProblem("rule", pulp.LpMinimize), data)
    constraints.open_window(model)
    assert sorted(model.hours) == [(0, 1), (1, 2)]  # 3 h are less than a block
    model.hours[0, 0] = model.hours[0, 1]
    with pytest.raises(AssertionError, match="outside the window"):
        constraints.open_window(model)


@pytest.mark.parametrize(
    ("hours", "spi", "vec"),
    [
        ([[40], [20]], 0.98, 0.2 + 0.4 + 0.18),  # below 1 both count as they are
        ([[0], [0]], 0.245, 0.2),
    ],
)
def test_reward_spi_and_vec_count_as_they_are_below_one(hours, spi, vec):
    rule = constraints.counted_up_to_one
    assert least(rule, make_firm(), hours, "counted_spi", most=True) == pytest.approx(spi)
    assert least(rule, make_firm(), hours, "counted_vec", most=True) == pytest.approx(vec)


def test_reward_spi_and_vec_count_one_beyond_one():
    rule, hours = constraints.counted_up_to_one, [[40], [20]]
    assert least(rule, make_firm(pv_amount=[6000.0]), hours, "counted_spi", most=True) == pytest.approx(1)
    assert least(rule, make_firm(extracted_amount=[9000.0]), hours, "counted_vec", most=True) == pytest.approx(1)


def test_without_a_limit_of_engagements_there_is_no_row(tmp_path):
    assert not rows_of(constraints.engagement_load, make_two_engagements(), tmp_path).strip()


GOLDEN_FIRMS = {
    "weekly_capacity": make_two_engagements(),
    "open_window": make_firm(2, end_week=[1]),
    "minimum_block": make_firm(),
    "weekly_demand": make_two_engagements(),
    "remaining_budget": make_firm(2),
    "schedule_floor": make_firm(2),
    "value_band": make_firm(),
    "bench": make_two_engagements(),
    "staffing_ratio": two_roles(),
    "internal_first": make_firm(),
    "switching": with_leave(),
    "pins": make_firm(2, pins=[Pin(0, 0, 0, 12.5), Pin(1, 0, 1, 0.0)]),
    "stability": make_firm(published_hours=[[30.0], [0.0]], parameters=STABLE),
    "engagement_load": make_two_engagements(parameters=ONE_ENGAGEMENT),
    "counted_up_to_one": make_firm(),
    "hours_of_one": two_roles(),
    "hours_of_all": make_firm(),
}


def test_every_rule_has_its_golden_rows():
    rules = {rule.__name__ for rule in (*RULES, *TIGHTENING)}
    assert rules == set(GOLDEN_FIRMS)
    assert {path.stem for path in GOLDEN.glob("*.lp")} == rules | {"switching_of_phases"}


@pytest.mark.parametrize("rule", [*RULES, *TIGHTENING], ids=lambda rule: rule.__name__)
def test_the_rows_of_a_rule_are_the_golden_ones(rule, tmp_path):
    data = GOLDEN_FIRMS[rule.__name__]
    is_without_rows = rule is constraints.open_window  # the columns are the rule
    same_as_golden(rule.__name__, columns_of_hours(data) if is_without_rows else rows_of(rule, data, tmp_path))


def test_work_on_any_phase_is_work_on_the_engagement(tmp_path):
    same_as_golden("switching_of_phases", rows_of(constraints.switching, two_phases(), tmp_path))


def columns_of_hours(data):
    model = variables.create(pulp.LpProblem("rule", pulp.LpMinimize), data)
    return "".join(f"{variable.name} <= {variable.upBound:g}\n" for variable in model.hours.values())


def same_as_golden(name, rows):
    path = GOLDEN / f"{name}.lp"
    if os.environ.get("PROP_WRITE_GOLDEN"):
        path.write_text(rows, encoding="utf-8")
    assert rows == path.read_text(encoding="utf-8")
