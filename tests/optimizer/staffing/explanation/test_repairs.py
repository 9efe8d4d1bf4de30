"""Every repair that is told is computed: what it mends, what it is worth and what it takes, by hand on tiny firms."""

from dataclasses import replace

import numpy as np
import pytest

from optimizer.staffing import score
from optimizer.staffing.explanation.repair import Repair, cheapest_first, sentence
from optimizer.staffing.explanation.repair_desk import Desk
from optimizer.staffing.explanation.violations import violations
from optimizer.staffing.parameters import Parameters
from optimizer.staffing.solution import plan_of

PRICES = {"bench_price": 0.01, "internal_first_price": 0.02}


def repairs(data, rule, *hours):
    """The repairs of the first violation of a rule, by kind, the best of each."""
    found = violations(data, plan_of(data, np.array(hours, dtype=float), None))
    first = next(one for one in found if one.rule == rule and one.unit != "hours, unavoidable")
    best = {}
    for one in first.repairs:
        best.setdefault(one.kind, one)
    return best


def test_the_cheapest_that_mends_everything_is_named_first_and_one_of_each_kind():
    told = sentence(
        [
            Repair("hire", "3 h of a manager", 1.0, 5.0, amount=300, cost_amount=300),
            Repair("hire", "3 h of a partner", 1.0, 5.0, amount=900, cost_amount=900),
            Repair("move", "2 h of Ann", 0.5, 9.0),
            Repair("wait", "a week later", 1.0, 4.0, amount=200, of_what="due later", cost_amount=200),
            Repair("cut", "nothing", 0.0, 4.0),
        ]
    )
    assert told == (
        "A week later (200 due later, the plan changes by +4.0 milli-points), or 3 h of a manager (300 at "
        "charge-out rates, the plan +5.0), or 2 h of Ann (the plan +9.0, mends 50%)."
    )
    assert sentence([]) is None


def test_points_that_a_repair_loses_cost_money():
    cheap, dear = Repair("a", "a", 1.0, 0.0, cost_amount=1.0), Repair("b", "b", 1.0, 0.0, cost_amount=2.0)
    assert cheapest_first([dear, cheap]) == (cheap, dear)


def test_a_budget_is_raised_or_hours_are_cut(firm):
    data = firm(remaining_amount=[3000.0], pv_amount=[0.0])
    found = repairs(data, "C4", [40], [0])
    # 1,000 too much: 10 x 1,000 / 10,000 points.
    assert (found["pay"].amount, found["pay"].gain_points) == (1000, pytest.approx(1000))
    # 10 h less of Ann: 1,000 of the price, less 40 of VEC and 20 h... of bench below 32 h: 2 h at 10 each.
    assert found["cut"].words == "10 h less of Ann"
    assert found["cut"].gain_points == pytest.approx(1000 - 40 - 2 * 10)
    assert found["cut"].share == pytest.approx(1)
    assert sentence(list(found.values())).startswith("10 h less of Ann")


def test_value_is_paid_better_or_extracted_by_somebody_else(firm):
    # Ann's hours extract 20 of 100: VEC 0.2 + 0.08, Burn 0.6; 0.32 below, 0.17 beyond the band of 0.15.
    data = firm(value_per_hour=[20.0, 90.0], pv_amount=[0.0])
    found = repairs(data, "C6", [40], [0])
    assert found["pay"].amount == pytest.approx(1700)
    assert found["pay"].gain_points == pytest.approx(10_000 * 0.17 + 400 * 0.17)
    # Ben instead of Ann: VEC 0.2 + 0.36, Burn 0.6, so that the band holds: 1,700 + 400 x 0.28 of VEC - 40 of premium
    # - 32 h of Ann's bench at 10 - 40 idle hours beside him at 20; one start either way.
    assert found["move"].words == "Ben instead of Ann"
    assert found["move"].gain_points == pytest.approx(1700 + 400 * 0.28 - 40 - 320 - 800)


