"""What data of the funding model may not be: every contradiction, as one clause of a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import isfinite
from typing import TYPE_CHECKING

from optimizer.funding.catalog import (
    COUNT_CODES,
    FIRM_CODES,
    GROUP_CODES,
    KINDS,
    MONEY_CODES,
    PERCENT_UNITS,
    RATIO_CODES,
)

if TYPE_CHECKING:
    from optimizer.funding.data import FundingData, Limit, Request

RAMP_TOLERANCE = 1e-6
FLAG_CODES = ("must_fund", "requires")
PAIR_CODES = ("requires", "either_or")
PAIR = 2


def faults_of(data: FundingData) -> list[str]:
    """Every fault of requests, limits and horizon."""
    return [
        *_horizon(data),
        *_twice(data),
        *(f for r in data.requests for f in request_faults(r, data)),
        *_limits(data),
    ]


def request_faults(r: Request, data: FundingData) -> Iterator[str]:
    """What is wrong with one request, money in the data's currency."""
    asked, least = r.requested_amount, r.minimum_viable_amount
    if not isfinite(asked) or asked <= 0:
        yield f"{r.service_line} requests {asked:,.2f} {data.currency}; more than 0 is expected"
    if not isfinite(least) or least < 0:
        yield f"{r.service_line} has the minimum {least:,.2f}; 0 or more is expected"
    if least > asked:
        yield (
            f"{r.service_line} requests {asked:,.2f} {data.currency}, less than its minimum viable amount {least:,.2f}"
        )
    if not isfinite(r.roi_ratio):
        yield f"{r.service_line} has the return {r.roi_ratio}; a number is expected"
    if not 0 <= r.success_probability_ratio <= 1:
        yield f"{r.service_line} succeeds with {r.success_probability_ratio:g}; 0 to 1 is expected"
    if r.first_period != 1 or r.last_period is not None:
        yield from _window(r, data.horizon.period_count)
    if r.return_ramp != (1.0,) and not (
        all(part >= 0 for part in r.return_ramp) and abs(sum(r.return_ramp) - 1) <= RAMP_TOLERANCE
    ):
        parts = " | ".join(f"{part:g}" for part in r.return_ramp)
        yield f"{r.service_line} has the return ramp {parts}; parts of 0 or more that add up to 1 are expected"


def _window(r: Request, period_count: int) -> Iterator[str]:
    last = period_count if r.last_period is None else r.last_period
    if not 1 <= r.first_period <= last <= period_count:
        yield (
            f"{r.service_line} may be funded from period {r.first_period} to {last}; "
            f"periods 1 to {period_count} are planned"
        )


def _horizon(data: FundingData) -> Iterator[str]:
    if data.horizon.period_count < 1:
        yield f"{data.horizon.period_count} periods are to be planned; 1 or more are expected"
    if not 0 <= data.horizon.discount_ratio < 1:
        yield f"the discount is {data.horizon.discount_ratio:g} a period; 0 to 1 is expected"


def _twice(data: FundingData) -> Iterator[str]:
    if len(data.request) < len(data.requests):
        for request_id, count in Counter(request.request_id for request in data.requests).items():
            if count > 1:
                yield f"request {request_id} is given {count} times"


def _limits(data: FundingData) -> Iterator[str]:
    has_groups = any(request.group is not None for request in data.requests)
    for name, count in Counter((x.code, x.subject, x.period) for x in data.limits).items():
        if count > 1:
            yield f"the limit {name[0]} is given {count} times"
    for limit in data.limits:
        if limit.code not in KINDS:
            yield f"the limit {limit.code} is not known; known are {', '.join(KINDS)}"
            continue
        yield from _subject(limit)
        yield from value_faults(limit)
        if limit.period is not None and not 1 <= limit.period <= data.horizon.period_count:
            yield f"the limit {limit.name} is about period {limit.period}; there are {data.horizon.period_count}"
        if has_groups or limit.code not in GROUP_CODES:
            for subject in data.unknown_subjects(limit):
                yield f"the limit {limit.code} is about {subject!r}, which is neither a request nor a group"
    yield from _budgets_by_period(data)


def _subject(limit: Limit) -> Iterator[str]:
    if KINDS[limit.code].is_about_requests and not limit.subject:
        yield f"the limit {limit.code} names no request in its subject"
    elif limit.code in PAIR_CODES and len(limit.subject) < PAIR:
        yield f"the limit {limit.name} names one request in its subject; two or more are expected"
    if limit.code in FIRM_CODES and limit.subject:
        yield f"the limit {limit.name} is about the whole firm; no subject is expected"


def value_faults(limit: Limit) -> Iterator[str]:
    """What is wrong with the value of one limit, with its unit."""
    if not isfinite(limit.value):
        yield f"the limit {limit.name} has the value {limit.value}; a number is expected"
    elif limit.value < 0:
        yield f"the limit {limit.name} has the value {limit.value:,g}; 0 or more is expected"
    elif limit.code in (*MONEY_CODES, *COUNT_CODES) and limit.unit.strip().lower() in PERCENT_UNITS:
        yield f"the limit {limit.name} has the unit {limit.unit}; it is no ratio"
    elif limit.code in FLAG_CODES and limit.value != 1:
        yield f"the limit {limit.name} has the value {limit.value:g}; 1 is expected, and no line where it is off"
    elif limit.code in COUNT_CODES and limit.value % 1:
        yield f"the limit {limit.name} has the value {limit.value:g}; a whole number is expected"
    elif limit.code in RATIO_CODES:
        yield from _ratio(limit)


def _ratio(limit: Limit) -> Iterator[str]:
    """25 without a percent sign, and 0.25 with one, are not taken at their word."""
    is_percent = limit.level != limit.value
    unit = limit.unit or "none"
    if not is_percent and limit.value > 1:
        yield (
            f"the limit {limit.name} has the value {limit.value:g} and the unit {unit}; "
            f"{limit.value:g} with the unit Percentage, or {limit.value / 100:g} with Ratio, is expected"
        )
    if is_percent and 0 < limit.value < 1:
        yield (
            f"the limit {limit.name} has the value {limit.value:g} and the unit {unit}, which is "
            f"{limit.level:.4%}; {limit.value * 100:g} with the unit Percentage, or {limit.value:g} with Ratio, is "
            "expected"
        )


def _budgets_by_period(data: FundingData) -> Iterator[str]:
    """What is carried over is known only where every period has its budget."""
    budgets = [x for x in data.limits if x.code == "total_budget" and x.period is not None]
    for subject in dict.fromkeys(limit.subject for limit in budgets):
        given = {limit.period for limit in budgets if limit.subject == subject}
        lacking = [str(p) for p in range(1, data.horizon.period_count + 1) if p not in given]
        if lacking:
            yield (
                f"total_budget{' of ' + ' | '.join(subject) if subject else ''} is given for some periods "
                f"and not for {', '.join(lacking)}; give each its budget, 0 where there is none"
            )
