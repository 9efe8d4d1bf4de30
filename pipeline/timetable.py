"""When the weekly run is due, and which runs were missed while nobody was there."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from apscheduler.triggers.cron import CronTrigger

from config.errors import UsageError

WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
FIELD_COUNT = 5


def weekly_trigger(cron: str, time_zone: str) -> CronTrigger:
    """The timetable of the weekly run.

    Parameters
    ----------
    cron
        Minute, hour, day, month, weekday, as crontab means them: 0 and 7 are Sunday, 1 is Monday.
    time_zone
        An IANA name; the hour is local, in winter and in summer.

    Raises
    ------
    UsageError
        Either cannot be read.
    """
    try:
        zone = ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(
            f"PROP_TIME_ZONE is {time_zone!r}, which is no time zone. Nothing is scheduled. "
            "Set an IANA name such as America/Montreal."
        ) from error
    fields = cron.split()
    if len(fields) != FIELD_COUNT:
        raise _bad_cron(cron, f"it has {len(fields)} fields of {FIELD_COUNT}")
    minute, hour, day, month, weekday = fields
    try:
        return CronTrigger(
            minute=minute, hour=hour, day=day, month=month, day_of_week=_named_weekdays(weekday), timezone=zone
        )
    except ValueError as error:
        raise _bad_cron(cron, str(error)) from error


def _bad_cron(cron: str, reason: str) -> UsageError:
    return UsageError(
        f"PROP_WEEKLY_CRON is {cron!r}, and {reason}. Nothing is scheduled. "
        "Set minute, hour, day, month and weekday, such as 0 5 * * mon."
    )


def _named_weekdays(field: str) -> str:
    """Weekdays by name, because APScheduler counts from Monday and crontab from Sunday."""
    steps = field.partition("/")
    return re.sub(r"(?<![\w])[0-7](?!\w)", lambda day: WEEKDAYS[int(day[0])], steps[0]) + steps[1] + steps[2]


def firings(trigger: CronTrigger, after: datetime, until: datetime) -> list[datetime]:
    """Every time the run was due in (after, until], oldest first; an hour that a night repeats counts once."""
    found: list[datetime] = []
    due = trigger.get_next_fire_time(None, after + timedelta(microseconds=1))
    while due is not None and due <= until:
        if not found or due.replace(tzinfo=None) != found[-1].replace(tzinfo=None):
            found.append(due)
        due = trigger.get_next_fire_time(due, due)
    return found


def week_reported_by(due: datetime) -> date:
    """The Sunday that ends the week which a run due at ``due`` reports on."""
    return due.date() - timedelta(days=due.isoweekday() % 7 or 7)


def in_utc(moment: datetime) -> datetime:
    """A time of the database (UTC without a zone) with its zone."""
    return moment.replace(tzinfo=UTC)


def without_zone(moment: datetime) -> datetime:
    """A time as the database keeps it: UTC without a zone."""
    return moment.astimezone(UTC).replace(tzinfo=None)
