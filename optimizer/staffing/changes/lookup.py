"""Names of engagements, people and weeks as the indexes of a staffing problem."""

from datetime import timedelta
from difflib import get_close_matches

import numpy as np

from config.errors import ModelError
from optimizer.staffing.changes.kinds import Week
from optimizer.staffing.data import StaffingData

WEEK_DAYS = 7


def engagement_index(data: StaffingData, name: str) -> int:
    """The engagement with this id, or with this name where only one has it.

    Raises
    ------
    ModelError
        There is none, or there are several.
    """
    return _index(data.engagements.ids, data.engagements.names, name, "engagement")


def consultant_index(data: StaffingData, name: str) -> int:
    """The consultant with this id or name; errors as in ``engagement_index``."""
    return _index(data.consultants.ids, data.consultants.names, name, "consultant")


def cell_index(data: StaffingData, practice: str, level: str) -> int:
    """The (practice, level); errors as in ``engagement_index``."""
    labels = tuple(f"{one} / {other}" for one, other in data.cells)
    return _index(labels, labels, f"{practice} / {level}", "practice and level")


def week_number(data: StaffingData, week: Week | None, default: int) -> int:
    """Weeks from the horizon's first to this one: negative before it, beyond the last where it is later."""
    if week is None:
        return default
    if isinstance(week, int):
        return week
    monday = week - timedelta(days=week.weekday())
    return (monday - data.weeks[0]).days // WEEK_DAYS


def window(data: StaffingData, first: Week | None, last: Week | None) -> tuple[int, int]:
    """First week and the one after the last, within the horizon; equal where nothing of it is.

    Raises
    ------
    ModelError
        The last week is before the first.
    """
    count = len(data.weeks)
    start, end = week_number(data, first, 0), week_number(data, last, count - 1) + 1
    if first is not None and last is not None and end <= start:
        raise ModelError(f"The change from week {first} to week {last} ends before it begins. Nothing was changed.")
    return min(max(start, 0), count), min(max(end, 0), count)


def week_words(data: StaffingData, number: int) -> str:
    """The Monday of a week of the horizon."""
    return f"{data.weeks[0] + timedelta(weeks=number)}"


def blended_rate(data: StaffingData, phase: int) -> float:
    """What an hour of the phase's mix costs: the mean rate of each role, weighted by its ratio; 0 when unknown."""
    mine = np.flatnonzero(data.pairs.phase == phase)
    rates, target = data.pairs.rate_per_hour[mine], data.target_of_pair[mine]
    total, parts = 0.0, 0.0
    for k in np.flatnonzero(data.targets.phase == phase):
        if (target == k).any():
            total += float(data.targets.ratio[k] * rates[target == k].mean())
            parts += float(data.targets.ratio[k])
    if parts > 0:
        return total / parts
    return float(rates.mean()) if rates.size else 0.0


def _index(ids: tuple[str, ...], names: tuple[str, ...], wanted: str, what: str) -> int:
    if wanted in ids:
        return ids.index(wanted)
    same = [k for k, name in enumerate(names) if name.casefold() == wanted.casefold()]
    if len(same) == 1:
        return same[0]
    if same:
        several = ", ".join(ids[k] for k in same)
        raise ModelError(f"Several are called {wanted}: {several}. Nothing was changed. Give the id of the {what}.")
    near = get_close_matches(wanted, list(dict.fromkeys([*ids, *names])), n=3) or list(dict.fromkeys(names))[:3]
    raise ModelError(
        f"There is no {what} {wanted} in the weeks that are planned. Nothing was changed. "
        f"Give an id or a name, such as {', '.join(near) or 'none: there are none'}."
    )
