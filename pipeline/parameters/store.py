"""Parameters in ``ops.parameter``: read, and changed by a new row that is told in the audit trail."""

from dataclasses import dataclass
from datetime import date

from config.errors import UsageError
from etl.ledger import now_utc
from etl.parameter_facts import kpi_parameters, refresh_changed
from pipeline.parameters.rules import checked_value, family_of, known_code, refuse_unusable
from pipeline.reporting import LOAD_LOCK, LONGEST_LOAD_SECONDS, snapshot
from sql.engine import Database, Reader, Row, Transaction
from sql.retention.audit_trail import append

ACTION = "parameter set"
NOT_SET = "not set"
LONGEST_REASON = 1000
FIRST_DAY = date(1900, 1, 1)
COLUMNS = (
    "parameter_code", "effective_from", "parameter_value", "unit", "description", "changed_by", "changed_at_utc",
)  # fmt: skip
ROWS = f"SELECT {', '.join(f'p.{name}' for name in COLUMNS)} FROM ops.parameter AS p"
REASONS = """
SELECT e.occurred_at_utc, e.actor, e.subject, e.detail
FROM ops.audit_event AS e
WHERE e.action = :action AND e.subject LIKE :subject
ORDER BY e.event_id
"""


@dataclass(frozen=True)
class Change:
    """A value that somebody wants from a day on (None: the reporting date), and why."""

    code: str
    value: str
    effective_from: date | None
    reason: str
    changed_by: str


@dataclass(frozen=True)
class Outcome:
    """What a change did, or would do: ``refreshed_rows`` is None where nothing was written."""

    row: Row
    before: Row
    is_in_force: bool
    refreshed_rows: int | None


def in_force(reader: Reader) -> list[Row]:
    """Every parameter as it stands at the reporting date, by code."""
    names = ", ".join(f"c.{name}" for name in COLUMNS)
    return reader.rows(f"SELECT {names} FROM ops.parameter_current AS c ORDER BY c.parameter_code")


def one_in_force(reader: Reader, code: str) -> Row:
    """One parameter as it stands at the reporting date.

    Raises
    ------
    UsageError
        There is no such parameter.
    """
    rows = {row["parameter_code"]: row for row in in_force(reader)}
    return rows.get(known_code(code, list(rows))) or _unset(code)


def _unset(code: str) -> Row:
    """A parameter of an open family that nobody has set yet."""
    unit, description = family_of(code) or ("", "")
    return dict.fromkeys(COLUMNS) | {
        "parameter_code": code, "parameter_value": NOT_SET, "unit": unit, "description": description,
    }  # fmt: skip


def history(reader: Reader, code: str) -> list[Row]:
    """Every value a parameter was given, the newest first, with ``reason``; seeds have none."""
    one_in_force(reader, code)
    told = reader.rows(REASONS, action=ACTION, subject=f"{code} from %")
    reasons = {event["subject"]: event["detail"] for event in told}
    rows = reader.rows(f"{ROWS} WHERE p.parameter_code = :code ORDER BY p.effective_from DESC", code=code)
    return [row | {"reason": reasons.get(_subject(row))} for row in rows]


def set_parameter(database: Database, change: Change, *, dry_run: bool = False) -> Outcome:
    """Give a parameter a value from a day on; earlier rows stay, and facts that depend on it follow at once.

    Raises
    ------
    UsageError
        The code is unknown, the value is none that it may take, no reason is given, or a value was set for that very
        day already.
    """
    if dry_run:
        return _checked(database, change)
    with database.lock(LOAD_LOCK, wait_seconds=LONGEST_LOAD_SECONDS):
        return database.unit_of_work(lambda transaction: _set(transaction, change))


def _set(transaction: Transaction, change: Change) -> Outcome:
    outcome, values_before = _checked(transaction, change), kpi_parameters(transaction)
    transaction.insert("ops.parameter", COLUMNS, [tuple(outcome.row[name] for name in COLUMNS)])
    old, new = outcome.before["parameter_value"], outcome.row["parameter_value"]
    detail = f"{old} -> {new} {outcome.row['unit']}: {change.reason.strip()}"
    append(transaction, actor=change.changed_by, action=ACTION, subject=_subject(outcome.row), detail=detail)
    batch_id = snapshot(transaction).batch_id
    written = 0 if batch_id is None else refresh_changed(transaction, values_before, batch_id)
    return Outcome(outcome.row, outcome.before, outcome.is_in_force, written)


def _checked(reader: Reader, change: Change) -> Outcome:
    """The row that would be written; nothing is written here."""
    before, as_of = one_in_force(reader, change.code), snapshot(reader).as_of_date
    value = checked_value(change.code, change.value, before["unit"])
    refuse_unusable(change.code, value, in_force(reader))
    if not 0 < len(change.reason.strip()) <= LONGEST_REASON:
        raise UsageError(f"Say why in 1 to {LONGEST_REASON} letters: --because TEXT. Nothing was changed.")
    effective_from = change.effective_from or as_of or now_utc().date()
    rows = reader.rows(f"{ROWS} WHERE p.parameter_code = :code", code=change.code)
    _refuse_same_day(change.code, effective_from, rows)
    row = before | {
        "parameter_value": value, "effective_from": effective_from, "changed_by": change.changed_by,
        "changed_at_utc": now_utc(),
    }  # fmt: skip
    later = [one["effective_from"] for one in rows if effective_from < one["effective_from"] <= (as_of or date.max)]
    return Outcome(row, before, (as_of is None or effective_from <= as_of) and not later, None)


def _refuse_same_day(code: str, effective_from: date, rows: list[Row]) -> None:
    if effective_from <= FIRST_DAY:
        raise UsageError(f"{code}: {effective_from} is before every figure. Nothing was changed. Say a later --from.")
    there = next((row for row in rows if row["effective_from"] == effective_from), None)
    if there is not None:
        raise UsageError(
            f"{code} was set to {there['parameter_value']} from {effective_from} by {there['changed_by']} already, and "
            "what was set is never overwritten. Nothing was changed. Set it from another day."
        )


def _subject(row: Row) -> str:
    return f"{row['parameter_code']} from {row['effective_from']}"
