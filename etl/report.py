"""What a load says on the terminal: one line per file."""

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from etl.batch import LoadReport
from etl.ledger import FileOutcome

_COLORS = {"published": "green", "unchanged": "dim", "held": "yellow", "rejected": "red"}
_MOST_WARNINGS = 5


def print_report(report: LoadReport, console: Console) -> None:
    """Rows in, loaded, unchanged, quarantined and why, for each file; then what the batch did."""
    for outcome in report.files:
        console.print(file_line(outcome), soft_wrap=True)
        for warning in outcome.warnings[:_MOST_WARNINGS]:
            console.print(f"  [yellow]warning[/] {escape(warning)}", soft_wrap=True)
        if len(outcome.warnings) > _MOST_WARNINGS:
            console.print(f"  [yellow]warning[/] … and {len(outcome.warnings) - _MOST_WARNINGS} more")
    facts = ", ".join(f"{name} {count:,} rows" for name, count in report.refreshed_rows.items() if count)
    released = f" {report.released_count} rows left the quarantine." if report.released_count else ""
    refreshed = f" Weekly facts recomputed: {facts}." if facts else ""
    console.print(
        f"Batch {report.batch_id} ({escape(report.source)}): {report.status}.{released}{refreshed}", soft_wrap=True
    )


def file_line(outcome: FileOutcome) -> str:
    """One file in one line of rich markup."""
    color = _COLORS.get(outcome.status, "white")
    sheet = f" [{outcome.sheet_name.strip()}]" if outcome.sheet_name else ""
    name = escape(f"{outcome.file_name}{sheet} -> {outcome.entity}")
    if outcome.status in {"rejected", "held"}:
        return f"[{color}]{outcome.status:>9}[/] {name}: {escape(outcome.reason or '')}"
    if outcome.status == "unchanged":
        return f"[{color}]{outcome.status:>9}[/] {name}: the same content as before"
    counts = outcome.counts
    parts = [
        f"{outcome.rows_in:,} in",
        f"{counts['inserted'] + counts['updated']:,} loaded",
        f"{counts['unchanged']:,} unchanged",
    ]
    parts += [f"{counts['superseded']:,} superseded"] if counts["superseded"] else []
    parts += (
        [f"{outcome.ignored_count:,} ignored ({_reasons(outcome.ignored_reasons)})"] if outcome.ignored_count else []
    )
    quarantined = f"{counts['quarantined']:,} quarantined"
    parts.append(f"{quarantined} ({_reasons(outcome.quarantine_reasons)})" if counts["quarantined"] else quarantined)
    return f"[{color}]{outcome.status:>9}[/] {name}: {', '.join(parts)}"


def print_quarantine(rows: list[dict[str, Any]], console: Console) -> None:
    """The rows still set aside."""
    if not rows:
        console.print("Nothing is set aside.")
        return
    table = Table("id", "source", "file", "line", "entity", "reason", "message")
    for row in rows:
        sheet = f" [{row['sheet_name']}]" if row["sheet_name"] else ""
        cells = (
            row["quarantine_id"],
            row["source_system"],
            f"{row['file_name']}{sheet}",
            row["line_number"],
            row["entity"],
        )
        table.add_row(*(escape(str(c)) for c in cells), escape(row["reason_code"]), escape(row["message"]))
    console.print(table)
    console.print(
        f"{len(rows)} rows are set aside. Correct the export, or mend the contract and run: "
        "prop quarantine replay --source NAME"
    )


def _reasons(reasons: dict[str, int]) -> str:
    return ", ".join(f"{count} {reason.replace('_', ' ')}" for reason, count in sorted(reasons.items()))
