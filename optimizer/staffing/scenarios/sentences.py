"""A comparison of two plans in words."""

import math
from collections.abc import Iterator

from optimizer.staffing.scenarios.comparison import Branches, Comparison, EngagementPair
from optimizer.staffing.scenarios.figures import PlanFigures
from optimizer.staffing.scenarios.moves import Move, by_person

MOST_PEOPLE = 10
MOST_ENGAGEMENTS = 10
SHOWN_SPI = 0.005
SHOWN_HOURS = 0.5
SHOWN_POINTS = 0.05


def sentences(comparison: Comparison) -> list[str]:
    """What changes, the plan first, then engagements, then people."""
    return [
        *comparison.notes,
        *_worth(comparison),
        *_hours(comparison.base, comparison.scenario),
        *(_branches(comparison.branches) if comparison.branches else ()),
        *_engagements(comparison),
        *_people(comparison),
    ]


def _worth(comparison: Comparison) -> Iterator[str]:
    base, scenario = comparison.base, comparison.scenario
    yield (
        f"The plan is worth {scenario.objective:,.1f} milli-points, against {base.objective:,.1f} without the changes "
        f"({scenario.objective - base.objective:+,.1f})."
    )
    if scenario.move_price > SHOWN_POINTS:
        yield f"Moves cost {scenario.move_price:,.1f} of these, and {base.move_price:,.1f} in the plan as it is."
    both = [pair for pair in comparison.engagements.values() if pair.base and pair.scenario]
    if len(both) < len(comparison.engagements):
        points = [sum(one.points for pair in both if (one := getattr(pair, side))) for side in ("base", "scenario")]
        yield f"What both plans have ({_count(len(both), 'engagement')}) earns {points[1] - points[0]:+,.1f} of these."
    doubt = sum(_slack(plan) for plan in (base, scenario))
    if math.isinf(doubt):
        yield "No bound is proven for one of the plans, so which is worth more is not proven either."
    elif doubt > abs(scenario.objective - base.objective):
        yield f"Both plans together may be {doubt:,.1f} from the best ones, so which is worth more is not proven."


def _slack(plan: PlanFigures) -> float:
    return math.inf if plan.bound is None else plan.bound - plan.objective


def _hours(base: PlanFigures, scenario: PlanFigures) -> Iterator[str]:
    for words, before, after in (
        ("Hours booked", base.booked_hours, scenario.booked_hours),
        ("Hours of externals", base.external_hours, scenario.external_hours),
        ("Free hours of our own people", base.bench_hours, scenario.bench_hours),
        ("Planned hours that nobody fills", base.unmet_hours, scenario.unmet_hours),
        ("Starts on an engagement", base.start_count, scenario.start_count),
    ):
        same = abs(after - before) < SHOWN_HOURS
        yield f"{words}: {after:,.0f}" + (
            ", as before." if same else f" instead of {before:,.0f} ({after - before:+,.0f})."
        )


def _branches(branches: Branches) -> Iterator[str]:
    names = ", ".join(f"{name} {ratio:.0%}" for name, ratio in branches.probabilities.items())
    won, lost = branches.won, branches.lost
    yield (
        f"Uncertain: {names}. If won, the plan is worth {won.objective:,.1f}, books {won.booked_hours:,.0f} h and "
        f"leaves {won.unmet_hours:,.0f} h unfilled; if lost, {lost.objective:,.1f}, {lost.booked_hours:,.0f} h and "
        f"{lost.unmet_hours:,.0f} h."
    )
    if branches.expected_objective is not None:
        yield f"Weighed by the probability, the two are worth {branches.expected_objective:,.1f}."


def _engagements(comparison: Comparison) -> Iterator[str]:
    changed = sorted(
        (pair for pair in comparison.engagements.values() if _is_shown(pair)), key=lambda pair: -abs(_shift(pair))
    )
    for pair in changed[:MOST_ENGAGEMENTS]:
        yield _engagement(pair)
    if len(changed) > MOST_ENGAGEMENTS:
        yield f"{_count(len(changed) - MOST_ENGAGEMENTS, 'more engagement')} with smaller changes."


def _is_shown(pair: EngagementPair) -> bool:
    if pair.base is None or pair.scenario is None:
        return True
    return abs(_shift(pair)) >= SHOWN_SPI or abs(pair.scenario.hours - pair.base.hours) >= SHOWN_HOURS


def _shift(pair: EngagementPair) -> float:
    """How far SPI moves; beyond any other where the engagement comes or goes."""
    if pair.base is None or pair.scenario is None:
        return float("inf")
    return (pair.scenario.spi or 0.0) - (pair.base.spi or 0.0)


def _engagement(pair: EngagementPair) -> str:
    if pair.scenario is None:
        return f"{pair.name} is not planned any more: {pair.base.hours if pair.base else 0:,.0f} h are free."
    if pair.base is None:
        return f"{pair.name} is new in the plan, with {pair.scenario.hours:,.0f} h and {_spi(pair.scenario.spi)}."
    hours = pair.scenario.hours - pair.base.hours
    after, before = _spi(pair.scenario.spi), _number(pair.base.spi)
    change = "as before" if _number(pair.scenario.spi) == before else f"instead of {before}"
    return f"{pair.name}: {after} {change}, {'as many hours' if abs(hours) < SHOWN_HOURS else f'{hours:+,.0f} h'}."


def _spi(value: float | None) -> str:
    return f"SPI {_number(value)}"


def _number(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.2f}"


def _people(comparison: Comparison) -> Iterator[str]:
    people = list(by_person(comparison.moves))
    if not people:
        yield "Nobody moves."
        return
    yield f"{_count(len(people), 'person', 'people')} with other hours, {comparison.moved_hours:,.0f} h in all."
    for name, rows in people[:MOST_PEOPLE]:
        yield f"{name}: {', '.join(_move(row) for row in rows)}."


def _move(row: Move) -> str:
    difference = row.hours - row.base_hours
    if abs(difference) < SHOWN_HOURS:
        return f"other weeks on {row.phase_name}"
    return f"{difference:+,.0f} h on {row.phase_name}"


def _count(amount: int, one: str, many: str = "") -> str:
    return f"{amount} {one if amount == 1 else many or one + 's'}"
