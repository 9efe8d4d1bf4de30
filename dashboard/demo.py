"""`prop demo`: the whole product on a made-up firm, from its extracts to the sign-in page, in one process."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from rich.console import Console

from config.settings import Settings, settings
from dashboard import server
from demo.assumptions import write_assumptions
from demo.build import write_firm
from demo.firm import Firm
from etl.load import LoadReport, load
from optimizer.funding.firm.rules import Wanted
from optimizer.funding.goal import goal_of
from pipeline import scheduler, weekly_run
from pipeline.models.funding import FUNDING, Problem
from pipeline.order import Order
from sql.deployment.deploy import deploy
from sql.engine import Database, Reader, open_database

Result = TypeVar("Result")
STAFFING_TIME_LIMIT_SECONDS = 20.0
# Practices and clients first, so that people find theirs; the rest of the PSA's extracts find the people.
_LOADS: tuple[tuple[str, str], ...] = (
    ("salesforce", "salesforce/pse__Practice__c.csv"),
    ("hr", "hr"),
    ("salesforce", "salesforce"),
    ("portfolio", "portfolio"),
)


def run_demo(folder: Path, port: int, console: Console) -> None:
    """Write the firm's extracts, deploy, load, run the week and serve until it is stopped.

    Parameters
    ----------
    folder
        Holds the extracts and the database file; a second demo goes on with what is there.
    port
        The app answers on ``http://localhost:port``.

    Raises
    ------
    config.errors.PropError
        A step failed; what was there before stays.
    """
    firm = Firm()
    extracts = folder / "demo-extracts"
    _step(console, "writing the extracts of a made-up firm", lambda: write_firm(extracts, firm))
    changes = {
        "is_demo": True,
        "staffing_time_limit_seconds": STAFFING_TIME_LIMIT_SECONDS,
        "planning_assumptions": write_assumptions(extracts / "planning.toml"),
    }
    chosen = settings().model_copy(update=changes)
    database = open_database(f"duckdb:///{folder / 'prop.duckdb'}")
    try:
        _step(console, "deploying the schema", lambda: deploy(database))
        for source, name in _LOADS:
            report = _step(console, f"loading {name}", partial(_load, database, extracts / name, source, firm))
            console.print(f"  {_in_words(report)}")
        _step(console, "deciding on funding by priority, as the firm did so far", lambda: _fund(database, chosen))
        week = _step(console, "running the week", lambda: weekly_run.run(database, Order("weekly"), chosen))
        console.print(f"  run {week.run_id}: {week.status}")
        _serve(database, port, chosen)
    finally:
        database.close()


def _fund(database: Database, chosen: Settings) -> None:
    """Publish a decision by priority, from which the week's decision moves money."""

    def load_by_priority(reader: Reader, as_of: date, settings: Settings) -> Problem:
        problem: Problem = FUNDING.load(reader, as_of, settings)
        return replace(problem, wanted=Wanted(goal_of("priority_weighted")))

    in_short = chosen.model_copy(update={"funding_answers_seconds": 0.0})
    weekly_run.run(database, Order("funding"), in_short, models=[replace(FUNDING, load=load_by_priority)])


def _step(console: Console, words: str, work: Callable[[], Result]) -> Result:
    with console.status(words):
        result = work()
    console.print(f"[green]done[/] {words}")
    return result


def _load(database: Database, path: Path, source: str, firm: Firm) -> LoadReport:
    return load(database, [path], source=source, as_of=firm.as_of, requested_by="prop demo")


def _in_words(report: LoadReport) -> str:
    counts = [outcome.counts for outcome in report.files]
    loaded = sum(c["inserted"] + c["updated"] for c in counts)
    return f"{loaded:,} rows loaded, {sum(c['quarantined'] for c in counts):,} in quarantine ({report.status})"


def _serve(database: Database, port: int, chosen: Settings) -> None:
    handle = scheduler.start_background(database, chosen)
    try:
        server.serve(database, port, is_demo=True)
    finally:
        handle.stop()
