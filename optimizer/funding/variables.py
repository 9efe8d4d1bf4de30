"""The variables of the funding model: how much each request gets in each period, and whether it is funded at all."""

from functools import cached_property
from typing import Any

import numpy as np
import pulp

from optimizer.funding.bulk.linear_model import Block, LinearModel
from optimizer.funding.bulk.pulp_form import to_pulp
from optimizer.funding.bulk.terms import Terms, terms
from optimizer.funding.data import Flags, FundingData, Indexes, Limit, Numbers

CENT = 0.01
UNBOUNDED = float("inf")


class FundingModel(LinearModel):
    """The model under construction: ``amount`` and ``funded`` of each request and period, as numbers of columns.

    ``amounts`` and ``fundeds`` are requests x periods; ``chosen`` is whether a request is funded in any period. A limit
    has rows of its own (``limit_of_row``); with ``is_elastic`` every limit may be missed, and ``slack`` says by how
    much, as a ratio of the limit's scale.
    """

    def __init__(self, data: FundingData, *, is_elastic: bool = False) -> None:
        super().__init__("funding")
        self.data, self.is_elastic = data, is_elastic
        self.amounts: Indexes = np.zeros((0, 0), dtype=np.int64)
        self.fundeds: Indexes = self.amounts
        self.chosen: Indexes = np.zeros(0, dtype=np.int64)
        self.slack: list[Block] = []
        self.limit_rows: list[tuple[Block, Limit]] = []

    def periods(self, limit: Limit) -> Indexes:
        """The periods that a limit is about, from 0."""
        every = np.arange(self.data.horizon.period_count)
        return every if limit.period is None else every[limit.period - 1 : limit.period]

    def periods_until(self, limit: Limit) -> Indexes:
        """Every period up to the one that a limit is about: for what adds up, as people and cash do."""
        every = np.arange(self.data.horizon.period_count)
        return every if limit.period is None else every[: limit.period]

    def money(self, places: Indexes, weights: Numbers | float = 1.0, periods: Indexes | None = None) -> Terms:
        """Sum of the amounts of the requests at ``places``, each times its weight, in all or some periods."""
        columns = self.amounts[places] if periods is None else self.amounts[np.ix_(places, periods)]
        values = np.broadcast_to(np.asarray(weights, dtype=float), places.shape)
        return terms(columns.ravel(), np.repeat(values, columns.shape[1]))

    def amounts_at(self, point: Numbers) -> Numbers:
        """Requests x periods: whoever is funded gets the minimum or more, nobody else gets anything.

        A solver keeps rows and whole numbers within a tolerance; a minimum of a cent may be smaller than that.
        """
        least = np.maximum(self.data.array("minimum_viable_amount"), CENT)[:, None]
        given: Numbers = np.where(point[self.fundeds] > 0.5, np.maximum(point[self.amounts], least), 0.0)  # noqa: PLR2004  # 0 or 1
        return given

    def count(self, places: Indexes, limit: Limit | None = None) -> Terms:
        """How many of the requests at ``places`` are funded: in the limit's period, or in any."""
        if limit is None or limit.period is None:
            return terms(self.chosen[places])
        return terms(self.fundeds[places, limit.period - 1])

    def among(self, place: int, *periods: int) -> Terms:
        """In how many of the periods the request at ``place`` is funded."""
        return terms(self.fundeds[place, list(periods)])

    def people(self, figure: str, limit: Limit) -> Terms:
        """Sum of a head count of the requests, in proportion to what they get of what they requested."""
        per_money = self.data.array(figure) / self.data.array("requested_amount")
        return self.money(np.arange(len(self.data.requests)), per_money, self.periods_until(limit))

    def at_most(self, limit: Limit, place: str, expression: Terms, level: float, scale: float) -> None:
        """Add ``expression <= level`` for ``limit``; ``scale`` is what counts as missing it by 100 %."""
        self.add_limit_rows(limit, place, (), [(0, expression.columns, expression.values)], level, scale)

    def at_least(self, limit: Limit, place: str, expression: Terms, level: float, scale: float) -> None:
        """Add ``expression >= level`` for ``limit``."""
        self.at_most(limit, place, expression * -1.0, -level, scale)

    def add_limit_rows(
        self,
        limit: Limit,
        place: str,
        labels: tuple[tuple[str, Indexes], ...],
        entries: list[tuple[Any, Any, Any]],
        level: Any,
        scale: float,
    ) -> None:
        """Add one row per number of the labels, or one alone, for ``limit``: Σ entries <= level."""
        name = f"{limit.code}__{place}"
        if self.is_elastic:
            slack = self.add_columns(f"{name}__missed", ())
            count = len(labels[0][1]) if labels else 1
            entries = [*entries, (np.arange(count), slack.members[0], -self._scale(scale))]
            self.slack.append(slack)
        block = self.add_rows(name, labels, entries, lower=-UNBOUNDED, upper=level)
        self.limit_rows.append((block, limit))

    def _scale(self, scale: float) -> float:
        """What 100 % is, where a limit of 0 has no size of its own: all that is requested."""
        return abs(scale) if scale else max(1.0, float(self.data.array("requested_amount").sum()))

    @cached_property
    def _in_pulp(self) -> tuple[pulp.LpProblem, list[pulp.LpVariable]]:
        return to_pulp(self)

    @property
    def problem(self) -> pulp.LpProblem:
        """The model in PuLP, once it is complete."""
        return self._in_pulp[0]


