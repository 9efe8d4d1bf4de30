"""Ann is ours, Ben is external; both are seniors at 100 an hour."""

import numpy as np
import pytest

from config.errors import ModelError
from optimizer.staffing.changes.apply import apply_changes
from optimizer.staffing.changes.kinds import ParameterChanged, PersonJoins, PersonLeaves
from optimizer.staffing.data import Pin


def test_who_leaves_has_no_hours_from_then_on(firm):
    after = apply_changes(firm(3), [PersonLeaves("Ann", from_week=1)])
    assert after.consultants.capacity_hours.tolist() == [[40, 0, 0], [40, 40, 40]]
    assert after.notes[-1].sentence == "Ann is away from the week of 2026-01-12: 80 h less."


def test_who_is_on_leave_comes_back(firm):
    after = apply_changes(firm(3, pins=[Pin(1, 0, 1, 8.0)]), [PersonLeaves("B-2", from_week=1, to_week=1)])
    assert after.consultants.capacity_hours[1].tolist() == [40, 0, 40]
    assert after.pins == ()


def test_who_joins_may_work_where_their_role_is_wanted(firm):
    after = apply_changes(
        firm(2), [PersonJoins("C-3", "Advisory", "Senior", name="Cleo", hours_per_week=32, from_week=1)]
    )
    assert after.consultants.names == ("Ann", "Ben", "Cleo")
    assert after.consultants.capacity_hours[2].tolist() == [0, 32]
    assert (after.pairs.consultant[2], after.pairs.phase[2], after.pairs.rate_per_hour[2]) == (2, 0, 100)
    assert after.pairs.value_per_hour[2] == pytest.approx(80)  # new: 0.8
    assert np.isnan(after.pairs.published_hours[2]).all()


def test_a_discount_of_the_engagement_holds_for_who_joins(firm):
    data = firm(1, rate_per_hour=[90.0, 90.0], value_per_hour=[81.0, 72.9])  # d = 0.9
    after = apply_changes(data, [PersonJoins("C-3", "Advisory", "Senior", is_new=False, rate_per_hour=200)])
    assert (after.pairs.rate_per_hour[2], after.pairs.value_per_hour[2]) == (pytest.approx(180), pytest.approx(162))


def test_an_id_is_given_once(firm):
    with pytest.raises(ModelError, match="There is a consultant A-1 already"):
        apply_changes(firm(), [PersonJoins("A-1", "Advisory", "Senior")])


def test_parameters_change_by_either_name(firm):
    after = apply_changes(
        firm(), [ParameterChanged("staffing_switch_price", 0.02), ParameterChanged("maximum_engagements", 2)]
    )
    assert (after.parameters.switch_price, after.parameters.maximum_engagements) == (0.02, 2)
    assert after.notes[0].sentence == "switch_price is 0.02 instead of 0.005."
    assert apply_changes(after, [ParameterChanged("maximum_engagements", None)]).parameters.maximum_engagements is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (ParameterChanged("swich_price", 1), "There is no parameter swich_price"),
        (ParameterChanged("switch_price", None), "switch_price needs a value"),
        (ParameterChanged("switch_price", -1), "must be 0 or more"),
        (PersonLeaves("Dora"), "There is no consultant Dora"),
    ],
)
def test_what_nobody_knows_is_refused(firm, change, words):
    with pytest.raises(ModelError, match=words):
        apply_changes(firm(), [change])
