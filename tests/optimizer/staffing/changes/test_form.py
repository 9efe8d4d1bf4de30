import json
from datetime import date

import pytest

from config.errors import UsageError
from optimizer.staffing.changes.form import KINDS, as_plain, changes_from, changes_of, read_changes
from optimizer.staffing.changes.kinds import (
    Change,
    EngagementAdded,
    EngagementLost,
    ParameterChanged,
    PersonJoins,
    Role,
)

LOST = {"kind": "engagement_lost", "engagement": "E1", "from_week": "2026-01-12"}


def test_changes_are_read_and_written_alike():
    changes = (
        EngagementLost("E1", date(2026, 1, 12)),
        EngagementAdded("N1", 30.0, (Role("Advisory", "Senior", 1.0, 150.0),), from_week=2),
        PersonJoins("C-3", "Advisory", "Senior"),
        ParameterChanged("switch_price", 0.01),
    )
    assert changes_from(json.loads(json.dumps(as_plain(changes))), "here") == changes
    assert as_plain(changes)[0] == LOST


def test_a_list_or_an_object_with_changes_is_taken(tmp_path):
    file = tmp_path / "changes.json"
    file.write_text(json.dumps({"name": "x", "changes": [LOST]}), encoding="utf-8")
    assert read_changes(file) == changes_of(json.dumps([LOST]), "here") == (EngagementLost("E1", date(2026, 1, 12)),)


def test_every_kind_is_listed():
    from typing import get_args

    assert tuple(one.kind for one in get_args(Change)) == KINDS


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([], "it lists no change"),
        ({"kind": "engagement_lost"}, "the list: Input should be a valid"),
        ([{"kind": "fired"}], "change 1: .*Give each change a kind: engagement_lost"),
        ([LOST, {"kind": "engagement_moved", "engagement": "E1"}], "change 2, weeks: Field required"),
        ([LOST | {"from_week": "soon"}], r"change 1, from_week: .*found 'soon'"),
        ([LOST | {"from_week": "3"}], "change 1, from_week"),
        ([LOST | {"until": 3}], "change 1, until: .*Take the field out"),
        ([{"kind": "win_probability", "engagement": "E1", "probability_ratio": 1.5}], "less than or equal to 1"),
        ([{"kind": "parameter", "parameter": "cpi", "value": float("nan")}], "change 1, value"),
        (
            [{"kind": "engagement_added", "engagement": "N", "hours_per_week": 5, "roles": [{"practice": "A"}]}],
            "roles.1.level",
        ),
    ],
)
def test_what_is_wrong_is_named(value, words):
    with pytest.raises(UsageError, match=words) as refused:
        changes_from(value, "plans.json")
    assert str(refused.value).startswith("plans.json")
    assert "Nothing was changed." in str(refused.value)


def test_a_file_that_is_missing_or_no_json_says_so(tmp_path):
    (tmp_path / "bad.json").write_text("[", encoding="utf-8")
    with pytest.raises(UsageError, match="this is no JSON"):
        read_changes(tmp_path / "bad.json")
    with pytest.raises(UsageError, match="no such file"):
        read_changes(tmp_path / "none.json")
