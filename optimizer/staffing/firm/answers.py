"""What a run answers beside its plan: each question has a time of its own, and one that fails never costs the plan."""

from dataclasses import dataclass

from optimizer.firm.asker import Asker
from optimizer.solver import Clock
from optimizer.staffing.data import StaffingData
from optimizer.staffing.explanation.alternative import Alternative
from optimizer.staffing.explanation.alternatives import alternatives
from optimizer.staffing.explanation.explain import Explanation, explain
from optimizer.staffing.solution import StaffingPlan
from optimizer.staffing.whatif.frontier import frontiers
from optimizer.staffing.whatif.frontier_point import FrontierPoint
from optimizer.staffing.whatif.hiring import Hire, Terms, hires
from optimizer.staffing.whatif.shortage import Shortage, shortages
from optimizer.staffing.whatif.worth import Worth, worths

ALTERNATIVES_SHARE, WORTHS_SHARE, FRONTIER_SHARE = 0.35, 0.5, 0.95  # of the time that is left when each is asked


@dataclass(frozen=True)
class Answers:
    """Everything that is stored beside a plan; ``missing`` says what could not be answered, and why."""

    explanations: tuple[Explanation, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    worths: tuple[Worth, ...] = ()
    shortages: tuple[Shortage, ...] = ()
    hires: tuple[Hire, ...] = ()
    frontier: tuple[FrontierPoint, ...] = ()
    missing: tuple[str, ...] = ()


def answer(data: StaffingData, plan: StaffingPlan, seconds: float) -> Answers:
    """Why each booking is there, what else could be done, what more would be worth, who is missing and whom to hire.

    Parameters
    ----------
    data, plan
        The problem and its plan, which passed the check.
    seconds
        Wall clock of all questions together; 0 asks those alone that take no solver.
    """
    asker, hours = Asker("staffing", Clock(seconds)), plan.hours
    why = tuple(asker.ask("explanations", lambda: explain(data, plan)))
    short = tuple(asker.ask("shortages", lambda: shortages(data, hours)))
    wanted = tuple(asker.ask("hires", lambda: hires(data, short, terms_of(data), monthly_costs(data))))
    if seconds <= 0:
        return Answers(why, shortages=short, hires=wanted, missing=tuple(asker.missing))
    others = asker.ask_in_time(
        "alternatives", ALTERNATIVES_SHARE, lambda most: alternatives(data, hours, seconds=most).found
    )
    worth = asker.ask_in_time("worths", WORTHS_SHARE, lambda most: worths(data, hours, seconds=most))
    points = asker.ask_in_time("frontiers", FRONTIER_SHARE, lambda most: frontiers(data, hours, seconds=most))
    return Answers(
        explanations=why,
        alternatives=tuple(others),
        worths=tuple(worth),
        shortages=short,
        hires=wanted,
        frontier=tuple(points),
        missing=tuple(asker.missing),
    )


def terms_of(data: StaffingData) -> Terms | None:
    """The firm's terms; who is new works whole weeks, as in C1: it is the value of their hours that is less."""
    if data.hiring is None:
        return None
    return Terms(
        lead_weeks=data.hiring.lead_weeks,
        least_use_ratio=data.hiring.least_use_ratio,
        least_weeks=data.hiring.least_weeks,
    )


def monthly_costs(data: StaffingData) -> dict[int, float]:
    """Cell -> monthly cost of one person, where the firm knows it."""
    known = data.hiring.monthly_cost_amount if data.hiring else ()
    return {cell: cost for cell, cost in enumerate(known) if cost is not None}
