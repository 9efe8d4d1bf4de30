"""What a run came to: its row, its steps, how good each plan is, and what needs a look."""

from dataclasses import asdict, dataclass, field
from typing import Any

from config.errors import UsageError
from sql.engine import Reader, Row

_RUN = """
    SELECT r.run_id, r.run_kind, r.iso_week, r.as_of_date, r.batch_id, r.status, r.requested_by, r.started_at_utc,
        r.finished_at_utc, r.published_at_utc, r.message
    FROM ops.run AS r
"""
_STEPS = """
    SELECT s.step_number, s.step_name, s.status, s.started_at_utc, s.finished_at_utc, s.detail
    FROM ops.run_step AS s
    WHERE s.run_id = :run_id
    ORDER BY s.step_number
"""
_SOLVES = """
    SELECT v.model, v.solve_status, v.objective_name, v.objective_value, v.bound_value, v.gap_ratio, v.solve_seconds,
        v.row_count, v.column_count, v.sentence
    FROM pred.solve AS v
    WHERE v.run_id = :run_id
    ORDER BY v.model
"""
_SHORTFALLS = """
    SELECT e.engagement_source_id, e.engagement_name, o.spi_after, o.spi_shortfall, o.sentence
    FROM pred.staffing_outcome AS o
    INNER JOIN core.engagements AS e
        ON e.engagement_id = o.engagement_id
    WHERE o.run_id = :run_id AND o.spi_shortfall > 0
    ORDER BY o.spi_shortfall DESC, o.engagement_id
"""
_VIOLATIONS = """
    SELECT v.rule_code, COUNT(*) AS violation_count
    FROM pred.staffing_violation AS v
    WHERE v.run_id = :run_id
    GROUP BY v.rule_code
    ORDER BY v.rule_code
"""
_ALERTS = """
    SELECT a.alert_code, a.severity, COUNT(*) AS alert_count
    FROM ops.alert AS a
    WHERE a.run_id = :run_id
    GROUP BY a.alert_code, a.severity
    ORDER BY a.alert_code, a.severity
"""


@dataclass(frozen=True)
class RunReport:
    """One run as people and programs read it; every list is rows of the database.

    ``is_refused``: an earlier run is published already, and this one was not started.
    """

    run: Row
    steps: list[Row] = field(default_factory=list)
    solves: list[Row] = field(default_factory=list)
    shortfalls: list[Row] = field(default_factory=list)
    violations: list[Row] = field(default_factory=list)
    alerts: list[Row] = field(default_factory=list)
    is_refused: bool = False
    sentence: str = ""

    @property
    def run_id(self) -> int:
        """The run's number."""
        return int(self.run["run_id"])

    @property
    def status(self) -> str:
        """running, published, failed or superseded."""
        return str(self.run["status"])

    def as_json(self) -> dict[str, Any]:
        """Plain values under the columns' names; decimals, dates and times print themselves."""
        return asdict(self)


def read_report(reader: Reader, run_id: int, *, is_refused: bool = False, sentence: str = "") -> RunReport:
    """The report of one run.

    Raises
    ------
    UsageError
        There is no such run.
    """
    found = reader.rows(f"{_RUN} WHERE r.run_id = :run_id", run_id=run_id)
    if not found:
        raise UsageError(f"There is no run {run_id}. Nothing was changed. `prop runs` lists them.")
    return RunReport(
        run=found[0],
        steps=reader.rows(_STEPS, run_id=run_id),
        solves=reader.rows(_SOLVES, run_id=run_id),
        shortfalls=reader.rows(_SHORTFALLS, run_id=run_id),
        violations=reader.rows(_VIOLATIONS, run_id=run_id),
        alerts=reader.rows(_ALERTS, run_id=run_id),
        is_refused=is_refused,
        sentence=sentence or found[0]["message"] or "",
    )


def list_runs(reader: Reader, limit: int) -> list[Row]:
    """The newest runs, newest first."""
    return reader.rows(f"{_RUN} ORDER BY r.run_id DESC")[:limit]
