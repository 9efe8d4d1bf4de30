"""`prop funding scenario …`: named what-ifs of the funding, kept as files."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from optimizer.funding.files.options import (
    Constraints,
    Currency,
    History,
    Json,
    Metrics,
    Objective,
    Requests,
    TimeLimit,
)

if TYPE_CHECKING:
    from optimizer.funding.scenarios.store import Scenario

Name = Annotated[str, typer.Argument(help="what it is called")]
Folder = Annotated[Path, typer.Option(help="where scenarios are kept, one JSON file each")]
USUAL_FOLDER = Path("funding-scenarios")

scenario = typer.Typer(help="What-ifs of the funding: save, compare.", no_args_is_help=True)


def register(funding: typer.Typer) -> None:
    """Add ``prop funding scenario save|list|show|compare|delete``."""
    funding.add_typer(scenario, name="scenario")


@scenario.command("save")
def save(
    name: Name,
    changes: Annotated[Path, typer.Argument(help="JSON file with a list of changes")],
    folder: Folder = USUAL_FOLDER,
    description: Annotated[str, typer.Option(help="why somebody asks")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="take the place of one with the same name")] = False,
    as_json: Json = False,
) -> None:
    """Save changes under a name."""
    from optimizer.funding.scenarios import store
    from optimizer.funding.scenarios.form import read_changes

    kept = store.save(folder, name, read_changes(changes), description, is_replaced=replace)
    _print(as_json, kept.as_plain(), [f"{_line(kept)}; saved in {folder}."])


@scenario.command("list")
def list_scenarios(folder: Folder = USUAL_FOLDER, as_json: Json = False) -> None:
    """Every scenario of the folder."""
    from optimizer.funding.scenarios.store import saved

    found = saved(folder)
    none = [f"There is no scenario in {folder}. Save one: prop funding scenario save NAME CHANGES.json"]
    _print(as_json, [one.as_plain() for one in found], [_line(one) for one in found] or none)


@scenario.command("show")
def show(name: Name, folder: Folder = USUAL_FOLDER, as_json: Json = False) -> None:
    """One scenario and its changes."""
    from optimizer.funding.scenarios.store import scenario_called

    one = scenario_called(folder, name)
    plain = one.as_plain()
    lines = [_line(one), *([one.description] if one.description else [])]
    _print(as_json, plain, [*lines, *(json.dumps(change, ensure_ascii=False) for change in plain["changes"])])


@scenario.command("compare")
def compare(
    requests: Requests,
    names: Annotated[list[str], typer.Argument(help="names of scenarios, or JSON files with changes")],
    constraints: Constraints,
    folder: Folder = USUAL_FOLDER,
    objective: Objective = "return",
    history: History = None,
    metrics: Metrics = None,
    currency: Currency = None,
    time_limit: TimeLimit = 60.0,
    as_json: Json = False,
) -> None:
    """Decide without and with the changes of each scenario, and say what differs, request by request."""
    from optimizer.funding.goal import goal_of
    from optimizer.funding.scenarios import table
    from optimizer.funding.scenarios.compare import compare as run
    from optimizer.funding.scenarios.store import scenario_called
    from optimizer.funding.solve_command import Files, read
    from optimizer.progress import progress_bar

    chosen, wanted = goal_of(objective), [scenario_called(folder, name) for name in names]
    data = read(Files(requests, constraints, history, metrics, currency))
    with progress_bar("deciding") as on_progress:
        found = run(data, wanted, chosen, seconds=time_limit, on_progress=on_progress)
    if as_json:
        typer.echo(json.dumps(table.as_json(found), indent=1))
    else:
        table.show(found)


@scenario.command("delete")
def delete(name: Name, folder: Folder = USUAL_FOLDER, as_json: Json = False) -> None:
    """Take a scenario out of the folder."""
    from optimizer.funding.scenarios.store import delete as drop

    one = drop(folder, name)
    _print(as_json, one.as_plain(), [f"{one.name} is deleted."])


def _line(one: "Scenario") -> str:
    count = f"{len(one.changes)} {'change' if len(one.changes) == 1 else 'changes'}"
    return f"{one.name}: {count}" + (f", {one.saved_at_utc}" if one.saved_at_utc else "")


def _print(as_json: bool, value: Any, lines: list[str]) -> None:
    typer.echo(json.dumps(value, indent=1) if as_json else "\n".join(lines))
