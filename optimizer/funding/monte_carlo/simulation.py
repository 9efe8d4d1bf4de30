"""Plans under many draws, the same ones for every plan, and the decision taken anew in each draw."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite

from config.errors import UsageError
from optimizer.funding.data import FundingData, Numbers
from optimizer.funding.monte_carlo.distribution import distribution, money_at_work, returns
from optimizer.funding.monte_carlo.draws import draw
from optimizer.funding.monte_carlo.exact import Listener
from optimizer.funding.monte_carlo.hindsight import decide_anew
from optimizer.funding.monte_carlo.outcome import KNOWN, Known, Simulation
from optimizer.funding.monte_carlo.uncertainty import Uncertainty
from optimizer.solver import Clock

NOTHING = "nothing"
SEVERAL = "Decisions of several periods are not taken anew in each draw; the plans alone are drawn."


@dataclass(frozen=True)
class Question:
    """What is drawn, and what is asked of the draws; ``known`` None leaves the decision as it is."""

    draw_count: int = 10_000
    seed: int = 1
    uncertainty: Uncertainty = field(default_factory=Uncertainty)
    target_amount: float | None = None
    known: Known | None = "roi_and_success"
    seconds: float = 60.0

    def __post_init__(self) -> None:
        """Refuse what cannot be asked."""
        if self.target_amount is not None and not isfinite(self.target_amount):
            raise UsageError(f"--target {self.target_amount}: an amount is expected. Nothing was drawn.")


def known_called(name: str) -> Known | None:
    """What is known when the decision is taken anew; None for ``nothing``, which leaves it.

    Raises
    ------
    UsageError
        There is no such name.
    """
    found = next((known for known in KNOWN if known == name), None)
    if found is None and name != NOTHING:
        raise UsageError(f"--known {name}: roi_and_success, roi or nothing is expected. Nothing was drawn.")
    return found


def simulate(
    data: FundingData,
    plans: Mapping[str, Numbers],
    question: Question | None = None,
    on_progress: Listener = lambda _done, _count: None,
) -> Simulation:
    """The return of each plan over the draws, and what deciding anew in each draw would be worth.

    Parameters
    ----------
    plans
        Money by name, each requests x periods (``FundingPlan.money``); the first is the one that is asked about, the
        others are compared with it in the same draws.
    on_progress
        Called with (draws decided, draws in all).

    Raises
    ------
    UsageError
        No plan, or a question that cannot be asked.
    """
    asked = question or Question()
    if not plans:
        raise UsageError("Monte Carlo: no plan to draw for. Nothing was drawn.")
    draws = draw(data.requests, asked.uncertainty, asked.draw_count, asked.seed)
    money = {name: money_at_work(data, given) for name, given in plans.items()}
    name = next(iter(plans))
    first = returns(money[name], draws)
    several = data.horizon.period_count > 1
    hindsight = (
        None
        if asked.known is None or several
        else decide_anew(data, draws, asked.known, money[name], asked.target_amount, Clock(asked.seconds), on_progress)
    )
    return Simulation(
        currency=data.currency,
        draw_count=asked.draw_count,
        seed=asked.seed,
        target_amount=asked.target_amount,
        uncertainty=asked.uncertainty.words,
        plans=tuple(
            distribution(one, returns(amounts, draws), first, asked.target_amount, data.currency)
            for one, amounts in money.items()
        ),
        hindsight=hindsight,
        notes=(*data.notes, *data.limits_not_applied, *([SEVERAL] if several and asked.known else [])),
    )
