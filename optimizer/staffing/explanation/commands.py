"""`prop staffing why`: why somebody is on a phase, or why not, for the published plan or for files."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from optimizer.staffing.data import StaffingData
    from optimizer.staffing.explanation.answer import Question


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

    asked: dict[str, Any] = {
        "employee": employee,
        "phase": phase,
        "weeks": week or [],
        "hours": hours,
        "why_not": why_not,
    }
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


def _of_folder(folder: Path, plan: Path, asked: dict[str, Any]) -> dict[str, Any]:
    from optimizer.refusal import refuse_broken
    from optimizer.staffing.check import broken_rules
    from optimizer.staffing.explanation.answer import answer, as_json
    from optimizer.staffing.files import instance
    from optimizer.staffing.files.plan_file import read_plan

    data = instance.read(folder)
    hours = read_plan(data, plan)
    refuse_broken("staffing", [f"{one}." for one in broken_rules(data, hours)])
    return as_json(data, answer(data, hours, _question(data, asked)))


def _of_database(url: str | None, run_id: int | None, asked: dict[str, Any]) -> dict[str, Any]:
    """The stored sentences of the run, and what planning again on today's data adds."""
    from dataclasses import replace

    from config.settings import settings
    from optimizer.staffing.explanation.answer import answer, as_json
    from optimizer.staffing.explanation.firm_run import (
        plan_of_run,
        refuse_changed,
        stored_sentences,
        why_not_eligible,
        why_not_planned,
    )
    from optimizer.staffing.explanation.lookup import UnknownNameError
    from sql.engine import open_database
    from sql.session_scope import service

    database = open_database(url or settings().database_url, read_only=True)
    try:
        with service():
            plan = plan_of_run(database, run_id, settings().horizon_weeks)
            report: dict[str, Any] = {"run_id": plan.run_id, "as_of_date": str(plan.as_of_date)}
            opening = f"Run {plan.run_id}, as of {plan.as_of_date}:"
            try:
                question = _question(plan.data, asked)
            except UnknownNameError:
                reason = why_not_planned(database, plan.data, asked["employee"], asked["phase"])
                if reason is None:
                    raise
                return report | {"sentences": [opening, reason]}
            stored = stored_sentences(database, plan, question.consultant, question.phase)
            if (question.consultant, question.phase) not in plan.data.pair_index:
                why_not = why_not_eligible(database, plan.data, question.consultant, question.phase)
                question = replace(question, why_not_eligible=why_not)
    finally:
        database.close()
    if stored and plan.changes and not asked["why_not"]:
        since = f"The firm has changed since ({plan.changes[0]}), so that nothing was planned again."
        return report | {"sentences": [opening, *stored, since]}
    refuse_changed(plan)
    answered = as_json(plan.data, answer(plan.data, plan.hours, question))
    return report | answered | {"stored": stored, "sentences": [opening, *answered["sentences"]]}


def _question(data: "StaffingData", asked: dict[str, Any]) -> "Question":
    """Names and weeks as indexes."""
    from optimizer.staffing.explanation.answer import Question
    from optimizer.staffing.explanation.lookup import consultant_of, phase_of, weeks_of

    return Question(
        consultant=consultant_of(data, asked["employee"]),
        phase=phase_of(data, asked["phase"]),
        weeks=weeks_of(data, asked["weeks"]),
        hours_per_week=asked["hours"],
        is_why_not=asked["why_not"],
    )
