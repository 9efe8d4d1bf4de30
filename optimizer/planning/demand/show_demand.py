"""A scenario's demand on the terminal, and as files of changes."""

import json
from collections.abc import Sequence
from pathlib import Path

from optimizer.planning.demand.demand import Demand
from optimizer.planning.demand.staffed import Staffed
from optimizer.planning.demand.staffing_sweep import StaffingPoint
from optimizer.planning.files.results_out import written_whole
from optimizer.planning.people import MONTHS
from optimizer.planning.show import say, show
from optimizer.staffing.changes.form import as_plain
from optimizer.staffing.changes.kinds import Changes


def write_changes(path: Path, changes: Changes) -> None:
    """The changes as `prop staffing scenario` and `prop scenario save` read them; an empty list where there is none."""
    text = json.dumps(as_plain(changes), indent=1) + "\n"
    written_whole(path, lambda part: part.write_text(text, encoding="utf-8"))


def show_demand(wanted: Demand, staffed: Staffed | None) -> None:
    """Projects and people by month, whom to hire, and what it does to a plan."""
    labels = [f"{role.practice} / {role.level}" for role in wanted.roles]
    rows = []
    for month in range(1, MONTHS + 1):
        won = sum(one.month + 1 == month for one in wanted.projects)
        mine = [row for row in wanted.rows if row.month == month]
        cells = [f"{row.needed_people:.1f} ({row.shortage_people:.1f})" for row in mine]
        rows.append((str(month), str(won), str(mine[0].open_projects), *cells))
    title = f"{wanted.scenario}: people whom the new projects need (in brackets: missing after hires)"
    show(title, ("month", "won", "open", *labels), rows)
    say([*wanted.notes, *(row.sentence for row in wanted.hires)])
    paid = sum(row.cost_amount_this_year + row.hire_cost_amount for row in wanted.hires)
    if wanted.hires:
        say([f"In all {sum(row.people for row in wanted.hires)} people to hire, who cost {paid:,.0f} this year."])
    else:
        say(["Nobody is worth hiring for these projects on the terms given."])
    if staffed is not None:
        header = ("plan", "people", "planned h", "unfilled h", "externals h", "free h")
        plans = [
            (
                row.plan, str(row.people),
                *(f"{value:,.0f}" for value in (
                    row.planned_hours, row.unmet_hours, row.external_hours, row.bench_hours,
                )),
            )
            for row in staffed.rows
        ]  # fmt: skip
        show("What it does to the plan", header, plans)
        say(staffed.sentences)


def show_points(points: Sequence[StaffingPoint]) -> None:
    """One line per value of the driver."""
    header = (points[0].driver, "projects", "hires", "planned h", "unfilled h", "free h", "status")
    rows = []
    for one in points:
        figures = ["–"] * 3
        if one.plan:
            hours = (one.plan.planned_hours, one.plan.unmet_hours, one.plan.bench_hours)
            figures = [f"{value:,.0f}" for value in hours]
        status = one.plan.status if one.plan else "no plan found in time"
        rows.append((f"{one.value:g}", str(one.project_count), str(one.hires_in_the_year), *figures, status))
    show(f"{points[0].scenario}: a staffing plan per value", header, rows)
