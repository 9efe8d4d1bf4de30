"""Scenarios in the database: save, list, show and delete them."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from config.errors import UsageError
from etl.ledger import insert_row, next_id, now_utc
from optimizer.staffing.changes.form import as_plain
from optimizer.staffing.changes.kinds import Changes, EngagementAdded, Week
from optimizer.staffing.changes.words import in_words
from pipeline.scenarios.change_rows import COLUMNS, changes_in, rows_of
from pipeline.scenarios.planner import Planner
from pipeline.scenarios.state import State, state_of
from sql.database import Database, Reader, Row, Transaction
from sql.retention.audit_trail import append

MODEL = "staffing"
LOCK = "scenario write"
LOCK_SECONDS = 10.0
LONGEST_NAME, LONGEST_DESCRIPTION, LONGEST_DETAIL = 200, 2000, 2000
SCENARIOS = """
SELECT
    s.scenario_id, s.scenario_name, s.description, s.settings_json, s.created_by, s.created_at_utc, s.changed_at_utc,
    a.applied_by, a.applied_at_utc
FROM app.scenario AS s
LEFT JOIN app.scenario_application AS a ON a.scenario_id = s.scenario_id AND a.withdrawn_at_utc IS NULL
WHERE s.is_deleted = 0 AND s.model = 'staffing' AND (:scenario_id IS NULL OR s.scenario_id = :scenario_id)
ORDER BY s.scenario_id;
"""


@dataclass(frozen=True)
class Scenario:
    """One saved scenario; ``applied_by`` and ``applied_at_utc`` where plans take it for granted."""

    scenario_id: int
    name: str
    description: str
    changes: Changes
    sentences: tuple[str, ...]
    state: State
    settings_json: str
    created_by: str
    created_at_utc: datetime
    applied_by: str | None
    applied_at_utc: datetime | None

    @property
    def is_in_force(self) -> bool:
        """Whether the next run takes it for granted."""
        return self.applied_at_utc is not None

    @property
    def title(self) -> str:
        """Number and name, as messages name it."""
        return f"Scenario {self.scenario_id} ({self.name})"

    def as_plain(self) -> dict[str, Any]:
        """Numbers and texts alone, for JSON."""
        return {
            "scenario_id": self.scenario_id,
            "name": self.name,
            "description": self.description,
            "changes": as_plain(self.changes),
            "sentences": list(self.sentences),
            "state": asdict(self.state),
            "created_by": self.created_by,
            "created_at_utc": self.created_at_utc,
            "applied_by": self.applied_by,
            "applied_at_utc": self.applied_at_utc,
        }


def save(
    database: Database,
    planner: Planner,
    name: str,
    changes: Changes,
    *,
    description: str = "",
    time_limit_seconds: float | None = None,
) -> Scenario:
    """Keep a new scenario.

    Raises
    ------
    UsageError
        The name is empty, too long or taken, or a change counts its weeks instead of dating them.
    """
    name = name.strip()
    _check(database, name, changes)
    state = State() if time_limit_seconds is None else State(time_limit_seconds=time_limit_seconds)

    def work(transaction: Transaction) -> int:
        scenario_id, now = next_id(transaction, "app.scenario", "scenario_id"), now_utc()
        row = {
            "scenario_id": scenario_id, "scenario_name": name, "model": MODEL,
            "description": description[:LONGEST_DESCRIPTION], "settings_json": state.as_json(),
            "created_by": planner.name, "created_at_utc": now, "changed_at_utc": now, "is_shared": True,
        }  # fmt: skip
        insert_row(transaction, "app.scenario", row)
        transaction.insert("app.scenario_change", COLUMNS, rows_of(transaction, scenario_id, changes))
        note(transaction, planner, "scenario saved", scenario_id, f"{name}: {_words(changes)}")
        return scenario_id

    with database.lock(LOCK, wait_seconds=LOCK_SECONDS):
        scenario_id = database.unit_of_work(work)
    return show(database, scenario_id)


def scenarios(reader: Reader) -> list[Scenario]:
    """Every scenario that is not deleted, oldest first."""
    return _of_rows(reader, reader.rows(SCENARIOS, scenario_id=None))


def show(reader: Reader, scenario_id: int) -> Scenario:
    """One scenario.

    Raises
    ------
    UsageError
        There is none of that number, or it is deleted.
    """
    found = _of_rows(reader, reader.rows(SCENARIOS, scenario_id=scenario_id))
    if not found:
        raise UsageError(f"There is no scenario {scenario_id}. Nothing was changed. See `prop scenario list`.")
    return found[0]


def delete(database: Database, planner: Planner, scenario_id: int) -> Scenario:
    """Take a scenario off the list; its row and results stay for the record.

    Raises
    ------
    UsageError
        There is none of that number, or it is in force.
    """
    scenario = show(database, scenario_id)
    if scenario.is_in_force:
        raise UsageError(
            f"{scenario.title} is in force since {scenario.applied_at_utc:%Y-%m-%d}. Nothing was deleted. "
            f"Revoke it first: prop scenario revoke {scenario_id}"
        )

    def work(transaction: Transaction) -> None:
        transaction.execute(
            "UPDATE app.scenario SET is_deleted = 1, changed_at_utc = :now WHERE scenario_id = :scenario_id",
            now=now_utc(),
            scenario_id=scenario_id,
        )
        note(transaction, planner, "scenario deleted", scenario_id, scenario.name)

    with database.lock(LOCK, wait_seconds=LOCK_SECONDS):
        database.unit_of_work(work)
    return scenario


def note(transaction: Transaction, planner: Planner, action: str, scenario_id: int, detail: str) -> None:
    """Write into the audit trail who did what."""
    subject = f"app.scenario {scenario_id}"
    append(transaction, actor=planner.name, action=action, subject=subject, detail=detail[:LONGEST_DETAIL])


def _check(database: Database, name: str, changes: Changes) -> None:
    if not name or len(name) > LONGEST_NAME:
        raise UsageError(
            f"A scenario's name has 1 to {LONGEST_NAME} characters; this one has {len(name)}. Nothing was saved."
        )
    if any(one.name == name for one in scenarios(database)):
        raise UsageError(f"There is a scenario {name} already. Nothing was saved. Choose another name.")
    for number, change in enumerate(changes, start=1):
        weeks: list[Week | None] = [getattr(change, field, None) for field in ("from_week", "to_week")]
        if any(isinstance(week, int) for week in weeks):
            raise UsageError(
                f"Change {number} ({change.kind}) counts its weeks, and saved scenarios outlive the weeks that are "
                "planned now. Nothing was saved. Give dates, such as 2026-03-30."
            )


def _of_rows(reader: Reader, rows: list[Row]) -> list[Scenario]:
    changes = changes_in(reader, [int(row["scenario_id"]) for row in rows])
    return [
        Scenario(
            scenario_id=int(row["scenario_id"]),
            name=row["scenario_name"],
            description=row["description"] or "",
            changes=changes.get(int(row["scenario_id"]), ((), ()))[0],
            sentences=changes.get(int(row["scenario_id"]), ((), ()))[1],
            state=state_of(row["settings_json"]),
            settings_json=row["settings_json"],
            created_by=row["created_by"],
            created_at_utc=row["created_at_utc"],
            applied_by=row["applied_by"],
            applied_at_utc=row["applied_at_utc"],
        )
        for row in rows
    ]


def _words(changes: Changes) -> str:
    added = sum(isinstance(change, EngagementAdded) for change in changes)
    words = " ".join(in_words(change) for change in changes)
    return f"{words} ({added} engagements added)" if added else words
