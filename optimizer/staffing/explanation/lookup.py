"""Who, where and when a question is about: ids or names as people type them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches

from config.errors import UsageError
from optimizer.staffing.data import StaffingData
from optimizer.staffing.explanation.answer import Question

MOST_MATCHES = 3
LIKENESS = 0.5


class UnknownNameError(UsageError):
    """Nobody, or no phase, of the plan has this id or name."""


@dataclass(frozen=True)
class Asked:
    """A question in words: ``weeks`` are days, or numbers from 0; none means all."""

    employee: str
    phase: str
    weeks: tuple[str, ...] = ()
    hours_per_week: float | None = None
    is_why_not: bool = False


def question_of(data: StaffingData, asked: Asked) -> Question:
    """The question with indexes; errors as in ``consultant_of`` and ``weeks_of``."""
    return Question(
        consultant=consultant_of(data, asked.employee),
        phase=phase_of(data, asked.phase),
        weeks=weeks_of(data, asked.weeks),
        hours_per_week=asked.hours_per_week,
        is_why_not=asked.is_why_not,
    )


def consultant_of(data: StaffingData, text: str) -> int:
    """The consultant with this id or name.

    Raises
    ------
    UnknownNameError
        There is none; the nearest ones are named.
    UsageError
        Several have the name.
    """
    people = data.consultants
    return _one(
        "employee",
        text,
        [(c, own_id, name) for c, (own_id, name) in enumerate(zip(people.ids, people.names, strict=True))],
    )


def phase_of(data: StaffingData, text: str) -> int:
    """The phase with this id or name; where an engagement has a single phase, also by the engagement's.

    Errors as in ``consultant_of``.
    """
    phases, engagements = data.phases, data.engagements
    known = [(j, own_id, name) for j, (own_id, name) in enumerate(zip(phases.ids, phases.names, strict=True))]
    known += [(j, own_id, name.rsplit(" / ", 1)[-1]) for j, own_id, name in known if " / " in name]
    for e, (own_id, name) in enumerate(zip(engagements.ids, engagements.names, strict=True)):
        known += [(int(j), own_id, name) for j in (phases.engagement == e).nonzero()[0]]
    return _one("phase", text, known)


def weeks_of(data: StaffingData, texts: Sequence[str]) -> list[int] | None:
    """Indexes of weeks given as a day (2026-01-12) or counted from 0; None where none is given.

    Raises
    ------
    UsageError
        A text is neither, or outside the plan.
    """
    return sorted({_week(data, text) for text in texts}) or None


def _week(data: StaffingData, text: str) -> int:
    last = data.weeks[-1] + timedelta(days=6)
    words = f"the plan covers {data.weeks[0]} to {last}, weeks 0 to {len(data.weeks) - 1}"
    if text.isdecimal():
        number = int(text)
    else:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise UsageError(f"--week {text}: no date such as 2026-01-12; {words}. Nothing was answered.") from None
        number = (day - data.weeks[0]).days // 7
    if not 0 <= number < len(data.weeks):
        raise UsageError(f"--week {text}: outside of the plan; {words}. Nothing was answered.")
    return number


def _one(kind: str, text: str, known: list[tuple[int, str, str]]) -> int:
    """The index that the text means: an id first, then a name in any case."""
    wanted = text.strip()
    for matches in (
        {index for index, own_id, _ in known if own_id == wanted},
        {index for index, _, name in known if name.casefold() == wanted.casefold()},
    ):
        if len(matches) == 1:
            return matches.pop()
        if matches:
            several = ", ".join(sorted({own_id for index, own_id, _ in known if index in matches}))
            raise UsageError(f"--{kind} {text}: several have this name ({several}). Nothing was answered. Give an id.")
    raise UnknownNameError(
        f"--{kind} {text}: the plan has no such {kind}. Nothing was answered. {_nearest(wanted, known)}"
    )


def _nearest(text: str, known: list[tuple[int, str, str]]) -> str:
    """The ids and names that look like the text."""
    named = {name.casefold(): f"{name} ({own_id})" if name != own_id else name for _, own_id, name in known}
    near = get_close_matches(text.casefold(), named, n=MOST_MATCHES, cutoff=LIKENESS)
    near += [one for one in named if text and text.casefold() in one and one not in near][: MOST_MATCHES - len(near)]
    return f"Did you mean {', '.join(named[one] for one in near)}?" if near else "Give an id or a name of the plan."
