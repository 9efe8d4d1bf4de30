"""Drivers and scenarios, for “Planning”. They belong to the firm, so only a full scope sees them."""

from typing import Any

from dashboard.auth.reader import Reader
from dashboard.queries.cache import cached
from dashboard.queries.scope import firm_rows

Row = dict[str, Any]


@cached
def scenarios(reader: Reader, *, run_id: int) -> list[Row]:
    """The scenarios in their order, each in words."""
    return firm_rows(
        reader,
        """
        SELECT s.scenario_name, s.scenario_number, s.currency, s.sentence
        FROM pred.planning_scenario AS s WHERE s.run_id = :run_id ORDER BY s.scenario_number;
        """,
        run_id=run_id,
    )


@cached
def results(reader: Reader, *, run_id: int) -> list[Row]:
    """Every figure of every scenario."""
    return firm_rows(
        reader,
        """
        SELECT
            r.scenario_name, r.measure_code, r.measure_number, r.driver_model, r.measure_value, r.unit, r.sentence
        FROM pred.planning_result AS r WHERE r.run_id = :run_id ORDER BY r.measure_number, r.scenario_name;
        """,
        run_id=run_id,
    )


@cached
def drivers(reader: Reader, *, run_id: int, scenario: str) -> list[Row]:
    """What a scenario assumes, and where it comes from."""
    return firm_rows(
        reader,
        """
        SELECT
            d.driver_code, d.driver_value, d.low_value, d.high_value, d.unit, d.distribution_name, d.driver_origin,
            d.sentence
        FROM pred.planning_driver AS d
        WHERE d.run_id = :run_id AND d.scenario_name = :scenario
        ORDER BY d.driver_number;
        """,
        run_id=run_id,
        scenario=scenario,
    )


@cached
def tornado(reader: Reader, *, run_id: int, scenario: str) -> list[Row]:
    """What each driver's range does to the scenario's results, the widest swing first."""
    return firm_rows(
        reader,
        """
        SELECT
            t.measure_code, t.driver_code, t.rank_number, t.low_value, t.high_value, t.driver_unit,
            t.low_measure_value, t.base_measure_value, t.high_measure_value, t.measure_unit
        FROM pred.planning_sensitivity AS t
        WHERE t.run_id = :run_id AND t.scenario_name = :scenario
        ORDER BY t.measure_code, t.rank_number;
        """,
        run_id=run_id,
        scenario=scenario,
    )


@cached
def demand(reader: Reader, *, run_id: int, scenario: str) -> list[Row]:
    """The people that a scenario's new projects need, by role and month."""
    return firm_rows(
        reader,
        """
        SELECT
            d.role_name, d.month_number, d.open_project_count, d.demand_hours, d.needed_head_count, d.free_head_count,
            d.hired_head_count, d.missing_head_count
        FROM pred.planning_demand AS d
        WHERE d.run_id = :run_id AND d.scenario_name = :scenario
        ORDER BY d.role_name, d.month_number;
        """,
        run_id=run_id,
        scenario=scenario,
    )


@cached
def hires(reader: Reader, *, run_id: int, scenario: str) -> list[Row]:
    """Whom a scenario would hire, and from when."""
    return firm_rows(
        reader,
        """
        SELECT
            h.role_name, h.start_month_number, h.decision_week_number, h.head_count, h.cost_amount,
            h.yearly_cost_amount, h.hiring_cost_amount, h.used_ratio, h.sentence
        FROM pred.planning_hire AS h
        WHERE h.run_id = :run_id AND h.scenario_name = :scenario
        ORDER BY h.start_week_number, h.hire_number;
        """,
        run_id=run_id,
        scenario=scenario,
    )
