"""Which published run holds the newest plan of each kind, and how good that plan is."""

from typing import Any

from dashboard.auth.reader import Reader
from dashboard.queries.cache import plain
from dashboard.queries.scope import public_rows

_NEWEST = """
    SELECT MAX(r.run_id) AS run_id
    FROM ops.run AS r
    WHERE r.status = 'published' AND EXISTS (SELECT 1 FROM {table} AS p WHERE p.run_id = r.run_id);
"""


def newest_run(reader: Reader, table: str) -> int | None:
    """The newest published run with rows in ``pred.<table>``; the name is one of ours, never a reader's."""
    value: int | None = public_rows(reader, _NEWEST.format(table=f"pred.{table}"))[0]["run_id"]
    return value


def solves(reader: Reader, run_id: int | None) -> list[dict[str, Any]]:
    """The models that a run solved: status, gap as a ratio, seconds, and the sentence about the proof."""
    return plain(
        public_rows(
            reader,
            """
            SELECT s.model, s.solve_status, s.objective_name, s.objective_value, s.bound_value, s.gap_ratio, s.solve_seconds, s.sentence
            FROM pred.solve AS s WHERE s.run_id = :run_id ORDER BY s.model;
            """,
            run_id=run_id,
        )
    )
