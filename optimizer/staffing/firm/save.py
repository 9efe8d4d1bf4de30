"""Publish a staffing plan in ``pred``, under the run's id; nothing of earlier runs is touched."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from optimizer.firm.shared_tables import SolveRecord, save_solve
from optimizer.staffing.changes.rows import NOT_STORED
from optimizer.staffing.data import StaffingData
from optimizer.staffing.explanation import words
from optimizer.staffing.explanation.explain import Explanation
from optimizer.staffing.explanation.outcome import outcomes
from optimizer.staffing.explanation.violations import violations
from optimizer.staffing.score import starts
from optimizer.staffing.solution import StaffingPlan
from sql.database import Transaction

MODEL = "staffing"
HOUR_PLACES, RATIO_PLACES = 2, 6
SENTENCE_LENGTH = 2000
PLAN_COLUMNS = (
    "run_id", "employee_id", "phase_id", "week_start_date", "recommended_hours", "current_hours", "is_new_assignment",
    "is_pinned",
)  # fmt: skip
EXPLANATION_COLUMNS = (
    "run_id", "employee_id", "phase_id", "sentence", "limiting_rule", "spi_points", "vec_points", "cost_points",
)  # fmt: skip
OUTCOME_COLUMNS = (
    "run_id", "engagement_id", "spi_before", "spi_after", "vec_before", "vec_after", "burn_before", "burn_after",
    "spi_shortfall", "recommended_hours", "current_hours", "sentence",
)  # fmt: skip
VIOLATION_COLUMNS = (
    "run_id", "violation_number", "rule_code", "engagement_id", "phase_id", "employee_id", "week_start_date",
    "violation_amount", "unit", "sentence", "repair_sentence",
)  # fmt: skip


def save(
    transaction: Transaction, run_id: int, data: StaffingData, plan: StaffingPlan, explanations: Sequence[Explanation]
) -> None:
    """Write the plan, why, what it does per engagement, what it bends, and how it was proven.

    Parameters
    ----------
    data
        From ``load.load``: its consultants, phases and engagements have keys.
    plan
        Passed ``check.broken_rules``.
    explanations
        From ``explain.explain``.
    """
    bent = list(_violation_rows(run_id, data, plan))  # their repairs take seconds: before the first row is written
    transaction.insert("pred.staffing_plan", PLAN_COLUMNS, _plan_rows(run_id, data, plan))
    transaction.insert("pred.staffing_explanation", EXPLANATION_COLUMNS, _explanation_rows(run_id, data, explanations))
    transaction.insert("pred.staffing_outcome", OUTCOME_COLUMNS, _outcome_rows(run_id, data, plan))
    transaction.insert("pred.staffing_violation", VIOLATION_COLUMNS, bent)
    save_solve(transaction, run_id, MODEL, _solve_record(data, plan))


def describe(data: StaffingData, plan: StaffingPlan) -> str:
    """The plan in a sentence, with the engagements that miss their SPI floor and what concerns the whole plan."""
    people = np.unique(data.pairs.consultant[plan.hours.sum(axis=1) > 0]).size
    gap = "no bound is proven" if plan.gap is None else f"at most {plan.gap:.2%} from the best possible plan"
    short = [one for one in outcomes(data, plan) if one.spi_shortfall]
    wanted = data.parameters.spi_floor
    missed = ", ".join(
        f"{data.engagements.names[one.engagement]} ({words.below(one.spi_after or 0.0, wanted)})" for one in short
    )
    floor = f" SPI stays below {wanted:g} on {missed}." if missed else ""
    notes = " ".join(note.sentence for note in data.notes if note.engagement is None)
    held = _held(data, plan)
    text = (
        f"{plan.hours.sum():,.0f} h of {people} people on {len(data.phases.ids)} phases in {len(data.weeks)} weeks, "
        f"{gap}.{floor}{held} {notes}"
    )
    return text.strip()


def _held(data: StaffingData, plan: StaffingPlan) -> str:
    """Hours that no row shows, because the firm does not have the work or the person yet."""
    keys = [_keys(data, p) for p in range(len(data.pairs.phase))] if data.phases.keys else []
    mine = [NOT_STORED in key for key in keys]
    hours = float(plan.hours[mine].sum()) if any(mine) else 0.0
    return f" {hours:,.0f} h of these are kept for work or people that scenarios add." if hours else ""


def _plan_rows(run_id: int, data: StaffingData, plan: StaffingPlan) -> Iterator[tuple[Any, ...]]:
    """Every pair and week with hours, recommended or planned today."""
    new = starts(data, plan.hours)
    pinned = {(pin.consultant, pin.phase, pin.week) for pin in data.pins}
    for p, w in np.argwhere((plan.hours > 0) | (data.pairs.current_hours > 0)).tolist():
        c, j = int(data.pairs.consultant[p]), int(data.pairs.phase[p])
        if NOT_STORED in _keys(data, p):
            continue  # what a scenario adds has no row to point at
        is_new = plan.hours[p, w] > 0 and bool(new[data.team[p], w])
        hours = (_decimal(value, HOUR_PLACES) for value in (plan.hours[p, w], data.pairs.current_hours[p, w]))
        yield run_id, *_keys(data, p), data.weeks[w], *hours, is_new, (c, j, w) in pinned


def _explanation_rows(
    run_id: int, data: StaffingData, explanations: Sequence[Explanation]
) -> Iterator[tuple[Any, ...]]:
    for one in explanations:
        points = (_decimal(value, RATIO_PLACES) for value in (one.spi_points, one.vec_points, one.cost_points))
        who, where = _keys(data, one.pair)
        if NOT_STORED in (who, where):
            continue
        yield run_id, who, where, one.sentence[:SENTENCE_LENGTH], one.limiting_rule, *points


def _outcome_rows(run_id: int, data: StaffingData, plan: StaffingPlan) -> Iterator[tuple[Any, ...]]:
    for one in outcomes(data, plan):
        schedule, value = (one.spi_before, one.spi_after), (one.vec_before, one.vec_after)
        ratios = (*schedule, *value, one.burn_before, one.burn_after, one.spi_shortfall)
        hours = (_decimal(value, HOUR_PLACES) for value in (one.recommended_hours, one.current_hours))
        key = data.engagements.keys[one.engagement]
        if key == NOT_STORED:
            continue
        known = (None if value is None else _decimal(value, RATIO_PLACES) for value in ratios)
        yield run_id, key, *known, *hours, one.sentence[:SENTENCE_LENGTH]


def _violation_rows(run_id: int, data: StaffingData, plan: StaffingPlan) -> Iterator[tuple[Any, ...]]:
    for number, one in enumerate(violations(data, plan), start=1):
        yield (
            run_id, number, one.rule,
            _stored(data.engagements.keys, one.engagement),
            _stored(data.phases.keys, one.phase),
            _stored(data.consultants.keys, one.consultant),
            None, _decimal(one.amount, RATIO_PLACES), one.unit, one.sentence[:SENTENCE_LENGTH],
            None if one.repair is None else one.repair[:SENTENCE_LENGTH],
        )  # fmt: skip


def _solve_record(data: StaffingData, plan: StaffingPlan) -> SolveRecord:
    return SolveRecord(
        str(plan.status), "milli-points", plan.objective, plan.bound, plan.gap, plan.seconds, plan.row_count,
        plan.column_count, describe(data, plan),
    )  # fmt: skip


def _stored(keys: tuple[int, ...], index: int | None) -> int | None:
    """The key, where there is one."""
    return None if index is None or keys[index] == NOT_STORED else keys[index]


def _keys(data: StaffingData, pair: int) -> tuple[int, int]:
    """employee_id and phase_id of a pair."""
    return data.consultants.keys[data.pairs.consultant[pair]], data.phases.keys[data.pairs.phase[pair]]


def _decimal(value: float, places: int) -> Decimal:
    return Decimal(f"{float(value):.{places}f}")
