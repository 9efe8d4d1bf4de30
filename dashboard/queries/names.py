"""Names for the filters: only what the reader may see."""

from typing import Any

from dashboard.auth.reader import Reader
from dashboard.queries.cache import cached
from dashboard.queries.scope import scoped_rows

Choices = list[tuple[str, str]]


@cached
def _engagements(reader: Reader) -> list[dict[str, Any]]:
    return scoped_rows(
        reader,
        """
        SELECT e.engagement_source_id AS code, e.engagement_name AS words, c.client_name
        FROM core.engagements AS e INNER JOIN core.clients AS c ON c.client_id = e.client_id
        WHERE e.is_deleted = 0 AND e.engagement_id IN ({visible_engagements})
        ORDER BY e.engagement_name, e.engagement_source_id;
        """,
    )


@cached
def _clients(reader: Reader) -> list[dict[str, Any]]:
    return scoped_rows(
        reader,
        """
        SELECT DISTINCT c.client_source_id AS code, c.client_name AS words
        FROM core.engagements AS e INNER JOIN core.clients AS c ON c.client_id = e.client_id
        WHERE e.is_deleted = 0 AND e.engagement_id IN ({visible_engagements})
        ORDER BY words, code;
        """,
    )


@cached
def _practices(reader: Reader) -> list[dict[str, Any]]:
    return scoped_rows(
        reader,
        """
        SELECT DISTINCT p.practice_source_id AS code, p.practice_name AS words
        FROM core.practices AS p
        WHERE p.practice_id IN (
            SELECT m.practice_id FROM core.employees AS m WHERE m.employee_id IN ({visible_employees})
            UNION
            SELECT e.practice_id FROM core.engagements AS e WHERE e.engagement_id IN ({visible_engagements})
        )
        ORDER BY words, code;
        """,
    )


@cached
def _partners(reader: Reader) -> list[dict[str, Any]]:
    return scoped_rows(
        reader,
        """
        SELECT DISTINCT e.partner_name AS code, e.partner_name AS words
        FROM core.engagements AS e
        WHERE e.is_deleted = 0 AND e.partner_name IS NOT NULL AND e.engagement_id IN ({visible_engagements})
        ORDER BY code;
        """,
    )


@cached
def _levels(reader: Reader) -> list[dict[str, Any]]:
    return scoped_rows(
        reader,
        """
        SELECT DISTINCT l.staff_level_code AS code, l.staff_level_name AS words, l.seniority_rank
        FROM core.employees AS m INNER JOIN core.staff_levels AS l ON l.staff_level_id = m.staff_level_id
        WHERE m.employee_id IN ({visible_employees})
        ORDER BY l.seniority_rank, code;
        """,
    )


def engagements(reader: Reader) -> Choices:
    """Engagements by name, with their client."""
    return [(row["code"], f"{row['words']} · {row['client_name']}") for row in _engagements(reader)]


def clients(reader: Reader) -> Choices:
    """Clients by name."""
    return [(row["code"], row["words"]) for row in _clients(reader)]


def practices(reader: Reader) -> Choices:
    """Practices by name."""
    return [(row["code"], row["words"]) for row in _practices(reader)]


def partners(reader: Reader) -> Choices:
    """Partners by name."""
    return [(row["code"], row["words"]) for row in _partners(reader)]


def levels(reader: Reader) -> Choices:
    """Staff levels, the most junior first."""
    return [(row["code"], row["words"]) for row in _levels(reader)]
