"""Publish scenarios and what they answer in ``pred``, under the run's id; nothing of earlier runs is touched."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from optimizer.firm.exact import HOURS_SUM, MEASURE, MONEY, RATIO, SENTENCE_LENGTH, exact, exact_or_none
from optimizer.firm.shared_tables import (
    SIMULATION_COLUMNS,
    AnswerTable,
    SolveRecord,
    save_solve,
    simulation_rows,
)
from optimizer.firm.shared_tables import save_answers as store
from optimizer.planning.assumptions import Assumptions
from optimizer.planning.catalog import DRIVERS
from optimizer.planning.firm.answers import Answers
from optimizer.planning.measures import BY_NAME
from optimizer.planning.rows import assumption_rows
from optimizer.planning.scenarios import ScenarioYear, where_from
from sql.database import Reader, Transaction

MODEL = "planning"
NAME_LENGTH, ROLE_LENGTH = 60, 200
SCENARIO_COLUMNS = ("run_id", "scenario_name", "scenario_number", "currency", "sentence")
DRIVER_COLUMNS = (
    "run_id", "scenario_name", "driver_code", "driver_number", "driver_value", "low_value", "high_value", "unit",
    "distribution_name", "driver_origin", "sentence",
)  # fmt: skip
RESULT_COLUMNS = (
    "run_id", "scenario_name", "measure_code", "measure_number", "driver_model", "measure_value", "unit", "sentence",
)  # fmt: skip
SENSITIVITY_COLUMNS = (
    "run_id", "scenario_name", "measure_code", "driver_code", "rank_number", "low_value", "high_value", "driver_unit",
    "low_measure_value", "base_measure_value", "high_measure_value", "measure_unit",
)  # fmt: skip
DEMAND_COLUMNS = (
    "run_id", "scenario_name", "role_name", "month_number", "practice_id", "staff_level_id", "open_project_count",
    "demand_hours", "needed_head_count", "free_head_count", "hired_head_count", "missing_head_count",
)  # fmt: skip
HIRE_COLUMNS = (
    "run_id", "scenario_name", "hire_number", "role_name", "practice_id", "staff_level_id", "start_month_number",
    "start_week_number", "decision_week_number", "head_count", "cost_amount", "yearly_cost_amount",
    "hiring_cost_amount", "used_ratio", "sentence",
)  # fmt: skip
Rows = Iterator[tuple[Any, ...]]
Roles = Mapping[tuple[str, str], tuple[int | None, int | None]]


def save(
    transaction: Transaction, run_id: int, assumptions: Assumptions, years: Sequence[ScenarioYear], seconds: float
) -> None:
    """Write the scenarios, what they assume and what they lead to; they have passed their check before."""
    transaction.insert("pred.planning_scenario", SCENARIO_COLUMNS, list(_scenarios(run_id, assumptions, years)))
    transaction.insert("pred.planning_driver", DRIVER_COLUMNS, list(_drivers(run_id, assumptions)))
    transaction.insert("pred.planning_result", RESULT_COLUMNS, list(_results(run_id, years)))
    words = " ".join([*(year.sentences[0] for year in years), *where_from(assumptions)])
    record = SolveRecord("Feasible", "scenarios", None, None, None, seconds, 0, 0, words)
    save_solve(transaction, run_id, MODEL, record)


def save_answers(transaction: Transaction, run_id: int, answers: Answers) -> None:
    """Write every answer; what does not fit its table is left out, and the scenarios are published all the same."""
    roles = _roles(transaction)
    tables = [
        AnswerTable("pred.planning_sensitivity", SENSITIVITY_COLUMNS, _sensitivities(run_id, answers)),
        AnswerTable("pred.simulation", SIMULATION_COLUMNS, simulation_rows(run_id, MODEL, answers.ranges)),
        AnswerTable("pred.planning_result", RESULT_COLUMNS, _limited(run_id, answers)),
        AnswerTable("pred.planning_demand", DEMAND_COLUMNS, _demands(run_id, answers, roles)),
        AnswerTable("pred.planning_hire", HIRE_COLUMNS, _hires(run_id, answers, roles)),
    ]
    store(transaction, MODEL, tables)


def _scenarios(run_id: int, assumptions: Assumptions, years: Sequence[ScenarioYear]) -> Rows:
    for number, year in enumerate(years, start=1):
        words = " ".join(year.sentences)[:SENTENCE_LENGTH]
        yield run_id, year.scenario[:NAME_LENGTH], number, assumptions.currency, words


def _drivers(run_id: int, assumptions: Assumptions) -> Rows:
    """In the order of the catalog."""
    numbers = {driver.name: number for number, driver in enumerate(DRIVERS, start=1)}
    for row in assumption_rows(assumptions):
        values = (exact(value, MEASURE) for value in (row.value, row.low, row.high))
        words = f"{row.words}: {row.note}" if row.note else row.words
        yield (
            run_id, row.scenario[:NAME_LENGTH], row.name, numbers[row.name], *values, row.unit, row.distribution,
            row.source, words[:SENTENCE_LENGTH],
        )  # fmt: skip


def _results(run_id: int, years: Sequence[ScenarioYear]) -> Rows:
    for year in years:
        for number, row in enumerate(year.rows, start=1):
            yield (
                run_id, row.scenario[:NAME_LENGTH], row.measure, number, row.group,
                exact_or_none(row.value, MEASURE), row.unit, row.words,
            )  # fmt: skip


def _limited(run_id: int, answers: Answers) -> Rows:
    """What ends the planned year first, after all other measures."""
    last = len(BY_NAME)
    for number, one in enumerate(answers.limited, start=last + 1):
        words = f"Draws in which {one.limit} end the year"
        yield (
            run_id, one.scenario[:NAME_LENGTH], f"ends_with_{one.limit}", number, "result",
            exact(one.probability_ratio, MEASURE), "ratio", words,
        )  # fmt: skip


def _sensitivities(run_id: int, answers: Answers) -> Rows:
    for row in answers.tornado:
        measures = (exact_or_none(value, MEASURE) for value in (row.at_low, row.base, row.at_high))
        yield (
            run_id, row.scenario[:NAME_LENGTH], row.measure, row.driver, row.rank, exact(row.low, MEASURE),
            exact(row.high, MEASURE), row.unit, *measures, BY_NAME[row.measure].unit,
        )  # fmt: skip


def _demands(run_id: int, answers: Answers, roles: Roles) -> Rows:
    for demand in answers.demands:
        for row in demand.rows:
            people = (exact(value, RATIO) for value in (row.needed_people, row.free_people))
            yield (
                run_id, row.scenario[:NAME_LENGTH], _role_name(row.practice, row.level), row.month,
                *_role(roles, row.practice, row.level), row.open_projects, exact(row.demand_hours, HOURS_SUM), *people,
                row.hired_people, exact(row.shortage_people, RATIO),
            )  # fmt: skip


def _hires(run_id: int, answers: Answers, roles: Roles) -> Rows:
    for demand in answers.demands:
        for number, row in enumerate(demand.hires, start=1):
            costs = (row.cost_amount_this_year, row.cost_amount_per_year, row.hire_cost_amount)
            yield (
                run_id, row.scenario[:NAME_LENGTH], number, _role_name(row.practice, row.level),
                *_role(roles, row.practice, row.level), row.start_month, row.start_week, row.decision_week, row.people,
                *(exact(value, MONEY) for value in costs), exact(row.used_ratio, RATIO),
                row.sentence[:SENTENCE_LENGTH],
            )  # fmt: skip


def _roles(reader: Reader) -> Roles:
    """practice_id and staff_level_id by the names that staffing uses."""
    rows = reader.rows(
        "SELECT p.practice_id, p.practice_name, l.staff_level_id, l.staff_level_name "
        "FROM core.practices AS p CROSS JOIN core.staff_levels AS l"
    )
    return {
        (row["practice_name"], row["staff_level_name"]): (row["practice_id"], row["staff_level_id"]) for row in rows
    }


def _role(roles: Roles, practice: str, level: str) -> tuple[int | None, int | None]:
    return roles.get((practice, level), (None, None))


def _role_name(practice: str, level: str) -> str:
    return f"{practice} / {level}"[:ROLE_LENGTH]
