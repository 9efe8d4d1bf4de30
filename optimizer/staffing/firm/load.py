"""The staffing problem of the database's firm: the coming weeks, open phases, and who may work on them."""

from collections.abc import Collection
from datetime import date, timedelta

from optimizer.staffing.data import Note, Pairs, Pin, StaffingData
from optimizer.staffing.firm import tables as database_tables
from optimizer.staffing.firm.decisions import Decisions, decisions
from optimizer.staffing.firm.demand import demands, spread_budget
from optimizer.staffing.firm.eligibility import Eligibility, Plannable, blended_rate
from optimizer.staffing.firm.hiring_terms import hiring_of
from optimizer.staffing.firm.load_arrays import consultants_of, engagements_of, phases_of, targets_of
from optimizer.staffing.firm.load_pairs import pairs_of
from optimizer.staffing.firm.parameter_values import ParameterValues
from optimizer.staffing.firm.rates import Rates
from optimizer.staffing.firm.tables import Tables
from sql.database import Reader, Row

WEEK = timedelta(days=7)


def load(database: Reader, as_of: date, horizon_weeks: int, *, may_be_won: Collection[str] = ()) -> StaffingData:
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
    may_be_won
        Source ids of pipeline engagements that are planned as if they were won.

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
    tables = database_tables.read(database, weeks, weeks[0] - WEEK, weeks[-1] + timedelta(days=6), may_be_won)
    values = ParameterValues(tables["parameters"])
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
    values: ParameterValues,
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
    phases = phases_of(tables, plannable, position, values)
    people = consultants_of(tables, employees, cells, values)
    pairs = pairs_of(tables, people, plannable, values.staffing("external_premium"))
    pins, unkept = _pins(tables, decided, people.keys, phases.keys, pairs)
    of_phases = [
        Note(text, position[one.demand.row["engagement_id"]]) for one in plannable for text in one.demand.notes
    ]
    return StaffingData(
        weeks=tables.weeks,
        cells=tuple(names.values()),
        consultants=people,
        engagements=engagements_of(projects, values),
        phases=phases,
        targets=targets_of(plannable, cells),
        pairs=pairs,
        parameters=values.prices(),
        pins=pins,
        notes=(*notes, *of_phases, *unkept),
        cell_keys=tuple(names),
        hiring=hiring_of(tables, tuple(names), values),
    )


def _pins(
    tables: Tables, decided: Decisions, employee_ids: tuple[int, ...], phase_ids: tuple[int, ...], pairs: Pairs
) -> tuple[tuple[Pin, ...], list[Note]]:
    """Pins by index, and a note on those whose phase is not planned any more.

    A week off for somebody who is not eligible anyway binds nobody.
    """
    eligible = set(zip(pairs.consultant.tolist(), pairs.phase.tolist(), strict=True))
    who, where = {key: c for c, key in enumerate(employee_ids)}, {key: j for j, key in enumerate(phase_ids)}
    week, pins, notes = {monday: w for w, monday in enumerate(tables.weeks)}, [], []
    for (employee_id, phase_id, monday), hours in sorted(decided.pinned_hours.items()):
        key = who.get(employee_id, -1), where.get(phase_id, -1)
        if key in eligible or (hours > 0 and min(key) >= 0):
            pins.append(Pin(*key, week[monday], hours))
        elif hours > 0:
            words = f"A decision on employee {employee_id} and phase {phase_id} in the week of {monday} is not kept: "
            notes.append(Note(words + "the phase is not open, or nobody knows the employee's practice, level or rate."))
    return tuple(pins), notes
