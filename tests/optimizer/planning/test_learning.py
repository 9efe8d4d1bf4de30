"""What timesheets say: three whole projects, one that is cut off, and two people."""

import pandas as pd
import pytest

from config.errors import ExtractError, UsageError
from optimizer.planning.learning import learned_defaults
from optimizer.planning.timesheets import read_rows

MONDAYS = [str(day.date()) for day in pd.date_range("2025-01-06", periods=60, freq="7D")]


def row(engagement, week, hours, employee="1", level="Senior", amount=None, billable=True):
    return {
        "engagement_id": engagement, "employee_id": employee, "practice": "Advisory", "level": level,
        "week_start_date": MONDAYS[week], "hours": hours, "amount": 100 * hours if amount is None else amount,
        "is_billable": billable,
    }  # fmt: skip


def timesheets():
    """A: weeks 1-4, 160 h; B: weeks 5-14, 120 h; C: weeks 20-29, 320 h; D is cut off by the end, E by the beginning."""
    rows = [row("A", week, 40) for week in range(1, 5)]
    rows += [row("B", 5, 60), row("B", 14, 60, "2", "Manager", amount=12_000)]
    rows += [row("C", week, 32) for week in range(20, 30)]
    rows += [row("D", 58, 10), row("E", 0, 8), row("X", 30, 40, billable=False), row("A", 59, 0)]
    return rows


def capacity():
    """Both have 40 h a week; the second is on leave every fourth week of the last 52."""
    return [
        {
            "employee_id": who,
            "week_start_date": MONDAYS[week],
            "capacity_hours": 0 if who == "2" and week % 4 == 0 else 40,
        }
        for who in "12"
        for week in range(60)
    ]


def learned(rows=None, able=None):
    return {
        one.name.partition(".")[2]: one
        for one in learned_defaults(rows or timesheets(), able or capacity()).assumptions
    }


def test_projects_that_began_and_ended_within_the_data_are_averaged():
    found = learned()
    assert found["project_weeks"].value == pytest.approx((4 + 10 + 10) / 3)
    # 600 h in 24 weeks of 40 h
    assert found["team_people"].value == pytest.approx(600 / 24 / 40)
    assert found["project_weeks"].value * found["team_people"].value * 40 == pytest.approx(600 / 3)
    assert found["project_amount"].value == pytest.approx((16_000 + 6_000 + 12_000 + 32_000) / 3)
    assert found["project_amount"].source == "learned"
    assert "3 projects" in found["project_amount"].note


def test_utilization_working_weeks_and_people_come_from_capacity():
    found = learned()
    # the last 52 weeks are 8 ... 59: 104 person-weeks, of which the second is away in 13
    able = (104 - 13) * 40
    assert found["working_weeks_per_year"].value == pytest.approx(52 * able / (104 * 40))
    assert found["utilization_ratio"].value == pytest.approx((60 + 320 + 10) / able)  # B's second half, C, D
    assert found["current_people_count"].value == 2


def test_roles_are_parts_of_the_billable_hours():
    roles = learned_defaults(timesheets(), capacity()).roles
    assert {role.level: role.ratio for role in roles} == {
        "Manager": pytest.approx(60 / 618), "Senior": pytest.approx(558 / 618)
    }  # fmt: skip
    assert {role.level: role.rate_amount_per_hour for role in roles} == {"Manager": 200, "Senior": pytest.approx(100)}


def test_what_timesheets_do_not_say_is_said():
    nothing = learned_defaults([], [])
    assert (nothing.assumptions, nothing.roles) == ((), ())
    assert nothing.notes == ("No billable hours: nothing was learned from timesheets.",)
    few = learned_defaults(timesheets()[:4], [])
    assert few.assumptions == ()
    assert any("Only 0 of 1 projects" in note for note in few.notes)
    assert any("No capacity" in note for note in few.notes)
    running = {
        one.name: one
        for one in learned_defaults([one for one in timesheets() if one["engagement_id"] != "B"], []).assumptions
    }
    # A 160 h in 4 weeks, C 320 in 10, D 10 in 1, E 8 in 1: 498 h in 16 weeks
    assert set(running) == {"operations.team_people"}
    assert running["operations.team_people"].value == pytest.approx(498 / 16 / 40)
    free = learned_defaults([one | {"amount": 0} for one in timesheets()], capacity())
    assert "operations.project_amount" not in {one.name for one in free.assumptions}
    assert free.roles[0].rate_amount_per_hour is None


def test_reversals_lessen_and_more_than_all_is_cut_off_with_a_note():
    rows = [*timesheets(), row("Z", 40, 30), row("Z", 40, -30)]
    assert learned(rows)["project_weeks"].value == learned()["project_weeks"].value
    over = learned([one | {"hours": one["hours"] * 100} for one in timesheets()])
    assert over["utilization_ratio"].value == 1
    assert "more than 100 %, cut off" in over["utilization_ratio"].note


def test_frames_rows_and_csv_files_are_the_same(tmp_path):
    pd.DataFrame(timesheets()).to_csv(tmp_path / "t.csv", index=False)
    pd.DataFrame(capacity()).to_csv(tmp_path / "c.csv", index=False)
    from_rows = learned_defaults(timesheets(), capacity())
    assert learned_defaults(pd.DataFrame(timesheets()), pd.DataFrame(capacity())) == from_rows
    assert learned_defaults(read_rows(tmp_path / "t.csv"), read_rows(tmp_path / "c.csv")) == from_rows


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("hours", "x", r"timesheets, hours, row 3: 'x' is no number"),
        ("week_start_date", "31/31/2025", "week_start_date, row 3: '31/31/2025' is no date"),
        ("is_billable", "perhaps", "is_billable, row 3: 'perhaps' is no yes or no"),
        ("hours", None, "hours, row 3: .* is no number"),
    ],
)
def test_a_bad_cell_is_named(field, value, words):
    rows = timesheets()
    rows[2] = rows[2] | {field: value}
    with pytest.raises(ExtractError, match=words):
        learned_defaults(rows, capacity())


def test_missing_columns_and_files_are_named(tmp_path):
    with pytest.raises(ExtractError, match="timesheets have no column hours"):
        learned_defaults([{key: v for key, v in one.items() if key != "hours"} for one in timesheets()], capacity())
    with pytest.raises(UsageError, match="no such file"):
        read_rows(tmp_path / "t.csv")
    (tmp_path / "t.csv").write_text("", encoding="utf-8")
    with pytest.raises(ExtractError, match="this is no CSV"):
        read_rows(tmp_path / "t.csv")
