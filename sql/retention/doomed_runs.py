"""Runs that outlived their retention policy, each deleted whole with its steps and predictions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sql.database import Reader, Transaction

_IDS_PER_QUERY = 1000
_NAMED = (
    "SELECT s.run_id FROM app.scenario AS s WHERE s.run_id IS NOT NULL "
    "UNION SELECT s.base_run_id FROM app.scenario AS s WHERE s.base_run_id IS NOT NULL "
    "UNION SELECT t.base_run_id FROM app.scenario_result AS t WHERE t.base_run_id IS NOT NULL "
    "UNION SELECT c.run_id FROM app.comment AS c WHERE c.run_id IS NOT NULL "
    "UNION SELECT d.run_id FROM app.decision AS d WHERE d.run_id IS NOT NULL"
)
_LAST_OF_EACH = (
    "SELECT MAX(r.run_id) AS run_id FROM ops.run AS r "
    "UNION SELECT MAX(r.run_id) FROM ops.run AS r WHERE r.status = 'published' GROUP BY r.run_kind "
    "UNION SELECT MAX(r.run_id) FROM ops.run AS r INNER JOIN pred.solve AS s ON s.run_id = r.run_id "
    "WHERE r.status = 'published' GROUP BY s.model"
)


@dataclass(frozen=True)
class DoomedRuns:
    """Runs and the tables that hold rows of them."""

    run_ids: Sequence[int]
    prediction_tables: Sequence[str]
    subject: str = "ops.run"

    @property
    def note(self) -> str:
        """Which runs go."""
        return f"runs {', '.join(map(str, self.run_ids))} with their steps and predictions"

    @property
    def tables(self) -> list[str]:
        """Children first."""
        return [*self.prediction_tables, "ops.run_request", "ops.run_step", "ops.run"]

    def counts(self, reader: Reader) -> dict[str, int]:
        """Rows that go, by table."""
        found = {table: sum(self._count(reader, table, ids) for ids in self._slices()) for table in self.tables}
        return {table: count for table, count in found.items() if count}

    def delete_chunk(self, transaction: Transaction, chunk_rows: int) -> int:
        """Delete whole runs, so that nobody meets half a plan, until a chunk is full."""
        deleted = 0
        for run_id in self.run_ids:
            for table in self.tables:
                deleted += transaction.execute(f"DELETE FROM {table} WHERE run_id = :run_id", run_id=run_id)
            if deleted >= chunk_rows:
                break
        return deleted

    def _slices(self) -> list[tuple[int, ...]]:
        """As many ids as one query may bind."""
        return [tuple(self.run_ids[i : i + _IDS_PER_QUERY]) for i in range(0, len(self.run_ids), _IDS_PER_QUERY)]

    @staticmethod
    def _count(reader: Reader, table: str, run_ids: tuple[int, ...]) -> int:
        return int(reader.scalar(f"SELECT COUNT(*) FROM {table} WHERE run_id IN (:run_ids)", run_ids=run_ids))


def doomed_runs(reader: Reader, cut_off: datetime, kept_count: int, prediction_tables: Sequence[str]) -> list[int]:
    """Runs that started before ``cut_off``, without those that stay whatever their age.

    Parameters
    ----------
    kept_count
        So many of the newest runs of each kind stay.
    prediction_tables
        Of each, the last published run that has rows in it stays, and so does the last run of each model and kind.
    """
    old = reader.rows(
        "SELECT n.run_id FROM (SELECT r.run_id, r.started_at_utc, r.status, "
        "ROW_NUMBER() OVER (PARTITION BY r.run_kind ORDER BY r.run_id DESC) AS newest_first FROM ops.run AS r) AS n "
        "WHERE n.started_at_utc < :cut_off AND n.newest_first > :kept_count AND n.status <> 'running' "
        "ORDER BY n.run_id",
        cut_off=cut_off,
        kept_count=kept_count,
    )
    last_with_rows = [
        f"SELECT MAX(r.run_id) AS run_id FROM ops.run AS r WHERE r.status = 'published' "
        f"AND EXISTS (SELECT 1 FROM {table} AS p WHERE p.run_id = r.run_id)"
        for table in prediction_tables
    ]
    queries = [_NAMED, _LAST_OF_EACH, *last_with_rows]
    kept = {row["run_id"] for query in queries for row in reader.rows(query)}
    return [row["run_id"] for row in old if row["run_id"] not in kept]
