"""The goals of a frontier: how each is measured, and the problem in which it has another price."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace

import numpy as np

from optimizer.staffing import score
from optimizer.staffing.data import Numbers, StaffingData


@dataclass(frozen=True)
class Goal(ABC):
    """One goal against the rest of the objective; ``column_kind`` are its columns in the bulk model.

    ``name`` and ``rest_name`` are the axes of its frontier. The goal is in hours, prices are milli-points per hour.
    """

    frontier_name: str
    name: str
    rest_name: str
    column_kind: str
    reference: Numbers  # P x W: the plan from which moves are counted; NaN where none is

    @abstractmethod
    def hours_of(self, data: StaffingData, hours: Numbers) -> float:
        """The goal of a plan, in hours."""

    @abstractmethod
    def priced(self, data: StaffingData, price: float) -> StaffingData:
        """The problem in which the goal has this price; at 0 its objective is the rest."""

    def rest(self, data: StaffingData, hours: Numbers) -> float:
        """The objective without the goal, in milli-points."""
        return score.objective(self.priced(data, 0.0), hours)


@dataclass(frozen=True)
class Bench(Goal):
    """Hours of internals below the bench target (C7); moves are free."""

    def hours_of(self, data: StaffingData, hours: Numbers) -> float:
        """Bench hours."""
        return float(score.bench_hours(data, hours).sum())

    def priced(self, data: StaffingData, price: float) -> StaffingData:
        """Another bench price."""
        parameters = replace(data.parameters, bench_price=price / score.MILLI, stability_price=0.0)
        return replace(data, parameters=parameters)


@dataclass(frozen=True)
class Moves(Goal):
    """Hours moved against the reference (C12); the bench has its price."""

    def hours_of(self, data: StaffingData, hours: Numbers) -> float:
        """Moved hours."""
        del data  # the reference says it all
        return float(np.nan_to_num(np.abs(hours - self.reference), nan=0.0).sum())

    def priced(self, data: StaffingData, price: float) -> StaffingData:
        """Another price of moves against the reference."""
        parameters = replace(data.parameters, stability_price=price / score.MILLI)
        return replace(data, parameters=parameters, pairs=replace(data.pairs, published_hours=self.reference))


def bench_goal(reference: Numbers) -> Bench:
    """Value against bench."""
    return Bench("value_against_bench", "bench", "objective without bench and moves", "bench_short", reference)


def moves_goal(reference: Numbers) -> Moves:
    """Value against moves."""
    return Moves("value_against_moves", "moves", "objective without moves", "moved_hours", reference)
