"""`prop staffing …`: plan and check one problem given as a folder of CSV files."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from optimizer.staffing.explanation import commands as explanation_commands
from optimizer.staffing.replan import commands as replan_commands
from optimizer.staffing.scenarios import commands as scenario_commands
from optimizer.staffing.whatif import commands as whatif_commands

if TYPE_CHECKING:
    from optimizer.staffing.solution import StaffingPlan

Folder = Annotated[Path, typer.Argument(help="folder with consultants.csv, engagements.csv, … and parameters.json")]

staffing = typer.Typer(help="Weekly staffing plans from CSV folders.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add ``prop staffing solve|check|why|scenario|replan|worth|frontier|hiring``."""
    for room in (explanation_commands, scenario_commands, replan_commands, whatif_commands):
        room.register(staffing)
    app.add_typer(staffing, name="staffing")


@staffing.command("solve")
def solve_folder(
    folder: Folder,
    out: Annotated[Path, typer.Option(help="where the plan goes: consultant_id, engagement_id, week, hours")],
    time_limit: Annotated[float, typer.Option(min=0.1, help="seconds of wall clock")] = 60.0,
    as_json: Annotated[bool, typer.Option("--json", help="print one JSON object")] = False,
    workers: Annotated[int | None, typer.Option(min=1, help="tasks at once; by default one per core")] = None,
) -> None:
    """Plan who works where; exit 1 when no plan passes the check."""
    from optimizer.staffing.check import broken_rules
    from optimizer.staffing.explanation.violations import violations
    from optimizer.staffing.files import instance
    from optimizer.staffing.files.plan_file import refuse_unwritable, write_plan
    from optimizer.staffing.memory import PeakMemory
    from optimizer.staffing.model import solve

    refuse_unwritable(out)
    with PeakMemory() as memory:
        data = instance.read(folder)
        plan = solve(data, time_limit, workers)
        broken = broken_rules(data, plan)
        if plan.status.has_plan and not broken:
            write_plan(data, plan.hours, out)
    report = _report(plan, memory.peak_mib) | {"broken_rules": [str(one) for one in broken]}
    if as_json:
        typer.echo(json.dumps(report, indent=1))
    else:
        _print(
            report,
            [f"{one.rule}  {one.sentence}" for one in violations(data, plan, most_repaired=0)]
            if plan.status.has_plan
            else [],
        )
    if broken or not plan.status.has_plan:
        raise typer.Exit(1)


@staffing.command("check")
def check_folder(
    folder: Folder,
    plan: Annotated[Path, typer.Argument(help="the plan's CSV file")],
    as_json: Annotated[bool, typer.Option("--json", help="print one JSON object")] = False,
) -> None:
    """Check a plan against every hard rule, without a solver; exit 1 when it breaks one."""
    from optimizer.staffing import score
    from optimizer.staffing.check import broken_rules
    from optimizer.staffing.files import instance
    from optimizer.staffing.files.plan_file import read_plan

    data = instance.read(folder)
    hours = read_plan(data, plan)
    broken = [str(one) for one in broken_rules(data, hours)]
    parts = score.parts(data, hours)
    report = {"objective": sum(parts.values()), "parts": parts, "broken_rules": broken}
    if as_json:
        typer.echo(json.dumps(report, indent=1))
    else:
        typer.echo(f"objective {report['objective']:,.3f} milli-points; {len(broken)} hard rules broken")
        for sentence in broken:
            typer.echo(f"  {sentence}")
    if broken:
        raise typer.Exit(1)


def _report(plan: "StaffingPlan", peak_memory_mib: float | None) -> dict[str, Any]:
    """The figures of one solve; objective and bound in milli-points."""
    return {
        "status": plan.status.value,
        "objective": plan.objective,
        "bound": plan.bound,
        "gap": plan.gap,
        "seconds": round(plan.seconds, 3),
        "peak_memory_mib": peak_memory_mib,
        "hours": float(plan.hours.sum()),
        "parts": plan.parts,
        "reason": plan.reason,
    }


def _print(report: dict[str, Any], sentences: list[str]) -> None:
    """The same figures, for reading."""
    bound = "none proven" if report["bound"] is None else f"{report['bound']:,.3f}"
    gap = "unknown" if report["gap"] is None else f"{report['gap']:.3%}"
    memory = "unknown" if report["peak_memory_mib"] is None else f"{report['peak_memory_mib']:,.0f} MiB"
    typer.echo(f"{report['status']}: objective {report['objective']:,.3f}, proven bound {bound}, gap {gap}")
    typer.echo(f"{report['hours']:,.2f} h planned in {report['seconds']:.1f} s, peak memory {memory}")
    for line in ([report["reason"]] if report["reason"] else []) + report["broken_rules"] + sentences:
        typer.echo(f"  {line}")
