"""One batch on its way: what is staged, what is set aside, and the publication of all of it at once."""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date

from etl import audit, parameter_facts, quarantine, reporting_date, stage, weekly_facts
from etl.contract import SourceContract, contracts_by_system
from etl.entities import ENTITIES
from etl.ledger import FileOutcome, end_batch, is_closed, last_published_sha256, write_files
from etl.publish import reference, weeks
from etl.publish.entity import Entity
from etl.publish.publisher import Publisher
from etl.publish.statements import Publication
from etl.quarantine import QuarantinedRow
from etl.reading.extract import Reading
from etl.replay import Replay, waiting_rows
from sql.engine import Database, Transaction


@dataclass(frozen=True)
class StagedFile:
    """A file (or rows of the quarantine) with what its columns provide."""

    outcome: FileOutcome
    contract: SourceContract
    provided: frozenset[str]
    is_full_snapshot: bool = False
    replay: Replay | None = None

    @property
    def is_staged(self) -> bool:
        """It has rows in the stage: not unchanged, rejected or held."""
        return self.outcome.status == "staged"


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
class Batch:
    """The state of one load while it runs, under the load lock."""

    database: Database
    contract: SourceContract
    batch_id: int
    first_file_id: int
    as_of: date | None
    requested_by: str
    accept_held: str | None = None
    keeps_reporting_date: bool = False
    replays_everything: bool = False
    files: list[StagedFile] = field(default_factory=list)
    set_aside: list[QuarantinedRow] = field(default_factory=list)

    def next_file_id(self) -> int:
        """The id for one more file."""
        return self.first_file_id + len(self.files)

    def stage_files(self, readings: Sequence[Reading], on_rows: Callable[[int], None]) -> None:
        """Read and stage what is new; note what is unchanged, rejected or held."""
        known = last_published_sha256(self.database, self.contract.source_system)
        for reading in readings:
            file = self._file_of(reading)
            self.files.append(file)
            outcome = file.outcome
            identity = (outcome.file_name, outcome.sheet_name, outcome.entity)
            if known.get(identity) == (outcome.sha256, outcome.contract_sha256):
                outcome.status = "unchanged"
                continue
            rows = stage.stage(self.database, reading, outcome, self.batch_id, on_rows)
            if file.is_staged:
                self._hold_or_keep(outcome, rows)

    def publish(self) -> LoadReport:
        """Everything staged becomes visible at once, or nothing does; after a deadlock it is tried again."""
        reports: list[LoadReport] = []

        def attempt(transaction: Transaction) -> None:
            # The answer to COMMIT may be lost when the commit is not.
            if not (reports and is_closed(transaction, self.batch_id)):
                reports.append(self._copy()._publish(transaction))  # noqa: SLF001 (of its own class)

        self.database.unit_of_work(attempt)
        stage.clear(self.database)
        return reports[-1]

    def _copy(self) -> "Batch":
        """What one attempt may count in."""
        files = [replace(file, outcome=deepcopy(file.outcome)) for file in self.files]
        return replace(self, files=files, set_aside=list(self.set_aside))

    def _publish(self, transaction: Transaction) -> LoadReport:
        before, parameters_before = reporting_date.current(transaction), parameter_facts.kpi_parameters(transaction)
        states = {file.outcome.status for file in self.files}
        if "staged" in states:
            reference.publish(transaction, self.contract, self.batch_id)
        self._publish_entities(transaction)
        if self._may_redate(states):
            reporting_date.set_reporting_date(transaction, self.as_of, self.requested_by)
        after = reporting_date.current(transaction)
        weeks.touch_reporting_date(transaction, before, after, batch_id=self.batch_id)
        parameter_facts.touch_changed(transaction, parameters_before, batch_id=self.batch_id)
        return self._close(transaction, is_redated=before != after)

    def _may_redate(self, states: set[str]) -> bool:
        """A refused load moves nothing; unchanged files move the date only when one is asked for."""
        if self.keeps_reporting_date:
            return False
        return "staged" in states or ("unchanged" in states and self.as_of is not None)

    def _file_of(self, reading: Reading) -> StagedFile:
        outcome = FileOutcome(
            file_id=self.next_file_id(),
            file_name=reading.file_name,
            sheet_name=reading.sheet_name,
            entity=reading.entity,
            sha256=reading.content_sha256,
            contract_sha256=self.contract.sha256,
            size_bytes=reading.size_bytes,
        )
        is_full = reading.extract is not None and reading.extract.snapshot == "full"
        return StagedFile(outcome, self.contract, reading.provides, is_full)

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

    def _publish_entities(self, transaction: Transaction) -> None:
        """Parents first; rows of every source that waited for them follow in the same batch."""
        contracts = contracts_by_system()
        waiting = waiting_rows(transaction, self.contract.source_system, everything=self.replays_everything)
        for entity in ENTITIES:
            for source_system, rows in waiting.get(entity.name, {}).items():
                replay = Replay.of(contracts[source_system], entity, rows) if source_system in contracts else None
                if replay:
                    self.files.append(self._stage_replay(transaction, replay))
            for group in self._groups(entity):
                self._publish_group(transaction, entity, group)

    def _stage_replay(self, transaction: Transaction, replay: Replay) -> StagedFile:
        outcome = replay.stage(transaction, self.batch_id, self.next_file_id())
        return StagedFile(outcome, replay.contract, replay.provided, replay=replay)

    def _groups(self, entity: Entity) -> Iterator[list[StagedFile]]:
        """Staged files of the entity that come from one source and provide the same columns."""
        groups: dict[tuple[str, tuple[str, ...]], list[StagedFile]] = {}
        for file in self.files:
            if file.is_staged and file.outcome.entity == entity.name:
                key = (file.contract.source_system, tuple(sorted(file.provided)))
                groups.setdefault(key, []).append(file)
        yield from (groups[key] for key in sorted(groups))

    def _publish_group(self, transaction: Transaction, entity: Entity, group: list[StagedFile]) -> None:
        contract = group[0].contract
        publisher = Publisher(
            transaction,
            Publication(entity, group[0].provided),
            self.batch_id,
            contract.source_system,
            contract.currency,
            {file.outcome.file_id: file.outcome for file in group},
            is_full_snapshot=all(file.is_full_snapshot for file in group) and self._is_complete(entity),
        )
        self.set_aside += publisher.publish()

    def _is_complete(self, entity: Entity) -> bool:
        """Every file of the entity was read: a rejected, held or unchanged one may hold what the others lack."""
        return all(file.is_staged for file in self.files if file.outcome.entity == entity.name)

    def _close(self, transaction: Transaction, *, is_redated: bool) -> LoadReport:
        """Audit, refresh the weekly facts, and write the trail."""
        released = self._settle_replays(transaction)
        outcomes = [file.outcome for file in self.files]
        for outcome in outcomes:
            if outcome.status == "staged":
                audit.check_conservation(outcome)
                outcome.status = "published"
        write_files(transaction, self.batch_id, outcomes)
        known = {outcome.file_id for outcome in outcomes}
        replayed = {file.outcome.file_id for file in self.files if file.replay}
        quarantine.write(transaction, self.batch_id, [r for r in self.set_aside if r.file_id in known - replayed])
        source = self.contract.source_system
        quarantine.supersede_earlier_versions(transaction, self.batch_id, source, outcomes, self.requested_by)
        has_news = is_redated or any(outcome.status == "published" for outcome in outcomes)
        refreshed = weekly_facts.refresh(transaction, self.batch_id) if has_news else {}
        if is_redated or any(outcome.is_change for outcome in outcomes):
            weekly_facts.keep_snapshot(transaction, self.batch_id)
        status = _status({outcome.status for outcome in outcomes})
        end_batch(transaction, self.batch_id, status, self.accept_held)
        return LoadReport(self.batch_id, source, status, outcomes, released, refreshed)

    def _settle_replays(self, transaction: Transaction) -> int:
        """Rows that found their parents are released; a replay that released nothing leaves no trace."""
        released = 0
        for file in [file for file in self.files if file.replay]:
            still_waiting = {row.line_number for row in self.set_aside if row.file_id == file.outcome.file_id}
            loaded = [i for i in file.replay.quarantine_ids if i not in still_waiting] if file.replay else []
            released += quarantine.release(transaction, self.batch_id, loaded, "loaded", self.requested_by)
            if not loaded:
                self.files.remove(file)
        return released


def _status(states: set[str]) -> str:
    """The batch's last word from those of its files."""
    return next((state for state in ("published", "rejected", "held") if state in states), "unchanged")
