"""The scenarios side by side: revenue, headcount, investment, return, and what that means in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from optimizer.planning.assumptions import DEFAULT, LEARNED, Assumptions
from optimizer.planning.catalog import BY_NAME
from optimizer.planning.interval import quotient
from optimizer.planning.outlook import Outlook, outlook
from optimizer.planning.rows import MeasureRow, measure_rows, number_or_none

LITTLE_RATIO = 0.25


@dataclass(frozen=True)
class ScenarioYear:
    """One scenario's year: every figure as a row, and the few sentences that a decision needs."""

    scenario: str
    year: Outlook
    rows: tuple[MeasureRow, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class StepRow:
    """What one scenario has more than the one before it; ``return_ratio`` is None where no more is invested."""

    first: str
    second: str
    revenue_amount: float
    headcount: float
    investment_amount: float
    profit_amount: float
    return_ratio: float | None
    sentence: str


def steps(years: Sequence[ScenarioYear], currency: str) -> list[StepRow]:
    """From each scenario to the next: what the next money brings, which averages hide."""
    return [_step(first, second, currency) for first, second in pairwise(years)]


def _step(first: ScenarioYear, second: ScenarioYear, currency: str) -> StepRow:
    revenue, people, invested, profit = (
        float(getattr(second.year, name)) - float(getattr(first.year, name))
        for name in ("revenue_amount", "headcount", "investment_amount", "profit_amount")
    )
    ratio = number_or_none(quotient(profit, invested))
    each = "" if ratio is None else f", {ratio:.2f} for each {currency} more"
    return StepRow(
        first.scenario, second.scenario, revenue, people, invested, profit, ratio,
        f"From {first.scenario} to {second.scenario}: {revenue:+,.0f} {currency} of revenue, {people:+,.0f} people and "
        f"{invested:+,.0f} {currency} of investment leave {profit:+,.0f} {currency} of profit{each}.",
    )  # fmt: skip


def scenario_years(assumptions: Assumptions) -> list[ScenarioYear]:
    """Every scenario's year, in the order of the assumptions.

    Raises
    ------
    ModelError
        A scenario is impossible: new representatives would close nothing within the year. It is named.
    """
    return [scenario_year(assumptions, one.name) for one in assumptions.scenarios]


def scenario_year(assumptions: Assumptions, scenario: str) -> ScenarioYear:
    """One scenario's year; errors as in ``scenario_years``."""
    year = outlook(assumptions.values(scenario))
    words = _sentences(scenario, year, assumptions.currency)
    return ScenarioYear(scenario, year, tuple(measure_rows(scenario, year)), tuple(words))


def where_from(assumptions: Assumptions) -> list[str]:
    """Which assumptions nobody gave, in sentences; ``rows.assumption_rows`` lists all of them."""
    words = []
    for source, beginning in ((LEARNED, "Learned from timesheets"), (DEFAULT, "By default, since nobody gave them")):
        found = [text for name in BY_NAME if (text := _of_source(assumptions, name, source))]
        if found:
            words.append(f"{beginning}: {', '.join(found)}.")
    return [*words, *assumptions.notes]


def _of_source(assumptions: Assumptions, name: str, source: str) -> str:
    """A driver with its values of this source, by scenario where they differ; empty where it has none."""
    several = {one.name: assumptions.of(one.name)[name] for one in assumptions.scenarios}
    values = {scenario: one.value for scenario, one in several.items() if one.source == source}
    if len(set(values.values())) <= 1:
        return "".join(f"{name} = {value:g}" for value in set(values.values()))
    return f"{name} = " + ", ".join(f"{value:g} ({scenario})" for scenario, value in values.items())


def _sentences(scenario: str, year: Outlook, currency: str) -> Iterator[str]:
    revenue, people = float(year.revenue_amount), float(year.headcount)
    leaving = float(year.sales.people.leaving + year.operations.people.leaving)
    yield (
        f"{scenario}: {revenue:,.0f} {currency} of revenue take {people:,.0f} people "
        f"({float(year.unrounded_headcount):,.2f} before rounding up) and {float(year.investment_amount):,.0f} "
        f"{currency} of investment. {float(year.hires):,.0f} people are to be hired; {leaving:,.0f} leave."
    )
    gap, margin = float(year.gap_amount), float(year.margin_ratio)
    promised = float(year.promised_profit_amount) / revenue
    verdict = f"{gap:,.0f} {currency} more than promised" if gap >= 0 else f"{-gap:,.0f} {currency} are missing"
    yield f"{scenario}: the drivers leave a margin of {margin:.1%} where {promised:.1%} is promised: {verdict}."
    added = number_or_none(year.return_ratio)
    if added is not None:
        yield (
            f"{scenario}: each {currency} invested brings {added:.2f} of added profit a year by the drivers, "
            f"{float(year.promised_return_ratio):.2f} as promised."
        )
    share = float(year.sales.people.productive_ratio)
    if share < LITTLE_RATIO and float(year.sales.people.hires) > 0:
        yield (
            f"{scenario}: a new representative sells {share:.0%} of a year's capacity in the first, so many are "
            "needed; hire earlier (sales.months_hired_before)."
        )
    if float(year.operations.people.surplus) > 0:
        yield f"{scenario}: {float(year.operations.people.surplus):,.1f} people in delivery have nothing to do."
