"""Funding requests, for “Funding”. They belong to the firm, so only a full scope sees them."""

from typing import Any

from dashboard.auth.reader import Reader
from dashboard.queries.cache import cached
from dashboard.queries.scope import firm_rows

Row = dict[str, Any]


@cached
def decisions(reader: Reader, *, run_id: int) -> list[Row]:
    """Every request, what it gets, why, and how often it would be funded if luck were otherwise."""
    return firm_rows(
        reader,
        """
        SELECT
            d.rank_number, q.funding_request_source_id, q.service_line, q.currency, q.requested_amount,
            q.minimum_viable_amount,
            d.funded_amount, d.expected_return_amount, q.expected_roi_ratio, q.success_probability_ratio,
            q.strategic_priority,
            d.is_funded, c.funded_ratio, c.mean_amount, d.sentence
        FROM pred.funding_decision AS d
        INNER JOIN core.funding_requests AS q ON q.funding_request_id = d.funding_request_id
        LEFT JOIN pred.funding_chance AS c ON c.run_id = d.run_id AND c.funding_request_id = d.funding_request_id
        WHERE d.run_id = :run_id
        ORDER BY d.rank_number, q.funding_request_source_id;
        """,
        run_id=run_id,
    )


@cached
def strategies(reader: Reader, *, run_id: int) -> list[Row]:
    """The decision, and other ways to share the same money, the best return first."""
    return firm_rows(
        reader,
        """
        SELECT
            s.strategy_name, s.is_chosen, s.funded_count, s.amount, s.expected_return_amount, s.return_ratio,
            s.objective_value, s.currency, s.sentence
        FROM pred.funding_strategy AS s
        WHERE s.run_id = :run_id
        ORDER BY s.is_chosen DESC, s.expected_return_amount DESC, s.strategy_name;
        """,
        run_id=run_id,
    )


@cached
def moves(reader: Reader, *, run_id: int) -> list[Row]:
    """From the last published decision to this one, in the order in which money can be moved."""
    return firm_rows(
        reader,
        """
        SELECT
            m.move_number, m.transfer_number, m.rank_number, f.service_line AS from_line, t.service_line AS to_line,
            m.amount, m.gain_value, m.move_gain_value, m.cumulative_gain_value, m.gain_unit, m.sentence
        FROM pred.funding_move AS m
        LEFT JOIN core.funding_requests AS f ON f.funding_request_id = m.from_funding_request_id
        LEFT JOIN core.funding_requests AS t ON t.funding_request_id = m.to_funding_request_id
        WHERE m.run_id = :run_id
        ORDER BY m.move_number, m.transfer_number;
        """,
        run_id=run_id,
    )


@cached
def periods(reader: Reader, *, run_id: int) -> list[Row]:
    """Money by request and period, where several periods are decided together."""
    return firm_rows(
        reader,
        """
        SELECT p.period_number, p.period_name, p.fund_name, q.service_line, p.amount, p.expected_return_amount
        FROM pred.funding_period_amount AS p
        INNER JOIN core.funding_requests AS q ON q.funding_request_id = p.funding_request_id
        WHERE p.run_id = :run_id
        ORDER BY p.period_number, q.service_line, p.fund_name;
        """,
        run_id=run_id,
    )


@cached
def conflict(reader: Reader, *, run_id: int) -> list[Row]:
    """The limits that contradict each other, and those that would have to give way."""
    return firm_rows(
        reader,
        """
        SELECT
            c.limit_name, c.is_in_conflict, c.is_relaxed, c.limit_level, c.relaxed_level, c.unit, c.sentence
        FROM pred.funding_conflict AS c WHERE c.run_id = :run_id ORDER BY c.conflict_number;
        """,
        run_id=run_id,
    )
