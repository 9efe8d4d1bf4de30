"""Changes in words, before anybody knows what they do."""

from collections.abc import Mapping

from optimizer.staffing.changes.kinds import (
    Change,
    EngagementAdded,
    EngagementLost,
    EngagementMoved,
    ParameterChanged,
    PersonJoins,
    PersonLeaves,
    Week,
    WinProbability,
)


def in_words(change: Change, names: Mapping[str, str] | None = None) -> str:
    """What the change says, in a sentence.

    Parameters
    ----------
    names
        Names of engagements and people by what the change calls them; what is not there stays as it is.
    """
    known = names or {}

    def name_of(key: str) -> str:
        return known.get(key, key)

    match change:
        case EngagementLost():
            words = f"{name_of(change.engagement)} is lost{_weeks(change.from_week, None)}."
        case EngagementMoved():
            words = f"{name_of(change.engagement)} moves by {shift_words(change.weeks)}."
        case EngagementAdded():
            words = _added(change)
        case WinProbability():
            ratio = change.probability_ratio
            odds = "the probability in the firm's data" if ratio is None else f"a probability of {ratio:.0%}"
            words = f"{name_of(change.engagement)} is won with {odds}."
        case PersonLeaves():
            verb = "leaves" if change.to_week is None else "is away"
            words = f"{name_of(change.consultant)} {verb}{_weeks(change.from_week, change.to_week)}."
        case PersonJoins():
            role = f"{change.practice}, {change.level}, {'external' if change.is_external else 'one of ours'}"
            weeks = _weeks(change.from_week, change.to_week)
            words = f"{change.name or change.consultant} joins ({role}) with {change.hours_per_week:g} h a week{weeks}."
        case ParameterChanged():
            words = f"{change.parameter} is {'unlimited' if change.value is None else f'{change.value:g}'}."
    return words


def shift_words(weeks: int) -> str:
    """How far, and which way."""
    return f"{abs(weeks)} {'week' if abs(weeks) == 1 else 'weeks'}, {'later' if weeks > 0 else 'earlier'}"


def _added(change: EngagementAdded) -> str:
    roles = ", ".join(f"{role.ratio:.0%} {role.practice} / {role.level}" for role in change.roles)
    chance = "" if change.win_probability_ratio == 1 else f", won with {change.win_probability_ratio:.0%}"
    weeks = _weeks(change.from_week, change.to_week)
    return (
        f"{change.name or change.engagement} is added with {change.hours_per_week:g} h a week{weeks} ({roles}){chance}."
    )


def _weeks(first: Week | None, last: Week | None) -> str:
    return ("" if first is None else f" from {_week(first)}") + ("" if last is None else f" until {_week(last)}")


def _week(week: Week) -> str:
    return f"week {week}" if isinstance(week, int) else f"the week of {week}"
