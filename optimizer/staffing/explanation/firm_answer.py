"""Why, or why not, by a stored staffing run: what was written with it, and what planning again on today's data adds."""

from dataclasses import replace
from typing import Any

from optimizer.staffing.explanation.answer import answer, as_json
from optimizer.staffing.explanation.firm_run import (
    plan_of_run,
    refuse_changed,
    stored_sentences,
    why_not_eligible,
    why_not_planned,
)
from optimizer.staffing.explanation.lookup import Asked, UnknownNameError, question_of
from sql.database import Reader


def answer_of_run(database: Reader, asked: Asked, run_id: int | None, horizon_weeks: int) -> dict[str, Any]:
    """The answer as numbers and sentences (see ``answer.as_json``), with ``run_id``, ``as_of_date`` and ``stored``.

    Parameters
    ----------
    run_id
        None for the latest published run.
    horizon_weeks
        The weeks to read, at least; all of the plan are read.

    Raises
    ------
    UsageError
        There is no such run, or nobody knows the name.
    ModelError
        The firm has changed so that the plan breaks a hard rule, and nothing is stored that answers the question.
    """
    plan = plan_of_run(database, run_id, horizon_weeks)
    report: dict[str, Any] = {"run_id": plan.run_id, "as_of_date": str(plan.as_of_date)}
    opening = f"Run {plan.run_id}, as of {plan.as_of_date}:"
    try:
        question = question_of(plan.data, asked)
    except UnknownNameError:
        reason = why_not_planned(database, plan.data, asked.employee, asked.phase)
        if reason is None:
            raise
        return report | {"stored": [], "sentences": [opening, reason]}
    stored = stored_sentences(database, plan, question.consultant, question.phase)
    if stored and plan.changes and not asked.is_why_not:
        since = f"The firm has changed since ({plan.changes[0]}), so that nothing was planned again."
        return report | {"stored": stored, "sentences": [opening, *stored, since]}
    if (question.consultant, question.phase) not in plan.data.pair_index:
        reasons = why_not_eligible(database, plan.data, question.consultant, question.phase)
        question = replace(question, why_not_eligible=reasons)
    else:
        refuse_changed(plan)
    answered = as_json(plan.data, answer(plan.data, plan.hours, question))
    return report | answered | {"stored": stored, "sentences": [opening, *answered["sentences"]]}
