"""The data of the funding model: frozen, and checked when built."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import inf, isfinite

from config.errors import ModelError
from optimizer.funding.catalog import GROUP_CODES, KINDS, MONEY_CODES, PERCENT_UNITS, RATIO_CODES

SHOWN_FAULT_COUNT = 20


@dataclass(frozen=True)
class Request:
    """One service line's request; amounts in the data's currency.

    ``roi_ratio`` is return per unit of money, ``past_roi_ratio`` what earlier money returned,
    ``success_probability_ratio`` 0-1, ``strategic_priority`` 1-5, 5 first. People are head counts at the full request
    (None: not known): ``headcount_added``, of whom ``contractors_added``; ``work_headcount`` is what work keeps busy.
    """

    request_id: str
    service_line: str
    requested_amount: float
    minimum_viable_amount: float
    roi_ratio: float
    success_probability_ratio: float
    strategic_priority: float
    rationale: str = ""
    group: str | None = None
    past_roi_ratio: float | None = None
    headcount_added: float | None = None
    contractors_added: float | None = None
    work_headcount: float | None = None


@dataclass(frozen=True)
class Limit:
    """One limit of the firm: its code in ``catalog.KINDS``, the requests it is about (empty: all), and its value.

    ``value`` is as the firm wrote it; ``level`` is the same in plain ratios, counts, months or money.
    """

    code: str
    value: float
    unit: str = ""
    subject: tuple[str, ...] = ()
    description: str = ""

    @property
    def name(self) -> str:
        """Its code, and whom it is about."""
        return f"{self.code} ({' | '.join(self.subject)})" if self.subject else self.code

    @property
    def level(self) -> float:
        """The limit as a ratio, count, number of months, or money."""
        return self.value / 100 if self.unit.strip().lower() in PERCENT_UNITS else self.value

    def words(self, currency: str, level: float | None = None) -> str:
        """The rule as a sentence, at its own level or at another one."""
        shown = self.level if level is None else level
        if self.code in RATIO_CODES:
            value = f"{shown:.1%}"
        elif self.code in MONEY_CODES:
            value = f"{shown:,.0f} {currency}"
        else:
            value = f"{shown:g}"
        return KINDS[self.code].words.format(subject=" | ".join(self.subject) or "Each request", value=value)


@dataclass(frozen=True)
class Firm:
    """What the firm is today; None where it is not known."""

    headcount: float | None = None
    contractor_headcount: float | None = None
    cash_amount: float | None = None
    monthly_burn_amount: float | None = None
    utilization_ratio: float | None = None


@dataclass(frozen=True)
class FundingData:
    """Everything that the model reads.

    Raises
    ------
    ModelError
        When built: a minimum above its request, a request twice, an unknown limit or subject, ...; all are named.
    """

    requests: tuple[Request, ...]
    limits: tuple[Limit, ...]
    firm: Firm = field(default_factory=Firm)
    currency: str = "USD"
    notes: tuple[str, ...] = ()
    database_ids: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse data that contradicts itself."""
        faults = [*_requests(self), *_limits(self)]
        if faults:
            more = f"; and {len(faults) - SHOWN_FAULT_COUNT} more" if len(faults) > SHOWN_FAULT_COUNT else ""
            listed = "; ".join(faults[:SHOWN_FAULT_COUNT]) + more
            raise ModelError(
                f"Funding: {listed}. Nothing was solved. Correct the requests or the limits and run again."
            )

    @cached_property
    def request(self) -> Mapping[str, Request]:
        """By id."""
        return {request.request_id: request for request in self.requests}

    @cached_property
    def _named(self) -> Mapping[str, list[Request]]:
        """What a name in a subject stands for: a request by id or service line, or every request of a group."""
        named: dict[str, list[Request]] = defaultdict(list)
        for request in self.requests:
            for name in {request.request_id, request.service_line, request.group or request.request_id}:
                named[name].append(request)
        return named

    def subjects(self, limit: Limit) -> list[Request]:
        """The requests that a limit is about, in its order; all of them where it names none."""
        found = [request for name in limit.subject for request in self._named.get(name, [])]
        return list(dict.fromkeys(found)) if limit.subject else list(self.requests)

    def unknown_subjects(self, limit: Limit) -> list[str]:
        """The names in a limit's subject that are neither a request nor a group."""
        return [name for name in limit.subject if name not in self._named]

    def missing(self, limit: Limit) -> list[str]:
        """The figures that the limit needs and nobody gave; empty where it can bind."""
        kind = KINDS[limit.code]
        of_firm = [f"the firm's {name}" for name in kind.needs if getattr(self.firm, name) is None]
        of_requests = [
            f"{name} of the requests"
            for name in kind.needs_each
            if any(getattr(request, name) is None for request in self.requests)
        ]
        groups = ["the groups of the requests"] if self.unknown_subjects(limit) else []
        return of_firm + of_requests + groups

    def cap_amount(self, request: Request) -> float:
        """The most that one request may get by the limits on single requests; infinite where there is none."""
        caps = (x for x in self.binding_limits if x.code == "max_single_service_allocation")
        names = {request.request_id, request.service_line, request.group}
        return min((x.level for x in caps if not x.subject or names & set(x.subject)), default=inf)

    @cached_property
    def binding_limits(self) -> tuple[Limit, ...]:
        """The limits for which every figure is known."""
        return tuple(limit for limit in self.limits if not self.missing(limit))

    @cached_property
    def limits_not_applied(self) -> tuple[str, ...]:
        """One sentence for each limit that the data cannot feed."""
        return tuple(
            f"{limit.name} was not applied: nothing gives {' and '.join(self.missing(limit))}. "
            f"The rule: {limit.words(self.currency)}."
            for limit in self.limits
            if self.missing(limit)
        )


