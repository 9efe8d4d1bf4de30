"""Figures of single requests among the firm's limits: rows ``request_…`` whose subject is the request.

``request_headcount_added``, ``request_contractors_added`` and ``request_work_headcount`` are people at the full
request; ``request_first_period`` and ``request_last_period`` when it may be funded; ``request_return_ramp_1``, ``_2``,
… the part (0-1) of its return in the period of the money, in the next one, …; ``request_fund`` names the pot that pays
in its unit.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from config.errors import ModelError
from optimizer.funding.data import Limit, Request

PREFIX, RAMP = "request_", "return_ramp_"
PEOPLE = ("headcount_added", "contractors_added", "work_headcount")
PERIODS = ("first_period", "last_period")
KNOWN = (*PEOPLE, *PERIODS, f"{RAMP}1", "fund")


def with_figures(requests: tuple[Request, ...], rows: Iterable[Limit]) -> tuple[tuple[Request, ...], tuple[Limit, ...]]:
    """The requests with what rows say of them, and the rows that are limits.

    Raises
    ------
    ModelError
        A row is of no known kind, or its subject is not one request; all are named.
    """
    by_name: dict[tuple[str, ...], list[Request]] = defaultdict(list)
    for request in requests:
        for name in {request.request_id, request.service_line}:
            by_name[name,].append(request)
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    limits, faults = [], []
    for row in rows:
        if not row.code.startswith(PREFIX):
            limits.append(row)
            continue
        named = by_name.get(row.subject, [])
        if not _is_known(row.code) or len(named) != 1:
            known = f"its codes are {', '.join(PREFIX + name for name in KNOWN)}" if len(named) == 1 else "one request"
            faults.append(f"{row.name}: {known} expected")
            continue
        found[named[0].request_id][row.code.removeprefix(PREFIX)] = row.unit if row.code.endswith("fund") else row.level
    if faults:
        raise ModelError(f"Funding: {'; '.join(faults)}. Nothing was solved. Correct the rows in their source.")
    return tuple(_completed(one, found.get(one.request_id, {})) for one in requests), tuple(limits)


def _is_known(code: str) -> bool:
    name = code.removeprefix(PREFIX)
    return name in KNOWN or (name.startswith(RAMP) and name.removeprefix(RAMP).isdigit())


def _completed(request: Request, figures: Mapping[str, Any]) -> Request:
    if not figures:
        return request
    changes: dict[str, Any] = {name: float(figures[name]) for name in PEOPLE if name in figures}
    changes |= {name: int(figures[name]) for name in PERIODS if name in figures}
    ramp = sorted((int(name.removeprefix(RAMP)), figures[name]) for name in figures if name.startswith(RAMP))
    if ramp:
        changes["return_ramp"] = tuple(float(part) for _, part in ramp)
    if "fund" in figures:
        changes["fund"] = str(figures["fund"])
    return replace(request, **changes)
