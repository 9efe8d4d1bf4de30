"""The proven bound of a large staffing problem, by Lagrangian decomposition.

People of different practices and levels share money, demand caps and the weekly totals of phases. At prices for these
(any prices) a plan is worth no more than the sum of what each block of people is worth alone and what the engagements
keep: every row left out was paid for. Blocks are first bounded by their relaxed models, cell by cell, then by branch
and cut in groups of cells. Nodes are the limit, the clock is a guard.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import highspy
import numpy as np

from optimizer.heuristics import WITHOUT_HEURISTICS
from optimizer.solver import Clock
from optimizer.staffing.bulk.index import index_of
from optimizer.staffing.data import Indexes, Numbers, StaffingData
from optimizer.staffing.large import block_model
from optimizer.staffing.large.blocks import Block, alone, block_of, merged
from optimizer.staffing.large.engagement_share import engagement_share
from optimizer.staffing.large.prices import Prices
from optimizer.staffing.large.refined_prices import is_worth_refining, refined_prices

ROUNDING = 1e-7  # of each block's value: what HiGHS's tolerances may hide
NODES = 1  # the root and its cuts; a tree of a practice gains nothing more in minutes
WITHIN_POINTS = 0.2  # milli-points of a block that are not worth searching for
MOST_COLUMNS = 8000  # hours of a group of cells: a practice of 60 people; half of one proves much less
REFINING_GUARD = 0.5  # of the time
LEAST_SECONDS = 0.5
GROWTH = 1.5  # of a block's seconds with its pairs
USEFUL_SECONDS = 1.0  # per group: in less, branch and cut proves less than the relaxed cells


class Map(Protocol):
    """Results of a function for all items, in their order, as ``Crew.map``; an item is asked for when it can start."""

    def __call__(self, function: Callable[..., Any], items: Iterable[Any], *, shared: Any) -> Iterable[Any]:
        """Call ``function(shared, item)`` for each item."""
        ...


@dataclass(frozen=True)
class BlockTask:
    """A block to be bounded, with or without its yes-or-no decisions; seconds are a guard."""

    block: Block
    is_relaxed: bool
    time_limit_seconds: float


@dataclass(frozen=True)
class BlockBound:
    """At most ``value`` milli-points, and the hours (N x W of ``pairs``) of the best plan seen; None: none was seen."""

    cells: Indexes
    value: float
    pairs: Indexes
    hours: Numbers | None
    is_cut_by_clock: bool


@dataclass(frozen=True)
class Bound:
    """No plan is worth more than ``value`` milli-points; None when nothing was proven, and why."""

    value: float | None
    blocks: tuple[BlockBound, ...]
    prices: Prices
    reason: str


def in_turn(function: Callable[..., Any], items: Iterable[Any], *, shared: Any) -> Iterator[Any]:
    """A ``Map`` of this process."""
    return map(partial(function, shared), items)


def bound(
    data: StaffingData, prices: Prices, clock: Clock, *, each: Map = in_turn, workers: int = 1, is_rough: bool = False
) -> Bound:
    """An upper bound of every plan of ``data`` that keeps the hard rules.

    Parameters
    ----------
    data
        The problem.
    prices
        Any finite prices; refined here where the time allows it.
    clock
        A guard: past it, blocks keep the bounds of their relaxed models.
    each
        How to share the blocks, as ``Crew.map``; may give None for a block that it gave up.
    workers
        How many of the tasks of ``each`` run at once: those beside the search, where both share a crew.

    Returns
    -------
    Bound
        In milli-points, with the value and the hours of each block.
    """
    if not is_rough and is_worth_refining(data, clock.left_seconds):
        prices = next(iter(each(refined_prices, [clock.left_seconds * REFINING_GUARD], shared=data))) or prices
    share = engagement_share(data, prices)
    if share is None:
        return Bound(None, (), prices, "what engagements keep at these prices could not be computed")
    relaxed = _solved(data, prices, alone(data), _Pass(clock, each, workers, is_relaxed=True))
    blocks = [block for block in relaxed if block is not None]
    if len(blocks) < len(relaxed):
        return Bound(None, (), prices, "the clock ended before anything was proven")
    late = 0
    groups = merged(data, MOST_COLUMNS)
    if not is_rough and clock.left_seconds * workers >= USEFUL_SECONDS * len(groups):
        exact = _solved(data, prices, groups, _Pass(clock, each, workers, is_relaxed=False))
        late = sum(group is None for group in exact)
        pairs = zip(groups, exact, strict=True)
        blocks = [better for cells, group in pairs for better in _smaller(cells, group, blocks)]
    cut = late + sum(block.is_cut_by_clock for block in blocks)
    reason = f"the clock stopped {cut} of {len(blocks)} blocks of people" if cut else "each block of people was bounded"
    return Bound(share + sum(block.value for block in blocks), tuple(blocks), prices, reason)


@dataclass(frozen=True)
class _Pass:
    """One round over all blocks."""

    clock: Clock
    each: Map
    workers: int
    is_relaxed: bool


def _solved(data: StaffingData, prices: Prices, groups: Sequence[Indexes], one: _Pass) -> list[BlockBound | None]:
    """The bounds of all groups of cells; None for one that ``each`` gave up."""
    return list(one.each(bound_block, _tasks(data, prices, groups, one), shared=data))


def _tasks(data: StaffingData, prices: Prices, groups: Sequence[Indexes], one: _Pass) -> Iterator[BlockTask]:
    """Each block gets its share of the time that is left when it is its turn, by its size."""
    index = index_of(data)
    size = np.array([index.by_cell.of(*cells.tolist()).size + 1.0 for cells in groups]) ** GROWTH
    for number, cells in enumerate(groups):
        waiting_or_running = size[max(number - one.workers + 1, 0) :].sum()
        seconds = one.clock.left_seconds * one.workers * size[number] / waiting_or_running
        yield BlockTask(
            block_of(data, cells, prices),
            is_relaxed=one.is_relaxed,
            time_limit_seconds=max(min(seconds, one.clock.left_seconds), LEAST_SECONDS),
        )


def _smaller(cells: Indexes, group: BlockBound | None, alone_bounds: Sequence[BlockBound]) -> list[BlockBound]:
    """The group's bound, or those of its cells alone if they prove more."""
    mine = [block for block in alone_bounds if block.cells[0] in cells]
    return [group] if group is not None and group.value <= sum(block.value for block in mine) else mine


