"""When each phase is open, how many hours it takes, and by whom."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from optimizer.staffing.data import Numbers
from optimizer.staffing.firm.tables import Tables
from sql.database import Row

Cell = tuple[int, int]  # practice_id, staff_level_id
Mix = dict[Cell, float]
WEEK = timedelta(days=7)
RATIO_ROUNDING = 1e-5  # ratios have six decimals in the database


@dataclass
class Demand:
    """One phase in the horizon: ``window`` is its first week and the one after its last."""

    row: Row
    window: tuple[int, int]
    mix: Mix
    planned_hours: Numbers  # W
    is_spread: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def remaining_amount(self) -> float:
        """Budget not yet spent."""
        return float(self.row["bac_amount"] or 0) - float(self.row["ac_amount"] or 0)


def demands(tables: Tables, engagement_ids: set[int]) -> list[Demand]:
    """Each phase that is open in the horizon, with its planned hours (none yet where nobody is planned) and its mix."""
    planned, mixes = planned_hours(tables), Mixes(tables)
    result = []
    for row in tables["phases"]:
        hours = planned.get(row["phase_id"], np.zeros(len(tables.weeks)))
        window = _window(row, tables.weeks, hours)
        if row["engagement_id"] in engagement_ids and window[0] < window[1]:
            mix, notes = mixes.of(row)
            result.append(Demand(row, window, mix, hours, notes=notes))
    return result


def planned_hours(tables: Tables) -> dict[int, Numbers]:
    """phase_id -> W planned hours of the horizon's weeks."""
    index = {week: w for w, week in enumerate(tables.weeks)}
    hours: dict[int, Numbers] = defaultdict(lambda: np.zeros(len(tables.weeks)))
    for row in tables["assignments"]:
        if row["week_start_date"] in index:
            hours[row["phase_id"]][index[row["week_start_date"]]] += float(row["assigned_hours"])
    return hours


def _window(row: Row, weeks: tuple[date, ...], hours: Numbers) -> tuple[int, int]:
    """The weeks of the baseline; a phase that is late and not ended stays open, and so do weeks with planned hours."""
    start, end = row["baseline_start_date"], row["baseline_end_date"]
    is_late = end is not None and end < weeks[0]
    is_open = [
        hours[w] > 0 or ((start is None or start < week + WEEK) and (end is None or is_late or end >= week))
        for w, week in enumerate(weeks)
    ]
    open_weeks = np.flatnonzero(is_open)
    return (int(open_weeks[0]), int(open_weeks[-1]) + 1) if open_weeks.size else (0, 0)


class Mixes:
    """Shares of practice and level, by phase: the staffing targets, else what is planned, else what was worked."""

    def __init__(self, tables: Tables) -> None:
        self._cell = {row["employee_id"]: (row["practice_id"], row["staff_level_id"]) for row in tables["employees"]}
        self._targets: dict[int, Mix] = defaultdict(dict)
        for row in tables["targets"]:
            self._targets[row["engagement_id"]][row["practice_id"], row["staff_level_id"]] = float(row["target_ratio"])
        self._planned = self._sum(
            [(r["phase_id"], r["employee_id"], r["assigned_hours"]) for r in tables["assignments"]]
        )
        worked = [(r["phase_id"], r["employee_id"], r["hours"]) for r in tables["worked"]]
        self._worked = self._sum(worked)
        engagement = {row["phase_id"]: row["engagement_id"] for row in tables["phases"]}
        self._engagement = self._sum([(engagement[j], e, hours) for j, e, hours in worked if j in engagement])

    def of(self, phase: Row) -> tuple[Mix, list[str]]:
        """The phase's mix, summing to 1 (empty when nothing is known), and what had to be assumed."""
        name, targets = phase["phase_name"], self._targets.get(phase["engagement_id"])
        if targets:
            total = sum(targets.values())
            scaled = abs(total - 1) > RATIO_ROUNDING
            notes = [f"{name}: staffing targets sum to {total:.4f} and were scaled to 1."] if scaled else []
            return _shares(targets), notes
        sources = (
            (self._planned.get(phase["phase_id"]), "the planned hours of these weeks"),
            (self._worked.get(phase["phase_id"]), "the hours worked so far"),
            (self._engagement.get(phase["engagement_id"]), "the hours worked on the engagement"),
        )
        for hours, words in sources:
            if hours and sum(hours.values()) > 0:
                return _shares(hours), [f"{name}: no staffing targets; the mix of {words} stands for them."]
        return {}, [f"{name} is not planned: it has no staffing targets, no planned hours and no timesheets to go by."]

    def _sum(self, rows: list[tuple[int, int, float]]) -> dict[int, Mix]:
        """Hours by practice and level, of those whose practice and level are known."""
        sums: dict[int, Mix] = defaultdict(lambda: defaultdict(float))
        for owner, employee_id, hours in rows:
            cell = self._cell.get(employee_id, (None, None))
            if None not in cell:
                sums[owner][cell] += float(hours)
        return sums


def _shares(hours: Mix) -> Mix:
    """Positive parts, scaled to sum to 1."""
    positive = {cell: part for cell, part in hours.items() if part > 0}
    return {cell: part / sum(positive.values()) for cell, part in positive.items()}


def spread_budget(demand: Demand, tables: Tables, blended_rate: float) -> None:
    """Where nobody is planned from now on, spread the remaining budget evenly over the remaining weeks."""
    is_planned = demand.planned_hours.any() or demand.row["phase_id"] in {
        r["phase_id"] for r in tables["planned_later"]
    }
    if is_planned or demand.remaining_amount <= 0:
        return
    first, last = demand.window
    end, weeks = demand.row["baseline_end_date"], tables.weeks
    left = last - first if end is None or end < weeks[-1] else (end - weeks[first]).days // 7 + 1
    demand.planned_hours = np.zeros(len(weeks))
    demand.planned_hours[first:last] = round(demand.remaining_amount / blended_rate / left, 2)
    demand.is_spread = True
    demand.notes.append(
        f"{demand.row['phase_name']}: nobody is planned; its remaining budget of {demand.remaining_amount:,.0f} was "
        f"spread over {left} weeks at {blended_rate:,.0f} per hour, {demand.planned_hours[first]:.1f} h a week."
    )
