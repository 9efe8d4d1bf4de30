"""The T-SQL that publishes one entity, written once for all of them from what :mod:`etl.publish.entity` knows.

Statements take some of ``:batch_id``, ``:file_ids``, ``:source_system`` and ``:currency``. ``s`` is the staged row,
``r`` the resolved one (parents found, text converted), ``t`` the target, ``c`` the calendar.
"""

from dataclasses import dataclass

from etl.publish.entity import Touch
from etl.publish.staged_rows import ROW_ADDRESS, StagedRows, number

_DELETED = "is_deleted = CAST(1 AS bit), batch_id = :batch_id"


@dataclass(frozen=True)
class Change:
    """Two statements over the same rows: keep the versions that are about to go, then change the rows."""

    keep: str
    apply: str


class Publication(StagedRows):
    """The statements that publish staged rows."""

    def missing_parents(self) -> list[tuple[str, str, str]]:
        """(parent, staged column, query for the rows whose parent is not there), one per parent."""
        order = ", ".join(f"s.{name}" for name in ROW_ADDRESS)
        return [
            (p.name, p.source_column, f"SELECT s.* {self._staged()} AND {p.is_missing} ORDER BY {order}")
            for p in self.entity.parents
        ]

    def ties(self) -> str:
        """Rows that share a key and a modification time and yet differ: nobody can say which one is right."""
        tied = (
            f"SELECT r.file_id, r.line_number, r.row_number FROM ({self._ranked()}) AS r "
            "WHERE r.key_rank = 1 AND r.lowest_sha256 <> r.highest_sha256"
        )
        if not self.entity.conflicts_take_record:
            return tied
        return (
            f"SELECT s.file_id, s.line_number, s.row_number FROM {self.entity.staging_table} AS s "
            f"WHERE s.batch_id = :batch_id AND EXISTS (SELECT 1 FROM ({tied}) AS d "
            "WHERE d.file_id = s.file_id AND d.line_number = s.line_number)"
        )

    def doubts(self) -> list[tuple[str, str]]:
        """(sentence, query for the number of rows by file and their first line), one per doubt."""
        counted = "s.file_id, MIN(s.line_number) AS first_line_number, COUNT(*) AS row_count"
        return [
            (d.sentence, f"SELECT {counted} {self._staged(d.join)} AND {d.condition} GROUP BY s.file_id")
            for d in self.entity.doubts
        ]

    def repeated_keys(self) -> str:
        """One row where some key stands on more than one staged row, else none."""
        keys = ", ".join(f"r.{name}" for name in self.entity.key)
        return f"SELECT TOP (1) COUNT(*) AS copies FROM ({self.resolved()}) AS r GROUP BY {keys} HAVING COUNT(*) > 1"

    def control_sums(self, column: str) -> str:
        """The exact sum of one staged column, by file."""
        total = f"SUM({number(f's.{column}', 'decimal(19,4)')})"
        return (
            f"SELECT s.file_id, {total} AS total FROM {self.entity.staging_table} AS s "
            "WHERE s.batch_id = :batch_id AND s.file_id IN (:file_ids) GROUP BY s.file_id"
        )

    def outcomes(self) -> str:
        """Rows by file and by what will become of them."""
        return (
            "SELECT r.file_id, r.outcome, COUNT(*) AS row_count FROM ("
            "SELECT l.file_id, CASE WHEN l.copy_number > 1 AND l.row_sha256 = l.newest_sha256 THEN 'unchanged' "
            f"WHEN l.copy_number > 1 THEN 'superseded' WHEN t.batch_id IS NULL AND {self._says_nothing('l')} "
            "THEN 'unchanged' WHEN t.batch_id IS NULL THEN 'inserted' "
            f"WHEN {self._is_older('l')} THEN 'superseded' WHEN {self._differs('l')} THEN 'updated' "
            "ELSE 'unchanged' END AS outcome "
            f"FROM ({self._numbered()}) AS l LEFT JOIN {self.entity.table} AS t ON {self._same_key('t', 'l')}"
            ") AS r GROUP BY r.file_id, r.outcome"
        )

    def update(self) -> Change:
        """Change the rows that differ from their staged successor."""
        changed = [*self._updatable(), *self._traces()]
        assignments = ", ".join([*(f"{name} = r.{name}" for name in changed), "batch_id = :batch_id"])
        return self._change(
            assignments,
            f"FROM {self.entity.table} AS t INNER JOIN ({self._latest()}) AS r ON {self._same_key('t', 'r')} "
            f"WHERE NOT ({self._is_older('r')}) AND ({self._differs('r')})",
        )

    def insert(self) -> str:
        """Add the rows that are new, with ids that follow the highest one."""
        entity = self.entity
        names = self._published_columns()
        values = [f"r.{name}" for name in names]
        if entity.id_column:
            by = ROW_ADDRESS if entity.is_numbered_as_read else entity.key
            order = ", ".join(f"r.{name}" for name in by)
            names = [entity.id_column, *names]
            highest = f"(SELECT COALESCE(MAX(m.{entity.id_column}), 0) FROM {entity.table} AS m)"
            values = [f"ROW_NUMBER() OVER (ORDER BY {order}) + {highest}", *values]
        return (
            f"INSERT INTO {entity.table} ({', '.join(names)}, batch_id) SELECT {', '.join(values)}, :batch_id "
            f"FROM ({self._latest()}) AS r "
            f"WHERE NOT ({self._says_nothing('r')}) "
            f"AND NOT EXISTS (SELECT 1 FROM {entity.table} AS t WHERE {self._same_key('t', 'r')})"
        )

    def missing_from_snapshot(self) -> Change | None:
        """Mark what a full snapshot no longer holds; None where the table keeps no such mark."""
        entity = self.entity
        if "is_deleted" not in self._plain_columns() or "source_system" not in entity.key:
            return None
        return self._change(
            _DELETED,
            f"FROM {entity.table} AS t WHERE t.source_system = :source_system AND t.is_deleted = CAST(0 AS bit) "
            f"AND NOT EXISTS (SELECT 1 FROM ({self.resolved()}) AS r WHERE {self._same_key('t', 'r')})",
        )

    def left_out(self) -> Change | None:
        """Mark the rows that the newer version of their record leaves out: the last weeks of a shortened assignment."""
        entity, group = self.entity, self.entity.group_column
        if group is None:
            return None
        resolved = self.resolved()
        return self._change(
            _DELETED,
            f"FROM {entity.table} AS t WHERE t.source_system = :source_system AND t.is_deleted = CAST(0 AS bit) "
            f"AND EXISTS (SELECT 1 FROM ({resolved}) AS g WHERE g.{group} = t.{group} AND NOT ({self._is_older('g')})) "
            f"AND NOT EXISTS (SELECT 1 FROM ({resolved}) AS r WHERE {self._same_key('t', 'r')})",
        )

    def _change(self, assignments: str, rows: str) -> Change:
        """Set columns of the rows; ``rows`` is T-SQL from FROM to the last condition, in which ``t`` is the target."""
        entity = self.entity
        names = [*filter(None, [entity.id_column]), *self._published_columns(), *entity.own_columns]
        # A row that this batch has already changed was kept then: nobody saw what it was in between.
        return Change(
            keep=f"INSERT INTO {entity.past_table} ({', '.join(names)}, valid_from_batch_id, valid_to_batch_id) "
            f"SELECT {', '.join(f't.{name}' for name in names)}, t.batch_id, :batch_id {rows} "
            "AND t.batch_id <> :batch_id",
            apply=f"UPDATE t SET {assignments} {rows}",
        )

    def touched_before(self) -> list[str]:
        """Note the weeks of the rows that are about to change, one statement per fact."""
        changing = (
            f"{self.entity.table} AS t INNER JOIN ({self._latest()}) AS r ON {self._same_key('t', 'r')} "
            f"AND NOT ({self._is_older('r')}) AND ({self._differs('r')})"
        )
        return [self._touched(touch, changing, "1 = 1") for touch in self.entity.touches if touch.calendar_join]

    def touched_after(self) -> list[str]:
        """Note the weeks of the rows that this batch wrote, one statement per fact."""
        written = f"{self.entity.table} AS t"
        return [
            self._touched(touch, written, "t.batch_id = :batch_id")
            for touch in self.entity.touches
            if touch.calendar_join
        ]

    def _touched(self, touch: Touch, rows: str, condition: str) -> str:
        calendar = f"INNER JOIN core.calendar AS c ON {touch.calendar_join}"
        return (
            "INSERT INTO stg.touched_week (batch_id, fact_name, week_start_date) "
            f"SELECT DISTINCT :batch_id, '{touch.fact_name}', c.week_start_date FROM {rows} {calendar} "
            f"WHERE {condition} AND NOT EXISTS (SELECT 1 FROM stg.touched_week AS w WHERE w.batch_id = :batch_id "
            f"AND w.fact_name = '{touch.fact_name}' AND w.week_start_date = c.week_start_date)"
        )
