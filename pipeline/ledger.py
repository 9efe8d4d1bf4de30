"""The ledger of runs: who is at work, what is published, and nobody publishes twice or too late (P4)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from config.errors import PropError
from etl.ledger import insert_row, next_id
from sql.engine import Reader, Transaction

RunKind = Literal["weekly", "staffing", "budget", "funding", "planning"]
RUN_LOCK = "run"
LONGEST_MESSAGE = 2000


class FencedOffError(PropError):
    """The run lost its place while it was away: a later one took over, so it may not publish."""


class AlreadyPublishedError(PropError):
    """Another run published the same kind, week and batch in the meantime."""


@dataclass(frozen=True)
class Run:
    """One attempt. ``fencing_token`` grows with every start; only its holder may publish."""

    run_id: int
    kind: RunKind
    iso_week: str
    as_of_date: date
    batch_id: int | None
    fencing_token: int

    @property
    def publication_key(self) -> str:
        """What is unique among published runs."""
        return publication_key(self.kind, self.iso_week, self.batch_id)


def iso_week(day: date) -> str:
    """The ISO 8601 week of a day, such as 2026-W53 for 2027-01-01."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def publication_key(kind: RunKind, week: str, batch_id: int | None) -> str:
    """The key of the one published run of a kind, ISO week and batch."""
    return f"{kind}|{week}|{batch_id}"


def attempt_key(kind: str, run_id: int) -> str:
    """The key of a run that is not published, or no longer."""
    return f"{kind}|attempt|{run_id}"


def published_run_id(reader: Reader, kind: RunKind, week: str, batch_id: int | None) -> int | None:
    """The run that is published for this kind, week and batch."""
    found = reader.scalar(
        "SELECT r.run_id FROM ops.run AS r WHERE r.publication_key = :publication_key AND r.status = 'published'",
        publication_key=publication_key(kind, week, batch_id),
    )
    return None if found is None else int(found)


def start(
    transaction: Transaction,
    kind: RunKind,
    *,
    as_of_date: date,
    batch_id: int | None,
    requested_by: str,
    now: datetime,
) -> Run:
    """Open an attempt; the caller holds the lock ``run``, so whoever else is still noted as running is dead.

    Parameters
    ----------
    as_of_date
        Decides the ISO week.
    now
        UTC without a zone.
    """
    abandon_unfinished(transaction, now)
    run = Run(
        run_id=next_id(transaction, "ops.run", "run_id"),
        kind=kind,
        iso_week=iso_week(as_of_date),
        as_of_date=as_of_date,
        batch_id=batch_id,
        fencing_token=next_id(transaction, "ops.run", "fencing_token"),
    )
    row = {
        "run_id": run.run_id,
        "run_kind": kind,
        "iso_week": run.iso_week,
        "as_of_date": as_of_date,
        "batch_id": batch_id,
        "status": "running",
        "publication_key": attempt_key(kind, run.run_id),
        "fencing_token": run.fencing_token,
        "requested_by": requested_by,
        "started_at_utc": now,
    }
    insert_row(transaction, "ops.run", row)
    return run


def abandon_unfinished(transaction: Transaction, now: datetime) -> list[int]:
    """Mark the runs of dead processes as failed; the caller holds the lock ``run``.

    One that died after it had published stays published, and is noted as over although its alerts are missing.
    """
    transaction.execute(
        "UPDATE ops.run_step SET status = 'failed', finished_at_utc = :now, detail = 'abandoned' "
        "WHERE status = 'running'",
        now=now,
    )
    transaction.execute(
        "UPDATE ops.run SET finished_at_utc = :now WHERE finished_at_utc IS NULL AND status <> 'running'", now=now
    )
    dead = [
        int(row["run_id"]) for row in transaction.rows("SELECT r.run_id FROM ops.run AS r WHERE r.status = 'running'")
    ]
    for run_id in dead:
        message = (
            f"Abandoned: the process of run {run_id} ended before it could say why. It published nothing; "
            "the predictions published before stay."
        )
        close_failed(transaction, run_id, message, now)
    return dead


