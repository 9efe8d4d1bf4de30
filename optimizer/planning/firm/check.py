"""Re-verifies scenarios from their assumptions alone: revenue, whole people, and what is promised."""

from collections.abc import Iterator, Sequence

from optimizer.planning.assumptions import Assumptions
from optimizer.planning.scenarios import ScenarioYear

CLOSE_RATIO = 1e-9
PEOPLE = ("headcount", "hires", "representatives", "representative_hires", "delivery_people", "delivery_hires")


def broken_rules(assumptions: Assumptions, years: Sequence[ScenarioYear]) -> list[str]:
    """A sentence per rule that a scenario's figures break; empty where all are kept."""
    return [sentence for year in years for sentence in _of_scenario(assumptions, year)]


def _of_scenario(assumptions: Assumptions, year: ScenarioYear) -> Iterator[str]:
    values, found = assumptions.values(year.scenario), {row.measure: row.value for row in year.rows}
    revenue = (
        values["firm.revenue_amount_per_year"]
        * (1 + values["scenario.growth_ratio"])
        * values["scenario.revenue_ratio"]
    )
    promised = revenue * values["scenario.margin_ratio"]
    wanted = {"revenue_amount": revenue, "promised_profit_amount": promised}
    for name, value in wanted.items():
        if not _is_close(found[name], value):
            yield f"{year.scenario}: {name} is {found[name]}; its drivers come to {value:,.2f}."
    profit, gap = found["profit_amount"], found["gap_amount"]
    if profit is None or not _is_close(gap, profit - promised, scale=abs(promised)):
        yield f"{year.scenario}: profit {profit} less the promised {promised:,.2f} is not the gap {gap}."
    for name in PEOPLE:
        people = found[name]
        if people is None or people < 0 or people != round(people):
            yield f"{year.scenario}: {name} is {people}; whole people are expected."


def _is_close(value: float | None, wanted: float, scale: float = 0.0) -> bool:
    return value is not None and abs(value - wanted) <= CLOSE_RATIO * max(abs(wanted), scale, 1.0)
