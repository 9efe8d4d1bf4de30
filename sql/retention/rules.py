"""What has outlived its retention policy, kind by kind; nothing here deletes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sql.database import Reader
from sql.retention.audit_trail import trimmed_until
from sql.retention.doomed_rows import Doomed, DoomedRows
from sql.retention.doomed_runs import DoomedRuns, doomed_runs


@dataclass(frozen=True)
class Policy:
    """One row of ``ops.retention_policy``; ``keep_days`` None keeps everything."""

    object_class: str
    keep_days: int | None
    keep_at_least_count: int

    def cut_off(self, today: date) -> datetime | None:
        """What is older goes, unless it is among the newest."""
        if self.keep_days is None:
            return None
        return datetime.combine(today - timedelta(days=self.keep_days), datetime.min.time())


Find = Callable[[Reader, Policy, datetime], Iterator[Doomed]]


def tables_with(reader: Reader, column: str, schema: str) -> dict[str, str]:
    """Tables (no views) of a schema that have the column, with the name of their first column."""
    tables = reader.rows(
        "SELECT t.TABLE_NAME AS table_name FROM INFORMATION_SCHEMA.TABLES AS t "
        "WHERE t.TABLE_SCHEMA = :schema_name AND t.TABLE_TYPE = 'BASE TABLE'",
        schema_name=schema,
    )
    columns = reader.rows(
        "SELECT c.TABLE_NAME AS table_name, c.COLUMN_NAME AS column_name FROM INFORMATION_SCHEMA.COLUMNS AS c "
        "WHERE c.TABLE_SCHEMA = :schema_name ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION",
        schema_name=schema,
    )
    found: dict[str, list[str]] = {str(row["table_name"]).lower(): [] for row in tables}
    for row in columns:
        found.get(str(row["table_name"]).lower(), []).append(str(row["column_name"]).lower())
    return {f"{schema}.{table}": names[0] for table, names in sorted(found.items()) if column in names}


def last_batch(reader: Reader, policy: Policy, cut_off: datetime, batches: str) -> int | None:
    """The newest load that the policy lets go, of the T-SQL query ``batches`` for their ids."""
    found = reader.scalar(
        "SELECT MAX(n.batch_id) FROM (SELECT b.batch_id, b.started_at_utc, "
        f"ROW_NUMBER() OVER (ORDER BY b.batch_id DESC) AS newest_first FROM ops.load_batch AS b "
        f"WHERE b.batch_id IN ({batches})) AS n WHERE n.started_at_utc < :cut_off AND n.newest_first > :kept_count",
        cut_off=cut_off,
        kept_count=policy.keep_at_least_count,
    )
    return None if found is None else int(found)


def staging(reader: Reader, policy: Policy, cut_off: datetime) -> Iterator[Doomed]:
    """Staged rows of loads that are over; the load at work has the highest number."""
    ended = "SELECT e.batch_id FROM ops.load_batch AS e WHERE e.status <> 'staging'"
    batch_id = last_batch(reader, policy, cut_off, ended)
    if batch_id is None:
        return
    at_work = "batch_id NOT IN (SELECT b.batch_id FROM ops.load_batch AS b WHERE b.status = 'staging')"
    for table in tables_with(reader, "batch_id", "stg"):
        chunk = "week_start_date" if table == "stg.touched_week" else "line_number"
        condition = f"batch_id <= :batch_id AND {at_work}"
        yield DoomedRows(table, condition, chunk, f"of batch {batch_id} and before", {"batch_id": batch_id})


def past_versions(reader: Reader, policy: Policy, cut_off: datetime) -> Iterator[Doomed]:
    """Versions that an old load replaced; afterwards nobody can ask what was known before that load."""
    published = "SELECT e.batch_id FROM ops.load_batch AS e WHERE e.status = 'published'"
    batch_id = last_batch(reader, policy, cut_off, published)
    if batch_id is None:
        return
    for table, first in tables_with(reader, "valid_to_batch_id", "core").items():
        chunk = first if first.endswith("_id") else "valid_to_batch_id"
        note = f"what was known before batch {batch_id} can no longer be asked"
        yield DoomedRows(table, "valid_to_batch_id <= :batch_id", chunk, note, {"batch_id": batch_id})


def phase_snapshots(reader: Reader, policy: Policy, cut_off: datetime) -> Iterator[Doomed]:
    """Snapshots of old loads, never the newest one."""
    kept = Policy(policy.object_class, policy.keep_days, max(1, policy.keep_at_least_count))
    batch_id = last_batch(reader, kept, cut_off, "SELECT s.batch_id FROM kpi.phase_snapshot AS s")
    if batch_id is not None:
        note = f"of batch {batch_id} and before"
        yield DoomedRows("kpi.phase_snapshot", "batch_id <= :batch_id", "batch_id", note, {"batch_id": batch_id})


def runs(reader: Reader, policy: Policy, cut_off: datetime) -> Iterator[Doomed]:
    """Old runs with everything that hangs on them."""
    tables = tuple(tables_with(reader, "run_id", "pred"))
    run_ids = doomed_runs(reader, cut_off, policy.keep_at_least_count, tables)
    if run_ids:
        yield DoomedRuns(run_ids, tables)


def audit_events(reader: Reader, policy: Policy, cut_off: datetime) -> Iterator[Doomed]:
    """The oldest end of the chain, up to the newest event that is old enough."""
    found = reader.rows(
        "SELECT TOP (1) n.event_id, n.sha256 FROM (SELECT e.event_id, e.sha256, e.occurred_at_utc, "
        "ROW_NUMBER() OVER (ORDER BY e.event_id DESC) AS newest_first FROM ops.audit_event AS e) AS n "
        "WHERE n.occurred_at_utc < :cut_off AND n.newest_first > :kept_count "
        "AND NOT EXISTS (SELECT 1 FROM ops.audit_event AS y WHERE y.event_id < n.event_id "
        "AND y.occurred_at_utc >= :cut_off) ORDER BY n.event_id DESC",
        cut_off=cut_off,
        kept_count=policy.keep_at_least_count,
    )
    for last in found:
        values = {"event_id": last["event_id"]}
        yield DoomedRows("ops.audit_event", "event_id <= :event_id", "event_id", trimmed_until(last), values)


def stamped(table: str, stamp: str, chunk_column: str) -> Find:
    """Rows by the age of a stamp (NULL stays), without the newest ones that the policy keeps."""

    def find(reader: Reader, policy: Policy, cut_off: datetime) -> Iterator[Doomed]:
        if policy.keep_at_least_count:
            newest = (
                f"SELECT TOP ({int(policy.keep_at_least_count)}) {stamp} AS stamp, {chunk_column} AS row_key "
                f"FROM {table} WHERE {stamp} IS NOT NULL ORDER BY {stamp} DESC, {chunk_column} DESC"
            )
            oldest_kept = reader.scalar(f"SELECT MIN(n.stamp) FROM ({newest}) AS n")
            cut_off = min(cut_off, oldest_kept or cut_off)
        note = f"of before {cut_off:%Y-%m-%d}"
        yield DoomedRows(table, f"{stamp} < :cut_off", chunk_column, note, {"cut_off": cut_off})

    return find


RULES: dict[str, Find] = {
    "staging": staging,
    "past_versions": past_versions,
    "phase_snapshots": phase_snapshots,
    "runs": runs,
    "sessions": stamped("app.session", "COALESCE(ended_at_utc, expires_at_utc)", "created_at_utc"),
    "login_attempts": stamped("app.login_attempt", "attempted_at_utc", "attempt_id"),
    "alerts": stamped("ops.alert", "acknowledged_at_utc", "alert_id"),
    "audit_events": audit_events,
}
"""By ``object_class`` of ``ops.retention_policy``, in the order in which they are trimmed."""
