"""Scenarios side by side: each decided anew, and compared with the decision without changes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from config.errors import ModelError
from optimizer.funding import model
from optimizer.funding.check import broken_rules
from optimizer.funding.data import FundingData
from optimizer.funding.goal import Goal
from optimizer.funding.scenarios.apply import apply_changes
from optimizer.funding.scenarios.sentences import sentences
from optimizer.funding.scenarios.store import Scenario
from optimizer.funding.solution import CENT, FundingPlan
from optimizer.refusal import refuse_broken

BASE = "as it is"
Listener = Callable[[int, int], None]


@dataclass(frozen=True)
class RequestRow:
    """What one request gets without and with the changes; None where it is not requested."""

    request_id: str
    service_line: str
    base_amount: float | None
    amount: float | None
    why: str

    @property
    def is_different(self) -> bool:
        """Whether the changes make a difference to it."""
        if self.base_amount is None or self.amount is None:
            return True
        return abs(self.amount - self.base_amount) >= CENT


@dataclass(frozen=True)
class Outcome:
    """One scenario's decision; ``plan`` is None where no decision keeps every limit, and ``reason`` says why."""

    name: str
    effects: tuple[str, ...]
    plan: FundingPlan | None
    reason: str
    rows: tuple[RequestRow, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """The decision without changes first, then each scenario's."""

    objective: str
    currency: str
    outcomes: tuple[Outcome, ...]


def compare(
    data: FundingData,
    scenarios: Sequence[Scenario],
    goal: Goal | None = None,
    *,
    seconds: float = 60.0,
    on_progress: Listener = lambda _done, _count: None,
) -> Comparison:
    """Decide without and with the changes of each scenario.

    Parameters
    ----------
    seconds
        Of each decision.
    on_progress
        Called with (decisions made, decisions in all).

    Raises
    ------
    UsageError, ModelError
        A change is about something that is not there, or makes a problem that contradicts itself.
    """
    wanted = goal or Goal()
    problems = [(BASE, data, ())] + [(one.name, *apply_changes(data, one.changes, one.name)) for one in scenarios]
    outcomes: list[Outcome] = []
    for name, problem, effects in problems:
        plan, reason = _decided(problem, wanted, seconds)
        base = outcomes[0].plan if outcomes else plan
        rows = tuple(_rows(data, problem, base, plan))
        told = sentences(problem, name, reason, base, plan, rows)
        outcomes.append(Outcome(name, effects, plan, reason, rows, told))
        on_progress(len(outcomes), len(problems))
    return Comparison(wanted.name, data.currency, tuple(outcomes))


def _decided(data: FundingData, goal: Goal, seconds: float) -> tuple[FundingPlan | None, str]:
    """A checked plan, or why there is none."""
    try:
        plan = model.solve(data, goal, seconds, is_compared=False, is_priced=False)
    except ModelError as error:
        return None, str(error)
    refuse_broken("funding", broken_rules(data, plan))
    return plan, ""


def _rows(
    data: FundingData, problem: FundingData, base: FundingPlan | None, plan: FundingPlan | None
) -> Iterator[RequestRow]:
    """Every request of either problem."""
    names = {one.request_id: one.service_line for one in (*data.requests, *problem.requests)}
    before, after = ({} if one is None else {d.request_id: d for d in one.decisions} for one in (base, plan))
    for request_id, line in names.items():
        first, second = before.get(request_id), after.get(request_id)
        yield RequestRow(
            request_id,
            line,
            None if first is None else first.amount,
            None if second is None else second.amount,
            "" if second is None else second.sentence,
        )
