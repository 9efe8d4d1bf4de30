"""Changes as they are typed on the command line; weeks are counted from 0, as in plan files."""

from collections.abc import Sequence
from pathlib import Path

from config.errors import UsageError
from optimizer.staffing.changes.form import read_changes
from optimizer.staffing.changes.kinds import EngagementLost, PersonLeaves
from optimizer.staffing.files import instance
from optimizer.staffing.replan.changes import Change, DemandChanged, Pinned, Rejected, WorkAdded


def leaves(text: str) -> list[Change]:
    """``CONSULTANT:3`` or ``CONSULTANT:3-5,8``: away in these weeks."""
    consultant, weeks = _parts(text, 2, "CONSULTANT:WEEKS, such as 17:3-5")
    return [PersonLeaves(consultant, week, week) for week in week_list(weeks)]


def resignation(text: str) -> Change:
    """``CONSULTANT:4``: gone from this week on."""
    consultant, week = _parts(text, 2, "CONSULTANT:WEEK, such as 17:4")
    return PersonLeaves(consultant, _week(week))


def rejection(text: str) -> Change:
    """``CONSULTANT:ENGAGEMENT``: does not work there."""
    return Rejected(*_parts(text, 2, "CONSULTANT:ENGAGEMENT, such as 17:3"))


def pin(text: str) -> Change:
    """``CONSULTANT:ENGAGEMENT:WEEK:HOURS``: these hours stay; 0 keep the consultant off."""
    form = "CONSULTANT:ENGAGEMENT:WEEK:HOURS, such as 17:3:0:16"
    consultant, phase, week, hours = _parts(text, 4, form)
    return Pinned(consultant, phase, _week(week), _number(hours))


def loss(text: str) -> Change:
    """``ENGAGEMENT`` or ``ENGAGEMENT:WEEK``: no work from this week on."""
    engagement, _, week = text.rpartition(":")
    return EngagementLost(engagement, _week(week)) if engagement else EngagementLost(text)


def demand(text: str) -> Change:
    """``ENGAGEMENT:FACTOR`` or ``ENGAGEMENT:FACTOR:WEEKS``: wants so many times its hours."""
    form = "ENGAGEMENT:FACTOR[:WEEKS], such as 3:1.2:4-7"
    if text.count(":") == 1:
        phase, factor = _parts(text, 2, form)
        return DemandChanged(phase, _number(factor))
    phase, factor, weeks = _parts(text, 3, form)
    return DemandChanged(phase, _number(factor), tuple(week_list(weeks)))


def additions(path: Path) -> Sequence[Change]:
    """New work: of a folder of CSV files, or of a JSON file with changes."""
    return [WorkAdded(instance.read(path))] if path.is_dir() else read_changes(path)


def week_list(text: str) -> list[int]:
    """``3-5,8`` is 3, 4, 5, 8."""
    weeks: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        weeks += range(_week(first), _week(last or first) + 1)
    return weeks


def _parts(text: str, count: int, form: str) -> list[str]:
    """The parts between colons; the first may hold colons of its own."""
    parts = text.rsplit(":", count - 1)
    if len(parts) != count or not all(parts):
        raise UsageError(f"{text!r} is no change. Nothing was planned. Write {form}.")
    return parts


def _week(text: str) -> int:
    if not text.isdecimal():
        raise UsageError(f"Week {text!r} is no number. Nothing was planned. Weeks are counted from 0.")
    return int(text)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise UsageError(f"{text!r} is no number. Nothing was planned. Give hours or a factor, such as 1.5.") from None
