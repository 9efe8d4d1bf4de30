"""`python -m benchmarks [NAME…]`: run the named benchmarks, or all of them."""

import sys

from rich.console import Console

from benchmarks import budget, bulk, etl, funding, queries, staffing

# A benchmark is a module with run(console).
BENCHMARKS = {
    "etl": etl.run,
    "queries": queries.run,
    "bulk": bulk.run,
    "staffing": staffing.run,
    "budget": budget.run,
    "funding": funding.run,
}


def main(names: list[str]) -> int:
    """Run them one after another; nothing else should run on the machine."""
    console = Console(width=None if sys.stdout.isatty() else 150)
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        console.print(f"No benchmark {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}. Nothing was run.")
        return 2
    for name in names or BENCHMARKS:
        BENCHMARKS[name](console)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
