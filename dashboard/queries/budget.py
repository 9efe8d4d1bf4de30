"""Initiatives, for “Budget”. They belong to the firm, so only a full scope sees them."""

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
def people(reader: Reader, *, run_id: int) -> list[Row]:
    """Everybody's months: what can be planned, what is, what stays free and costs."""
    return firm_rows(
        reader,
        """
        SELECT
            b.employee_id, m.employee_source_id, m.employee_name, b.month_start_date, b.available_ratio,
            b.planned_ratio, b.free_ratio, b.idle_cost_amount, b.currency
        FROM pred.budget_person_month AS b
        INNER JOIN core.employees AS m ON m.employee_id = b.employee_id
        WHERE b.run_id = :run_id
        ORDER BY m.employee_name, b.employee_id, b.month_start_date;
        """,
        run_id=run_id,
    )


@cached
def hires(reader: Reader, *, run_id: int) -> list[Row]:
    """New colleagues that the plan for the initiatives proposes."""
    return firm_rows(
        reader,
        """
        SELECT
            h.hire_number, h.team, h.role_name, l.staff_level_name, c.location_name, h.start_date, h.lead_days,
            h.head_count, h.monthly_cost_amount, h.cost_amount, h.currency, h.sentence
        FROM pred.new_hire AS h
        LEFT JOIN core.staff_levels AS l ON l.staff_level_id = h.staff_level_id
        LEFT JOIN core.locations AS c ON c.location_id = h.location_id
        WHERE h.run_id = :run_id AND h.model = 'budget'
        ORDER BY h.start_date, h.hire_number;
        """,
        run_id=run_id,
    )


@cached
def covers(reader: Reader, *, run_id: int) -> list[Row]:
    """What new colleagues would do for each initiative that falls short."""
    return firm_rows(
        reader,
        """
        SELECT
            i.initiative_name, i.currency, v.staff_man_months, v.staff_shortfall_man_months, v.hired_man_months,
            v.left_man_months, v.cost_amount, v.sentence
        FROM pred.budget_hire_cover AS v
        INNER JOIN core.initiatives AS i ON i.initiative_id = v.initiative_id
        WHERE v.run_id = :run_id
        ORDER BY v.staff_shortfall_man_months DESC, i.initiative_name;
        """,
        run_id=run_id,
    )


@cached
def tiers(reader: Reader, *, run_id: int) -> list[Row]:
    """What each level of the objective reached, in the order in which they are settled."""
    return firm_rows(
        reader,
        """
        SELECT t.tier_number, t.tier_name, t.tier_value, t.unit, t.solve_status, t.sentence
        FROM pred.budget_tier AS t WHERE t.run_id = :run_id ORDER BY t.tier_number;
        """,
        run_id=run_id,
    )