def add_amounts(model: FundingModel, data: FundingData, is_funded: Flags | None = None) -> None:
    """``amount`` is 0, or at least the minimum viable and at most the request: semi-continuous (BUDGET B).

    With several periods this holds in each of them, all together are at most the request, and nothing is given before
    a request's first period or after its last. With ``is_funded`` (requests x periods) it is known who is funded: the
    bounds of the amounts then say all of it.
    """
    requests, periods = len(data.requests), data.horizon.period_count
    request, period = np.repeat(np.arange(requests), periods), np.tile(np.arange(periods), requests)
    is_open = _is_open(data)[request, period]
    labels = [("r", request + 1), *([("t", period + 1)] if periods > 1 else [])]
    asked = data.array("requested_amount")[request]
    least = np.maximum(data.array("minimum_viable_amount"), CENT)[request]
    if is_funded is not None:
        _add_known(model, labels, is_funded, least, asked)
        return
    amount = model.add_columns("amount", labels, upper=np.where(is_open, asked, 0.0))
    funded = model.add_columns("funded", labels, upper=np.where(is_open, 1.0, 0.0), is_integer=True)
    row = np.arange(requests * periods)
    model.add_rows(
        "at_most_requested",
        labels,
        [(row, amount.members, 1.0), (row, funded.members, -asked)],
        lower=-UNBOUNDED,
        upper=0.0,
    )
    model.add_rows(
        "at_least_viable",
        labels,
        [(row, amount.members, 1.0), (row, funded.members, -least)],
        lower=0.0,
        upper=UNBOUNDED,
    )
    model.amounts = amount.members.reshape(requests, periods)
    model.fundeds = funded.members.reshape(requests, periods)
    model.chosen = model.fundeds[:, 0] if periods == 1 else _chosen(model, data)


def _add_known(model: FundingModel, labels: Any, is_funded: Flags, least: Numbers, asked: Numbers) -> None:
    """Amounts within bounds, and being funded as a constant."""
    flags = is_funded.ravel().astype(float)
    amount = model.add_columns("amount", labels, lower=least * flags, upper=asked * flags)
    funded = model.add_columns("funded", labels, lower=flags, upper=flags)
    model.amounts = amount.members.reshape(is_funded.shape)
    model.fundeds = funded.members.reshape(is_funded.shape)
    model.chosen = model.fundeds[:, 0]
    if is_funded.shape[1] > 1:
        row, chosen = np.arange(len(is_funded)), is_funded.any(axis=1).astype(float)
        model.chosen = model.add_columns("chosen", [("r", row + 1)], lower=chosen, upper=chosen).members
        every, asked_in_all = (row[:, None], model.amounts, 1.0), asked[:: is_funded.shape[1]]
        model.add_rows("at_most_requested_in_all", [("r", row + 1)], [every], lower=-UNBOUNDED, upper=asked_in_all)


def _is_open(data: FundingData) -> Any:
    """Requests x periods: whether money may be given."""
    period = np.arange(1, data.horizon.period_count + 1)
    last = np.nan_to_num(data.array("last_period"), nan=data.horizon.period_count)
    return (period >= data.array("first_period")[:, None]) & (period <= last[:, None])


def _chosen(model: FundingModel, data: FundingData) -> Indexes:
    """Whether a request is funded in any period; all its periods together get at most what it asks for."""
    requests, periods = model.amounts.shape
    row = np.arange(requests)
    labels = [("r", row + 1)]
    chosen = model.add_columns("chosen", labels, upper=1.0, is_integer=True)
    every = (row[:, None], model.amounts, 1.0)
    asked = data.array("requested_amount")
    model.add_rows("at_most_requested_in_all", labels, [every], lower=-UNBOUNDED, upper=asked)
    model.add_rows(
        "chosen_only_if_funded",
        labels,
        [(row, chosen.members, 1.0), (row[:, None], model.fundeds, -1.0)],
        lower=-UNBOUNDED,
        upper=0.0,
    )
    cell = np.arange(requests * periods)
    model.add_rows(
        "funded_only_if_chosen",
        [("r", np.repeat(row, periods) + 1), ("t", np.tile(np.arange(periods), requests) + 1)],
        [(cell, model.fundeds.ravel(), 1.0), (cell, np.repeat(chosen.members, periods), -1.0)],
        lower=-UNBOUNDED,
        upper=0.0,
    )
    return chosen.members
