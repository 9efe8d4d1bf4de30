"""`prop run`, `prop runs`, `prop schedule` and `prop doctor`; scenarios and Power BI have theirs in their folders."""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from pipeline.parameters import commands as parameter_commands
from pipeline.powerbi import commands as powerbi_commands
from pipeline.scenarios import commands as scenario_commands

if TYPE_CHECKING:
    from pipeline.models.model import Model

DatabaseOption = Annotated[str | None, typer.Option("--database", help="SQLAlchemy URL; PROP_DATABASE_URL by default.")]
AsOfOption = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Reporting date from now on; the one in force by default."),
]
AgainOption = Annotated[
    bool, typer.Option("--again", help="Publish another attempt, which supersedes the published one.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the report as JSON.")]
RUNS = {
    "weekly": "Every model of the week: staffing, budget, funding, and planning where assumptions are named.",
    "staffing": "Who works where, week by week.",
    "budget": "Who is paid from which initiative, month by month.",
    "funding": "Which requests get how much.",
}
PLANNING = "What the year's targets take in people and money: drivers, scenarios, how sure they are."
REPLAN = "The published staffing plan, repaired for what holds today, moving as little as possible; published again."


def register(app: typer.Typer) -> None:
    """Add the room's commands to `prop`."""
    run = typer.Typer(help="Plan, verify and publish: the whole week, or one model.", no_args_is_help=True)
    for kind, text in RUNS.items():
        run.command(kind, help=text)(_command_of(kind))
    run.command("planning", help=PLANNING)(planning)
    run.command("replan", help=REPLAN)(replan)
    app.add_typer(run, name="run")
    app.command("runs")(runs)
    app.command("schedule")(schedule)
    app.command("doctor")(doctor)
    parameter_commands.register(app)
    powerbi_commands.register(app)
    scenario_commands.register(app)


def _command_of(kind: str) -> Callable[..., None]:
    def command(
        as_of: AsOfOption = None,
        database: DatabaseOption = None,
        again: AgainOption = False,
        as_json: JsonOption = False,
    ) -> None:
        run(kind, as_of=as_of.date() if as_of else None, database=database, is_again=again, as_json=as_json)

    return command


def planning(
    assumptions: Annotated[
        Path | None, typer.Option(help="Drivers and scenarios; PROP_PLANNING_ASSUMPTIONS by default.")
    ] = None,
    as_of: AsOfOption = None,
    database: DatabaseOption = None,
    again: AgainOption = False,
    as_json: JsonOption = False,
) -> None:
    """Plan the year and publish it; what the file leaves out of operations is learned from the timesheets."""
    from config.errors import UsageError
    from config.settings import settings

    file = assumptions or settings().planning_assumptions
    if file is None:
        raise UsageError(
            "No assumptions are named. Nothing was planned. Write a file with prop planning template --out FILE and "
            "name it: --assumptions FILE, or PROP_PLANNING_ASSUMPTIONS."
        )
    day = as_of.date() if as_of else None
    run("planning", as_of=day, database=database, is_again=again, as_json=as_json, assumptions=file)


def replan(database: DatabaseOption = None, as_json: JsonOption = False) -> None:
    """Repair the published staffing plan and publish it."""
    from pipeline.models.staffing import STAFFING_REPAIR

    run("staffing", as_of=None, database=database, is_again=True, as_json=as_json, models=(STAFFING_REPAIR,))


def run(
    kind: str,
    *,
    as_of: date | None,
    database: str | None,
    is_again: bool,
    as_json: bool,
    models: "Sequence[Model] | None" = None,
    assumptions: Path | None = None,
) -> None:
    """Run once, with the steps on standard error and the report on standard output."""
    from rich.console import Console

    from config.settings import settings
    from pipeline import summary, weekly_run
    from pipeline.ledger import RunKind
    from pipeline.order import Order, Watch
    from pipeline.run_report import read_report
    from powerbi.settings import read_settings
    from sql.engine import open_database

    powerbi = read_settings()
    used = settings() if assumptions is None else settings().model_copy(update={"planning_assumptions": assumptions})
    opened = open_database(database or used.database_url)
    order = Order(cast("RunKind", kind), as_of=as_of, is_again=is_again)
    try:
        with summary.progress(Console(stderr=True)) as on_step:
            report = weekly_run.run(opened, order, used, watch=Watch(on_step=on_step), models=models, powerbi=powerbi)
    except weekly_run.RunFailedError as failure:
        if as_json:
            _print_json(read_report(opened, failure.run_id).as_json())
        raise
    finally:
        opened.close()
    if as_json:
        _print_json(report.as_json())
    else:
        summary.show_report(report, Console())


def runs(
    run_id: Annotated[int | None, typer.Argument(help="One run, step by step; the newest runs by default.")] = None,
    database: DatabaseOption = None,
    limit: Annotated[int, typer.Option(min=1, help="How many to list.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """List the newest runs, or show one with its steps."""
    from rich.console import Console

    from config.settings import settings
    from pipeline import summary
    from pipeline.run_report import list_runs, read_report
    from sql.engine import open_database

    opened = open_database(database or settings().database_url)
    try:
        found = list_runs(opened, limit) if run_id is None else []
        report = None if run_id is None else read_report(opened, run_id)
    finally:
        opened.close()
    if as_json:
        _print_json(found if report is None else report.as_json())
    elif report is None:
        summary.show_runs(found, Console())
    else:
        summary.show_report(report, Console())
        summary.show_steps(report, Console())


def schedule(database: DatabaseOption = None) -> None:
    """Run every week by the timetable, and what the app asks for, until Ctrl-C or SIGTERM."""
    import signal

    from config.logging import configure
    from config.settings import settings
    from pipeline.scheduler import Scheduler
    from powerbi.settings import read_settings
    from sql.engine import open_database

    powerbi = read_settings()
    configure(to_terminal=True)
    opened = open_database(database or settings().database_url)
    scheduler = Scheduler(opened, settings(), powerbi=powerbi)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: scheduler.stop())
    try:
        scheduler.serve()
    finally:
        opened.close()


def doctor(database: DatabaseOption = None) -> None:
    """Say what is missing on this machine, and how to get it."""
    from rich.console import Console

    from pipeline.doctor import examine, show

    findings = examine(database)
    show(findings, Console())
    if any(finding.is_blocking for finding in findings):
        raise typer.Exit(1)


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, default=str, indent=2))
