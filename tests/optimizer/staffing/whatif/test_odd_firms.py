"""Every question has an answer where there is nobody, nothing to do, nothing due, or no wish for roles."""

from dataclasses import replace

import numpy as np
import pytest

from optimizer.staffing.changes.kinds import EngagementLost, PersonLeaves
from optimizer.staffing.changes.rows import chosen
from optimizer.staffing.check import broken_rules
from optimizer.staffing.replan.replan import repair
from optimizer.staffing.whatif.frontier import frontiers
from optimizer.staffing.whatif.hiring import hires
from optimizer.staffing.whatif.shortage import shortages
from optimizer.staffing.whatif.worth import worths

ODD = {
    "nobody is eligible": lambda firm: replace(one := firm(), pairs=chosen(one.pairs, np.zeros(2, dtype=bool))),
    "nobody has time": lambda firm: firm(capacity_hours=[[0], [0]]),
    "nothing is wanted": lambda firm: firm(planned_hours=[[0.0]], maximum_hours=[[0.0]]),
    "no roles are named": lambda firm: replace(one := firm(), targets=chosen(one.targets, np.zeros(1, dtype=bool))),
    "nothing is due": lambda firm: firm(pv_amount=[0.0]),
}


@pytest.mark.parametrize("name", ODD)
def test_every_question_is_answered(firm, name):
    data = ODD[name](firm)
    hours = np.zeros(data.active.shape)
    assert all(np.isfinite(one.points) for one in worths(data, hours, seconds=5))
    assert all(broken_rules(data, one.hours) == [] for one in frontiers(data, hours, seconds=2))
    assert all(one.people > 0 for one in hires(data, shortages(data, hours)))
    for change in (PersonLeaves("Ann", 0), EngagementLost("E1")):
        found = repair(data, hours, [change], seconds=2)
        assert broken_rules(found.data, found.hours) == []
