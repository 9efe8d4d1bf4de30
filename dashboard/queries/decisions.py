"""What a resource manager decides about a recommendation: written for plans within the scope, and nothing else."""

from collections.abc import Sequence

from dashboard.auth.clock import utc_now
from dashboard.auth.reader import Reader
from dashboard.auth.writing import write_all
from dashboard.queries.scope import scoped

KINDS = ("accept", "pin", "reject")

_RETIRE = """
    UPDATE d SET is_active = 0
    FROM app.decision AS d
    INNER JOIN core.phases AS f ON f.phase_id = d.phase_id
    WHERE d.is_active = 1 AND d.employee_id = :employee_id AND d.phase_id = :phase_id
        AND f.engagement_id IN ({visible_engagements});
"""
_WRITE_WEEKS = """
    INSERT INTO app.decision

        (decision_id, run_id, employee_id, phase_id, week_start_date, decision_kind, hours, reason, decided_by,
        decided_at_utc, is_active)
    SELECT

        (SELECT COALESCE(MAX(n.decision_id), 0) FROM app.decision AS n)
            + ROW_NUMBER() OVER (ORDER BY p.week_start_date),
        p.run_id, p.employee_id, p.phase_id, p.week_start_date, :kind, p.recommended_hours, :reason, :decided_by,
        :now, 1
    FROM pred.staffing_plan AS p
    INNER JOIN core.phases AS f ON f.phase_id = p.phase_id
    WHERE p.run_id = :run_id AND p.employee_id = :employee_id AND p.phase_id = :phase_id
        AND f.engagement_id IN ({visible_engagements});
"""
_WRITE_REJECTION = """
    INSERT INTO app.decision

        (decision_id, run_id, employee_id, phase_id, week_start_date, decision_kind, hours, reason, decided_by,
        decided_at_utc, is_active)
    SELECT
        (SELECT COALESCE(MAX(n.decision_id), 0) FROM app.decision AS n) + 1,
        MAX(p.run_id), p.employee_id, p.phase_id, NULL, :kind, NULL, :reason, :decided_by, :now, 1
    FROM pred.staffing_plan AS p
    INNER JOIN core.phases AS f ON f.phase_id = p.phase_id
    WHERE p.run_id = :run_id AND p.employee_id = :employee_id AND p.phase_id = :phase_id
        AND f.engagement_id IN ({visible_engagements})
    GROUP BY p.employee_id, p.phase_id;
"""


def decide(reader: Reader, *, run_id: int, pairs: Sequence[tuple[int, int]], kind: str, reason: str) -> int:
    """Replace the decisions about ``pairs`` of (employee_id, phase_id); the number of pairs written.

    ``accept`` and ``pin`` keep the recommended hours week by week; ``reject`` excludes the person from the phase.
    Pairs outside the plan or the reader's scope are passed over.

    Raises
    ------
    ValueError
        ``kind`` is not one of `KINDS`.
    """
    if kind not in KINDS:
        raise ValueError(f"No decision {kind}; there are {', '.join(KINDS)}. Nothing was written.")
    return sum(_decide_one(reader, run_id, pair, kind, reason) for pair in pairs)


def _decide_one(reader: Reader, run_id: int, pair: tuple[int, int], kind: str, reason: str) -> bool:
    retire, scope = scoped(reader, _RETIRE)
    insert, _ = scoped(reader, _WRITE_REJECTION if kind == "reject" else _WRITE_WEEKS)
    whom = {"employee_id": pair[0], "phase_id": pair[1]} | scope
    facts = {
        "run_id": run_id,
        "kind": kind,
        "reason": reason[:400] or None,
        "decided_by": reader.user_name,
        "now": utc_now(),
    }
    return write_all(reader.database, [(retire, whom), (insert, whom | facts)]) > 0