def bound_block(data: StaffingData, task: BlockTask) -> BlockBound:
    """What the people of one block are worth at most at its prices."""
    block = task.block
    work = block_model.build(data, block)
    arrays = work.arrays
    is_relaxed = task.is_relaxed or not arrays.of_columns("is_integer").any()
    highs = arrays.to_highs(is_relaxed=is_relaxed)
    limits = {"time_limit": task.time_limit_seconds, "mip_max_nodes": NODES, "mip_abs_gap": WITHIN_POINTS}
    for option, setting in {**WITHOUT_HEURISTICS, **limits}.items():
        highs.setOptionValue(option, setting)
    highs.run()
    value = min(_proven(highs, is_relaxed=is_relaxed), _without_rows(arrays))
    is_cut = highs.getModelStatus() == highspy.HighsModelStatus.kTimeLimit
    return BlockBound(block.cells, value + ROUNDING * abs(value), block.pairs, _hours(work, highs), is_cut)


def _proven(highs: highspy.Highs, *, is_relaxed: bool) -> float:
    """What HiGHS has proven; infinity when it stopped before that."""
    info, status = highs.getInfo(), highs.getModelStatus()
    if status == highspy.HighsModelStatus.kModelEmpty:
        return 0.0
    if not is_relaxed:
        return float(info.mip_dual_bound) if np.isfinite(info.mip_dual_bound) else np.inf
    return float(info.objective_function_value) if status == highspy.HighsModelStatus.kOptimal else np.inf


def _without_rows(arrays: Any) -> float:
    """Every column at its better limit: a bound for a block that nothing else was proven of."""
    cost = arrays.of_columns("cost")
    limit = np.where(cost > 0, arrays.of_columns("upper"), arrays.of_columns("lower"))
    return float((cost[cost != 0] * limit[cost != 0]).sum())


def _hours(work: block_model.Work, highs: highspy.Highs) -> Numbers | None:
    """N x W hours of the block's pairs, as HiGHS left them."""
    solution = highs.getSolution()
    if not solution.value_valid:
        return None
    hours = np.zeros(work.index.usable.shape)
    hours[work.pair, work.week] = np.maximum(np.array(solution.col_value)[work.hours], 0.0)
    return hours[work.block.pairs]
