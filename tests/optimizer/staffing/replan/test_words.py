"""Changes as they are typed."""

import pytest

from config.errors import UsageError
from optimizer.staffing.changes.kinds import EngagementLost, PersonLeaves
from optimizer.staffing.replan import words
from optimizer.staffing.replan.changes import DemandChanged, Pinned, Rejected


def test_each_word_is_one_change():
    assert words.leaves("A:1:3-4,7") == [PersonLeaves("A:1", week, week) for week in (3, 4, 7)]
    assert words.resignation("17:4") == PersonLeaves("17", 4)
    assert words.rejection("17:3") == Rejected("17", "3")
    assert words.pin("17:3:0:16.5") == Pinned("17", "3", 0, 16.5)
    assert (words.loss("3"), words.loss("3:2")) == (EngagementLost("3"), EngagementLost("3", 2))
    assert (words.demand("3:1.2"), words.demand("3:0.5:1,2")) == (
        DemandChanged("3", 1.2),
        DemandChanged("3", 0.5, (1, 2)),
    )


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (words.leaves, "17"), (words.leaves, "17:x"), (words.leaves, "17:-3"), (words.resignation, ":4"), (words.rejection, "17:"),
        (words.pin, "17:3:16"), (words.pin, "17:3:0:much"), (words.demand, "3"), (words.demand, "3:more"), (words.loss, "3:x"),
    ],
)  # fmt: skip
def test_what_is_no_change_is_refused_with_its_form(read, text):
    with pytest.raises(UsageError, match="Nothing was planned"):
        read(text)