def test_somebody_on_the_bench_gets_an_open_phase_or_new_work(firm):
    data = firm(pv_amount=[0.0])
    found = repairs(data, "C7", [20], [0])
    assert found["move"].words == "12 h more of Ann on Mars design"
    assert found["move"].gain_points == pytest.approx(12 * 10 + 400 * 0.12)
    assert found["sell"].words == "12 h of new work for Advisory Senior in the week of 2026-01-05"


def test_a_role_off_its_ratio_is_filled_cut_or_accepted(firm):
    # Two roles, half each; tolerance 2 h. Ann works 20 h, Ben's role nothing: 16 h are off at any total from 4 to 36.
    # At 36 h Ann's role is not long and 16 h of Ben mend it all; at 4 h 16 h of Ann are too many.
    data = firm(pv_amount=[0.0], cell=[0, 1])
    data = replace(
        data,
        cells=(("Advisory", "Senior"), ("Advisory", "Manager")),
        targets=replace(data.targets, phase=np.array([0, 0]), cell=np.array([0, 1]), ratio=np.array([0.5, 0.5])),
    )
    before = score.off_ratio_hours(data, np.array([[20.0], [0.0]])).sum()
    assert before == pytest.approx(16)
    found = repairs(data, "C8", [20], [0])
    assert found["move"].words == "16 h more of Ben, who has time"
    # 16 x 50 of the ratios, 400 x 0.144 of VEC, less a start, 16 of premium; Ann is another role: nobody is idle beside.
    assert found["move"].gain_points == pytest.approx(800 + 57.6 - 5 - 16)
    assert found["hire"].words == "16 h of one more Advisory Manager in the week of 2026-01-05"
    assert found["cut"].words == "16 h less of Ann"
    assert found["cut"].gain_points == pytest.approx(800 - 64 - 160)
    assert [found[kind].share for kind in ("move", "hire", "cut")] == [pytest.approx(1)] * 3
    assert found["accept"].gain_points == pytest.approx(16 * 50)
    assert "off by" in found["accept"].words


def test_an_idle_internal_takes_over_from_an_external(firm):
    found = repairs(firm(pv_amount=[0.0]), "C9", [0], [30])
    # Ann for Ben: 40 idle hours beside him at 20, 30 of premium, VEC 400 x 0.03, and 30 of her 32 h of bench at 10.
    assert found["move"].words == "Ann instead of Ben on Mars design"
    assert found["move"].gain_points == pytest.approx(800 + 30 + 12 + 300)
    assert found["cut"].words == "nobody instead of Ben on Mars design"
    # The phase has room for 30 h more: 10 of 40 idle hours stay. VEC 120, bench 300, a start.
    assert found["fill"].words == "30 h more of Ann on Mars design"
    assert (found["fill"].share, found["fill"].gain_points) == (pytest.approx(0.75), pytest.approx(600 + 120 + 300 - 5))


def test_one_more_person_is_worth_what_the_whole_objective_says(firm):
    data = firm(parameters=Parameters(**PRICES))
    plan = np.array([[31.0], [0.0]])
    desk = Desk(data, plan)
    larger, hours = desk.with_person(0, np.array([19.0]), is_external=True)
    assert hours.tolist() == [[31], [0], [19]]
    assert larger.pairs.rate_per_hour.tolist() == [100, 100, 100]
    assert larger.pairs.value_per_hour.tolist() == [100, 90, 90]
    # As of Ben in the schedule's repair: 139.65 + 2,252.5 + 68.4 - 5 - 19 - 180.
    assert score.objective(larger, hours) - desk.objective == pytest.approx(2256.55)


def test_without_a_shortfall_nothing_is_repaired(firm):
    assert violations(firm(pv_amount=[0.0]), plan_of(firm(pv_amount=[0.0]), np.array([[40.0], [0.0]]), None)) == []