def close_failed(transaction: Transaction, run_id: int, message: str, now: datetime) -> None:
    """End a run that publishes nothing."""
    transaction.execute(
        "UPDATE ops.run SET status = 'failed', message = :message, finished_at_utc = :now "
        "WHERE run_id = :run_id AND status = 'running'",
        run_id=run_id,
        message=message[:LONGEST_MESSAGE],
        now=now,
    )


def publish(transaction: Transaction, run: Run, *, now: datetime, is_superseding: bool) -> int | None:
    """Make the run the published one of its kind, week and batch, in the transaction that writes its predictions.

    Call it before the predictions are inserted: it locks the run's row, so that nobody can declare it dead meanwhile.

    Returns
    -------
    int or None
        The run that it supersedes.

    Raises
    ------
    FencedOffError
        A later run started since, or somebody marked this one as abandoned.
    AlreadyPublishedError
        Another run is published and ``is_superseding`` is False.
    """
    changed = transaction.execute(
        "UPDATE ops.run SET status = 'published', published_at_utc = :now "
        "WHERE run_id = :run_id AND status = 'running' AND fencing_token = :fencing_token",
        run_id=run.run_id,
        fencing_token=run.fencing_token,
        now=now,
    )
    newest = transaction.scalar("SELECT MAX(r.fencing_token) FROM ops.run AS r")
    if changed != 1 or newest != run.fencing_token:
        raise FencedOffError(
            f"Run {run.run_id} may no longer publish: it was taken for dead, and another run took its place. "
            "Nothing of it was published. Look at `prop runs`."
        )
    earlier = _earlier_published(transaction, run)
    if earlier is not None:
        _supersede(transaction, run, earlier, is_superseding=is_superseding)
    transaction.execute(
        "UPDATE ops.run SET publication_key = :publication_key WHERE run_id = :run_id",
        run_id=run.run_id,
        publication_key=run.publication_key,
    )
    return earlier


def rebase(transaction: Transaction, run: Run, *, as_of_date: date, batch_id: int) -> Run:
    """The same attempt on newer data, before it has planned anything."""
    moved = replace(run, iso_week=iso_week(as_of_date), as_of_date=as_of_date, batch_id=batch_id)
    transaction.execute(
        "UPDATE ops.run SET iso_week = :iso_week, as_of_date = :as_of_date, batch_id = :batch_id "
        "WHERE run_id = :run_id",
        run_id=run.run_id,
        iso_week=moved.iso_week,
        as_of_date=as_of_date,
        batch_id=batch_id,
    )
    return moved


def describe(transaction: Transaction, run_id: int, message: str) -> None:
    """Say in a sentence what a run came to."""
    transaction.execute(
        "UPDATE ops.run SET message = :message WHERE run_id = :run_id", run_id=run_id, message=message[:LONGEST_MESSAGE]
    )


def close_published(transaction: Transaction, run_id: int, now: datetime) -> None:
    """Note that a published run has raised its alerts and is over."""
    transaction.execute("UPDATE ops.run SET finished_at_utc = :now WHERE run_id = :run_id", run_id=run_id, now=now)


def _earlier_published(transaction: Transaction, run: Run) -> int | None:
    found = transaction.scalar(
        "SELECT r.run_id FROM ops.run AS r WHERE r.publication_key = :publication_key",
        publication_key=run.publication_key,
    )
    return None if found is None else int(found)


def _supersede(transaction: Transaction, run: Run, earlier: int, *, is_superseding: bool) -> None:
    """Take the key from the run that was published before; its predictions stay for the record."""
    if not is_superseding:
        raise AlreadyPublishedError(already_published(run.kind, run.iso_week, run.batch_id, earlier))
    transaction.execute(
        "UPDATE ops.run SET status = 'superseded', publication_key = :attempt_key WHERE run_id = :run_id",
        run_id=earlier,
        attempt_key=attempt_key(run.kind, earlier),
    )


def already_published(kind: RunKind, week: str, batch_id: int | None, run_id: int) -> str:
    """The polite refusal of a second run."""
    return (
        f"{kind} {week} on batch {batch_id} is already published as run {run_id}; nothing was run or changed. "
        "--again publishes another attempt that supersedes it."
    )
