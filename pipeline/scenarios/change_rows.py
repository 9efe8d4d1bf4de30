"""Changes as rows of ``app.scenario_change``: what they point at has our ids, the whole of each is in detail_json."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from optimizer.staffing.changes.apply import DATABASE_PREFIX
from optimizer.staffing.changes.form import as_plain, changes_from
from optimizer.staffing.changes.kinds import (
    Change,
    Changes,
    EngagementMoved,
    ParameterChanged,
    PersonJoins,
    PersonLeaves,
    WinProbability,
)
from optimizer.staffing.changes.words import in_words
from sql.database import Reader, Row

COLUMNS = (
    "scenario_id", "change_number", "change_kind", "engagement_id", "phase_id", "employee_id", "practice_id",
    "staff_level_id", "from_week_start_date", "to_week_start_date", "parameter_code", "change_value", "unit",
    "detail_json", "sentence",
)  # fmt: skip
LONGEST_SENTENCE = 2000
SIX = Decimal("0.000001")
ENGAGEMENT_IDS = """
SELECT e.engagement_id AS id, e.engagement_name AS name FROM core.engagements AS e
WHERE e.is_deleted = 0 AND (e.engagement_source_id = :name OR e.engagement_name = :name);
"""
EMPLOYEE_IDS = """
SELECT e.employee_id AS id, e.employee_name AS name FROM core.employees AS e
WHERE e.is_deleted = 0 AND (e.employee_source_id = :name OR e.employee_name = :name);
"""
PRACTICE_IDS = "SELECT p.practice_id AS id FROM core.practices AS p WHERE p.practice_name = :name;"
LEVEL_IDS = "SELECT l.staff_level_id AS id FROM core.staff_levels AS l WHERE l.staff_level_name = :name;"


def rows_of(reader: Reader, scenario_id: int, changes: Changes) -> list[tuple[Any, ...]]:
    """One row per change, in the order of ``COLUMNS``."""
    details = as_plain(changes)
    return [
        tuple(_row(reader, scenario_id, number, change, json.dumps(details[number - 1])).get(name) for name in COLUMNS)
        for number, change in enumerate(changes, start=1)
    ]


def changes_in(reader: Reader, scenario_ids: Sequence[int]) -> dict[int, tuple[Changes, tuple[str, ...]]]:
    """The changes of each scenario, in their order, and each in a sentence with names."""
    rows = reader.rows(
        "SELECT c.scenario_id, c.detail_json, c.sentence FROM app.scenario_change AS c "
        "WHERE c.scenario_id IN (:scenario_ids) ORDER BY c.scenario_id, c.change_number",
        scenario_ids=list(scenario_ids) or [0],
    )
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(int(row["scenario_id"]), []).append(row)
    return {
        key: (
            changes_from([json.loads(one["detail_json"]) for one in of], f"scenario {key}"),
            tuple(one["sentence"] for one in of),
        )
        for key, of in found.items()
    }


def _row(reader: Reader, scenario_id: int, number: int, change: Change, detail: str) -> dict[str, Any]:
    value, unit = _value(change)
    engagement = _one(reader, ENGAGEMENT_IDS, getattr(change, "engagement", None))
    person = _one(reader, EMPLOYEE_IDS, change.consultant if isinstance(change, PersonLeaves) else None)
    practice = _one(reader, PRACTICE_IDS, change.practice if isinstance(change, PersonJoins) else None)
    level = _one(reader, LEVEL_IDS, change.level if isinstance(change, PersonJoins) else None)
    known = engagement or person
    called = str(getattr(change, "engagement", getattr(change, "consultant", "")))
    names = {called: str(known["name"])} if known else {}
    return {
        "scenario_id": scenario_id,
        "change_number": number,
        "change_kind": change.kind,
        "engagement_id": engagement.get("id"),
        "employee_id": person.get("id"),
        "practice_id": practice.get("id"),
        "staff_level_id": level.get("id"),
        "from_week_start_date": _monday(getattr(change, "from_week", None)),
        "to_week_start_date": _monday(getattr(change, "to_week", None)),
        "parameter_code": _code(change),
        "change_value": value,
        "unit": unit,
        "detail_json": detail,
        "sentence": in_words(change, names)[:LONGEST_SENTENCE],
    }


def _one(reader: Reader, query: str, name: str | None) -> Row:
    """The one row of that id or name; empty where there is none or several."""
    rows = reader.rows(query, name=name) if name else []
    return rows[0] if len(rows) == 1 else {}


def _value(change: Change) -> tuple[Decimal | None, str | None]:
    """The number of a change, and what it counts."""
    value: float | None = None
    unit: str | None = None
    if isinstance(change, WinProbability):
        value, unit = change.probability_ratio, "probability"
    elif isinstance(change, EngagementMoved):
        value, unit = change.weeks, "weeks"
    elif isinstance(change, PersonJoins):
        value, unit = 1, "people"
    elif isinstance(change, ParameterChanged):
        value = change.value
    return (None if value is None else Decimal(str(value)).quantize(SIX)), unit


def _code(change: Change) -> str | None:
    if not isinstance(change, ParameterChanged):
        return None
    return DATABASE_PREFIX + change.parameter.removeprefix(DATABASE_PREFIX)


def _monday(week: object) -> date | None:
    return week - timedelta(days=week.weekday()) if isinstance(week, date) else None
