from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from config.errors import UsageError
from pipeline.ledger import iso_week
from pipeline.timetable import firings, week_reported_by, weekly_trigger

MONTREAL = ZoneInfo("America/Montreal")


def due(cron, first, last, zone="America/Montreal"):
    return [f"{d:%Y-%m-%d %H:%M %z}" for d in firings(weekly_trigger(cron, zone), first, last)]


def test_monday_at_five_is_local_time_in_winter_and_in_summer():
    first, last = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 17, tzinfo=UTC)
    assert due("0 5 * * mon", first, last) == [
        "2026-03-02 05:00 -0500", "2026-03-09 05:00 -0400", "2026-03-16 05:00 -0400",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("weekday", "first_day"),
    [
        ("0", "2026-03-01"),
        ("7", "2026-03-01"),
        ("1", "2026-03-02"),
        ("5", "2026-03-06"),
        ("mon", "2026-03-02"),
        ("1-5", "2026-03-02"),
    ],
)
def test_weekdays_are_numbered_as_in_crontab(weekday, first_day):
    found = due(f"0 5 * * {weekday}", datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 7, 23, tzinfo=UTC))
    assert found[0].startswith(first_day)


def test_the_night_without_half_past_two_still_has_its_run():
    """On 2026-03-08 clocks go from 2:00 to 3:00 in Montreal."""
    found = due("30 2 * * sun", datetime(2026, 3, 7, tzinfo=UTC), datetime(2026, 3, 16, tzinfo=UTC))
    assert len(found) == 2
    assert found[0].startswith("2026-03-08")


def test_the_night_with_two_half_past_ones_has_one_run():
    """On 2026-11-01 clocks go from 2:00 back to 1:00 in Montreal."""
    found = due("30 1 * * sun", datetime(2026, 10, 31, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC))
    assert [day[:10] for day in found] == ["2026-11-01"]


def test_every_monday_2024_to_2030_reports_on_the_iso_week_before():
    trigger = weekly_trigger("0 5 * * mon", "America/Montreal")
    found = firings(trigger, datetime(2024, 1, 1, 0, tzinfo=MONTREAL), datetime(2030, 12, 31, tzinfo=MONTREAL))
    weeks = [iso_week(week_reported_by(d)) for d in found]
    assert len(weeks) == len(set(weeks)) == 366
    assert weeks[0] == "2023-W52"
    assert weeks[1] == "2024-W01"
    assert "2026-W53" in weeks
    assert "2027-W53" not in weeks
    assert weeks[-1] == "2030-W52"


@pytest.mark.parametrize(
    ("day", "sunday"),
    [
        (date(2027, 1, 4), date(2027, 1, 3)),
        (date(2027, 1, 3), date(2026, 12, 27)),
        (date(2027, 1, 9), date(2027, 1, 3)),
    ],
)
def test_a_run_reports_on_the_last_week_that_is_over(day, sunday):
    assert week_reported_by(datetime(day.year, day.month, day.day, 5, tzinfo=MONTREAL)) == sunday


@pytest.mark.parametrize("cron", ["", "0 5 * *", "0 5 * * mon *", "x 5 * * mon", "0 25 * * mon", "0 5 * * noday"])
def test_a_timetable_that_cannot_be_read_is_named(cron):
    with pytest.raises(UsageError, match=r"PROP_WEEKLY_CRON is .*Nothing is scheduled"):
        weekly_trigger(cron, "America/Montreal")


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd"])
def test_an_unknown_time_zone_is_named(zone):
    with pytest.raises(UsageError, match="PROP_TIME_ZONE is"):
        weekly_trigger("0 5 * * mon", zone)
