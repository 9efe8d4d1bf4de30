"""Rows of the database as the arrays of a staffing problem."""

from typing import Any

import numpy as np

from config.errors import ModelError
from optimizer.staffing.data import Consultants, Engagements, Numbers, Phases, Targets
from optimizer.staffing.firm.demand import Cell
from optimizer.staffing.firm.eligibility import Plannable, cell_of
from optimizer.staffing.firm.parameter_values import ParameterValues
from optimizer.staffing.firm.rates import Rates
from optimizer.staffing.firm.tables import Tables
from sql.database import Row

HUNDREDTHS = 100
ROUNDING = 1e-6


def consultants_of(
    tables: Tables, employees: list[Row], cells: dict[Cell, int], values: ParameterValues
) -> Consultants:
    """Everybody whose practice and level are known, with the hours of their weeks."""
    rates = Rates(tables, values)
    index = {row["employee_id"]: c for c, row in enumerate(employees)}
    week = {monday: w for w, monday in enumerate(tables.weeks)}
    capacity_hours = np.zeros((len(employees), len(tables.weeks)))
    most = values.staffing("maximum_week_hours")
    for row in tables["capacity"]:
        if row["employee_id"] in index:
            hours = min(float(row["capacity_hours"]), most)
            capacity_hours[index[row["employee_id"]], week[row["week_start_date"]]] = max(hours, 0.0)
    return Consultants(
        ids=tuple(str(row["employee_source_id"]) for row in employees),
        names=tuple(row["employee_name"] for row in employees),
        cell=np.array([cells[cell_of(row)] for row in employees], dtype=int),
        is_external=np.array([bool(row["is_external"]) for row in employees], dtype=bool),
        is_new=np.array([rates.is_new(row) for row in employees], dtype=bool),
        capacity_hours=capacity_hours,
        keys=tuple(index),
    )


def engagements_of(rows: list[Row], values: ParameterValues) -> Engagements:
    """Engagements with their measures; weight is strategic weight x risk coefficient to the sign of risk."""

    def numbers(name: str) -> Any:
        return np.array([float(row[name] or 0) for row in rows], dtype=float)

    return Engagements(
        ids=tuple(str(row["engagement_source_id"]) for row in rows),
        names=tuple(row["engagement_name"] for row in rows),
        weight=numbers("strategic_weight") * _risk(rows, values.staffing("risk_sign")),
        bac_amount=numbers("bac_amount"),
        ac_amount=numbers("ac_amount"),
        ev_amount=numbers("ev_amount"),
        extracted_amount=numbers("extracted_amount"),
        pv_amount=numbers("pv_amount"),
        keys=tuple(row["engagement_id"] for row in rows),
    )


def _risk(rows: list[Row], sign: float) -> Numbers:
    """E: the risk coefficient, its inverse, or 1, as the parameter says."""
    nothing = [row["engagement_name"] for row in rows if not row["risk_coefficient"]]
    if sign < 0 and nothing:
        raise ModelError(
            f"Staffing: the risk coefficient of {', '.join(nothing)} is 0, and staffing_risk_sign divides by it. No "
            "plan was made. Correct the coefficient, or set staffing_risk_sign to 1 or 0."
        )
    return np.array([float(row["risk_coefficient"]) ** sign for row in rows], dtype=float)


def phases_of(tables: Tables, plannable: list[Plannable], position: dict[int, int], values: ParameterValues) -> Phases:
    """Phases with their windows and hours; the demand cap is a multiple of the planned hours, cut to hundredths."""
    rows = [one.demand.row for one in plannable]
    planned = np.array([one.demand.planned_hours for one in plannable], dtype=float).reshape(-1, len(tables.weeks))
    most = np.floor(planned * values.staffing("demand_ratio") * HUNDREDTHS + ROUNDING) / HUNDREDTHS
    owners = {row["engagement_id"]: row for row in tables["engagements"]}
    owner = [owners[row["engagement_id"]] for row in rows]
    return Phases(
        ids=tuple(f"{e['engagement_source_id']}/{p['phase_source_id']}" for e, p in zip(owner, rows, strict=True)),
        names=tuple(f"{e['engagement_name']} / {p['phase_name']}" for e, p in zip(owner, rows, strict=True)),
        engagement=np.array([position[row["engagement_id"]] for row in rows], dtype=int),
        start_week=np.array([one.demand.window[0] for one in plannable], dtype=int),
        end_week=np.array([one.demand.window[1] for one in plannable], dtype=int),
        planned_hours=planned,
        maximum_hours=most,
        remaining_amount=np.array([one.demand.remaining_amount for one in plannable], dtype=float),
        ratio_price=np.full(len(rows), values.staffing("ratio_price")),
        keys=tuple(row["phase_id"] for row in rows),
    )


def targets_of(plannable: list[Plannable], cells: dict[Cell, int]) -> Targets:
    """The mix of each phase; roles of people who are named but not wanted count with ratio 0."""
    rows = []
    for j, one in enumerate(plannable):
        extra = {cell_of(candidate.employee) for candidate in one.candidates} - one.demand.mix.keys()
        mix = one.demand.mix | dict.fromkeys(sorted(extra), 0.0)
        rows += [(j, cells[cell], ratio) for cell, ratio in sorted(mix.items())]
    phase, cell, ratio = zip(*rows, strict=True) if rows else ((), (), ())
    return Targets(np.array(phase, dtype=int), np.array(cell, dtype=int), np.array(ratio, dtype=float))