def _requests(data: FundingData) -> Iterator[str]:
    for request_id, count in Counter(request.request_id for request in data.requests).items():
        if count > 1:
            yield f"request {request_id} is given {count} times"
    for r in data.requests:
        if not isfinite(r.requested_amount) or r.requested_amount <= 0:
            yield f"{r.service_line} requests {r.requested_amount:,.2f} {data.currency}; more than 0 is expected"
        if not isfinite(r.minimum_viable_amount) or r.minimum_viable_amount < 0:
            yield f"{r.service_line} has the minimum {r.minimum_viable_amount:,.2f}; 0 or more is expected"
        if r.minimum_viable_amount > r.requested_amount:
            yield (
                f"{r.service_line} requests {r.requested_amount:,.2f} {data.currency}, "
                f"less than its minimum viable amount {r.minimum_viable_amount:,.2f}"
            )
        if not isfinite(r.roi_ratio):
            yield f"{r.service_line} has the return {r.roi_ratio}; a number is expected"
        if not 0 <= r.success_probability_ratio <= 1:
            yield f"{r.service_line} succeeds with {r.success_probability_ratio:g}; 0 to 1 is expected"


def _limits(data: FundingData) -> Iterator[str]:
    has_groups = any(request.group is not None for request in data.requests)
    for name, count in Counter((limit.code, limit.subject) for limit in data.limits).items():
        if count > 1:
            yield f"the limit {name[0]} is given {count} times"
    for limit in data.limits:
        if limit.code not in KINDS:
            yield f"the limit {limit.code} is not known; known are {', '.join(KINDS)}"
        elif KINDS[limit.code].is_about_requests and not limit.subject:
            yield f"the limit {limit.code} names no request in its subject"
        if not isfinite(limit.value):
            yield f"the limit {limit.name} has the value {limit.value}; a number is expected"
        if has_groups or limit.code not in GROUP_CODES:
            for subject in data.unknown_subjects(limit):
                yield f"the limit {limit.code} is about {subject!r}, which is neither a request nor a group"
