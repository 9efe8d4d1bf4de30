"""The tables of ``pred`` that several models write: how a plan was proven, what limits cost, frontiers, simulations."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import structlog

from optimizer.firm.exact import MEASURE, RATIO, SECONDS, SENTENCE_LENGTH, exact, exact_or_none
from sql.database import Transaction

LIMIT_LENGTH = 200
SOLVE_COLUMNS = (
    "run_id", "model", "solve_status", "objective_name", "objective_value", "bound_value", "gap_ratio", "solve_seconds",
    "row_count", "column_count", "sentence",
)  # fmt: skip
SHADOW_PRICE_COLUMNS = ("run_id", "model", "limit_name", "price", "unit", "sentence")
FRONTIER_COLUMNS = (
    "run_id", "model", "frontier_name", "point_number", "x_name", "x_value", "x_unit", "y_name", "y_value", "y_unit",
    "z_name", "z_value", "z_unit", "solve_status", "gap_ratio", "is_chosen", "sentence",
)  # fmt: skip
SIMULATION_COLUMNS = (
    "run_id", "model", "subject_name", "measure_code", "draw_count", "mean_value", "p10_value", "p50_value",
    "p90_value", "target_value", "target_probability_ratio", "unit", "sentence",
)  # fmt: skip
Rows = Iterator[tuple[Any, ...]]


class ShadowPrice(Protocol):
    """What one more unit of a limit is worth."""

    @property
    def limit(self) -> str:
        """The limit in words."""

    @property
    def price(self) -> float:
        """In ``unit``."""

    @property
    def unit(self) -> str:
        """What of the objective, per what of the limit."""

    @property
    def sentence(self) -> str:
        """The same in words."""


@dataclass(frozen=True)
class SolveRecord:
    """How good a plan is, and how it was proven; ``status`` as ``optimizer.solver.Status``."""

    status: str
    objective: str
    value: float | None
    bound: float | None
    gap: float | None
    seconds: float
    row_count: int
    column_count: int
    sentence: str


@dataclass(frozen=True)
class Axis:
    """One goal at one point of a frontier."""

    name: str
    value: float
    unit: str


@dataclass(frozen=True)
class Point:
    """One point of a frontier or a sweep: two goals or three; ``is_chosen`` marks the plan that is published."""

    axes: tuple[Axis, ...]
    status: str
    sentence: str
    gap: float | None = None
    is_chosen: bool = False


@dataclass(frozen=True)
class Range:
    """Where a figure falls over ``draw_count`` draws; ``target_probability_ratio`` is the part that reaches it."""

    subject: str
    measure: str
    unit: str
    draw_count: int
    mean: float
    p10: float
    p50: float
    p90: float
    sentence: str
    target: float | None = None
    target_probability_ratio: float | None = None


def save_solve(transaction: Transaction, run_id: int, model: str, record: SolveRecord) -> None:
    """Write the record of one model's solve."""
    row = (
        run_id, model, record.status, record.objective, exact_or_none(record.value, MEASURE),
        exact_or_none(record.bound, MEASURE), exact_or_none(record.gap, RATIO), exact(record.seconds, SECONDS),
        record.row_count, record.column_count, record.sentence.strip()[:SENTENCE_LENGTH],
    )  # fmt: skip
    transaction.insert("pred.solve", SOLVE_COLUMNS, [row])


def save_shadow_prices(transaction: Transaction, run_id: int, model: str, prices: Iterable[ShadowPrice]) -> None:
    """Write what one more unit of each limit is worth; of two limits whose names begin alike the first is kept."""
    rows: dict[str, tuple[Any, ...]] = {}
    for one in prices:
        name = one.limit[:LIMIT_LENGTH]
        rows.setdefault(name, (run_id, model, name, exact(one.price, RATIO), one.unit, one.sentence[:SENTENCE_LENGTH]))
    transaction.insert("pred.shadow_price", SHADOW_PRICE_COLUMNS, list(rows.values()))


def frontier_rows(run_id: int, model: str, frontier: str, points: Iterable[Point]) -> Rows:
    """Rows of ``pred.frontier_point``, numbered from 1."""
    for number, one in enumerate(points, start=1):
        axes = [(axis.name, exact(axis.value, MEASURE), axis.unit) for axis in one.axes]
        x, y, z = (*axes, (None, None, None))[:3]
        yield (
            run_id, model, frontier, number, *x, *y, *z, one.status, exact_or_none(one.gap, RATIO), one.is_chosen,
            one.sentence[:SENTENCE_LENGTH],
        )  # fmt: skip


def simulation_rows(run_id: int, model: str, ranges: Iterable[Range]) -> Rows:
    """Rows of ``pred.simulation``."""
    for one in ranges:
        figures = (exact(value, MEASURE) for value in (one.mean, one.p10, one.p50, one.p90))
        yield (
            run_id, model, one.subject, one.measure, one.draw_count, *figures, exact_or_none(one.target, MEASURE),
            exact_or_none(one.target_probability_ratio, RATIO), one.unit, one.sentence[:SENTENCE_LENGTH],
        )  # fmt: skip


@dataclass(frozen=True)
class AnswerTable:
    """What one answer is stored as; ``rows`` are made when they are written."""

    table: str
    columns: tuple[str, ...]
    rows: Rows


def save_answers(transaction: Transaction, model: str, answers: Iterable[AnswerTable]) -> None:
    """Write every answer; a table whose rows do not fit is left out, and the plan is published all the same."""
    for one in answers:
        try:
            rows = list(one.rows)
        except (ValueError, LookupError):
            structlog.get_logger(f"prop.{model}").warning("not stored", table=one.table, exc_info=True)
            continue
        transaction.insert(one.table, one.columns, rows)
