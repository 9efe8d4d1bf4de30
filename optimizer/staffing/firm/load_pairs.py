"""The eligible pairs of consultants and phases, with their rates and what is planned for them today."""

import numpy as np

from optimizer.staffing.data import Consultants, Numbers, Pairs
from optimizer.staffing.firm.eligibility import Plannable
from optimizer.staffing.firm.tables import Tables
from sql.database import Row


def pairs_of(tables: Tables, people: Consultants, plannable: list[Plannable], premium: float) -> Pairs:
    """Every candidate of every phase, phase by phase; ``premium`` is points per external hour."""
    who = {key: c for c, key in enumerate(people.keys)}
    rows = [(who[one.employee["employee_id"]], j, one) for j, phase in enumerate(plannable) for one in phase.candidates]
    keys = [(one.employee["employee_id"], plannable[j].demand.row["phase_id"]) for _, j, one in rows]
    engagement = [plannable[j].demand.row["engagement_id"] for _, j, _ in rows]
    before = _assigned_before(tables)
    employees = [key[0] for key in keys]
    return Pairs(
        consultant=np.array([c for c, _, _ in rows], dtype=int),
        phase=np.array([j for _, j, _ in rows], dtype=int),
        rate_per_hour=np.array([one.rate.charge for _, _, one in rows], dtype=float),
        value_per_hour=np.array([one.rate.value for _, _, one in rows], dtype=float),
        external_premium=np.array([premium if one.employee["is_external"] else 0 for _, _, one in rows], dtype=float),
        was_assigned=np.array([key in before for key in zip(employees, engagement, strict=True)], dtype=bool),
        published_hours=_published(tables, keys),
        current_hours=_grid(tables, keys, tables["assignments"], "assigned_hours"),
    )


def _assigned_before(tables: Tables) -> set[tuple[int, int]]:
    """(employee, engagement) planned, worked or recommended by the last published plan in the week before the first."""
    engagement = {row["phase_id"]: row["engagement_id"] for row in tables["phases"]}
    planned = [row for row in tables["assignments"] if row["week_start_date"] < tables.weeks[0]]
    worked = [row for row in tables["worked"] if row["hours_before"] > 0]
    published = [
        r for r in tables["published"] if r["week_start_date"] < tables.weeks[0] and r["recommended_hours"] > 0
    ]
    return {
        (row["employee_id"], engagement[row["phase_id"]])
        for row in [*planned, *worked, *published]
        if row["phase_id"] in engagement
    }


def _published(tables: Tables, keys: list[tuple[int, int]]) -> Numbers:
    """P x W hours of the last published plan: NaN in weeks that it did not cover, else 0 where it had nothing."""
    hours = _grid(tables, keys, tables["published"], "recommended_hours")
    covered = {row["week_start_date"] for row in tables["published"]}
    hours[:, [week not in covered for week in tables.weeks]] = np.nan
    return hours


def _grid(tables: Tables, keys: list[tuple[int, int]], rows: list[Row], name: str) -> Numbers:
    """P x W hours of rows by employee, phase and week."""
    pair = {key: p for p, key in enumerate(keys)}
    week = {monday: w for w, monday in enumerate(tables.weeks)}
    hours = np.zeros((len(keys), len(tables.weeks)))
    for row in rows:
        p, w = pair.get((row["employee_id"], row["phase_id"])), week.get(row["week_start_date"])
        if p is not None and w is not None:
            hours[p, w] += float(row[name])
    return hours
