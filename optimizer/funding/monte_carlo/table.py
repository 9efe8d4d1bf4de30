"""A simulation as tables, as JSON, and as a CSV file of its draws."""

from typing import Any

from rich.console import Console
from rich.table import Table

from optimizer.funding.data import FundingData
from optimizer.funding.monte_carlo.outcome import Hindsight, Simulation


def as_json(found: Simulation) -> dict[str, Any]:
    """Plain values; amounts in ``currency``."""
    hindsight = found.hindsight
    told = None
    if hindsight is not None:
        told = {name: value for name, value in vars(hindsight).items() if name not in {"amounts", "values"}}
        told |= {"distribution": vars(hindsight.distribution), "chances": [vars(one) for one in hindsight.chances]}
    return vars(found) | {
        "plans": [vars(one) for one in found.plans],
        "hindsight": told,
        "sentences": [] if hindsight is None else closing(found, hindsight),
    }


def show(data: FundingData, found: Simulation) -> None:
    """Print each plan's range, then how often each request is funded."""
    console = Console()
    table = Table(title=f"{found.draw_count:,} draws, seed {found.seed}, {found.currency}")
    for name in ("plan", "mean", "P10", "P50", "P90", "target reached"):
        table.add_column(name, justify="left" if name == "plan" else "right")
    rows = (*found.plans, *([] if found.hindsight is None else [found.hindsight.distribution]))
    for one in rows:
        figures = (f"{x:,.0f}" for x in (one.mean_amount, one.p10_amount, one.p50_amount, one.p90_amount))
        table.add_row(one.name, *figures, "" if one.target_ratio is None else f"{one.target_ratio:.1%}")
    console.print(table)
    console.print(found.uncertainty, markup=False, highlight=False, soft_wrap=True)
    for one in rows:
        console.print(one.sentence, markup=False, highlight=False, soft_wrap=True)
    if found.hindsight is not None:
        console.print(_chances(data, found.hindsight))
        for line in closing(found, found.hindsight):
            console.print(line, markup=False, highlight=False, soft_wrap=True)
    for line in found.notes:
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def closing(found: Simulation, hindsight: Hindsight) -> list[str]:
    """What deciding anew is worth, and what is proven of it."""
    what = "returns and successes" if hindsight.known == "roi_and_success" else "returns"
    proof = (
        "Each decision is exact: proven best within one ten-millionth."
        if hindsight.is_exact
        else f"{hindsight.proven_ratio:.1%} of the decisions are proven best; the gap to the best is at most "
        f"{hindsight.mean_gap_ratio:.3%} on average and {hindsight.most_gap_ratio:.3%} in any draw."
    )
    worth = (
        f"Who knew the {what} beforehand would expect {hindsight.best_mean_amount:,.0f} {found.currency}, "
        f"{hindsight.information_value_amount:,.0f} more than the best decision that does not "
        f"({hindsight.blind_mean_amount:,.0f}), and {hindsight.regret_amount:,.0f} more than the "
        f"{found.plans[0].name}."
    )
    return [
        worth,
        proof,
        "The rules of each decision go by the expected figures, as those of the plan do.",
    ]


def _chances(data: FundingData, hindsight: Hindsight) -> Table:
    table = Table(title="How often the decision of a draw funds each request")
    for name in ("request", "in the plan", "funded", "mean amount"):
        table.add_column(name, justify="left" if name == "request" else "right")
    for one in sorted(hindsight.chances, key=lambda chance: -chance.funded_ratio):
        plan = "yes" if one.is_funded_in_plan else "no"
        line = data.request[one.request_id].service_line
        table.add_row(line, plan, f"{one.funded_ratio:.1%}", f"{one.mean_amount:,.0f}")
    return table
