"""The staffing problem of the database's firm: the coming weeks, open phases, and who may work on them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

import numpy as np

from config.errors import ModelError
from optimizer.staffing import tables as database_tables
from optimizer.staffing.data import Consultants, Engagements, Note, Phases, Pin, StaffingData, Targets
from optimizer.staffing.decisions import Decisions, decisions
from optimizer.staffing.demand import Demand, demands, spread_budget
from optimizer.staffing.eligibility import Candidate, Eligibility, blended_rate, cell_of
from optimizer.staffing.load_pairs import pairs_of
from optimizer.staffing.parameters import Parameters
from optimizer.staffing.rates import Rates
from optimizer.staffing.tables import Tables
from sql.database import Reader, Row

WEEK = timedelta(days=7)
PREFIX = "staffing_"
HUNDREDTHS = 100


@dataclass(frozen=True)
class Plannable:
    """A phase with somebody who may work on it."""

    demand: Demand
    candidates: list[Candidate]


def load(database: Reader, as_of: date, horizon_weeks: int) -> StaffingData:
    """Read the staffing problem of the weeks after the one of ``as_of``.

    Parameters
    ----------
    database
        Deployed and loaded; measures come from ``kpi.engagement_latest``, ``kpi.phase_latest`` and
        ``kpi.phase_outlook_week``, so ``as_of`` is the database's reporting date.
    as_of
        The reporting date; the horizon starts on the Monday of the next week.
    horizon_weeks
        1 to 26.

    Returns
    -------
    StaffingData
        ``notes`` say what was estimated or left out. Empty of pairs where there is nothing to plan.

    Raises
    ------
    ModelError
        A parameter is missing or no number, or the data contradict themselves.
    """
    weeks = horizon(as_of, horizon_weeks)
    tables = database_tables.read(database, weeks, weeks[0] - WEEK, weeks[-1] + timedelta(days=6))
    values = _values(tables)
    decided = decisions(tables)
    eligibility = Eligibility(tables, Rates(tables, values), decided)
    engagements, notes = _with_budget(tables["engagements"])
    plannable, more_notes = _plannable(tables, engagements, eligibility)
    return _assemble(
        tables=tables,
        values=values,
        decided=decided,
        employees=eligibility.employees,
        engagements=engagements,
        plannable=plannable,
        notes=[*notes, *more_notes],
    )


def horizon(as_of: date, horizon_weeks: int) -> tuple[date, ...]:
    """The Mondays of the weeks after the one of ``as_of``."""
    first = as_of - timedelta(days=as_of.weekday()) + WEEK
    return tuple(first + k * WEEK for k in range(horizon_weeks))


def _values(tables: Tables) -> dict[str, float]:
    """Parameter code -> number, as in force today."""
    values = {}
    for row in tables["parameters"]:
        try:
            values[row["parameter_code"]] = float(row["parameter_value"])
        except ValueError:
            continue  # other rooms have parameters in words
    return values


def _parameters(values: Mapping[str, float]) -> Parameters:
    """The model's prices from ops.parameter, codes ``staffing_…``."""
    known = {field.name for field in fields(Parameters)}
    given: dict[str, Any] = {name: values[PREFIX + name] for name in known if PREFIX + name in values}
    if "maximum_engagements" in given:
        given["maximum_engagements"] = int(given["maximum_engagements"]) or None
    return Parameters(**given | {"cpi": _value(values, "cpi_proxy")})


def _value(values: Mapping[str, float], code: str) -> float:
    if code not in values:
        raise ModelError(f"ops.parameter has no number for {code}. No plan was made. Deploy the seeds, or set it.")
    return values[code]


def _with_budget(rows: list[Row]) -> tuple[dict[int, Row], list[Note]]:
    """Engagements that VEC and Burn are defined for; the others are named."""
    kept = {row["engagement_id"]: row for row in rows if (row["bac_amount"] or 0) > 0}
    without = [row["engagement_name"] for row in rows if row["engagement_id"] not in kept]
    return kept, [Note(f"{name} is not planned: it has no budget (BAC), or no phase has begun.") for name in without]


def _plannable(
    tables: Tables, engagements: dict[int, Row], eligibility: Eligibility
) -> tuple[list[Plannable], list[Note]]:
    """Open phases that somebody can work on, with their hours; the others are named."""
    result, notes = [], []
    for demand in demands(tables, set(engagements)):
        candidates = eligibility.candidates(demand) if demand.mix else []
        rate = blended_rate(demand, candidates)
        if rate is None and demand.mix:
            demand.notes.append(f"{demand.row['phase_name']} is not planned: nobody with a rate fits its roles.")
        if rate is None:
            notes += [Note(sentence) for sentence in demand.notes]
            continue
        spread_budget(demand, tables, rate)
        result.append(Plannable(demand, candidates))
    return result, notes


