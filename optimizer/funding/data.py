"""The data of the funding model: frozen, and checked when built."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

import numpy as np
from numpy.typing import NDArray

from config.errors import ModelError
from optimizer.funding.catalog import KINDS, MONEY_CODES, PERCENT_UNITS, RATIO_CODES
from optimizer.funding.data_checks import faults_of
from optimizer.funding.names import NameList

SHOWN_FAULT_COUNT = 20
Numbers = NDArray[np.float64]
Indexes = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Request:
    """One service line's request; amounts in the data's currency.

    ``roi_ratio`` is return per unit of money, ``past_roi_ratio`` what earlier money returned and ``past_roi_deviation``
    how far its years lay apart (standard deviation over mean), ``success_probability_ratio`` 0-1,
    ``strategic_priority`` 1-5, 5 first. ``fund`` is the pot that pays. People are head counts at the full request
    (None: not known): ``headcount_added``, of whom ``contractors_added``; ``work_headcount`` is what work keeps busy.
    It may be funded from ``first_period`` to ``last_period`` (None: to the end); ``return_ramp`` is the part of its
    return in the period of the money, in the next one, ..., and adds up to 1.
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
    fund: str | None = None
    first_period: int = 1
    last_period: int | None = None
    return_ramp: tuple[float, ...] = (1.0,)
    past_roi_deviation: float | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """By what a limit may mean it: its id, its service line, its group, its fund."""
        return tuple(name for name in (self.request_id, self.service_line, self.group, self.fund) if name)


@dataclass(frozen=True)
class Limit:
    """One limit of the firm: its code in ``catalog.KINDS``, the requests it is about (empty: all), and its value.

    ``value`` is as the firm wrote it; ``level`` is the same in plain ratios, counts, months or money. ``period`` is the
    one that it is about, counted from 1 (None: all together).
    """

    code: str
    value: float
    unit: str = ""
    subject: tuple[str, ...] = ()
    description: str = ""
    period: int | None = None

    @property
    def name(self) -> str:
        """Its code, and whom it is about."""
        about = " | ".join(self.subject) + ("" if self.period is None else f" @ {self.period}")
        return f"{self.code} ({about.strip()})" if about else self.code

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
        kind = KINDS[self.code]
        subject = kind.about.format(names=" | ".join(self.subject)) if self.subject else kind.everybody
        sentence = kind.words.format(subject=subject, value=value)
        is_name_first = bool(self.subject) and kind.words.startswith("{subject}") and kind.about == "{names}"
        said = sentence if is_name_first else sentence[0].lower() + sentence[1:]
        return sentence if self.period is None else f"Period {self.period}: {said}"


@dataclass(frozen=True)
class Firm:
    """What the firm is today; None where it is not known."""

    headcount: float | None = None
    contractor_headcount: float | None = None
    cash_amount: float | None = None
    monthly_burn_amount: float | None = None
    utilization_ratio: float | None = None


@dataclass(frozen=True)
class Horizon:
    """The periods that are decided together.

    ``is_carried_over``: what a period's budget leaves may be spent in later ones. ``discount_ratio``: how much less a
    return is worth one period later.
    """

    period_count: int = 1
    is_carried_over: bool = True
    discount_ratio: float = 0.0


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
    horizon: Horizon = field(default_factory=Horizon)

    def __post_init__(self) -> None:
        """Refuse data that contradicts itself."""
        faults = faults_of(self)
        if faults:
            more = f"; and {len(faults) - SHOWN_FAULT_COUNT} more" if len(faults) > SHOWN_FAULT_COUNT else ""
            words = "Nothing was solved. Correct the requests or the limits and run again."
            raise ModelError(f"Funding: {'; '.join(faults[:SHOWN_FAULT_COUNT])}{more}. {words}")

    @cached_property
    def request(self) -> Mapping[str, Request]:
        """By id."""
        return {request.request_id: request for request in self.requests}

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Where a request stands in ``requests``, by id."""
        return {request.request_id: place for place, request in enumerate(self.requests)}

    def array(self, figure: str) -> Numbers:
        """One figure of all requests, in their order; NaN where it is not known."""
        arrays: dict[str, Numbers] = self.__dict__.setdefault("_arrays", {})
        if figure not in arrays:
            arrays[figure] = np.array([getattr(request, figure) for request in self.requests], dtype=float)
        return arrays[figure]

    @cached_property
    def _named(self) -> Mapping[str, list[int]]:
        """Which places a name in a subject stands for: a request by id or line, all of a group, all of a fund."""
        named: dict[str, list[int]] = defaultdict(list)
        for place, request in enumerate(self.requests):
            for name in set(request.names):
                named[name].append(place)
        return named

    @cached_property
    def _names(self) -> NameList:
        return NameList(self._named)

    def meant(self, name: str) -> str | None:
        """The name of a request, group or fund that is meant: the same, or the only one that looks the same."""
        return self._names.meant(name)

    def places_of(self, *names: str) -> Indexes:
        """Where the requests stand that these names stand for, each once, in the order of the names."""
        meant = [self.meant(name) for name in names]
        found = [place for name in meant if name is not None for place in self._named[name]]
        return np.array(list(dict.fromkeys(found)), dtype=np.int64)

    def places(self, limit: Limit) -> Indexes:
        """Where the requests stand that a limit is about, in its order; all of them where it names none."""
        return self.places_of(*limit.subject) if limit.subject else np.arange(len(self.requests))

    def subjects(self, limit: Limit) -> Sequence[Request]:
        """The requests that a limit is about, in its order; all of them where it names none."""
        return [self.requests[place] for place in self.places(limit)] if limit.subject else list(self.requests)

    def unknown_subjects(self, limit: Limit) -> list[str]:
        """The names in a limit's subject that are neither a request nor a group nor a fund."""
        return [name for name in limit.subject if self.meant(name) is None]

    def available_amount(self, limit: Limit) -> float:
        """A total budget, with those of the periods before it where what is left is carried over."""
        if limit.period is None or not self.horizon.is_carried_over:
            return limit.level
        same = (other for other in self.limits if (other.code, other.subject) == (limit.code, limit.subject))
        return limit.level + sum(other.level for other in same if other.period and other.period < limit.period)

    def missing(self, limit: Limit) -> list[str]:
        """The figures that the limit needs and nobody gave; empty where it can bind."""
        kind = KINDS[limit.code]
        of_firm = [f"the firm's {name}" for name in kind.needs if getattr(self.firm, name) is None]
        of_requests = [f"{name} of the requests" for name in kind.needs_each if np.isnan(self.array(name)).any()]
        groups = ["the groups of the requests"] if self.unknown_subjects(limit) else []
        return of_firm + of_requests + groups

    @cached_property
    def cap_amounts(self) -> Numbers:
        """The most that each request may get in all by the limits on single requests; infinite where there is none."""
        caps = np.full(len(self.requests), inf)
        for limit in self.binding_limits:
            if limit.code == "max_single_service_allocation" and limit.period is None:
                places = self.places(limit)
                caps[places] = np.minimum(caps[places], limit.level)
        return caps

    def cap_amount(self, request: Request) -> float:
        """The most that one request may get by the limits on single requests; infinite where there is none."""
        return float(self.cap_amounts[self.place[request.request_id]])

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
