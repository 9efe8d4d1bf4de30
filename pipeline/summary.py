"""What a run says on the terminal: its steps while it runs, and a summary at the end."""

from collections.abc import Callable
from decimal import Decimal

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.run_report import RunReport
from pipeline.run_steps import Step
from sql.engine import Row

MARKS = {"running": "[cyan]…[/]", "done": "[green]✓[/]", "failed": "[red]✗[/]", "skipped": "[yellow]–[/]"}
COLORS = {"published": "green", "failed": "red", "superseded": "yellow", "running": "cyan"}
SHOWN_SHORTFALLS = 10


def step_printer(console: Console) -> Callable[[Step], None]:
    """Prints a step when it begins and when it ends."""

    def show(step: Step) -> None:
        seconds = f" [dim]{step.seconds:.1f} s[/]" if step.status != "running" else ""
        detail = f"  {escape(step.detail)}" if step.status != "running" and step.detail else ""
        console.print(f"{MARKS[step.status]} {step.name:<10}{seconds}{detail}", soft_wrap=True)

    return show


def show_report(report: RunReport, console: Console) -> None:
    """The run in a few lines: how good each plan is, whom it leaves behind, what needs a look."""
    if report.is_refused:
        console.print(escape(report.sentence), soft_wrap=True)
        return
    run = report.run
    color = COLORS[report.status]
    console.print(
        f"Run {report.run_id} ({run['run_kind']} {run['iso_week']}, batch {run['batch_id']}, as of "
        f"{run['as_of_date']}): [{color}]{report.status}[/]",
        soft_wrap=True,
    )
    if report.solves:
        console.print(_solve_table(report.solves))
    if report.shortfalls:
        console.print(f"SPI stays below the floor for {len(report.shortfalls)} engagements:")
        for row in report.shortfalls[:SHOWN_SHORTFALLS]:
            console.print(f"  {escape(row['engagement_name'])}: {_spi(row)}", soft_wrap=True)
        if len(report.shortfalls) > SHOWN_SHORTFALLS:
            console.print(f"  … and {len(report.shortfalls) - SHOWN_SHORTFALLS} more")
    console.print(f"Elastic rules bent: {_counts(report.violations, 'rule_code', 'violation_count')}")
    console.print(f"Alerts: {_counts(report.alerts, 'alert_code', 'alert_count')}")


def show_runs(runs: list[Row], console: Console) -> None:
    """The newest runs, one line each."""
    if not runs:
        console.print("No run took place yet. Start one: prop run weekly")
        return
    table = Table("run", "kind", "week", "as of", "batch", "status", "asked by", "started (UTC)", "what came out")
    for run in runs:
        table.add_row(
            str(run["run_id"]), run["run_kind"], run["iso_week"], str(run["as_of_date"]), str(run["batch_id"] or "–"),
            f"[{COLORS[run['status']]}]{run['status']}[/]", escape(run["requested_by"]),
            f"{run['started_at_utc']:%Y-%m-%d %H:%M}", escape(run["message"] or ""),
        )  # fmt: skip
    console.print(table)


def show_steps(report: RunReport, console: Console) -> None:
    """Every step of a run, with what it said."""
    for step in report.steps:
        console.print(f"{MARKS[step['status']]} {step['step_name']:<10} {escape(step['detail'] or '')}", soft_wrap=True)


def _solve_table(solves: list[Row]) -> Table:
    table = Table("model", "status", "objective", "value", "bound", "gap", "seconds", "what came out")
    for solve in solves:
        gap = "–" if solve["gap_ratio"] is None else f"{solve['gap_ratio']:.2%}"
        table.add_row(
            solve["model"], solve["solve_status"], solve["objective_name"], _number(solve["objective_value"]),
            _number(solve["bound_value"]), gap, f"{solve['solve_seconds']:.1f}", escape(solve["sentence"]),
        )  # fmt: skip
    return table


def _spi(row: Row) -> str:
    return f"SPI {row['spi_after']:.3f}, {row['spi_shortfall']:.3f} short"


def _counts(rows: list[Row], name: str, count: str) -> str:
    return ", ".join(f"{row[count]} {row[name].replace('_', ' ')}" for row in rows) or "none"


def _number(value: Decimal | None) -> str:
    return "–" if value is None else f"{value:,.1f}"
