"""What a run says on the terminal: its steps while it runs, and a summary at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.order import StepListener
from pipeline.powerbi.step import STEP as POWERBI_STEP
from pipeline.run_report import RunReport
from pipeline.run_steps import Step
from sql.engine import Row

MARKS = {"running": "[cyan]…[/]", "done": "[green]✓[/]", "failed": "[red]✗[/]", "skipped": "[yellow]–[/]"}
COLORS = {"published": "green", "failed": "red", "superseded": "yellow", "running": "cyan"}
SHOWN_SHORTFALLS = 10
LONGEST_NAME = 16
SHOWN_SPI = Decimal("0.001")


@contextmanager
def progress(console: Console) -> Iterator[StepListener]:
    """A spinner on the step at work, and a line for each that ended."""
    with console.status("starting") as status:

        def show(step: Step) -> None:
            if step.status == "running":
                status.update(step.name)
            else:
                console.print(
                    _step_line(step.status, step.name, f"{step.seconds:6.1f} s  {step.detail}"), soft_wrap=True
                )

        yield show


def show_report(report: RunReport, console: Console) -> None:
    """The run in a few lines: how good each plan is, whom it leaves behind, what needs a look."""
    if report.is_refused:
        console.print(escape(report.sentence), soft_wrap=True)
        return
    run = report.run
    console.print(
        f"Run {report.run_id} ({run['run_kind']} {run['iso_week']}, batch {run['batch_id'] or '–'}, as of "
        f"{run['as_of_date']}): [{COLORS[report.status]}]{report.status}[/]",
        soft_wrap=True,
    )
    if report.solves:
        console.print(_solve_table(report.solves))
        for solve in report.solves:
            console.print(f"{solve['model']}: {escape(solve['sentence'])}", soft_wrap=True)
    if report.shortfalls:
        count = len(report.shortfalls)
        console.print(f"SPI stays below the floor for {count} {'engagement' if count == 1 else 'engagements'}:")
        for row in report.shortfalls[:SHOWN_SHORTFALLS]:
            console.print(f"  {escape(row['engagement_name'])}: {_spi(row)}", soft_wrap=True)
        if len(report.shortfalls) > SHOWN_SHORTFALLS:
            console.print(f"  … and {len(report.shortfalls) - SHOWN_SHORTFALLS} more")
    for step in report.steps:
        if step["step_name"] == POWERBI_STEP and step["status"] != "skipped":
            console.print(_step_line(step["status"], POWERBI_STEP, step["detail"] or ""), soft_wrap=True)
    if report.status == "published":
        console.print(f"Elastic rules bent: {_counts(report.violations, 'rule_code', 'violation_count')}")
        console.print(f"Alerts: {_counts(report.alerts, 'alert_code', 'alert_count')}")


def show_steps(report: RunReport, console: Console) -> None:
    """Every step of a run, with what it said; then the run's own words."""
    for step in report.steps:
        console.print(_step_line(step["status"], step["step_name"], step["detail"] or ""), soft_wrap=True)
    console.print(report.sentence, soft_wrap=True, markup=False)


def show_runs(runs: list[Row], console: Console) -> None:
    """The newest runs, one line each; the words of a run are cut at the edge of the terminal."""
    if not runs:
        console.print("No run took place yet. Start one: prop run weekly")
        return
    for run in runs:
        status = f"[{COLORS[run['status']]}]{run['status']:<10}[/]"
        facts = f"{run['run_kind']:<8}  {run['iso_week']}  as of {run['as_of_date']}  batch {run['batch_id'] or '–':<4}"
        words = escape(run["message"] or "")
        console.print(f"{run['run_id']:>5}  {facts}  {status}  {words}", no_wrap=True, overflow="ellipsis")


def _step_line(status: str, name: str, words: str) -> str:
    return f"{MARKS[status]} {name:<{LONGEST_NAME}} {escape(words)}"


def _solve_table(solves: list[Row]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("model", "status", "objective"):
        table.add_column(name, no_wrap=True)
    for name in ("value", "bound", "gap", "seconds"):
        table.add_column(name, no_wrap=True, justify="right")
    for solve in solves:
        gap = "–" if solve["gap_ratio"] is None else f"{solve['gap_ratio']:.2%}"
        table.add_row(
            solve["model"], solve["solve_status"], solve["objective_name"], _number(solve["objective_value"]),
            _number(solve["bound_value"]), gap, f"{solve['solve_seconds']:.1f}",
        )  # fmt: skip
    return table


def _spi(row: Row) -> str:
    short = f"{row['spi_shortfall']:.3f}" if row["spi_shortfall"] >= SHOWN_SPI else f"less than {SHOWN_SPI}"
    return f"SPI {row['spi_after']:.3f}, {short} short"


def _counts(rows: list[Row], name: str, count: str) -> str:
    return ", ".join(f"{row[count]} {row[name].replace('_', ' ')}" for row in rows) or "none"


def _number(value: Decimal | None) -> str:
    return "–" if value is None else f"{value:,.1f}"
