"""Initiatives and funding requests, for “Budget”. They belong to the firm, so only a full scope sees them."""

from typing import Any

from dashboard.auth.reader import Reader
from dashboard.queries.cache import cached
from dashboard.queries.scope import firm_rows

Row = dict[str, Any]


@cached
def initiatives(reader: Reader, *, run_id: int, funding_source: str | None = None) -> list[Row]:
    """Effort wanted and delivered (months of people's time), cost and budget, in order of priority."""
    return firm_rows(
        reader,
        """
        SELECT
            o.priority_rank, i.initiative_source_id, i.initiative_name, i.funding_source, i.driver, i.impact,
            i.currency,
            o.effort_target_man_months, o.effort_man_months, o.shortfall_man_months, o.cost_amount, o.budget_amount,
            o.sentence
        FROM pred.initiative_outcome AS o
        INNER JOIN core.initiatives AS i ON i.initiative_id = o.initiative_id
        WHERE o.run_id = :run_id AND (:funding_source IS NULL OR i.funding_source = :funding_source)
        ORDER BY o.priority_rank, i.initiative_source_id;
        """,
        run_id=run_id,
        funding_source=funding_source,
    )


@cached
def months(reader: Reader, *, run_id: int, funding_source: str | None = None) -> list[Row]:
    """People's months and cost by initiative and month."""
    return firm_rows(
        reader,
        """
        SELECT
            i.initiative_name, a.month_start_date, MIN(o.priority_rank) AS priority_rank,
            SUM(a.share_ratio) AS man_months, SUM(a.cost_amount) AS cost_amount, COUNT(*) AS person_count
        FROM pred.budget_allocation AS a
        INNER JOIN core.initiatives AS i ON i.initiative_id = a.initiative_id
        INNER JOIN pred.initiative_outcome AS o ON o.run_id = a.run_id AND o.initiative_id = a.initiative_id
        WHERE a.run_id = :run_id AND (:funding_source IS NULL OR i.funding_source = :funding_source)
        GROUP BY i.initiative_name, a.month_start_date
        ORDER BY priority_rank, i.initiative_name, a.month_start_date;
        """,
        run_id=run_id,
        funding_source=funding_source,
    )


@cached
def funding_sources(reader: Reader) -> list[Row]:
    """Where initiatives take their money from."""
    return firm_rows(
        reader,
        "SELECT DISTINCT i.funding_source FROM core.initiatives AS i WHERE i.is_deleted = 0 ORDER BY i.funding_source;",
    )


@cached
def funding(reader: Reader, *, run_id: int) -> list[Row]:
    """Every request, what it gets, and why."""
    return firm_rows(
        reader,
        """
        SELECT
            d.rank_number, q.funding_request_source_id, q.service_line, q.currency, q.requested_amount,
            q.minimum_viable_amount,
            d.funded_amount, d.expected_return_amount, q.expected_roi_ratio, q.success_probability_ratio,
            q.strategic_priority,
            d.is_funded, d.sentence
        FROM pred.funding_decision AS d
        INNER JOIN core.funding_requests AS q ON q.funding_request_id = d.funding_request_id
        WHERE d.run_id = :run_id
        ORDER BY d.rank_number, q.funding_request_source_id;
        """,
        run_id=run_id,
    )


@cached
def shadow_prices(reader: Reader, *, run_id: int, model: str) -> list[Row]:
    """What one more unit of each limit would be worth, dearest first."""
    return firm_rows(
        reader,
        """
        SELECT p.model, p.limit_name, p.price, p.unit, p.sentence
        FROM pred.shadow_price AS p WHERE p.run_id = :run_id AND p.model = :model ORDER BY p.price DESC, p.limit_name;
        """,
        run_id=run_id,
        model=model,
    )
