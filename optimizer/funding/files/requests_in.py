"""The requests of a CSV file; every cell that cannot be meant is a fault of its line and column."""

from collections.abc import Iterator
from itertools import repeat
from typing import Any

from optimizer.funding.data import Request
from optimizer.funding.files.number import number_of
from optimizer.funding.files.table import Table
from optimizer.funding.names import folded, odd_letters

REQUIRED = (
    "service_line", "budget_requested", "min_viable_budget", "expected_roi", "strategic_priority",
    "success_probability",
)  # fmt: skip
OPTIONAL = (
    "request_id", "rationale", "service_group", "fund", "currency", "first_period", "last_period", "return_ramp",
    "headcount_added", "contractors_added", "work_headcount",
)  # fmt: skip
PEOPLE = ("headcount_added", "contractors_added", "work_headcount")
PERIODS = ("first_period", "last_period")


def requests_in(table: Table) -> tuple[Request, ...]:
    """One request per line; what is wrong is left in ``table.faults``; such requests have their names alone."""
    names = table.column("service_line")
    ids = [given or name for given, name in zip(table.column("request_id"), names, strict=True)]
    for number, name in zip(table.numbers, names, strict=True):
        if not name:
            table.fault(number, "service_line", "it is empty")
    _refuse_twins(table, ids, names)
    amounts: dict[str, list[Any]] = {column: list(table.numbers_of(column)) for column in REQUIRED[1:]}
    _refuse_odd_amounts(table, names, amounts)
    others = {column: _others(table, column) for column in (*PEOPLE, *PERIODS)}
    _refuse_odd_periods(table, others)
    columns = (
        ids,
        names,
        *(amounts[c] for c in ("budget_requested", "min_viable_budget", "expected_roi")),
        amounts["success_probability"],
        amounts["strategic_priority"],
        table.column("rationale"),
        [group or None for group in table.column("service_group")],
        repeat(None),
        *(others[column] for column in PEOPLE),
        [fund or None for fund in table.column("fund")],
        [int(first or 1) for first in others["first_period"]],
        [None if last is None else int(last) for last in others["last_period"]],
        _ramps(table),
    )
    return tuple(Request(*cells) for cells in zip(*columns, strict=False))


def _others(table: Table, column: str) -> list[Any]:
    """A column of numbers that need not be there; none may be negative."""
    if not table.has(column):
        return [None] * len(table.rows)
    values = table.numbers_of(column, is_required=False)
    for number, value in zip(table.numbers, values, strict=True):
        if value is not None and value < 0:
            table.fault(number, column, f"{value:g} is negative; 0 or more is expected")
    return values


def _refuse_twins(table: Table, ids: list[str], names: list[str]) -> None:
    """Each request once; names that look the same are one name, or a slip."""
    column = "request_id" if table.has("request_id") else "service_line"
    seen: dict[str, int] = {}
    for place, request_id in enumerate(ids):
        key = folded(request_id)
        if key and key in seen:
            before, number = ids[seen[key]], table.numbers[seen[key]]
            same = "is there already" if before == request_id else f"looks like {before!r}"
            odd = odd_letters(request_id) or odd_letters(before)
            letters = f"; among the letters is {odd}" if odd and before != request_id else ""
            own = ", or a request_id of its own" if names[place] == request_id else ""
            words = f"{request_id!r} {same} (line {number}{letters}); one line for each request is expected{own}"
            table.fault(table.numbers[place], column, words)
        seen.setdefault(key, place)


def _refuse_odd_amounts(table: Table, names: list[str], amounts: dict[str, list[Any]]) -> None:
    for number, name, asked, least, success, priority in zip(
        table.numbers,
        names,
        *(amounts[c] for c in ("budget_requested", "min_viable_budget", "success_probability", "strategic_priority")),
        strict=True,
    ):
        if asked is not None and asked <= 0:
            table.fault(number, "budget_requested", f"{name} requests {asked:,.2f}; more than 0 is expected")
        if least is not None and least < 0:
            table.fault(number, "min_viable_budget", f"{name} has the minimum {least:,.2f}; 0 or more is expected")
        if asked is not None and least is not None and least > asked > 0:
            words = f"the minimum viable amount {least:,.2f} of {name} is above its request of {asked:,.2f}"
            table.fault(number, "min_viable_budget", words)
        if success is not None and not 0 <= success <= 1:
            hint = f"; {success / 100:g} or {success:g}% is expected" if 1 < success <= 100 else ""  # noqa: PLR2004
            table.fault(number, "success_probability", f"{success:g} is not between 0 and 1{hint}")
        if priority is not None and priority < 0:
            table.fault(number, "strategic_priority", f"{priority:g} is negative; 1 to 5 is expected, 5 comes first")


def _refuse_odd_periods(table: Table, others: dict[str, list[Any]]) -> None:
    for column in PERIODS:
        for number, value in zip(table.numbers, others[column], strict=True):
            if value is not None and (value % 1 or value < 1):
                table.fault(number, column, f"{value:g} is no period; 1, 2, ... are expected")


def _ramps(table: Table) -> list[tuple[float, ...]]:
    """``20% | 30% | 50%`` as parts; nothing as all at once."""
    whole = (1.0,)
    if not table.has("return_ramp"):
        return [whole] * len(table.rows)
    return [
        tuple(_ramp(table, number, text)) if text else whole
        for number, text in zip(table.numbers, table.column("return_ramp"), strict=True)
    ]


def _ramp(table: Table, number: int, text: str) -> Iterator[float]:
    total = 0.0
    for part in text.split("|"):
        value = number_of(part.strip())
        if isinstance(value, str):
            table.fault(number, "return_ramp", value)
            return
        total += value
        yield value
    if abs(total - 1) > 1e-6:  # noqa: PLR2004  # rounding of written digits
        table.fault(number, "return_ramp", f"the parts of {text!r} add up to {total:g}; 1 or 100% is expected")
