"""`prop staffing replan`: a plan repaired after a change, from files or from the database."""

import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from optimizer.solver import Clock
    from optimizer.staffing.replan.changes import Change
    from optimizer.staffing.replan.repair import Repair

LEAST_SECONDS = 1.5  # of the repair, however long the program took to begin
STARTED_AT = 19  # of the fields after the name in Linux's /proc/self/stat, in ticks since the machine started
ENDING_SECONDS = 0.4  # to check, write and print


def register(app: typer.Typer) -> None:
    """Add ``replan`` to the staffing commands."""
    app.command("replan")(replan)


def replan(
    folder: Annotated[Path | None, typer.Argument(help="the problem's folder; the database when left out")] = None,
    plan: Annotated[Path | None, typer.Argument(help="the plan's CSV file, as it was published")] = None,
    leave: Annotated[list[str] | None, typer.Option(help="CONSULTANT:WEEKS, such as 17:3-5")] = None,
    resign: Annotated[list[str] | None, typer.Option(help="CONSULTANT:WEEK: gone from then on")] = None,
    reject: Annotated[list[str] | None, typer.Option(help="CONSULTANT:ENGAGEMENT")] = None,
    pin: Annotated[list[str] | None, typer.Option(help="CONSULTANT:ENGAGEMENT:WEEK:HOURS")] = None,
    lost: Annotated[list[str] | None, typer.Option(help="ENGAGEMENT or ENGAGEMENT:WEEK")] = None,
    demand: Annotated[list[str] | None, typer.Option(help="ENGAGEMENT:FACTOR or ENGAGEMENT:FACTOR:WEEKS")] = None,
    add_engagement: Annotated[list[Path] | None, typer.Option(help="folder, or JSON file of changes")] = None,
    out: Annotated[Path | None, typer.Option(help="where the repaired plan goes")] = None,
    seconds: Annotated[
        float, typer.Option(min=0.5, help="seconds of wall clock, for everything from the start of the program")
    ] = 5.0,
    free_seconds: Annotated[float | None, typer.Option(min=1, help="then plan the whole firm, and compare")] = None,
    price: Annotated[float | None, typer.Option(min=0, help="milli-points that a moved hour must earn")] = None,
    database: Annotated[str | None, typer.Option(help="SQLAlchemy URL; PROP_DATABASE_URL by default")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print one JSON object")] = False,
) -> None:
    """Repair a plan after a change, moving as little as possible; weeks are counted from 0.

    Without a folder: repair the plan that is published for what the database holds today; `prop run replan` does the
    same and publishes it.
    """
    from config.errors import UsageError
    from optimizer.solver import Clock
    from optimizer.staffing.files.plan_file import refuse_unwritable
    from optimizer.staffing.replan import words
    from optimizer.staffing.replan.replan import against_whole_firm

    if out is not None:
        refuse_unwritable(out)
    clock = Clock(seconds - _running_seconds() - ENDING_SECONDS)
    changes: list[Change] = [change for text in leave or () for change in words.leaves(text)]
    readers = ((words.resignation, resign), (words.rejection, reject), (words.pin, pin), (words.loss, lost))
    changes += [read(text) for read, texts in (*readers, (words.demand, demand)) for text in texts or ()]
    changes += [change for path in add_engagement or () for change in words.additions(path)]
    if folder is None:
        if changes:
            raise UsageError("Changes need FOLDER and PLAN. Nothing was planned. Load them, or name the files.")
        repair = _of_database(database, clock, price)
    else:
        if plan is None or not changes:
            raise UsageError("FOLDER needs PLAN and a change, such as --leave 17:3-5. Nothing was planned.")
        repair = _of_folder(folder, plan, changes, clock, price)
    _finish(repair if free_seconds is None else against_whole_firm(repair, free_seconds), out, as_json=as_json)


def _running_seconds() -> float:
    """How long this process has been running; where the system does not tell, its processor time."""
    try:
        started = float(Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()[STARTED_AT])
        return time.clock_gettime(time.CLOCK_BOOTTIME) - started / os.sysconf("SC_CLK_TCK")
    except (OSError, AttributeError, ValueError):
        return time.process_time()


def _of_folder(folder: Path, plan: Path, changes: "list[Change]", clock: "Clock", price: float | None) -> "Repair":
    from optimizer.staffing.files import instance
    from optimizer.staffing.files.plan_file import read_plan
    from optimizer.staffing.replan.replan import repair

    data = instance.read(folder)
    hours = read_plan(data, plan)
    return repair(data, hours, changes, seconds=max(clock.left_seconds, LEAST_SECONDS), price_per_hour=price)


def _of_database(url: str | None, clock: "Clock", price: float | None) -> "Repair":
    from config.settings import settings
    from optimizer.staffing.replan.today import repair_published
    from sql.engine import open_database
    from sql.session_scope import service

    database = open_database(url or settings().database_url)
    try:
        with service():
            return repair_published(database, settings().horizon_weeks, clock=clock, price_per_hour=price)
    finally:
        database.close()


def _finish(repair: "Repair", out: Path | None, *, as_json: bool) -> None:
    """Check once more, write and print; exit 1 when the plan breaks a hard rule."""
    from optimizer.refusal import refuse_broken
    from optimizer.staffing.check import broken_rules
    from optimizer.staffing.files.plan_file import write_plan
    from optimizer.staffing.replan.report import figures, sentences

    refuse_broken("staffing", [f"{one}." for one in broken_rules(repair.data, repair.hours)])
    if out is not None:
        write_plan(repair.data, repair.hours, out)
    if as_json:
        typer.echo(json.dumps(figures(repair), indent=1))
    else:
        for sentence in sentences(repair):
            typer.echo(sentence)
