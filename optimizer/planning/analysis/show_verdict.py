"""A simulation on the terminal."""

from optimizer.planning.analysis.verdict import Verdict
from optimizer.planning.show import number_words, say, short, show

SHOWN = (
    "headcount", "investment_amount", "profit_amount", "margin_ratio", "gap_amount", "reached_revenue_amount",
    "reached_profit_amount",
)  # fmt: skip
MOST_CAUSES = 5


def show_verdict(found: Verdict, currency: str) -> None:
    """Scenario by scenario: percentiles, chances, what ends the year, headroom, causes; then the sentences."""
    for scenario in dict.fromkeys(row.scenario for row in found.percentiles):
        _show_scenario(found, scenario, currency)
    say(found.sentences)


def _show_scenario(found: Verdict, scenario: str, currency: str) -> None:
    rows = [
        (row.measure, *(number_words(value, row.unit) for value in (row.p10, row.p50, row.p90, row.mean)))
        for row in found.percentiles
        if row.scenario == scenario and row.measure in {*SHOWN, found.measure}
    ]
    draws = found.percentiles[0].draw_count
    show(f"{scenario}: {draws:,} draws, amounts in {currency}", ("figure", "P10", "P50", "P90", "mean"), rows)
    likely = [
        (
            f"{row.measure} {row.sign} {short(row.target)}",
            f"{row.probability_ratio:.1%}",
            f"{row.standard_error_ratio:.1%}",
        )
        for row in found.chances
        if row.scenario == scenario
    ]
    show(f"{scenario}: how often a target is reached", ("target", "chance", "±"), likely)
    ends = [(row.limit, f"{row.probability_ratio:.0%}") for row in found.limits if row.scenario == scenario]
    show(f"{scenario}: what ends the planned year first", ("limit", "of the draws"), ends)
    _show_headroom(found, scenario)
    causes = [
        (row.driver, f"{row.rank_correlation:+.2f}")
        for row in found.influences
        if row.scenario == scenario and row.rank <= MOST_CAUSES
    ]
    show(f"{scenario}: what goes together with {found.measure}", ("driver", "rank correlation"), causes)


def _show_headroom(found: Verdict, scenario: str) -> None:
    rows = [
        (
            f"{row.planned_ratio:.0%}", f"{row.headcount:,.0f}", f"{row.probability_ratio:.0%}",
            f"{row.profit_probability_ratio:.0%}", f"{row.p10_profit_amount:,.0f}", f"{row.mean_profit_amount:,.0f}",
        )
        for row in found.headroom
        if row.scenario == scenario
    ]  # fmt: skip
    header = ("planned for", "people", "revenue reached", "profit reached", "profit P10", "profit, mean")
    show(f"{scenario}: people and marketing for less or more than the target", header, rows)
