"""Publish what a plan answers: alternatives, worths, shortages, hires and frontiers, under the run's id."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from optimizer.firm.exact import HOURS, MEASURE, MONEY, RATIO, SENTENCE_LENGTH, exact, exact_or_none
from optimizer.firm.shared_tables import FRONTIER_COLUMNS, AnswerTable
from optimizer.firm.shared_tables import save_answers as store
from optimizer.staffing.changes.rows import NOT_STORED
from optimizer.staffing.data import StaffingData
from optimizer.staffing.explanation.alternative import Alternative
from optimizer.staffing.firm.answers import Answers
from sql.database import Transaction

MODEL = "staffing"
Rows = Iterator[tuple[Any, ...]]
COLUMNS = {
    "pred.staffing_alternative": (
        "run_id", "alternative_number", "employee_id", "phase_id", "rank_number", "alternative_kind", "other_phase_id",
        "other_employee_id", "hours", "regret_points", "regret_amount", "revenue_change_amount", "currency",
        "forbidding_rule_code", "is_estimate", "sentence",
    ),
    "pred.staffing_sensitivity": (
        "run_id", "sensitivity_number", "sensitivity_kind", "practice_id", "staff_level_id", "change_value", "unit",
        "worth_points", "worth_amount", "revenue_change_amount", "currency", "is_estimate", "sentence",
    ),
    "pred.staffing_shortage": (
        "run_id", "practice_id", "staff_level_id", "week_start_date", "demand_hours", "planned_hours", "unmet_hours",
        "missing_head_count", "sentence",
    ),
    "pred.new_hire": (
        "run_id", "model", "hire_number", "practice_id", "staff_level_id", "start_date", "lead_days", "head_count",
        "unrounded_head_count", "monthly_cost_amount", "cost_amount", "currency", "sentence",
    ),
    "pred.frontier_point": FRONTIER_COLUMNS,
}  # fmt: skip


def save_answers(transaction: Transaction, run_id: int, data: StaffingData, answers: Answers) -> None:
    """Write every answer; a table whose rows do not fit is left out, and the plan is published all the same."""
    money = _Money(transaction, data)
    rows: dict[str, Rows] = {
        "pred.staffing_alternative": _alternatives(run_id, data, answers, money),
        "pred.staffing_sensitivity": _worths(run_id, data, answers, money),
        "pred.staffing_shortage": _shortages(run_id, data, answers),
        "pred.new_hire": _hires(run_id, data, answers, money),
        "pred.frontier_point": _frontier(run_id, answers),
    }
    store(transaction, MODEL, (AnswerTable(table, COLUMNS[table], found) for table, found in rows.items()))


class _Money:
    """The currency of each phase, and the one that most of the plan's engagements have."""

    def __init__(self, transaction: Transaction, data: StaffingData) -> None:
        rows = transaction.rows("SELECT e.engagement_id, e.currency FROM core.engagements AS e")
        known = {row["engagement_id"]: row["currency"] for row in rows}
        self._of_engagement = [known.get(key) for key in data.engagements.keys]
        self._engagement = data.phases.engagement
        self.counts = Counter(one for one in self._of_engagement if one)

    def of_phase(self, phase: int) -> str | None:
        return self._of_engagement[int(self._engagement[phase])]

    @property
    def usual(self) -> str | None:
        return self.counts.most_common(1)[0][0] if self.counts else None

    @property
    def only(self) -> str | None:
        """None where several are mixed."""
        return self.usual if len(self.counts) == 1 else None


def _alternatives(run_id: int, data: StaffingData, answers: Answers, money: _Money) -> Rows:
    stored = [one for one in answers.alternatives if NOT_STORED not in _keys(data, one)]
    for number, one in enumerate(stored, start=1):
        employee, phase, other_employee, other_phase = _keys(data, one)
        where = one.phase if one.phase is not None else one.other_phase
        yield (
            run_id, number, employee, phase, one.rank, str(one.kind), other_phase, other_employee,
            exact(one.hours, HOURS), exact_or_none(one.regret_points, RATIO), exact_or_none(one.regret_amount, MONEY),
            exact_or_none(one.revenue_change_amount, MONEY), None if where is None else money.of_phase(where),
            one.forbidding_rule, one.is_estimate, one.sentence[:SENTENCE_LENGTH],
        )  # fmt: skip


def _keys(data: StaffingData, one: Alternative) -> tuple[int | None, int | None, int | None, int | None]:
    """employee_id and phase_id of the booking and of what takes its place; None for none."""
    people, phases = data.consultants.keys, data.phases.keys
    return (
        people[one.consultant],
        None if one.phase is None else phases[one.phase],
        None if one.other_consultant is None else people[one.other_consultant],
        None if one.other_phase is None else phases[one.other_phase],
    )


def _worths(run_id: int, data: StaffingData, answers: Answers, money: _Money) -> Rows:
    for number, one in enumerate(answers.worths, start=1):
        practice, level = (None, None) if one.cell is None else data.cell_keys[one.cell]
        yield (
            run_id, number, one.kind, practice, level, exact(one.change_value, RATIO), one.unit,
            exact(one.points, RATIO), exact_or_none(one.amount, MONEY),
            exact_or_none(one.billed_change_amount, MONEY), money.only, one.is_estimate,
            one.sentence[:SENTENCE_LENGTH],
        )  # fmt: skip


def _shortages(run_id: int, data: StaffingData, answers: Answers) -> Rows:
    for one in answers.shortages:
        hours = (exact(value, HOURS) for value in (one.demand_hours, one.planned_hours, one.unmet_hours))
        people, sentence = exact(one.missing_people, RATIO), one.sentence[:SENTENCE_LENGTH]
        yield run_id, *data.cell_keys[one.cell], data.weeks[one.week], *hours, people, sentence


def _hires(run_id: int, data: StaffingData, answers: Answers, money: _Money) -> Rows:
    for number, one in enumerate(answers.hires, start=1):
        yield (
            run_id, MODEL, number, *data.cell_keys[one.cell], one.start_date, one.lead_days, one.people,
            exact(one.unrounded_people, RATIO), exact(one.monthly_cost_amount, MONEY), exact(one.cost_amount, MONEY),
            money.usual or "XXX", one.sentence[:SENTENCE_LENGTH],
        )  # fmt: skip


def _frontier(run_id: int, answers: Answers) -> Rows:
    for one in answers.frontier:
        yield (
            run_id, MODEL, one.frontier_name, one.point_number, one.x_name, exact(one.x_value, MEASURE), one.x_unit,
            one.y_name, exact(one.y_value, MEASURE), one.y_unit, one.z_name, exact(one.z_value, MEASURE), one.z_unit,
            str(one.status), exact_or_none(one.gap, RATIO), one.is_chosen, one.sentence[:SENTENCE_LENGTH],
        )  # fmt: skip
