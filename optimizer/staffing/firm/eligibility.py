"""Who may work on which phase of the database's firm, at which rate (STAFFING C13)."""

from collections import defaultdict
from dataclasses import dataclass

from optimizer.staffing.firm.decisions import Decisions
from optimizer.staffing.firm.demand import Cell, Demand
from optimizer.staffing.firm.rates import Rate, Rates
from optimizer.staffing.firm.tables import Tables
from sql.database import Row

MOST_NAMES = 5


@dataclass(frozen=True)
class Candidate:
    """One employee who may work on one phase."""

    employee: Row
    rate: Rate


@dataclass(frozen=True)
class Plannable:
    """A phase with somebody who may work on it."""

    demand: Demand
    candidates: list[Candidate]


class Eligibility:
    """Practice and level wanted, mandatory skills held, not rejected, and a rate known; pins are always eligible."""

    def __init__(self, tables: Tables, rates: Rates, decided: Decisions) -> None:
        self._rates, self._decided = rates, decided
        self._by_cell: dict[Cell, list[Row]] = defaultdict(list)
        self.employees = [row for row in tables["employees"] if None not in cell_of(row)]
        for row in self.employees:
            self._by_cell[cell_of(row)].append(row)
        self._by_id = {row["employee_id"]: row for row in self.employees}
        self._unskilled = {(row["employee_id"], row["phase_id"]) for row in tables["missing_skills"]}
        self._named: dict[int, set[int]] = defaultdict(set)
        weeks = set(tables.weeks)
        for row in tables["assignments"]:
            if row["week_start_date"] in weeks:
                self._named[row["phase_id"]].add(row["employee_id"])
        for employee_id, phase_id in decided.pinned_pairs:
            self._named[phase_id].add(employee_id)

    def candidates(self, demand: Demand) -> list[Candidate]:
        """Those who may work on a phase, by employee_id; adds a note on everybody left out for want of a rate."""
        phase_id, engagement_id = demand.row["phase_id"], demand.row["engagement_id"]
        wanted = {row["employee_id"] for cell in demand.mix for row in self._by_cell.get(cell, [])}
        wanted |= self._named[phase_id] & self._by_id.keys()
        allowed = [self._by_id[one] for one in sorted(wanted) if self._is_allowed(one, phase_id)]
        rates = [(row, self._rates.of(row, engagement_id)) for row in allowed]
        _note_rates(demand, rates)
        return [Candidate(row, rate) for row, rate in rates if rate is not None]

    def _is_allowed(self, employee_id: int, phase_id: int) -> bool:
        pair = employee_id, phase_id
        if pair in self._decided.pinned_pairs:
            return True
        return pair not in self._decided.rejected and pair not in self._unskilled


def cell_of(employee: Row) -> Cell:
    """Practice and level; None where HR gives none."""
    return employee["practice_id"], employee["staff_level_id"]


def blended_rate(demand: Demand, candidates: list[Candidate]) -> float | None:
    """The charge-out rate of the phase's mix, of the roles that somebody can fill."""
    by_cell: dict[Cell, list[float]] = defaultdict(list)
    for one in candidates:
        by_cell[cell_of(one.employee)].append(one.rate.charge)
    filled = {cell: part for cell, part in demand.mix.items() if by_cell[cell]}
    if not filled:
        return None
    weighted = sum(part * sum(by_cell[cell]) / len(by_cell[cell]) for cell, part in filled.items())
    return weighted / sum(filled.values())


def _note_rates(demand: Demand, rates: list[tuple[Row, Rate | None]]) -> None:
    """Say whose rate is missing, and whose is the level's."""
    name = demand.row["phase_name"]
    missing = [row["employee_name"] for row, rate in rates if rate is None]
    guessed = [row["employee_name"] for row, rate in rates if rate is not None and rate.source == "level"]
    if missing:
        demand.notes.append(f"{name}: {_names(missing)} left out, because no charge-out rate is known.")
    if guessed:
        demand.notes.append(f"{name}: {_names(guessed)} counted at the usual rate of their level.")


def _names(names: list[str]) -> str:
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more
