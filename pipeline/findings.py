"""What an examination found: a table with a verdict per line, and a last line that sums up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rich.console import Console
from rich.markup import escape
from rich.table import Table

Verdict = Literal["good", "missing", "note"]
MARKS = {"good": "[green]✓[/]", "missing": "[red]✗[/]", "note": "[yellow]![/]"}


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; ``way_out`` says how to mend it."""

    subject: str
    verdict: Verdict
    found: str
    way_out: str = ""

    @property
    def is_blocking(self) -> bool:
        """Something does not work without it."""
        return self.verdict == "missing"


def show(findings: Sequence[Finding], console: Console, *, all_good: str) -> None:
    """Print the findings; ``all_good`` is the last line where nothing is missing."""
    table = Table("", "what", "found", "way out")
    for finding in findings:
        table.add_row(MARKS[finding.verdict], finding.subject, escape(finding.found), escape(finding.way_out))
    console.print(table)
    missing = sum(finding.is_blocking for finding in findings)
    console.print(all_good if not missing else f"{missing} things are missing.")
