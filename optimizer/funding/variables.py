"""The variables of the funding model: how much each request gets, and whether it is funded at all."""

from collections.abc import Iterable, Mapping
from typing import Any

import pulp

from optimizer import model_rows
from optimizer.funding.data import FundingData, Limit, Request

CENT = 0.01


class FundingModel:
    """A PuLP model under construction: ``amount`` (money) and ``funded`` (0 or 1) by request id.

    A limit has rows of its own; with ``is_elastic`` every limit may be missed, and ``slack`` says by how much, as a
    ratio of the limit's scale.
    """

    def __init__(self, data: FundingData, *, is_elastic: bool = False) -> None:
        self.problem = pulp.LpProblem("funding", pulp.LpMaximize)
        self.data = data
        self.is_elastic = is_elastic
        self.amount: dict[str, Any] = {}
        self.funded: dict[str, Any] = {}
        self.slack: dict[str, Any] = {}
        self.rows: dict[str, Limit] = {}
        self.number = {request.request_id: number for number, request in enumerate(data.requests, 1)}

    def at_most(self, limit: Limit, place: str, expression: Any, level: float, scale: float) -> None:
        """Add ``expression <= level`` for ``limit``; ``scale`` is what counts as missing it by 100 %."""
        name = f"{limit.code}__{place}"
        if self.is_elastic:
            self.slack[name] = model_rows.add_variable(self.problem, f"{name}__missed")
            expression = expression - max(abs(scale), 1e-9) * self.slack[name]
        model_rows.add_row(self.problem, name, expression <= level)
        self.rows[name] = limit

    def at_least(self, limit: Limit, place: str, expression: Any, level: float, scale: float) -> None:
        """Add ``expression >= level`` for ``limit``."""
        self.at_most(limit, place, -1 * expression, -level, scale)

    def money(self, requests: Iterable[Request], weights: Mapping[str, float] | None = None) -> pulp.LpAffineExpression:
        """Sum of the requests' amounts, each times its weight (by id) where weights are given."""
        terms = [(self.amount[r.request_id], 1.0 if weights is None else weights[r.request_id]) for r in requests]
        return pulp.LpAffineExpression(terms)

    def count(self, requests: Iterable[Request]) -> pulp.LpAffineExpression:
        """How many of the requests are funded."""
        return pulp.LpAffineExpression([(self.funded[r.request_id], 1.0) for r in requests])

    def people(self, figure: str) -> pulp.LpAffineExpression:
        """Sum of a head count of the requests, in proportion to what they get of what they requested."""
        weights = {r.request_id: float(getattr(r, figure)) / r.requested_amount for r in self.data.requests}
        return self.money(self.data.requests, weights)


def add_amounts(model: FundingModel, data: FundingData) -> None:
    """``amount`` is 0, or at least the minimum viable and at most the request: semi-continuous (BUDGET B)."""
    for request in data.requests:
        place = f"r{model.number[request.request_id]}"
        amount = model_rows.add_variable(model.problem, f"amount__{place}", upper=request.requested_amount)
        funded = model_rows.add_variable(model.problem, f"funded__{place}", upper=1, is_integer=True)
        model_rows.add_row(model.problem, f"at_most_requested__{place}", amount <= request.requested_amount * funded)
        least = max(request.minimum_viable_amount, CENT)
        model_rows.add_row(model.problem, f"at_least_viable__{place}", amount - least * funded >= 0)
        model.amount[request.request_id], model.funded[request.request_id] = amount, funded
