"""The one place where the reader's scope becomes SQL (P6): a query says what it shows, and gets the predicate."""

from typing import Any

from werkzeug.exceptions import Forbidden

from dashboard.auth.reader import Reader

ENGAGEMENTS, EMPLOYEES, PRACTICES = "{visible_engagements}", "{visible_employees}", "{visible_practices}"

_ENGAGEMENTS_SQL = """
    SELECT se.engagement_id
    FROM core.engagements AS se
    INNER JOIN core.clients AS sc ON sc.client_id = se.client_id
    LEFT JOIN core.practices AS sp ON sp.practice_id = se.practice_id
    WHERE {predicate}
"""
_EMPLOYEES_SQL = """
    SELECT sm.employee_id
    FROM core.employees AS sm
    LEFT JOIN core.practices AS sq ON sq.practice_id = sm.practice_id
    WHERE {predicate}
"""
_STAFF_OF_VISIBLE_ENGAGEMENTS = """
    sm.employee_id IN (
        SELECT sa.employee_id
        FROM core.assignment_week AS sa
        INNER JOIN core.phases AS sf ON sf.phase_id = sa.phase_id
        WHERE sf.engagement_id IN ({engagements})
    )
"""


def scoped_rows(reader: Reader, tsql: str, **parameters: Any) -> list[dict[str, Any]]:
    """Rows of a query that filters on ``{visible_engagements}``, ``{visible_employees}`` or ``{visible_practices}``.

    Each stands for a list of our ids.

    Raises
    ------
    ValueError
        The query names none: it would answer beyond the reader's scope.
    """
    text, scope = scoped(reader, tsql)
    return reader.database.rows(text, **parameters, **scope)


def scoped(reader: Reader, tsql: str) -> tuple[str, dict[str, Any]]:
    """A statement with the reader's scope written in, and the values that the scope binds.

    Raises
    ------
    ValueError
        The statement names none of the three lists.
    """
    if not any(name in tsql for name in (ENGAGEMENTS, EMPLOYEES, PRACTICES)):
        raise ValueError(
            "This query does not filter by the reader's scope. "
            "Use {visible_engagements}, {visible_employees} or {visible_practices}."
        )
    bound = {"scope_practices": list(reader.practices), "scope_clients": list(reader.clients)}
    text = tsql.replace(ENGAGEMENTS, _engagements(reader)).replace(EMPLOYEES, _employees(reader))
    text = text.replace(PRACTICES, _practices(reader))
    return text, {name: value for name, value in bound.items() if f":{name}" in text}


def firm_rows(reader: Reader, tsql: str, **parameters: Any) -> list[dict[str, Any]]:
    """Rows that belong to no practice or client, for readers who may see everything.

    Raises
    ------
    werkzeug.exceptions.Forbidden
        The reader's scope is limited.
    """
    if not reader.has_all_scope:
        raise Forbidden("These figures are of the whole firm.")
    return reader.database.rows(tsql, **parameters)


def public_rows(reader: Reader, tsql: str, **parameters: Any) -> list[dict[str, Any]]:
    """Rows that hold no business data: definitions, parameters, the ledger's states."""
    return reader.database.rows(tsql, **parameters)


def _engagements(reader: Reader) -> str:
    if reader.has_all_scope:
        return _ENGAGEMENTS_SQL.format(predicate="1 = 1")
    choices = []
    if reader.practices:
        choices.append("sp.practice_source_id IN (:scope_practices)")
    if reader.clients:
        choices.append("sc.client_source_id IN (:scope_clients)")
    return _ENGAGEMENTS_SQL.format(predicate=" OR ".join(choices) or "1 = 0")


def _employees(reader: Reader) -> str:
    if reader.has_all_scope:
        return _EMPLOYEES_SQL.format(predicate="1 = 1")
    choices = [_STAFF_OF_VISIBLE_ENGAGEMENTS.format(engagements=_engagements(reader))]
    if reader.practices:
        choices.append("sq.practice_source_id IN (:scope_practices)")
    return _EMPLOYEES_SQL.format(predicate=" OR ".join(choices))


def _practices(reader: Reader) -> str:
    """What belongs to a practice alone is for readers of that practice, and of no client."""
    predicate = "1 = 1" if reader.has_all_scope else "1 = 0"
    if reader.practices and not reader.has_all_scope:
        predicate = "st.practice_source_id IN (:scope_practices)"
    return f"SELECT st.practice_id FROM core.practices AS st WHERE {predicate}"
