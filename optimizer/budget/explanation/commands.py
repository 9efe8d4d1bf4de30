"""`prop budget why`: why somebody is, or is not, paid from an initiative."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer


def register(app: typer.Typer) -> None:
    """Add ``why`` to the initiatives' commands."""
    app.command("why")(why)


def why(
    employee: Annotated[str, typer.Option(help="the person's id or name")],
    initiative: Annotated[str, typer.Option(help="the project's id or name")],
    workbook: Annotated[
        Path | None, typer.Argument(help="sheets Projects, Resources, Config; the database when left out")
    ] = None,
    month: Annotated[str | None, typer.Option(help="one month of it, such as 2025-03; all of them without it")] = None,
    share: Annotated[float | None, typer.Option(min=0.01, help="man-months to force where nothing is planned")] = None,
    plan: Annotated[Path | None, typer.Option(help="the plan asked about, as prop budget solve wrote it")] = None,
    objective: Annotated[str | None, typer.Option(help="least_cost or value, as the plan was made")] = None,
    config: Annotated[list[str] | None, typer.Option("--config", help="as for prop budget solve; repeatable")] = None,
    time_limit: Annotated[float, typer.Option(min=1, help="seconds for each of the two solves")] = 120.0,
    database: Annotated[str | None, typer.Option(help="SQLAlchemy URL; PROP_DATABASE_URL by default")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print one JSON object")] = False,
) -> None:
    """The rule that forbids it, the price of forcing it, or what it would cost to do without."""
    from optimizer.budget.explanation import lookup
    from optimizer.budget.explanation.explain import Explainer
    from optimizer.budget.firm.portfolio import source_of
    from optimizer.budget.workbook.last_plan import read_last_plan, still_there

    source = source_of(workbook, database, config or [])
    data = source.data
    person, project = lookup.employee_of(data, employee), lookup.initiative_of(data, initiative)
    wanted = lookup.month_of(project, month)
    shares = source.published if plan is None else still_there(data, read_last_plan(plan))[0]
    goal = lookup.objective_of(objective or source.objective or "least_cost")
    answer = Explainer(data, shares, goal, time_limit).why(person, project, wanted, share)
    if as_json:
        typer.echo(json.dumps(_plain(answer), indent=2))
        return
    for sentence in answer.sentences:
        typer.echo(sentence)


def _plain(answer: Any) -> dict[str, Any]:
    """As JSON holds it: the month as text, each tier with its difference."""
    tiers = [asdict(one) | {"difference": one.difference} for one in answer.differences]
    month = None if answer.month is None else f"{answer.month:%Y-%m}"
    return asdict(answer) | {"month": month, "verdict": str(answer.verdict), "differences": tiers}
