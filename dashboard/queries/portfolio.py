"""The portfolio's weeks and its engagements, for “Portfolio”: sums over what the reader sees, ratios of the sums."""

from typing import Any

from dashboard.auth.reader import Reader
from dashboard.queries.cache import cached
from dashboard.queries.scope import public_rows, scoped_rows

Row = dict[str, Any]

_FILTER = """
    AND (:practice IS NULL OR t.practice_source_id = :practice)
    AND (:client IS NULL OR c.client_source_id = :client)
    AND (:partner IS NULL OR g.partner_name = :partner)
"""


@cached
def weeks(
    reader: Reader, *, is_open: bool, practice: str | None = None, client: str | None = None, partner: str | None = None
) -> list[Row]:
    """Parts and ratios by currency and week, to date; the same sums as kpi.rollup_week, over what is asked for."""
    return scoped_rows(
        reader,
        f"""
        SELECT
            s.currency, s.week_start_date, s.as_of_date, s.hours, s.last_4_weeks_hours, s.bac_amount,
            CAST(
                CAST(s.budgeted_ac_amount AS decimal(19,4))
                    / NULLIF(CAST(s.bac_amount AS decimal(19,4)), 0) AS decimal(19,6)
            ) AS burn,
            CAST(
                CAST(s.extracted_amount AS decimal(19,6))
                    / NULLIF(CAST(s.bac_amount AS decimal(19,4)), 0) AS decimal(19,6)
            ) AS vec,
            CAST(
                CAST(s.scheduled_ev_amount AS decimal(19,4))
                    / NULLIF(CAST(s.pv_amount AS decimal(19,4)), 0) AS decimal(19,6)
            ) AS spi
        FROM (
            SELECT
                p.currency, p.week_start_date, MAX(p.as_of_date) AS as_of_date,
                CAST(SUM(p.hours) AS decimal(15,2)) AS hours,
                CAST(SUM(p.last_4_weeks_hours) AS decimal(15,2)) AS last_4_weeks_hours,
                CAST(SUM(p.bac_amount) AS decimal(19,4)) AS bac_amount,
                CAST(SUM(p.pv_amount) AS decimal(19,4)) AS pv_amount,
                CAST(SUM(CASE WHEN p.pv_amount IS NOT NULL THEN p.ev_amount END) AS decimal(19,4))
                    AS scheduled_ev_amount,
                CAST(SUM(CASE WHEN p.bac_amount > 0 THEN p.ac_amount END) AS decimal(19,4)) AS budgeted_ac_amount,
                CAST(SUM(CASE WHEN p.bac_amount > 0 THEN p.extracted_amount END) AS decimal(19,6)) AS extracted_amount
            FROM kpi.phase_history_week AS p
            INNER JOIN core.engagements AS g ON g.engagement_id = p.engagement_id
            INNER JOIN core.clients AS c ON c.client_id = g.client_id
            LEFT JOIN core.practices AS t ON t.practice_id = g.practice_id
            WHERE p.engagement_id IN ({{visible_engagements}})
                AND (:open_only = 0 OR p.is_open = 1) {_FILTER}
            GROUP BY p.currency, p.week_start_date
        ) AS s
        ORDER BY s.currency, s.week_start_date;
        """,
        open_only=1 if is_open else 0,
        practice=practice,
        client=client,
        partner=partner,
    )


@cached
def engagements(
    reader: Reader, *, is_open: bool, practice: str | None = None, client: str | None = None, partner: str | None = None
) -> list[Row]:
    """Each engagement at the reporting date, and its SPI four weeks earlier."""
    return scoped_rows(
        reader,
        f"""
        SELECT
            g.engagement_source_id, g.engagement_name, c.client_name, t.practice_name, g.partner_name,
            g.engagement_status,
            w.currency, w.hours, w.bac_amount, w.ac_amount, w.burn, w.vec, w.spi, w.spi_reason, w.eac_amount,
            w.vac_amount,
            w.health, w.health_reason, w.health_sentence, w.last_4_weeks_hours, w.open_phase_count
        FROM kpi.engagement_latest AS w
        INNER JOIN core.engagements AS g ON g.engagement_id = w.engagement_id
        INNER JOIN core.clients AS c ON c.client_id = g.client_id
        LEFT JOIN core.practices AS t ON t.practice_id = g.practice_id
        WHERE w.engagement_id IN ({{visible_engagements}})
            AND (:open_only = 0 OR w.open_phase_count > 0) {_FILTER}
        ORDER BY w.bac_amount DESC, g.engagement_source_id;
        """,
        open_only=1 if is_open else 0,
        practice=practice,
        client=client,
        partner=partner,
    )


@cached
def definitions(reader: Reader) -> list[Row]:
    """What each KPI means, and when it is good."""
    return public_rows(
        reader,
        """
        SELECT
            d.kpi_code, d.kpi_name, d.sentence, d.formula, d.unit, d.source, d.good_direction, d.amber_threshold,
            d.red_threshold
        FROM kpi.definition AS d;
        """,
    )
