"""Everything that a simulation says, in rows and in the few sentences that a decision needs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from optimizer.planning.analysis.chances import (
    AT_LEAST,
    USUAL_TARGETS,
    ComparisonRow,
    InfluenceRow,
    LimitRow,
    PercentileRow,
    TargetRow,
    chances,
    checked_measure,
    comparisons,
    influences,
    limits,
    percentiles,
    target_of,
)
from optimizer.planning.analysis.headroom import HeadroomRow, headroom
from optimizer.planning.analysis.simulation import Draws

COMPARED = ("profit_amount", "reached_revenue_amount", "reached_profit_amount", "investment_amount", "headcount")


@dataclass(frozen=True)
class Verdict:
    """The rows of all scenarios."""

    measure: str
    percentiles: tuple[PercentileRow, ...]
    chances: tuple[TargetRow, ...]
    limits: tuple[LimitRow, ...]
    headroom: tuple[HeadroomRow, ...]
    influences: tuple[InfluenceRow, ...]
    comparisons: tuple[ComparisonRow, ...]
    sentences: tuple[str, ...]

    def tables(self) -> dict[str, Sequence[object]]:
        """The rows by name, as JSON has them."""
        return {name: value for name, value in vars(self).items() if isinstance(value, tuple)}


def verdict(several: Sequence[Draws], targets: Sequence[str] | None, measure: str) -> Verdict:
    """What the draws of one or more scenarios say.

    Parameters
    ----------
    several
        From ``simulation.draw``.
    targets
        Texts of ``chances.target_of``; None: promised profit and revenue.
    measure
        Whose causes are ranked.

    Raises
    ------
    UsageError
        A target or the measure is unknown.
    """
    wanted = [target_of(text) for text in targets] if targets else list(USUAL_TARGETS)
    found = tuple(row for draws in several for row in chances(draws, wanted))
    ends = tuple(row for draws in several for row in limits(draws))
    more = tuple(row for draws in several for row in headroom(draws))
    all_percentiles = tuple(row for draws in several for row in percentiles(draws))
    measures = list(dict.fromkeys((*COMPARED, checked_measure(measure))))
    pairs = tuple(comparisons(several, measures))
    return Verdict(
        measure=measure,
        percentiles=all_percentiles,
        chances=found,
        limits=ends,
        headroom=more,
        influences=tuple(row for draws in several for row in influences(draws, measure)),
        comparisons=pairs,
        sentences=(
            *_sentences(all_percentiles, found, ends),
            *_of_headroom(more),
            *(_of_pair(row) for row in pairs if row.measure == measure),
        ),
    )


def _sentences(rows: Sequence[PercentileRow], found: Sequence[TargetRow], ends: Sequence[LimitRow]) -> Iterator[str]:
    for row in rows:
        if row.measure == "reached_revenue_amount" and row.p10 is not None and row.p90 is not None:
            first = max((end for end in ends if end.scenario == row.scenario), key=lambda end: end.probability_ratio)
            yield (
                f"{row.scenario}: with the planned people and money, revenue is between {row.p10:,.0f} and "
                f"{row.p90:,.0f} in 80 % of the draws. Most often, in {first.probability_ratio:.0%}, {first.limit} is "
                "what ends it first."
            )
    for chance in found:
        sign = "at least" if chance.sign == AT_LEAST else "at most"
        yield (
            f"{chance.scenario}: {chance.words}, {sign} {chance.target:,.6g}: in {chance.probability_ratio:.0%} of the "
            "draws."
        )


def _of_headroom(rows: Sequence[HeadroomRow]) -> Iterator[str]:
    for scenario in dict.fromkeys(row.scenario for row in rows):
        mine = [row for row in rows if row.scenario == scenario]
        best = max(mine, key=lambda row: row.mean_profit_amount)
        least, most = (round(100 * row.planned_ratio) for row in (mine[0], mine[-1]))
        yield (
            f"{scenario}: of {least} % to {most} % of the target, planning for {100 * best.planned_ratio:.0f} % earns "
            f"most on average ({best.mean_profit_amount:,.0f}), with {best.headcount:,.0f} people and a chance of "
            f"{best.probability_ratio:.0%} to reach the target's revenue."
        )


def _of_pair(row: ComparisonRow) -> str:
    average = "" if row.mean_difference is None else f", on average {row.mean_difference:+,.6g} of it"
    part = f"{row.probability_ratio:.0%} of the same draws"
    return f"{row.first} has more {row.measure} than {row.second} in {part}{average}."
