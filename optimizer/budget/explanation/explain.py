"""Why is this person (not) paid from this initiative: the one question, answered from the rules and two solves."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from optimizer.budget.data import BudgetData, Employee, Initiative
from optimizer.budget.eligibility import why_not
from optimizer.budget.explanation import words
from optimizer.budget.explanation.answer import Answer, Candidate, Change, TierDifference, Verdict
from optimizer.budget.explanation.changed import Changed, Key, Solution, solution_of
from optimizer.budget.explanation.forbidden import limits
from optimizer.budget.hiring.data import HiringRules
from optimizer.budget.model import ObjectiveName, solve
from optimizer.budget.whole.build import needs_whole_numbers

USUAL_SHARE = 0.25  # of a month, where neither a block nor a step says how much a share is at least
CHANGE_FROM = 1e-4  # man-months
FORCED_WITHIN = 1e-4  # man-months
MORE_IS_BETTER = "value"  # the one level of the objective that is not a shortfall, a cost or a distance
MOST_CHANGES, MOST_CANDIDATES = 8, 5


class Explainer:
    """One portfolio and its plan; each question takes one more solve, or none.

    Parameters
    ----------
    data
        The portfolio.
    plan
        The plan that is asked about; that of ``budget.model.solve`` without it.
    objective
        ``least_cost`` or ``value``.
    seconds
        For each solve.
    """

    def __init__(
        self,
        data: BudgetData,
        plan: Mapping[Key, float] | None = None,
        objective: ObjectiveName = "least_cost",
        seconds: float = 120.0,
    ) -> None:
        self.data = replace(data, rules=replace(data.rules, hiring=HiringRules()))  # hires are about what is left
        self.is_estimate = needs_whole_numbers(data)
        solved = solution_of(solve(self.data, objective, seconds)) if plan is None else None
        self.shares = plan or {} if solved is None else solved.shares
        self.changed = Changed(self.data, self.shares, objective, seconds, None if self.is_estimate else solved)

    def why(
        self, employee: Employee, initiative: Initiative, month: date | None = None, share: float | None = None
    ) -> Answer:
        """Why somebody is planned on an initiative, or is not, and what the opposite would cost.

        Parameters
        ----------
        employee, initiative
            Of the data; see ``lookup``.
        month
            One of the initiative's months; all of them together without it.
        share
            Man-months to be forced where the person is not planned: by default the step or block of the rules, else a
            quarter of a month.

        Returns
        -------
        Answer
            The rule that forbids it; the price of forcing it; or, for what is planned, what it would cost to do
            without, and who comes next.

        Raises
        ------
        ModelError
            No plan was found in time.
        """
        began = time.perf_counter()
        months = initiative.months if month is None else (month,)
        planned = self._planned(employee, initiative, months)
        if planned > FORCED_WITHIN:
            answer = self._planned_answer(employee, initiative, months, planned)
        else:
            answer = self._other_answer(employee, initiative, months, share or self._least_share())
        answer = replace(answer, month=month, seconds=time.perf_counter() - began, is_estimate=self.is_estimate)
        return replace(answer, sentences=tuple(words.sentences(self.data, answer)))

    def _planned(self, employee: Employee, initiative: Initiative, months: Sequence[date]) -> float:
        keys = [(employee.employee_id, initiative.initiative_id, month) for month in months]
        return sum(self.shares.get(key, 0.0) for key in keys)

    def _least_share(self) -> float:
        rules = self.data.rules
        return max(rules.share_step_ratio or 0.0, rules.minimum_block_ratio or 0.0) or USUAL_SHARE

    def _planned_answer(
        self, employee: Employee, initiative: Initiative, months: Sequence[date], planned: float
    ) -> Answer:
        without = self.changed.without(employee, initiative, months)
        answer = self._answer(employee, initiative, Verdict.PLANNED, planned, without)
        return replace(answer, candidates=self._candidates(employee, initiative, months))

    def _other_answer(self, employee: Employee, initiative: Initiative, months: Sequence[date], share: float) -> Answer:
        reasons = tuple(limits(self.data, employee, initiative, months, share))
        if reasons and reasons[0].most_ratio <= FORCED_WITHIN:
            empty = Answer(
                employee.employee_id,
                initiative.initiative_id,
                None,
                Verdict.FORBIDDEN,
                0.0,
                self.data.currency,
                reasons,
            )
            return replace(empty, candidates=self._candidates(employee, initiative, months))
        forced, missing = self.changed.forced(employee, initiative, months, share)
        verdict = Verdict.POSSIBLE if share - missing > FORCED_WITHIN else Verdict.FORBIDDEN
        answer = self._answer(employee, initiative, verdict, max(share - missing, 0.0), forced)
        return replace(answer, reasons=reasons)

    def _answer(
        self, employee: Employee, initiative: Initiative, verdict: Verdict, share: float, other: Solution
    ) -> Answer:
        plan = self.changed.plan
        pairs = zip(plan.tiers, other.tiers, strict=True)
        return Answer(
            employee_id=employee.employee_id,
            initiative_id=initiative.initiative_id,
            month=None,
            verdict=verdict,
            share_ratio=share,
            currency=self.data.currency,
            differences=tuple(_difference(*before, after) for before, (_, _, after) in pairs),
            cost_difference_amount=other.cost_amount - plan.cost_amount,
            man_months_difference=other.man_months - plan.man_months,
            shortfall_difference_man_months=other.shortfall_man_months - plan.shortfall_man_months,
            changes=_changes(plan, other),
        )

    def _candidates(self, employee: Employee, initiative: Initiative, months: Sequence[date]) -> tuple[Candidate, ...]:
        """Others who may work on it, cheapest first; those who are free before those who are not."""
        used: dict[tuple[str, date], float] = {}
        for (employee_id, _, month), share in self.shares.items():
            used[employee_id, month] = used.get((employee_id, month), 0.0) + share
        found = []
        for other in self.data.employees:
            if other.employee_id == employee.employee_id or why_not(initiative, other) is not None:
                continue
            free = sum(max(0.0, other.available(m) - used.get((other.employee_id, m), 0.0)) for m in months)
            found.append(
                Candidate(other.employee_id, other.name, other.monthly_cost_amount, free if free > CHANGE_FROM else 0.0)
            )
        found.sort(key=lambda one: (one.free_man_months <= 0, one.monthly_cost_amount, one.employee_id))
        return tuple(found[:MOST_CANDIDATES])


def why(
    data: BudgetData, employee: Employee, initiative: Initiative, month: date | None = None, share: float | None = None
) -> Answer:
    """As ``Explainer.why``, for a single question."""
    return Explainer(data).why(employee, initiative, month, share)


def _difference(name: str, unit: str, before: float, after: float) -> TierDifference:
    return TierDifference(name, unit, before, after, -1 if name.startswith(MORE_IS_BETTER) else 1)


def _changes(plan: Solution, other: Solution) -> tuple[Change, ...]:
    """The pairs whose man-months change most."""
    before, after = plan.by_pair(), other.by_pair()
    changes = [Change(*pair, before.get(pair, 0.0), after.get(pair, 0.0)) for pair in before.keys() | after.keys()]
    changes.sort(key=lambda one: (-abs(one.after_man_months - one.before_man_months), one.employee_id))
    return tuple(one for one in changes if abs(one.after_man_months - one.before_man_months) > CHANGE_FROM)[
        :MOST_CHANGES
    ]
