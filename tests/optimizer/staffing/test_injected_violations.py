"""A plan that keeps every hard rule passes; with one violation put into it, it is refused by the rule's name."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizer.staffing.check import broken_rules, exact
from optimizer.staffing.data import Pin
from optimizer.staffing.rounding import rounded
from optimizer.staffing.variables import most_hours, usable
from tests.optimizer.staffing.bulk.conftest import variant

HUNDREDTH = 0.01


def random_plan(data, seed):
    """Hours in hundredths that keep capacity, demand, blocks, pins and load, filled in a random order."""
    rng = np.random.default_rng(seed)
    block, most = data.parameters.minimum_block_hours, most_hours(data)
    free, room = data.consultants.capacity_hours.copy(), data.phases.maximum_hours.copy()
    hours, engagements = np.zeros(data.active.shape), {}
    pinned = {(data.pair_index[pin.consultant, pin.phase], pin.week): pin.hours for pin in data.pins}
    rest = [tuple(key) for key in rng.permutation(np.argwhere(usable(data))).tolist() if tuple(key) not in pinned]
    for p, w in [*pinned, *rest]:
        c, j, e = int(data.pairs.consultant[p]), int(data.pairs.phase[p]), int(data.pair_engagement[p])
        on = engagements.setdefault((c, w), set())
        longest = min(most[p, w], free[c, w], room[j, w])
        is_full = data.parameters.maximum_engagements == len(on | {e}) - 1
        wanted = pinned.get((p, w), round(rng.uniform(block, max(longest, block)), 2))
        if wanted == 0 or ((p, w) not in pinned and (wanted > longest or is_full or rng.random() < 0.4)):
            continue
        hours[p, w] = wanted
        free[c, w], room[j, w] = round(free[c, w] - wanted, 2), round(room[j, w] - wanted, 2)
        on.add(e)
    return hours


def over_capacity(data, hours, rng):
    """Somebody who works gets a hundredth of an hour more than they have."""
    c, w = pick(rng, booked(data, hours))
    pairs = np.flatnonzero((data.pairs.consultant == c) & (hours[:, w] > 0))
    has = exact(data.consultants.capacity_hours[c, w])
    return raised(hours, rng.choice(pairs), w, pairs, has)


def over_demand(data, hours, rng):
    """A phase gets a hundredth of an hour more than it can take."""
    p, w = pick(rng, hours > 0)
    pairs = np.flatnonzero((data.pairs.phase == data.pairs.phase[p]) & (hours[:, w] > 0))
    return raised(hours, p, w, pairs, exact(data.phases.maximum_hours[data.pairs.phase[p], w]))


def outside_the_window(data, hours, rng):
    """Hours in a week in which the phase is closed or the consultant is away."""
    return changed(hours, pick(rng, ~data.active), data.parameters.minimum_block_hours)


def a_short_block(data, hours, rng):
    return changed(hours, pick(rng, usable(data)), data.parameters.minimum_block_hours - HUNDREDTH)


def a_tiny_block(data, hours, rng):
    return changed(hours, pick(rng, usable(data)), 1e-9)


def negative_hours(data, hours, rng):
    return changed(hours, pick(rng, usable(data)), -float(rng.choice([1e-9, HUNDREDTH, 8])))


def no_number(data, hours, rng):
    return changed(hours, pick(rng, usable(data)), float(rng.choice([np.nan, np.inf, -np.inf])))


def a_moved_pin(data, hours, rng):
    pin = data.pins[rng.integers(len(data.pins))]
    p = data.pair_index[pin.consultant, pin.phase]
    return changed(hours, (p, pin.week), pin.hours + (HUNDREDTH if pin.hours else data.parameters.minimum_block_hours))


def too_many_engagements(data, hours, rng):
    """Somebody works a block on every engagement that is open to them."""
    result = hours.copy()
    for c in rng.permutation(len(data.consultants.ids)):
        for w in range(len(data.weeks)):
            mine = np.flatnonzero((data.pairs.consultant == c) & usable(data)[:, w])
            if len(set(data.pair_engagement[mine])) > data.parameters.maximum_engagements:
                result[mine, w] = data.parameters.minimum_block_hours
                return result
    raise AssertionError("nobody could work on too many engagements")


INJECTIONS = {
    "C1": [over_capacity],
    "C2": [outside_the_window],
    "C3": [a_short_block, a_tiny_block, negative_hours, no_number],
    "C4": [over_demand],
    "C11": [a_moved_pin],
    "C13": [too_many_engagements],
}
CASES = [(rule, injection) for rule, injections in INJECTIONS.items() for injection in injections]


def pick(rng, table):
    return tuple(rng.choice(np.argwhere(table)).tolist())


def booked(data, hours):
    result = np.zeros(data.consultants.capacity_hours.shape)
    np.add.at(result, data.pairs.consultant, hours)
    return result


def changed(hours, key, value):
    result = hours.copy()
    result[key] = value
    return result


def raised(hours, p, w, pairs, limit):
    """``p`` works so long that ``pairs`` together are a hundredth beyond the limit."""
    others = sum((exact(hours[q, w]) for q in pairs if q != p), Decimal(0))
    return changed(hours, (p, w), float(limit - others + Decimal("0.01")))


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(firm=st.integers(0, 30), seed=st.integers(0, 10**6), case=st.sampled_from(CASES))
def test_a_valid_plan_passes_and_with_one_violation_it_is_refused_by_name(firm, seed, case):
    rule, injection = case
    data = variant(firm, "all")
    hours, rng = random_plan(data, seed), np.random.default_rng(seed)
    assert broken_rules(data, hours) == []
    if rule in {"C1", "C4"} and not (hours > 0).any():
        return
    broken = broken_rules(data, injection(data, hours, rng))
    assert rule in {one.rule for one in broken}
    assert all(one.who and one.sentence for one in broken)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("rule", "injection"), CASES, ids=lambda one: getattr(one, "__name__", one))
def test_each_kind_of_violation_is_refused(rule, injection, seed):
    data = variant(seed, "all")
    hours = random_plan(data, seed)
    assert broken_rules(data, hours) == []
    assert (hours > 0).any()
    assert rule in {one.rule for one in broken_rules(data, injection(data, hours, np.random.default_rng(seed)))}


@pytest.mark.parametrize("seed", range(6))
def test_rounding_a_plan_in_hundredths_changes_nothing(seed):
    data = variant(seed, "all")
    hours = random_plan(data, seed)
    assert (rounded(data, hours) == hours).all()


def test_a_pin_on_a_pair_that_is_not_eligible_cannot_be_kept():
    data = variant(0, "plain")
    known = set(data.pair_index)
    missing = next(
        (c, j) for c in range(len(data.consultants.ids)) for j in range(len(data.phases.ids)) if (c, j) not in known
    )
    data = replace(data, pins=(Pin(*missing, 0, 8.0),))
    assert [one.rule for one in broken_rules(data, np.zeros(data.active.shape))] == ["C11"]


def test_the_demand_is_kept_to_the_hundredth_where_floats_are_not(two_engagements):
    data = two_engagements(maximum_hours=[[8.6]])
    assert 4.2 + 4.4 > 8.6  # as floats; as decimals they are equal
    assert broken_rules(data, np.array([[4.2], [0], [4.4], [0]])) == []
    assert [one.rule for one in broken_rules(data, np.array([[4.2], [0], [4.41], [0]]))] == ["C4"]
