"""What a run answers beside the scenarios: which driver matters, what luck does, and whom the new projects need."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from optimizer.firm.asker import Asker
from optimizer.firm.shared_tables import Range
from optimizer.planning.analysis.chances import AT_LEAST, USUAL_TARGETS, PercentileRow, chances, limits, percentiles
from optimizer.planning.analysis.simulation import Draws, draw
from optimizer.planning.analysis.tornado import TornadoRow, tornado
from optimizer.planning.assumptions import Assumptions
from optimizer.planning.demand.demand import Demand, demand
from optimizer.solver import Clock

Row = TypeVar("Row")
TORNADO_MEASURES = ("profit_amount", "investment_amount", "headcount")
DRAW_SHARE = 0.9


@dataclass(frozen=True)
class Limited:
    """In which part of the draws (0-1) the planned year ends at a limit."""

    scenario: str
    limit: str
    probability_ratio: float


@dataclass(frozen=True)
class Answers:
    """Everything that is stored beside the scenarios; ``missing`` says what could not be answered, and why."""

    tornado: tuple[TornadoRow, ...] = ()
    ranges: tuple[Range, ...] = ()
    limited: tuple[Limited, ...] = ()
    demands: tuple[Demand, ...] = ()
    missing: tuple[str, ...] = ()


def answer(assumptions: Assumptions, seconds: float) -> Answers:
    """Tornado, draws and demand of every scenario within ``seconds``; 0 asks nothing."""
    if seconds <= 0:
        return Answers()
    asker, names = Asker("planning", Clock(seconds)), [one.name for one in assumptions.scenarios]
    bars = asker.ask("tornado", lambda: _each(names, lambda name: _tornado(assumptions, name)))
    demands: Sequence[Demand] = ()
    if assumptions.roles:
        demands = asker.ask("demand", lambda: _each(names, lambda name: [demand(assumptions, name)]))
    else:
        asker.missing.append("demand (there are no roles: neither the assumptions nor the timesheets name any)")
    drawn = asker.ask_in_time("draws", DRAW_SHARE, lambda _seconds: draw(assumptions, names))
    return Answers(
        tornado=tuple(bars),
        ranges=tuple(one for draws in drawn for one in _ranges(draws)),
        limited=tuple(
            Limited(one.scenario, one.limit, one.probability_ratio) for draws in drawn for one in limits(draws)
        ),
        demands=tuple(demands),
        missing=tuple(asker.missing),
    )


def _each(names: Sequence[str], rows: Callable[[str], Sequence[Row]]) -> list[Row]:
    return [row for name in names for row in rows(name)]


def _tornado(assumptions: Assumptions, scenario: str) -> list[TornadoRow]:
    return [row for measure in TORNADO_MEASURES for row in tornado(assumptions, scenario, measure)]


def _ranges(draws: Draws) -> list[Range]:
    """Every measure that is defined in some draw; the promised ones with how often they are reached."""
    reached = {row.measure: row for row in chances(draws, USUAL_TARGETS) if row.sign == AT_LEAST}
    found = []
    for row in percentiles(draws):
        if row.mean is None or row.p10 is None or row.p50 is None or row.p90 is None:
            continue
        target = reached.get(row.measure)
        found.append(
            Range(
                row.scenario, row.measure, row.unit, row.draw_count, row.mean, row.p10, row.p50, row.p90,
                _words(row, None if target is None else target.probability_ratio),
                None if target is None else target.target,
                None if target is None else target.probability_ratio,
            )
        )  # fmt: skip
    return found


def _words(row: PercentileRow, probability: float | None) -> str:
    middle = f"{row.scenario}: half of the draws stay below {row.p50:,.6g}, a tenth below {row.p10:,.6g}"
    reached = "" if probability is None else f"; what is wanted is reached in {probability:.1%}"
    undefined = f"; {row.undefined_count:,} draws have no value" if row.undefined_count else ""
    return f"{middle}, nine tenths below {row.p90:,.6g}{reached}{undefined}."
