"""One question about one person and one phase, answered: why, why not, and what else could be done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from optimizer.staffing.data import Numbers, StaffingData
from optimizer.staffing.explanation import why_not_words, words
from optimizer.staffing.explanation.alternative import Alternative
from optimizer.staffing.explanation.alternatives import alternatives
from optimizer.staffing.explanation.explain import Explanation, explain
from optimizer.staffing.explanation.forbidden import Reason
from optimizer.staffing.explanation.why_not import WhyNot, why_not
from optimizer.staffing.solution import plan_of


@dataclass(frozen=True)
class Question:
    """Who, where, in which weeks (None: all), with how many hours a week (None: a block or more)."""

    consultant: int
    phase: int
    weeks: Sequence[int] | None = None
    hours_per_week: float | None = None
    is_why_not: bool = False
    why_not_eligible: Reason | None = None


@dataclass(frozen=True)
class Answer:
    """``explanation`` and ``alternatives`` of a booking; ``why_not`` where there is none, or where it was asked for."""

    question: Question
    explanation: Explanation | None
    alternatives: tuple[Alternative, ...]
    why_not: WhyNot | None
    sentences: tuple[str, ...]


def answer(data: StaffingData, hours: Numbers, question: Question) -> Answer:
    """Why the consultant works on the phase, and the best alternatives; or why not.

    Parameters
    ----------
    data, hours
        The problem and its plan (P x W), which keeps every hard rule.
    question
        With ``is_why_not``, weeks in which the consultant already works there are left out.
    """
    pair = data.pair_index.get((question.consultant, question.phase))
    explained = None if pair is None else _explained(data, hours, pair)
    asked = slice(None) if question.weeks is None else list(question.weeks)
    is_booked = pair is not None and bool(hours[pair, asked].any())
    reply = Answer(question, explained, (), None, () if explained is None else (explained.sentence,))
    if pair is not None and is_booked and not question.is_why_not and question.hours_per_week is None:
        found = tuple(alternatives(data, hours, pairs=[pair], most_solves=3).found)
        said = [f"{one.rank}. {one.sentence}" for one in found]
        return replace(reply, alternatives=found, sentences=(*reply.sentences, "Alternatives, the best first:", *said))
    weeks = _open_weeks(data, hours, question, pair)
    if not weeks:
        who, where = words.person(data, question.consultant), words.phase(data, question.phase)
        text = words.sentence(f"{who} already works on {where} in all of these weeks.")
        return replace(reply, sentences=(text, *reply.sentences))
    found_why = why_not(
        data,
        hours,
        question.consultant,
        question.phase,
        weeks=weeks,
        hours_per_week=question.hours_per_week,
        why_not_eligible=question.why_not_eligible,
    )
    text = why_not_words.sentence(data, found_why)
    return replace(reply, why_not=found_why, sentences=(text, *reply.sentences))


def as_json(data: StaffingData, reply: Answer) -> dict[str, Any]:
    """The answer as numbers and sentences; points are thousandths, amounts at charge-out rates."""
    one, question = reply.why_not, reply.question
    why_not_part = None
    if one is not None:
        why_not_part = {
            "weeks": [str(data.weeks[w]) for w in one.weeks],
            "refusals": [
                {"rule": r.rule, "weeks": [str(data.weeks[w]) for w in r.weeks], "sentence": r.sentence}
                for r in one.refusals
            ],
            **{
                name: getattr(one, name)
                for name in (
                    "is_found", "is_proven", "change_points", "better_points", "regret_points", "regret_amount",
                    "revenue_change_amount", "parts",
                )
            },
        }  # fmt: skip
    return {
        "employee": data.consultants.ids[question.consultant],
        "phase": data.phases.ids[question.phase],
        "sentences": list(reply.sentences),
        "explanation": None if reply.explanation is None else _plain(vars(reply.explanation), without=("pair",)),
        "alternatives": [_of_alternative(data, alternative) for alternative in reply.alternatives],
        "why_not": why_not_part,
    }


def _of_alternative(data: StaffingData, one: Alternative) -> dict[str, Any]:
    ids = _plain(vars(one), without=("consultant", "phase", "other_consultant", "other_phase"))
    other_employee = None if one.other_consultant is None else data.consultants.ids[one.other_consultant]
    return {
        **ids,
        "other_employee": other_employee,
        "other_phase": None if one.other_phase is None else data.phases.ids[one.other_phase],
    }


def _plain(values: dict[str, Any], without: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in without}


def _explained(data: StaffingData, hours: Numbers, pair: int) -> Explanation | None:
    """The explanation of one pair, where it has hours in the plan or today."""
    return next(iter(explain(data, plan_of(data, hours, None), pairs=[pair])), None)


def _open_weeks(data: StaffingData, hours: Numbers, question: Question, pair: int | None) -> list[int]:
    """The weeks asked about, less those in which the consultant is there already and no hours are asked for."""
    asked = range(data.phases.start_week[question.phase], data.phases.end_week[question.phase])
    weeks = list(asked if question.weeks is None else question.weeks)
    if pair is None or question.hours_per_week is not None:
        return weeks
    return [w for w in weeks if not np.any(hours[pair, w] > 0)]
