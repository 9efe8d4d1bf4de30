"""Which published run holds the newest plan of each model, and how good that plan is."""

from typing import Any, Literal

from dashboard.auth.reader import Reader
from dashboard.queries.cache import plain
from dashboard.queries.scope import public_rows

Model = Literal["staffing", "budget", "funding", "planning"]
FOR_THE_WHOLE_FIRM = "The plan covers the whole firm; what it says of work that you do not see is left out."


def newest_run(reader: Reader, model: Model) -> int | None:
    """The newest published run that solved a model, or found nothing to solve; None before the first."""
    rows = public_rows(
        reader,
        """
        SELECT MAX(r.run_id) AS run_id
        FROM ops.run AS r
        INNER JOIN pred.solve AS s ON s.run_id = r.run_id AND s.model = :model
        WHERE r.status = 'published';
        """,
        model=model,
    )
    value: int | None = rows[0]["run_id"]
    return value


def newest_solve(reader: Reader, model: Model) -> dict[str, Any] | None:
    """How the newest run of a model ended: status, gap as a ratio, seconds, and the sentence about the proof.

    The model's own sentence names engagements and money of the whole firm, so only those who see everything get it.
    """
    rows = public_rows(
        reader,
        """
        SELECT
            s.model, s.solve_status, s.objective_name, s.objective_value, s.bound_value, s.gap_ratio,
            s.solve_seconds, s.sentence
        FROM pred.solve AS s WHERE s.run_id = :run_id AND s.model = :model;
        """,
        run_id=newest_run(reader, model),
        model=model,
    )
    if not rows:
        return None
    return plain(rows)[0] | ({} if reader.has_all_scope else {"sentence": FOR_THE_WHOLE_FIRM})
