"""`prop staffing worth|frontier|hiring`: what a plan could gain, at which price, and whom to hire."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from optimizer.staffing.data import StaffingData

Folder = Annotated[Path, typer.Argument(help="the problem's folder of CSV files")]
Plan = Annotated[Path, typer.Argument(help="the plan's CSV file")]
Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]


def register(app: typer.Typer) -> None:
    """Add ``worth``, ``frontier`` and ``hiring`` to the staffing commands."""
    app.command("worth")(worth)
    app.command("frontier")(frontier)
    app.command("hiring")(hiring)


def worth(
    folder: Folder,
    plan: Plan,
    seconds: Annotated[float, typer.Option(min=1, help="seconds of wall clock")] = 60.0,
    as_json: Json = False,
) -> None:
    """What one more person of each practice and level, one more week or a looser ratio would be worth."""
    from optimizer.staffing.files.valid_plan import read_valid
    from optimizer.staffing.whatif.worth import unanswered, worths

    data, hours = read_valid(folder, plan)
    found = worths(data, hours, seconds=seconds)
    missing = unanswered(data, found)
    values = {"worths": [vars(one) | {"cell": _cell(data, one.cell)} for one in found], "unanswered": missing}
    _show(values, found, as_json=as_json)
    if missing and not as_json:
        typer.echo(f"No time was left for one more {', '.join(missing)}. Give more --seconds.")


def frontier(
    folder: Folder,
    plan: Plan,
    seconds: Annotated[float, typer.Option(min=1, help="seconds of wall clock, for both frontiers")] = 120.0,
    as_json: Json = False,
) -> None:
    """Plans that nobody beats: value against bench, and value against moves from PLAN."""
    from optimizer.staffing.files.valid_plan import read_valid
    from optimizer.staffing.whatif.frontier import frontiers

    data, hours = read_valid(folder, plan)
    found = frontiers(data, hours, seconds=seconds)
    points = [{name: value for name, value in vars(one).items() if name != "hours"} for one in found]
    _show({"points": points}, found, as_json=as_json)


def hiring(
    folder: Folder,
    plan: Plan,
    lead_weeks: Annotated[int, typer.Option(min=0, help="weeks from the decision to the first day")] = 0,
    onboarding_weeks: Annotated[int, typer.Option(min=0, help="weeks in which a new colleague works less")] = 0,
    onboarding_ratio: Annotated[float, typer.Option(min=0, max=1, help="of a week, during the onboarding")] = 1.0,
    least_use: Annotated[float | None, typer.Option(min=0, max=1, help="of the paid hours that must be used")] = None,
    as_json: Json = False,
) -> None:
    """Which roles are short of people, week by week, and how many to hire from when."""
    from optimizer.staffing.files.valid_plan import read_valid
    from optimizer.staffing.whatif.hiring import Terms, hires
    from optimizer.staffing.whatif.shortage import shortages

    data, hours = read_valid(folder, plan)
    use = 1 - data.parameters.bench_target if least_use is None else least_use
    terms = Terms(lead_weeks, onboarding_weeks, onboarding_ratio, use)
    missing = shortages(data, hours)
    people = hires(data, missing, terms)
    values = {
        "shortages": [vars(one) | {"cell": _cell(data, one.cell)} for one in missing],
        "hires": [vars(one) | {"cell": _cell(data, one.cell)} for one in people],
    }
    _show(values, [*people, *missing], as_json=as_json)
    if missing and not people and not as_json:
        typer.echo(f"No hire: nobody who starts after {lead_weeks} weeks would be used for {use:.0%} of their hours.")


def _cell(data: "StaffingData", cell: int | None) -> dict[str, str] | None:
    return None if cell is None else dict(zip(("practice", "level"), data.cells[cell], strict=True))


def _show(values: dict[str, Any], rows: Any, *, as_json: bool) -> None:
    """One JSON object, or a sentence per row."""
    if as_json:
        typer.echo(json.dumps(values, indent=1, default=str))
        return
    for row in rows:
        typer.echo(row.sentence)
    if not rows:
        typer.echo("Nothing: nobody is missing.")
