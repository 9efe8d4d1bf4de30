"""A comparison as rows of ``app.scenario_result``, and read back for the pages and the command line."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from optimizer.staffing.scenarios.comparison import Comparison
from optimizer.staffing.scenarios.figures import PlanFigures
from optimizer.staffing.scenarios.sentences import sentences
from pipeline.scenarios.change_rows import ENGAGEMENT_IDS, PRACTICE_IDS
from sql.database import Reader, Transaction

COLUMNS = (
    "scenario_id", "result_number", "measure_code", "engagement_id", "practice_id", "measure_value", "base_value",
    "unit", "base_run_id", "as_of_date", "computed_at_utc", "sentence",
)  # fmt: skip
FIRM_UNITS = {
    "objective": "milli-points", "bound": "milli-points", "gap": "ratio", "booked_hours": "h", "external_hours": "h",
    "bench_hours": "h", "bench_ratio": "ratio", "unmet_hours": "h", "start_count": "starts",
}  # fmt: skip
ENGAGEMENT_UNITS = {"spi": "ratio", "vec": "ratio", "burn": "ratio", "hours": "h", "unmet_hours": "h"}
PRACTICE_UNITS = {"bench_hours": "h", "unmet_hours": "h"}
SENTENCE, MOVE = "sentence", "move"
NO_UNIT = "words"
MOST_MOVES = 300
LONGEST_SENTENCE = 2000


@dataclass(frozen=True)
class Measure:
    """One figure with and without the scenario; ``subject`` is an engagement's or a practice's name, else empty."""

    code: str
    subject: str
    value: float | None
    base: float | None
    unit: str


@dataclass
class Results:
    """What was computed last, in the order in which it was written; empty where nothing was."""

    as_of_date: date | None = None
    computed_at_utc: datetime | None = None
    firm: list[Measure] = field(default_factory=list)
    engagements: list[Measure] = field(default_factory=list)
    practices: list[Measure] = field(default_factory=list)
    moves: list[Measure] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)

    def of_firm(self, code: str) -> Measure | None:
        """One figure of the whole firm."""
        return next((one for one in self.firm if one.code == code), None)


def write_results(
    transaction: Transaction, scenario_id: int, comparison: Comparison, *, as_of: date, now: datetime
) -> None:
    """Replace what was computed before."""
    transaction.execute("DELETE FROM app.scenario_result WHERE scenario_id = :scenario_id", scenario_id=scenario_id)
    rows = [
        (scenario_id, number, *values, None, as_of, now, text[:LONGEST_SENTENCE])
        for number, (*values, text) in enumerate(_rows(transaction, comparison), start=1)
    ]
    transaction.insert("app.scenario_result", COLUMNS, rows)


def read_results(reader: Reader, scenario_id: int) -> Results:
    """What was computed last."""
    rows = reader.rows(
        "SELECT r.measure_code, r.engagement_id, r.practice_id, r.measure_value, r.base_value, r.unit, r.as_of_date, "
        "r.computed_at_utc, r.sentence FROM app.scenario_result AS r WHERE r.scenario_id = :scenario_id "
        "ORDER BY r.result_number",
        scenario_id=scenario_id,
    )
    found = Results()
    for row in rows:
        found.as_of_date, found.computed_at_utc = row["as_of_date"], row["computed_at_utc"]
        if row["measure_code"] == SENTENCE:
            found.sentences.append(row["sentence"])
        else:
            _list_of(found, row).append(_measure(row))
    return found


def _rows(reader: Reader, comparison: Comparison) -> Iterator[tuple[Any, ...]]:
    """Measure, engagement, practice, value, base, unit, sentence."""
    for sentence in sentences(comparison):
        yield SENTENCE, None, None, None, None, NO_UNIT, sentence
    base = comparison.base
    for suffix, plan in _plans(comparison):
        for code, unit in FIRM_UNITS.items():
            values = _decimal(getattr(plan, code)), _decimal(getattr(base, code))
            yield f"{code}{suffix}", None, None, *values, unit, ""
    yield "moved_hours", None, None, _decimal(comparison.moved_hours), _decimal(0.0), "h", ""
    if comparison.branches and comparison.branches.expected_objective is not None:
        value = _decimal(comparison.branches.expected_objective)
        yield "objective_expected", None, None, value, _decimal(base.objective), "milli-points", ""
    for key, pair in comparison.engagements.items():
        engagement_id = _id(reader, ENGAGEMENT_IDS, key)
        for code, unit in ENGAGEMENT_UNITS.items():
            values = _decimal(getattr(pair.scenario, code, None)), _decimal(getattr(pair.base, code, None))
            yield code, engagement_id, None, *values, unit, pair.name
    for name, practice in comparison.practices.items():
        practice_id = _id(reader, PRACTICE_IDS, name)
        for code, unit in PRACTICE_UNITS.items():
            values = _decimal(getattr(practice.scenario, code)), _decimal(getattr(practice.base, code))
            yield f"practice_{code}", None, practice_id, *values, unit, name
    for move in comparison.moves[:MOST_MOVES]:
        values = _decimal(move.hours), _decimal(move.base_hours)
        yield MOVE, None, None, *values, "h", f"{move.consultant_name} on {move.phase_name}"


def _plans(comparison: Comparison) -> Iterator[tuple[str, PlanFigures]]:
    yield "", comparison.scenario
    if comparison.branches:
        yield "_if_won", comparison.branches.won
        yield "_if_lost", comparison.branches.lost


def _list_of(found: Results, row: dict[str, Any]) -> list[Measure]:
    """Where a row belongs; work that a scenario adds has a measure of engagements and no engagement."""
    code = row["measure_code"]
    if code == MOVE:
        return found.moves
    if code.startswith("practice_"):
        return found.practices
    return found.engagements if code in ENGAGEMENT_UNITS and row["sentence"] else found.firm


def _measure(row: dict[str, Any]) -> Measure:
    value, base = (None if row[name] is None else float(row[name]) for name in ("measure_value", "base_value"))
    return Measure(row["measure_code"], row["sentence"], value, base, row["unit"])


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(f"{value:.6f}")


def _id(reader: Reader, query: str, name: str) -> int | None:
    rows = reader.rows(query, name=name)
    return int(rows[0]["id"]) if len(rows) == 1 else None