def _assemble(
    *,
    tables: Tables,
    values: dict[str, float],
    decided: Decisions,
    employees: list[Row],
    engagements: dict[int, Row],
    plannable: list[Plannable],
    notes: list[Note],
) -> StaffingData:
    used = {one.demand.row["engagement_id"] for one in plannable}
    projects = [row for key, row in engagements.items() if key in used]
    position = {row["engagement_id"]: e for e, row in enumerate(projects)}
    names = {
        (r["practice_id"], r["staff_level_id"]): (r["practice_name"], r["staff_level_name"]) for r in tables["cells"]
    }
    cells = {cell: number for number, cell in enumerate(names)}
    phases = _phases(tables, plannable, position, values)
    people = _consultants(tables, employees, cells, Rates(tables, values), values)
    pairs = pairs_of(tables, people, plannable, _value(values, PREFIX + "external_premium"))
    pins, unkept = _pins(tables, decided, people.keys, phases.keys)
    of_phases = [
        Note(text, position[one.demand.row["engagement_id"]]) for one in plannable for text in one.demand.notes
    ]
    return StaffingData(
        weeks=tables.weeks,
        cells=tuple(names.values()),
        consultants=people,
        engagements=_engagements(projects),
        phases=phases,
        targets=_targets(plannable, cells),
        pairs=pairs,
        parameters=_parameters(values),
        pins=pins,
        notes=(*notes, *of_phases, *unkept),
    )


def _consultants(
    tables: Tables, employees: list[Row], cells: dict[Any, int], rates: Rates, values: dict[str, float]
) -> Consultants:
    index = {row["employee_id"]: c for c, row in enumerate(employees)}
    week = {monday: w for w, monday in enumerate(tables.weeks)}
    capacity_hours = np.zeros((len(employees), len(tables.weeks)))
    most = _value(values, PREFIX + "maximum_week_hours")
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


def _engagements(rows: list[Row]) -> Engagements:
    def numbers(name: str) -> Any:
        return np.array([float(row[name] or 0) for row in rows], dtype=float)

    return Engagements(
        ids=tuple(str(row["engagement_source_id"]) for row in rows),
        names=tuple(row["engagement_name"] for row in rows),
        weight=numbers("strategic_weight") * numbers("risk_coefficient"),
        bac_amount=numbers("bac_amount"),
        ac_amount=numbers("ac_amount"),
        ev_amount=numbers("ev_amount"),
        extracted_amount=numbers("extracted_amount"),
        pv_amount=numbers("pv_amount"),
        keys=tuple(row["engagement_id"] for row in rows),
    )


def _phases(tables: Tables, plannable: list[Plannable], position: dict[int, int], values: dict[str, float]) -> Phases:
    rows = [one.demand.row for one in plannable]
    planned = np.array([one.demand.planned_hours for one in plannable], dtype=float).reshape(-1, len(tables.weeks))
    most = np.floor(planned * _value(values, PREFIX + "demand_ratio") * HUNDREDTHS + 1e-6) / HUNDREDTHS
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
        ratio_price=np.full(len(rows), _value(values, PREFIX + "ratio_price")),
        keys=tuple(row["phase_id"] for row in rows),
    )


def _targets(plannable: list[Plannable], cells: dict[Any, int]) -> Targets:
    """The mix of each phase; roles of people who are named but not wanted count with ratio 0."""
    rows = []
    for j, one in enumerate(plannable):
        extra = {cell_of(candidate.employee) for candidate in one.candidates} - one.demand.mix.keys()
        mix = one.demand.mix | dict.fromkeys(sorted(extra), 0.0)
        rows += [(j, cells[cell], ratio) for cell, ratio in sorted(mix.items())]
    phase, cell, ratio = zip(*rows, strict=True) if rows else ((), (), ())
    return Targets(np.array(phase, dtype=int), np.array(cell, dtype=int), np.array(ratio, dtype=float))


def _pins(
    tables: Tables, decided: Decisions, employee_ids: tuple[int, ...], phase_ids: tuple[int, ...]
) -> tuple[tuple[Pin, ...], list[Note]]:
    """Pins by index, and a note on those whose phase is not planned any more."""
    who, where = {key: c for c, key in enumerate(employee_ids)}, {key: j for j, key in enumerate(phase_ids)}
    week, pins, notes = {monday: w for w, monday in enumerate(tables.weeks)}, [], []
    for (employee_id, phase_id, monday), hours in sorted(decided.pinned_hours.items()):
        if employee_id in who and phase_id in where:
            pins.append(Pin(who[employee_id], where[phase_id], week[monday], hours))
        elif hours > 0:
            words = f"A decision on employee {employee_id} and phase {phase_id} in the week of {monday} is not kept: "
            notes.append(Note(words + "the phase is not open, or nobody knows the employee's practice, level or rate."))
    return tuple(pins), notes
