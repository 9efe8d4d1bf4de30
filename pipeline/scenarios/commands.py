"""`prop scenario …`: what-ifs of the firm's staffing, and the ones that its plans take for granted."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from pipeline.scenarios.planner import Planner
    from pipeline.scenarios.store import Scenario
    from sql.database import Database

Number = Annotated[int, typer.Argument(help="number of the scenario, as `prop scenario list` shows it")]
DatabaseOption = Annotated[str | None, typer.Option("--database", help="SQLAlchemy URL; PROP_DATABASE_URL by default.")]
ByOption = Annotated[
    str | None, typer.Option("--by", metavar="USER", help="account of the app in whose name this is done")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
LimitOption = Annotated[float | None, typer.Option(min=0.1, help="seconds of each plan")]

scenario = typer.Typer(help="What-ifs of the staffing plan: save, solve, compare, apply.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add ``prop scenario save|list|show|solve|compare|apply|revoke|delete|pipeline``."""
    app.add_typer(scenario, name="scenario")


@scenario.command("save")
def save(
    name: Annotated[str, typer.Argument(help="what it is called")],
    changes: Annotated[Path, typer.Argument(help="JSON file with a list of changes, weeks as dates")],
    description: Annotated[str, typer.Option(help="why somebody asks")] = "",
    time_limit: LimitOption = None,
    by: ByOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Save changes under a name, once they make sense for the weeks that are planned now."""
    from config.settings import settings
    from optimizer.staffing.changes.form import read_changes
    from pipeline.scenarios import store
    from pipeline.scenarios.problem import check_changes

    wanted = read_changes(changes)
    with _opened(database, by) as (opened, planner):
        effects = check_changes(opened, settings(), wanted)
        kept = store.save(opened, planner, name, wanted, description=description, time_limit_seconds=time_limit)
    _print(as_json, kept.as_plain() | {"effects": effects}, [f"{kept.title} is saved.", *effects])


@scenario.command("list")
def list_scenarios(database: DatabaseOption = None, as_json: JsonOption = False) -> None:
    """Every scenario, what it changes and how far it is."""
    from pipeline.scenarios.store import scenarios

    with _opened(database, None) as (opened, _):
        found = scenarios(opened)
    lines = [_line(one) for one in found] or ["There is no scenario. Save one: prop scenario save NAME CHANGES.json"]
    _print(as_json, [one.as_plain() for one in found], lines)


@scenario.command("show")
def show(number: Number, database: DatabaseOption = None, as_json: JsonOption = False) -> None:
    """One scenario: its changes, and what came out when it was solved last."""
    from dataclasses import asdict

    from pipeline.scenarios.results import read_results
    from pipeline.scenarios.store import show as read

    with _opened(database, None) as (opened, _):
        one, results = read(opened, number), read_results(opened, number)
    words = [_line(one), *(f"  {text}" for text in one.as_plain()["sentences"]), *results.sentences]
    _print(as_json, one.as_plain() | {"results": asdict(results)}, words)


@scenario.command("solve")
def solve(
    number: Number,
    time_limit: LimitOption = None,
    by: ByOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Plan without and with the changes, with the same limits, and keep the comparison."""
    from rich.console import Console

    from config.settings import settings
    from optimizer.staffing.scenarios.sentences import sentences
    from pipeline.scenarios.solving import solve_now

    with _opened(database, by) as (opened, planner), Console(stderr=True).status("reading the firm") as status:
        found = solve_now(
            opened, settings(), planner, number,
            lambda words, done, count: status.update(f"{done} of {count}: {words}"),
            time_limit_seconds=time_limit,
        )  # fmt: skip
    _print(as_json, found.as_plain() | {"sentences": sentences(found)}, sentences(found))


@scenario.command("compare")
def compare(
    numbers: Annotated[list[int], typer.Argument(help="numbers of solved scenarios")],
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """What solved scenarios came to, side by side."""
    from pipeline.scenarios.side_by_side import as_lines, side_by_side

    with _opened(database, None) as (opened, _):
        table = side_by_side(opened, numbers)
    _print(as_json, table.as_plain(), as_lines(table))


@scenario.command("apply")
def apply(number: Number, by: ByOption = None, database: DatabaseOption = None, as_json: JsonOption = False) -> None:
    """Let the runs from now on plan with the changes; the firm's own data stay as they are."""
    from pipeline.scenarios.application import apply_scenario

    _do(database, by, as_json, apply_scenario, number, "{title} is in force: the next run plans with it, and says so.")


@scenario.command("revoke")
def revoke(number: Number, by: ByOption = None, database: DatabaseOption = None, as_json: JsonOption = False) -> None:
    """Let the runs from now on plan without the changes again."""
    from pipeline.scenarios.application import revoke_scenario

    _do(database, by, as_json, revoke_scenario, number, "{title} is not in force any more.")


@scenario.command("delete")
def delete(number: Number, by: ByOption = None, database: DatabaseOption = None, as_json: JsonOption = False) -> None:
    """Take a scenario off the list."""
    from pipeline.scenarios.store import delete as drop

    _do(database, by, as_json, drop, number, "{title} is deleted.")


@scenario.command("pipeline")
def pipeline(database: DatabaseOption = None, as_json: JsonOption = False) -> None:
    """Work that may be won, with the probability that the firm's data give it."""
    from pipeline.scenarios.assumptions import prospects

    with _opened(database, None) as (opened, _):
        found = prospects(opened)
    lines = [f"{one.probability_ratio:>5.0%}  {one.source_id}  {one.name}" for one in found]
    _print(as_json, [vars(one) for one in found], lines or ["The pipeline is empty."])


def _do(
    database: str | None,
    by: str | None,
    as_json: bool,
    action: Callable[["Database", "Planner", int], "Scenario"],
    number: int,
    words: str,
) -> None:
    with _opened(database, by) as (opened, planner):
        one = action(opened, planner, number)
    _print(as_json, one.as_plain(), [words.format(title=one.title)])


@contextmanager
def _opened(url: str | None, by: str | None) -> "Iterator[tuple[Database, Planner]]":
    """The database, and whoever acts on it."""
    from config.settings import settings
    from pipeline.scenarios.planner import operator, planner_of
    from sql.deployment.deployed import require_schema
    from sql.engine import open_database

    opened = open_database(url or settings().database_url)
    try:
        require_schema(opened)
        yield opened, operator() if by is None else planner_of(opened, by)
    finally:
        opened.close()


def _line(one: "Scenario") -> str:
    force = f", in force since {one.applied_at_utc:%Y-%m-%d}, applied by {one.applied_by}" if one.applied_at_utc else ""
    reason = f" ({one.state.words})" if one.state.words else ""
    count = f"{len(one.changes)} {'change' if len(one.changes) == 1 else 'changes'}"
    return f"{one.scenario_id:>4}  {one.name}: {count}, {one.state.status}{reason}{force}"


def _print(as_json: bool, value: Any, lines: list[str]) -> None:
    if as_json:
        typer.echo(json.dumps(value, default=str, indent=1))
    else:
        for line in lines:
            typer.echo(line)
