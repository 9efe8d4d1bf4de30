"""What several money models answer alike: prices of limits, frontiers and sweeps, ranges of draws."""

from typing import Any

from dashboard.auth.reader import Reader
from dashboard.queries.cache import cached
from dashboard.queries.scope import firm_rows

Row = dict[str, Any]


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


@cached
def frontier(reader: Reader, *, run_id: int, model: str) -> list[Row]:
    """The points of a model's frontiers and sweeps, in their order."""
    return firm_rows(
        reader,
        """
        SELECT
            f.frontier_name, f.point_number, f.x_name, f.x_value, f.x_unit, f.y_name, f.y_value, f.y_unit, f.z_name,
            f.z_value, f.z_unit, f.solve_status, f.gap_ratio, f.is_chosen, f.sentence
        FROM pred.frontier_point AS f
        WHERE f.run_id = :run_id AND f.model = :model
        ORDER BY f.frontier_name, f.point_number;
        """,
        run_id=run_id,
        model=model,
    )


@cached
def ranges(reader: Reader, *, run_id: int, model: str) -> list[Row]:
    """Where a model's figures fall when what is uncertain is drawn many times."""
    return firm_rows(
        reader,
        """
        SELECT
            s.subject_name, s.measure_code, s.draw_count, s.mean_value, s.p10_value, s.p50_value, s.p90_value,
            s.target_value, s.target_probability_ratio, s.unit, s.sentence
        FROM pred.simulation AS s
        WHERE s.run_id = :run_id AND s.model = :model
        ORDER BY s.subject_name, s.measure_code;
        """,
        run_id=run_id,
        model=model,
    )
