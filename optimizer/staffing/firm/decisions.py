"""What people decided about recommendations, as pins and exclusions (STAFFING C11)."""

from dataclasses import dataclass, field
from datetime import date

from optimizer.staffing.firm.tables import Tables

Key = tuple[int, int]  # employee_id, phase_id


@dataclass
class Decisions:
    """Who must not work where, and whose hours stay, by the database's ids."""

    rejected: set[Key] = field(default_factory=set)
    pinned_hours: dict[tuple[int, int, date], float] = field(default_factory=dict)

    @property
    def pinned_pairs(self) -> set[Key]:
        """Employee and phase of every pin that books hours."""
        return {key[:2] for key, hours in self.pinned_hours.items() if hours > 0}


def decisions(tables: Tables) -> Decisions:
    """The newest active decision per employee, phase and week; one without a week is about all weeks.

    Accepted, edited and pinned hours stay; without hours, the ones that are planned today. A rejection without a week
    excludes the pair, and a later pin of the same pair lifts it.
    """
    current = {
        (r["employee_id"], r["phase_id"], r["week_start_date"]): r["assigned_hours"] for r in tables["assignments"]
    }
    result = Decisions()
    for row in tables["decisions"]:
        pair = row["employee_id"], row["phase_id"]
        weeks = [row["week_start_date"]] if row["week_start_date"] else list(tables.weeks)
        is_rejected = row["decision_kind"] == "reject"
        if is_rejected and row["week_start_date"] is None:
            result.rejected.add(pair)
            result.pinned_hours = {key: hours for key, hours in result.pinned_hours.items() if key[:2] != pair}
            continue
        result.rejected.discard(pair)
        for week in weeks:
            hours = row["hours"] if row["hours"] is not None else current.get((*pair, week), 0)
            result.pinned_hours[(*pair, week)] = 0.0 if is_rejected else float(hours)
    return result
