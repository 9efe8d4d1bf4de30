"""A problem with some changes; what each did is told in a sentence."""

from dataclasses import replace
from functools import singledispatch
from typing import Any

from config.errors import ModelError, UsageError
from optimizer.funding.data import FundingData, Limit, Request
from optimizer.funding.scenarios.kinds import (
    Change,
    Changes,
    FirmChanged,
    LimitAdded,
    LimitChanged,
    LimitRemoved,
    RequestAdded,
    RequestChanged,
    RequestWithdrawn,
)


def apply_changes(data: FundingData, changes: Changes, scenario: str) -> tuple[FundingData, tuple[str, ...]]:
    """The changed problem, and a sentence per change; the given problem stays as it is.

    Parameters
    ----------
    scenario
        Its name, for errors.

    Raises
    ------
    UsageError
        A change is about a limit or request that is not there, or that several could be.
    ModelError
        The changed problem contradicts itself.
    """
    words = []
    for number, change in enumerate(changes, 1):
        try:
            data, sentence = _applied(change, data)
        except (UsageError, ModelError) as error:
            raise type(error)(f"Scenario {scenario}, change {number}: {error}") from error
        words.append(sentence)
    return data, tuple(words)


@singledispatch
def _applied(change: Change, data: FundingData) -> tuple[FundingData, str]:
    """The problem with one change, and what it did."""
    raise NotImplementedError(type(change), data)


@_applied.register
def _limit(change: LimitChanged, data: FundingData) -> tuple[FundingData, str]:
    limit = _limit_called(data, change.limit)
    if (change.value is None) == (change.factor is None):
        raise UsageError(f"{change.limit} needs a value or a factor, one of them. Nothing was solved.")
    value = change.value if change.value is not None else (change.factor or 0.0) * limit.value
    new = replace(limit, value=value)
    words = f"{new.words(data.currency)} (before: {limit.words(data.currency)})."
    return replace(data, limits=tuple(new if one is limit else one for one in data.limits)), words


@_applied.register
def _limit_added(change: LimitAdded, data: FundingData) -> tuple[FundingData, str]:
    new = Limit(change.code, change.value, change.unit, tuple(change.subject), period=change.period)
    changed = replace(data, limits=(*data.limits, new))
    return changed, f"New: {new.words(data.currency)}."


@_applied.register
def _limit_removed(change: LimitRemoved, data: FundingData) -> tuple[FundingData, str]:
    limit = _limit_called(data, change.limit)
    words = f"Not a limit any more: {limit.words(data.currency)}."
    return replace(data, limits=tuple(one for one in data.limits if one is not limit)), words


@_applied.register
def _request(change: RequestChanged, data: FundingData) -> tuple[FundingData, str]:
    request = _request_called(data, change.request)
    both = change.values.keys() & change.factors.keys()
    if both or not (change.values or change.factors):
        found = f"both a value and a factor for {', '.join(sorted(both))}" if both else "neither values nor factors"
        raise UsageError(f"{change.request} has {found}. Nothing was solved. Give one of them for each figure.")
    figures: dict[str, Any] = {str(name): value for name, value in change.values.items()}
    for name, factor in change.factors.items():
        known = getattr(request, name)
        if known is None:
            raise UsageError(
                f"{request.service_line}: nobody gave its {name}, so it has no multiple. Nothing was solved."
            )
        figures[name] = factor * known
    new = replace(request, **figures)
    told = ", ".join(f"{name} {value:,g} (before: {_shown(request, name)})" for name, value in figures.items())
    return replace(data, requests=tuple(new if one is request else one for one in data.requests)), (
        f"{request.service_line}: {told}."
    )


@_applied.register
def _request_added(change: RequestAdded, data: FundingData) -> tuple[FundingData, str]:
    new = Request(
        request_id=change.request,
        service_line=change.service_line or change.request,
        requested_amount=change.requested_amount,
        minimum_viable_amount=change.minimum_viable_amount,
        roi_ratio=change.roi_ratio,
        success_probability_ratio=change.success_probability_ratio,
        strategic_priority=change.strategic_priority,
        group=change.group,
        headcount_added=change.headcount_added,
        contractors_added=change.contractors_added,
        work_headcount=change.work_headcount,
    )
    asked = f"{new.requested_amount:,.0f} {data.currency}, at least {new.minimum_viable_amount:,.0f}"
    return replace(data, requests=(*data.requests, new)), f"New: {new.service_line} requests {asked}."


@_applied.register
def _request_withdrawn(change: RequestWithdrawn, data: FundingData) -> tuple[FundingData, str]:
    request = _request_called(data, change.request)
    named = [limit.name for limit in data.limits if set(limit.subject) & {request.request_id, request.service_line}]
    if named:
        raise UsageError(
            f"{request.service_line} cannot be withdrawn while {', '.join(named)} is about it. Nothing was solved. "
            "Remove or change that limit first (limit_removed)."
        )
    return replace(data, requests=tuple(one for one in data.requests if one is not request)), (
        f"{request.service_line} is withdrawn."
    )


@_applied.register
def _firm(change: FirmChanged, data: FundingData) -> tuple[FundingData, str]:
    before = getattr(data.firm, change.figure)
    told = "not known" if before is None else f"{before:,g}"
    changed = replace(data, firm=replace(data.firm, **{str(change.figure): change.value}))
    return changed, f"The firm's {change.figure} is {change.value:,g} (before: {told})."


def _limit_called(data: FundingData, name: str) -> Limit:
    """The limit with this code, or code and subject."""
    found = [limit for limit in data.limits if name in {limit.code, limit.name}]
    if len(found) != 1:
        known = ", ".join(limit.name for limit in data.limits) or "none"
        how = "is not there" if not found else f"could be {len(found)} limits"
        raise UsageError(f"the limit {name!r} {how}. Nothing was solved. There are: {known}.")
    return found[0]


def _request_called(data: FundingData, name: str) -> Request:
    """The request with this id, or the only one of this service line."""
    found = [r for r in data.requests if r.request_id == name] or [r for r in data.requests if r.service_line == name]
    if len(found) != 1:
        how = "is not there" if not found else f"could be {len(found)} requests"
        raise UsageError(f"the request {name!r} {how}. Nothing was solved. Use the id of one request.")
    return found[0]


def _shown(request: Request, name: str) -> str:
    value = getattr(request, name)
    return "not known" if value is None else f"{value:,g}"
