"""One load: read, validate, stage, audit, publish. Readers see the old batch until the new one is whole."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from config.errors import ExtractError
from etl import audit, quarantine, reporting_date, stage, weekly_facts
from etl.contract import SourceContract, load_contract
from etl.entities import ENTITIES
from etl.ledger import FileOutcome, end_batch, last_published_sha256, next_id, start_batch, write_files
from etl.publish import reference, weeks
from etl.publish.publisher import Publisher
from etl.publish.statements import Publication
from etl.quarantine import QuarantinedRow
from etl.reading.extract import Reading, find_readings
from etl.replay import stage_waiting_rows
from sql.engine import Database, Transaction


@dataclass
class LoadReport:
    """What a load did, file by file."""

    batch_id: int
    source: str
    status: str
    files: list[FileOutcome]
    released_count: int = 0
    refreshed_rows: dict[str, int] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """No file was rejected or held."""
        return all(f.status not in {"rejected", "held"} for f in self.files)


@dataclass
class Load:
    """The state of one load while it runs."""

    database: Database
    contract: SourceContract
    batch_id: int
    as_of: date | None
    requested_by: str
    accept_held: str | None = None
    on_rows: Callable[[int], None] = lambda _rows: None
    keeps_reporting_date: bool = False
    outcomes: dict[int, FileOutcome] = field(default_factory=dict)
    provided: dict[int, frozenset[str]] = field(default_factory=dict)
    snapshots: set[int] = field(default_factory=set)
    """Files that hold all there is of their entity."""
    set_aside: list[QuarantinedRow] = field(default_factory=list)
    replayed: dict[int, list[int]] = field(default_factory=dict)
    """Replay file_id -> quarantine ids that were staged again as its lines."""
    replays_everything: bool = False
    first_file_id: int = 1

    def stage_files(self, readings: Sequence[Reading]) -> None:
        """Read and stage what is new; note what is unchanged, rejected or held."""
        known = last_published_sha256(self.database, self.contract.source_system)
        for reading in readings:
            outcome = _outcome(self.next_file_id(), reading, self.contract)
            self.outcomes[outcome.file_id] = outcome
            self.provided[outcome.file_id] = reading.provides
            if reading.extract and reading.extract.snapshot == "full":
                self.snapshots.add(outcome.file_id)
            identity = (outcome.file_name, outcome.sheet_name, outcome.entity)
            if known.get(identity) == (outcome.sha256, outcome.contract_sha256):
                outcome.status = "unchanged"
                continue
            rows = stage.stage(self.database, reading, outcome, self.batch_id, self.on_rows)
            if outcome.status == "staged":
                self._hold_or_keep(outcome, rows)

    def publish(self) -> LoadReport:
        """Everything staged becomes visible at once, or nothing does."""
        with self.database.transaction() as transaction:
            reporting_date_before = reporting_date.current(transaction)
            reference.publish(transaction, self.contract, self.batch_id)
            for entity in ENTITIES:
                self._publish_entity(transaction, entity.name)
            if not self.keeps_reporting_date:
                reporting_date.set_reporting_date(transaction, self.as_of, self.requested_by)
            reporting_date_after = reporting_date.current(transaction)
            weeks.touch_reporting_date(transaction, reporting_date_before, reporting_date_after, batch_id=self.batch_id)
            report = self._close(transaction)
        stage.clear(self.database)
        return report

    def next_file_id(self) -> int:
        """The id for one more file of this load."""
        return self.first_file_id + len(self.outcomes)

    def _hold_or_keep(self, outcome: FileOutcome, rows: list[QuarantinedRow]) -> None:
        reason = audit.reason_to_hold(self.database, self.contract, outcome)
        if reason and not self.accept_held:
            first = f" First: {rows[0].message}" if rows else ""
            message = (
                f"{outcome.file_name}: held, {reason}.{first} Nothing of it was loaded; the data published before "
                "stays. Correct the export, or load it with --accept-held REASON."
            )
            stage.reject(self.database, outcome, self.batch_id, message, status="held")
            return
        self.set_aside += rows

    def _publish_entity(self, transaction: Transaction, name: str) -> None:
        entity = next(e for e in ENTITIES if e.name == name)
        stage_waiting_rows(transaction, self, entity)
        groups: dict[frozenset[str], dict[int, FileOutcome]] = {}
        for file_id, outcome in self.outcomes.items():
            if outcome.entity == name and outcome.status == "staged":
                groups.setdefault(self.provided[file_id], {})[file_id] = outcome
        for provided in sorted(groups, key=sorted):
            publisher = Publisher(
                transaction,
                Publication(entity, provided),
                self.batch_id,
                self.contract.source_system,
                self.contract.currency,
                groups[provided],
                is_full_snapshot=groups[provided].keys() <= self.snapshots and self._is_complete(name),
            )
            self.set_aside += publisher.publish()

    def _is_complete(self, entity: str) -> bool:
        """Every file of the entity was read: a rejected, held or unchanged one may hold what the others lack."""
        return all(o.status == "staged" for o in self.outcomes.values() if o.entity == entity)

    def _close(self, transaction: Transaction) -> LoadReport:
        """Audit, refresh the weekly facts, and write the trail."""
        released = self._settle_replays(transaction)
        for outcome in self.outcomes.values():
            if outcome.status == "staged":
                audit.check_conservation(outcome)
                outcome.status = "published"
        write_files(transaction, self.batch_id, list(self.outcomes.values()))
        quarantine.write(transaction, self.batch_id, [r for r in self.set_aside if r.file_id not in self.replayed])
        source = self.contract.source_system
        quarantine.supersede_earlier_versions(
            transaction, self.batch_id, source, self.outcomes.values(), self.requested_by
        )
        refreshed = weekly_facts.refresh(transaction, self.batch_id)
        status = self._status()
        end_batch(transaction, self.batch_id, status, self.accept_held)
        return LoadReport(self.batch_id, source, status, list(self.outcomes.values()), released, refreshed)

    def _settle_replays(self, transaction: Transaction) -> int:
        """Waiting rows that found their parents are released; those that still wait stay as they were."""
        released = 0
        for file_id, quarantine_ids in self.replayed.items():
            waiting = {row.line_number for row in self.set_aside if row.file_id == file_id}
            loaded = [i for i in quarantine_ids if i not in waiting]
            released += quarantine.release(transaction, self.batch_id, loaded, "loaded", self.requested_by)
        return released

    def _status(self) -> str:
        states = {outcome.status for outcome in self.outcomes.values()}
        if "published" in states:
            return "published"
        return "rejected" if "rejected" in states else "held" if "held" in states else "unchanged"


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
    readings = find_readings(paths, contract)
    if not readings:
        places = ", ".join(str(p) for p in paths)
        raise ExtractError(f"{places}: no file of the source {source!r} was found. Nothing was loaded.")
    with _one_load(database, contract, as_of, requested_by) as run:
        run.accept_held, run.on_rows = accept_held, on_rows
        run.stage_files(readings)
        return run.publish()


def replay(database: Database, *, source: str, requested_by: str = "command line") -> LoadReport:
    """Check everything that a source has in quarantine again, and load what passes.

    Raises
    ------
    ConservationError
        The audit failed; nothing was published.
    """
    contract = load_contract(source)
    with _one_load(database, contract, None, requested_by) as run:
        run.replays_everything = run.keeps_reporting_date = True
        return run.publish()


@contextmanager
def _one_load(database: Database, contract: SourceContract, as_of: date | None, requested_by: str) -> Iterator[Load]:
    """A batch under the load lock; whatever happens, the trail says how it ended."""
    with database.lock("load"):
        stage.clear(database)
        batch_id = start_batch(database, source_system=contract.source_system, as_of=as_of, requested_by=requested_by)
        run = Load(database, contract, batch_id, as_of, requested_by)
        with database.transaction() as transaction:
            run.first_file_id = next_id(transaction, "ops.load_file", "file_id")
        try:
            yield run
        except BaseException as fault:
            with database.transaction() as transaction:
                end_batch(transaction, batch_id, "failed", f"{type(fault).__name__}: {fault}")
            raise


def _outcome(file_id: int, reading: Reading, contract: SourceContract) -> FileOutcome:
    return FileOutcome(
        file_id=file_id,
        file_name=reading.file_name,
        sheet_name=reading.sheet_name,
        entity=reading.entity,
        sha256=reading.sha256,
        contract_sha256=contract.sha256,
        size_bytes=reading.size_bytes,
    )
