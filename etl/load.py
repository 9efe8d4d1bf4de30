"""One load: read, validate, stage, audit, publish. Readers see the old batch until the new one is whole."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from pathlib import Path

from config.errors import DatabaseError, ExtractError
from etl import stage
from etl.batch import Batch, LoadReport
from etl.contract import SourceContract, load_contract
from etl.ledger import close_interrupted, end_batch, next_id, start_batch
from etl.reading.extract import find_readings
from sql.deployment.deployed import require_schema
from sql.engine import Database, LockHeldError
from sql.session_scope import service

__all__ = ["LoadReport", "load", "replay"]


@service()
def load(
    database: Database,
    paths: Sequence[Path],
    *,
    source: str,
    as_of: date | None = None,
    requested_by: str = "command line",
    accept_held: str | None = None,
    on_rows: Callable[[int], None] = lambda _rows: None,
) -> LoadReport:
    """Load extracts of one source; the same files again change nothing.

    Parameters
    ----------
    paths
        Files or folders.
    source
        Name of a contract in ``config/extracts``.
    as_of
        Reporting date from now on; None takes the latest posting date.
    accept_held
        Why a file that the circuit breaker would hold may be loaded all the same; kept with the batch.
    on_rows
        Called with the number of rows staged, for progress.

    Raises
    ------
    ExtractError
        No file of the source was found.
    ConservationError
        The audit failed; nothing was published.
    """
    contract = load_contract(source)
    require_schema(database)
    readings = find_readings(paths, contract)
    if not readings:
        places = ", ".join(str(p) for p in paths)
        raise ExtractError(f"{places}: no file of the source {source!r} was found. Nothing was loaded.")
    with _new_batch(database, contract, as_of, requested_by) as batch:
        batch.accept_held = accept_held
        batch.stage_files(readings, on_rows)
        return batch.publish()


@service()
def replay(database: Database, *, source: str, requested_by: str = "command line") -> LoadReport:
    """Check everything that a source has in quarantine again, and load what passes.

    Raises
    ------
    ConservationError
        The audit failed; nothing was published.
    """
    with _new_batch(database, load_contract(source), None, requested_by) as batch:
        batch.replays_everything = batch.keeps_reporting_date = True
        return batch.publish()


@contextmanager
def _new_batch(database: Database, contract: SourceContract, as_of: date | None, requested_by: str) -> Iterator[Batch]:
    """A batch under the load lock; whatever happens, the trail says how it ended."""
    with _load_lock(database):
        close_interrupted(database)
        stage.clear(database)
        batch_id = start_batch(database, source_system=contract.source_system, as_of=as_of, requested_by=requested_by)
        with database.transaction() as transaction:
            first_file_id = next_id(transaction, "ops.load_file", "file_id")
        try:
            yield Batch(database, contract, batch_id, first_file_id, as_of, requested_by)
        except BaseException as fault:
            # Where the database is gone, the fault is told and the next load closes the batch.
            with suppress(DatabaseError), database.transaction() as transaction:
                end_batch(transaction, batch_id, "failed", f"{type(fault).__name__}: {fault}")
            raise


@contextmanager
def _load_lock(database: Database) -> Iterator[None]:
    """One load at a time per database."""
    with ExitStack() as stack:
        try:
            stack.enter_context(database.lock("load"))
        except LockHeldError as held:
            raise LockHeldError(
                f"Another load is at work in {database.url}. Nothing of this one was loaded. Wait until it has ended, "
                f"then load the same files again. ({held})"
            ) from held
        yield
