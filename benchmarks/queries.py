"""How long the pages Portfolio and People wait for their rows, in a firm of 500 people after five years."""

from rich.console import Console

from benchmarks import page_queries
from benchmarks.child import in_child
from benchmarks.figures import Figure, at_most, show
from benchmarks.firm import DATABASE, EMPLOYEES, MONTHS, built_firm

TARGET_MILLISECONDS = 100


def run(console: Console) -> None:
    """Build the firm where it is missing, then ask each query cold (first call of a new process) and warm."""
    loads = built_firm()
    figures = [
        Figure(
            f"loading {load['name']}",
            f"{load['seconds']:,.1f} s, {load['rows']:,} rows, {load['rows'] / load['seconds']:,.0f} rows/s",
        )
        for load in loads
    ]
    show(f"queries: a firm of {EMPLOYEES} people and {MONTHS} months, as it was loaded", figures, console)
    answer = in_child(page_queries.measure, database=str(DATABASE)).answer
    figures = [
        at_most(f"{name}, {taken['rows']} rows, {kind}", taken[kind], TARGET_MILLISECONDS, "ms")
        for name, taken in answer.items()
        for kind in ("cold", "warm")
    ]
    show("queries: first call of a process (cold), median of the next ten (warm)", figures, console)
