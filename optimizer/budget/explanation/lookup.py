"""The employee, initiative and month that a question names."""

import difflib
from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from config.errors import UsageError
from optimizer.budget import months
from optimizer.budget.data import BudgetData, Employee, Initiative
from optimizer.budget.model import OBJECTIVES, ObjectiveName

T = TypeVar("T", Employee, Initiative)
SHOWN_COUNT = 5


def employee_of(data: BudgetData, text: str) -> Employee:
    """The employee with this id, or with this name where only one has it.

    Raises
    ------
    UsageError
        There is none, or there are several.
    """
    return _one(data.employees, [e.employee_id for e in data.employees], "employee", text)


def initiative_of(data: BudgetData, text: str) -> Initiative:
    """The initiative with this id or name; errors as in ``employee_of``."""
    return _one(data.initiatives, [i.initiative_id for i in data.initiatives], "initiative", text)


def month_of(initiative: Initiative, text: str | None) -> date | None:
    """The month, None where none is named.

    Raises
    ------
    UsageError
        The text is no month, or the initiative does not run then.
    """
    if text is None:
        return None
    try:
        month = months.month_of(text)
    except ValueError as fault:
        raise UsageError(f"--month {fault}. Nothing was solved.") from fault
    if month not in initiative.months:
        first, last = months.label(initiative.months[0]), months.label(initiative.months[-1])
        raise UsageError(f"--month {text}: {initiative.name} runs from {first} to {last}. Nothing was solved.")
    return month


def objective_of(text: str) -> ObjectiveName:
    """The objective, unless it is the peer's.

    Raises
    ------
    UsageError
        It is another one.
    """
    found = next((name for name in OBJECTIVES if name == text and name != "peer"), None)
    if found is None:
        known = " and ".join(name for name in OBJECTIVES if name != "peer")
        raise UsageError(f"--objective {text}: plans for {known} are explained. Nothing was solved.")
    return found


def _one(rows: Sequence[T], ids: Sequence[str], what: str, text: str) -> T:
    wanted = text.strip()
    if wanted in ids:
        return rows[ids.index(wanted)]
    named = [place for place, row in enumerate(rows) if row.name.casefold() == wanted.casefold()]
    alike = named or [place for place, one in enumerate(ids) if one.casefold() == wanted.casefold()]
    if len(alike) == 1:
        return rows[alike[0]]
    if alike:
        raise UsageError(
            f"--{what} {text}: {', '.join(ids[place] for place in alike[:SHOWN_COUNT])} all have that name. "
            "Nothing was solved. Name the id."
        )
    near = difflib.get_close_matches(wanted, [*ids, *(row.name for row in rows)], n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(ids[:SHOWN_COUNT])}, ..."
    raise UsageError(f"--{what} {text}: there is no such {what}; {hint} Nothing was solved.")
