"""How long a full read of each bi view takes, in the firm of 500 people after five years."""

import time
from contextlib import closing
from datetime import timedelta

from rich.console import Console

from benchmarks.child import in_child
from benchmarks.figures import Figure, show
from benchmarks.firm import DATABASE, EMPLOYEES, MONTHS, built_firm

LAST_WEEKS = 13


def run(console: Console) -> None:
    """Read each view as a whole, and the weekly facts for a quarter of a year too, in one new process."""
    built_firm()
    taken = in_child(measure, database=str(DATABASE))
    figures = [Figure(name, f"{1000 * s:,.0f} ms, {count:,} rows") for name, (s, count) in taken.answer.items()]
    figures.append(Figure("highest memory", f"{taken.peak_megabytes:,.0f} MB"))
    show(f"star: reads into Arrow, {EMPLOYEES} people and {MONTHS} months", figures, console)


def measure(database: str) -> dict[str, tuple[float, int]]:
    """Seconds and rows of each view, in the order in which they are deployed."""
    from sql.engine import open_database  # noqa: PLC0415 (only the child pays for it)
    from sql.files import SqlTree  # noqa: PLC0415 (only the child pays for it)

    answer = {}
    with closing(open_database(f"duckdb:///{database}", read_only=True)) as opened:
        since = opened.scalar("SELECT r.week_start_date FROM ops.reporting_date AS r") - timedelta(weeks=LAST_WEEKS)

        def take(name: str, source: str, **parameters: object) -> None:
            start = time.perf_counter()
            row_count = opened.arrow(f"SELECT v.* FROM {source}", **parameters).num_rows
            answer[name] = (time.perf_counter() - start, row_count)

        for view in (file.subject for file in SqlTree().build_order() if file.subject.startswith("bi.")):
            take(view, f"{view} AS v")
            if view.endswith("_week"):
                take(f"{view}, {LAST_WEEKS} weeks", f"{view} AS v WHERE v.week_start_date > :since", since=since)
    return answer
