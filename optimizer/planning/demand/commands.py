"""`prop planning demand|staffing-sweep`: what a scenario asks of the people, and what that does to a staffing plan."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from optimizer.planning.options import Capacity, File, Json, OneScenario, Out, Timesheets

if TYPE_CHECKING:
    from optimizer.planning.demand.changes import Calendar
    from optimizer.planning.demand.staffed import Staffed
    from optimizer.staffing.changes.kinds import Changes

Basis = Annotated[str, typer.Option(help="growth: on top of today's work; new_business: all that must be sold anew")]
FirstMonth = Annotated[int, typer.Option(min=1, max=12, help="the year's month in which week 0 of the folder begins")]
Seconds = Annotated[float, typer.Option(min=0.1, help="seconds of each plan")]


def register(planning: typer.Typer) -> None:
    """Add ``demand`` and ``staffing-sweep`` to the planning commands."""
    planning.command("demand")(demand)
    planning.command("staffing-sweep")(staffing_sweep)


def demand(
    file: File,
    scenario: OneScenario = "base",
    out: Annotated[
        Path | None, typer.Option(help="the projects as changes for `prop staffing scenario` (.json)")
    ] = None,
    hires_out: Annotated[Path | None, typer.Option(help="the people to hire as changes (.json)")] = None,
    basis: Basis = "growth",
    first_month: FirstMonth = 1,
    year_start: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="name weeks by date: the year's first Monday")
    ] = None,
    folder: Annotated[Path | None, typer.Option(help="a staffing problem: plan it without and with the demand")] = None,
    time_limit: Seconds = 60.0,
    timesheets: Timesheets = None,
    capacity: Capacity = None,
    as_json: Json = False,
) -> None:
    """New projects by month, people by role and month, whom to hire from when; as changes of a staffing plan."""
    from optimizer.planning.demand import demand as room
    from optimizer.planning.demand.changes import hire_changes, project_changes
    from optimizer.planning.demand.show_demand import show_demand, write_changes
    from optimizer.planning.files.requested import read
    from optimizer.planning.files.results_out import refuse_unwritable
    from optimizer.planning.scenarios import where_from
    from optimizer.planning.show import deliver, results_of, say

    for path in (out, hires_out):
        refuse_unwritable(path, (".json",))
    assumptions = read(file, timesheets, capacity)
    wanted = room.demand(assumptions, scenario, known_basis(basis))
    calendar = calendar_of(first_month, year_start, folder)
    projects, hires = project_changes(wanted, calendar), hire_changes(wanted, calendar)
    staffed = _staffed(folder, projects, hires, time_limit) if folder else None
    for path, changes in ((out, projects), (hires_out, hires)):
        if path is not None:
            write_changes(path, changes)
    tables = {
        "projects": wanted.projects, "demand": wanted.rows, "hires": wanted.hires, "demand_notes": wanted.notes,
        "plans": staffed.rows if staffed else (), "sentences": staffed.sentences if staffed else (),
    }  # fmt: skip
    if deliver(results_of(assumptions, tables, scenario=scenario, basis=basis), None, as_json=as_json):
        show_demand(wanted, staffed)
        say(where_from(assumptions))


def staffing_sweep(
    file: File,
    folder: Annotated[Path, typer.Argument(help="folder with consultants.csv, engagements.csv, … and parameters.json")],
    scenario: OneScenario = "base",
    driver: Annotated[
        str, typer.Option(help="DRIVER=FROM:TO:POINTS or DRIVER=VALUE,…")
    ] = "scenario.growth_ratio=0,0.2,0.4,0.6",
    hiring: Annotated[bool, typer.Option("--hiring", help="with the people hired for the demand")] = False,
    basis: Basis = "growth",
    first_month: FirstMonth = 1,
    time_limit: Seconds = 60.0,
    workers: Annotated[int | None, typer.Option(min=1, help="plans at once; by default one per core")] = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """One driver over a range, and a staffing plan for each of its values; Ctrl-C stops it."""
    from rich.console import Console
    from rich.progress import Progress

    from optimizer.parallel.start import crew
    from optimizer.planning.analysis.sweep import axis_of
    from optimizer.planning.demand.show_demand import show_points
    from optimizer.planning.demand.staffing_sweep import Order, staffing_sweep
    from optimizer.planning.files.requested import read
    from optimizer.planning.scenarios import where_from
    from optimizer.planning.show import deliver, results_of, say
    from optimizer.staffing.files import instance

    assumptions, axis = read(file, None, None, out), axis_of(driver)
    calendar = calendar_of(first_month, None, folder)
    data = instance.read(folder)
    order = Order(assumptions, scenario, axis, data, time_limit, calendar, known_basis(basis), is_hiring=hiring)
    with Progress(console=Console(stderr=True)) as progress, crew(workers) as some:
        task = progress.add_task("planning", total=len(axis.values))
        points = staffing_sweep(order, some, lambda done, total: progress.update(task, completed=done, total=total))
    rows = [one.as_plain() for one in points]
    if deliver(results_of(assumptions, {"points": rows}, scenario=scenario, basis=basis), out, as_json=as_json):
        show_points(points)
        say(where_from(assumptions))


def known_basis(basis: str) -> str:
    """The basis itself, if it is one.

    Raises
    ------
    UsageError
        It is none.
    """
    from config.errors import UsageError
    from optimizer.planning.demand.projects import BASES

    if basis not in BASES:
        raise UsageError(f"--basis {basis}: choose {' or '.join(BASES)}. Nothing was computed.")
    return basis


def calendar_of(first_month: int, year_start: datetime | None, folder: Path | None) -> "Calendar":
    """Where the year stands in the weeks of the plan.

    Raises
    ------
    UsageError
        The year starts on no Monday, or a folder, whose weeks are counted, is to be named by dates.
    """
    from config.errors import UsageError
    from optimizer.planning.demand.changes import Calendar

    day: date | None = year_start.date() if year_start else None
    if day is not None and day.weekday() != 0:
        raise UsageError(f"--year-start {day} is no Monday. Nothing was computed. Weeks start on Mondays.")
    if day is not None and (folder is not None or first_month != 1):
        raise UsageError(
            "--year-start goes with a plan that has dates; the weeks of a --folder are counted from --first-month. "
            "Nothing was computed. Give one of the two."
        )
    return Calendar(day, first_month)


def _staffed(folder: Path, projects: "Changes", hires: "Changes", seconds: float) -> "Staffed":
    from rich.console import Console

    from optimizer.planning.demand.staffed import staffed
    from optimizer.staffing.files import instance

    with Console(stderr=True).status("planning") as status:
        return staffed(instance.read(folder), projects, hires, seconds, status.update)
