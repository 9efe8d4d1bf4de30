"""On what terms the database's firm hires: lead time, least use, and what a month of somebody costs."""

from optimizer.staffing.firm.demand import Cell
from optimizer.staffing.firm.parameter_values import ParameterValues
from optimizer.staffing.firm.tables import Tables
from optimizer.staffing.parameters import Hiring

FEWEST_PEOPLE = 3
"""A mean over fewer would tell readers of a practice what somebody earns."""


def hiring_of(tables: Tables, cells: tuple[Cell, ...], values: ParameterValues) -> Hiring:
    """The terms in force; a cost is a mean over at least three people of the practice and level, else of the level."""
    return Hiring(
        lead_weeks=int(values.staffing("hire_lead_weeks")),
        least_weeks=int(values.staffing("hire_least_weeks")),
        least_use_ratio=values.staffing("hire_least_use_ratio"),
        monthly_cost_amount=tuple(_monthly_cost(tables, cell) for cell in cells),
    )


def _monthly_cost(tables: Tables, cell: Cell) -> float | None:
    rows, level = tables["monthly_costs"], cell[1]
    of_cell = [row for row in rows if (row["practice_id"], row["staff_level_id"]) == cell]
    for group in (of_cell, [row for row in rows if row["staff_level_id"] == level]):
        people = sum(int(row["people"]) for row in group)
        if people >= FEWEST_PEOPLE:
            return sum(float(row["total_cost_amount"]) for row in group) / people
    return None
