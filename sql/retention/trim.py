"""Trim what outlived its retention policy, chunk by chunk, and note it in the audit trail."""

from contextlib import nullcontext
from datetime import date
from typing import NamedTuple

from config.errors import UsageError
from sql.database import Database, Reader, Transaction
from sql.retention import audit_trail
from sql.retention.doomed_rows import Doomed
from sql.retention.rules import RULES, Policy

CHUNK_ROWS = 5000
LOCK_NAME = "retention"


class Trimmed(NamedTuple):
    """How many rows of a table went, or would go."""

    table: str
    row_count: int


def trim(
    database: Database,
    *,
    today: date,
    dry_run: bool = False,
    actor: str = "command line",
    chunk_rows: int = CHUNK_ROWS,
) -> list[Trimmed]:
    """Delete what ``ops.retention_policy`` no longer keeps.

    Each chunk is a transaction of its own, the first one with the event of ``ops.audit_event`` that tells what goes;
    a trim that was stopped is taken up by the next one.

    Parameters
    ----------
    today
        Ages are counted from its midnight (UTC).
    dry_run
        Count, and change nothing.
    chunk_rows
        About so many rows in one transaction; a run of the models goes whole.

    Returns
    -------
    list of Trimmed
        Tables that lost rows, in the order of trimming.

    Raises
    ------
    UsageError
        A policy names a kind of row that nobody knows how to trim; nothing was changed.
    LockHeldError
        Another trim is at work.
    """
    with nullcontext() if dry_run else database.lock(LOCK_NAME):
        return [
            Trimmed(table, count)
            for policy in policies(database)
            for doomed in doomed_of(database, policy, today)
            for table, count in trim_one(database, doomed, actor=actor, chunk_rows=0 if dry_run else chunk_rows).items()
        ]


def policies(reader: Reader) -> list[Policy]:
    """The policies in force, in the order of trimming."""
    rows = reader.rows("SELECT p.object_class, p.keep_days, p.keep_at_least_count FROM ops.retention_policy AS p")
    found = {row["object_class"]: Policy(**row) for row in rows}
    unknown = sorted(found.keys() - RULES.keys())
    if unknown:
        raise UsageError(
            f"ops.retention_policy names {', '.join(unknown)}. Nothing was trimmed. There are {', '.join(RULES)}: "
            "correct or delete the row."
        )
    return [found[name] for name in RULES if name in found]


def doomed_of(reader: Reader, policy: Policy, today: date) -> list[Doomed]:
    """What one policy lets go."""
    cut_off = policy.cut_off(today)
    return [] if cut_off is None else list(RULES[policy.object_class](reader, policy, cut_off))


def trim_one(database: Database, doomed: Doomed, *, actor: str, chunk_rows: int) -> dict[str, int]:
    """Delete chunk by chunk, unless ``chunk_rows`` is 0; rows by table, as they were counted before."""
    counts = doomed.counts(database)
    if not counts or not chunk_rows:
        return counts

    def first_chunk(transaction: Transaction) -> int:
        """Note what goes, and begin."""
        note(transaction, doomed, sum(counts.values()), actor)
        return doomed.delete_chunk(transaction, chunk_rows)

    deleted = database.unit_of_work(first_chunk)
    while deleted:
        deleted = database.unit_of_work(lambda transaction: doomed.delete_chunk(transaction, chunk_rows))
    return counts


def note(transaction: Transaction, doomed: Doomed, row_count: int, actor: str) -> None:
    """One event per table; that of the audit trail itself says where the chain goes on."""
    is_trail = doomed.subject == "ops.audit_event"
    audit_trail.append(
        transaction,
        actor=actor,
        action=audit_trail.TRIMMED if is_trail else "rows trimmed",
        subject=doomed.subject,
        detail=doomed.note if is_trail else f"{row_count} rows {doomed.note}",
    )
