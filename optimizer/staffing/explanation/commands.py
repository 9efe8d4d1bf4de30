"""`prop staffing why`: why somebody is on a phase, or why not, for the published plan or for files."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from optimizer.staffing.explanation.lookup import Asked


def register(app: typer.Typer) -> None:
    """Add ``why`` to the staffing commands."""
    app.command("why")(why)


def why(
    employee: Annotated[str, typer.Option(help="id or name")],
    phase: Annotated[str, typer.Option(help="id or name of a phase, or of an engagement with one phase")],
    folder: Annotated[Path | None, typer.Argument(help="the problem's folder; the database when left out")] = None,
    plan: Annotated[Path | None, typer.Argument(help="the plan's CSV file")] = None,
    week: Annotated[
        list[str] | None, typer.Option(help="a day of the week, or its number from 0; may be repeated")
    ] = None,
    hours: Annotated[float | None, typer.Option(min=0.01, help="exactly so many hours a week")] = None,
    run: Annotated[int | None, typer.Option(help="run id; the latest published staffing run by default")] = None,
    why_not: Annotated[bool, typer.Option("--why-not", help="what would it cost in weeks without a booking?")] = False,
    database: Annotated[str | None, typer.Option(help="SQLAlchemy URL; PROP_DATABASE_URL by default")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print one JSON object")] = False,
) -> None:
    """Say why EMPLOYEE works on PHASE and what else could be done, or why not and what it would cost.

    Without a booking, or with --why-not, the person is put on the phase, everybody near is planned again, and the
    difference is told in points and in money; or the rule that forbids it is named.
    """
    from config.errors import UsageError
    from optimizer.staffing.explanation.lookup import Asked

    asked = Asked(employee, phase, tuple(week or ()), hours, is_why_not=why_not)
    if folder is None:
        report = _of_database(database, run, asked)
    elif plan is None or run is not None or database is not None:
        raise UsageError("FOLDER needs PLAN, and neither --run nor --database. Nothing was answered.")
    else:
        report = _of_folder(folder, plan, asked)
    if as_json:
        typer.echo(json.dumps(report, indent=1))
    else:
        for sentence in report["sentences"]:
            typer.echo(sentence)


def _of_folder(folder: Path, plan: Path, asked: "Asked") -> dict[str, Any]:
    from optimizer.staffing.explanation.answer import answer, as_json
    from optimizer.staffing.explanation.lookup import question_of
    from optimizer.staffing.files.valid_plan import read_valid

    data, hours = read_valid(folder, plan)
    return as_json(data, answer(data, hours, question_of(data, asked)))


def _of_database(url: str | None, run_id: int | None, asked: "Asked") -> dict[str, Any]:
    from config.settings import settings
    from optimizer.staffing.explanation.firm_answer import answer_of_run
    from sql.engine import open_database
    from sql.session_scope import service

    database = open_database(url or settings().database_url, read_only=True)
    try:
        with service():
            return answer_of_run(database, asked, run_id, settings().horizon_weeks)
    finally:
        database.close()
