"""How near to the best staffing plans are, how fast and in how much memory, with PuLP's own ways side by side.

``python -m benchmarks staffing`` measures all sizes; ``python -m benchmarks.staffing --help`` lists what can be chosen.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from benchmarks.plans import results, runs, table
from benchmarks.plans.results import Result
from benchmarks.plans.sizes import FOLDER, PEER_SIZES, SIZES, TOOLS, Size, size_named

SEEDS = (0, 1, 2, 3, 4)
PEER_FACTOR = 20.0


def run(console: Console) -> None:
    """Everything, as the table of the README has it; hours."""
    measure(console, options([]))


def options(words: Sequence[str]) -> argparse.Namespace:
    """What to measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.staffing", description=__doc__)
    names = " ".join(size.name for size in SIZES)
    parser.add_argument("--sizes", nargs="+", type=size_named, default=list(SIZES), help=f"default: {names}")
    parser.add_argument("--seeds", nargs="+", type=int, default=list(SEEDS))
    parser.add_argument("--limits", nargs="+", type=float, help="seconds; default: those of each size's targets")
    parser.add_argument("--peers", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--peer-sizes", nargs="+", type=size_named, default=list(PEER_SIZES))
    parser.add_argument("--peer-seeds", nargs="+", type=int, default=[0], help="of the seeds; a peer's run is long")
    parser.add_argument("--peer-factor", type=float, default=PEER_FACTOR, help="times the seconds of our run")
    parser.add_argument("--results", type=Path, default=FOLDER / "results.csv", help="kept from run to run")
    parser.add_argument("--again", action="store_true", help="measure ours also where a result is kept")
    parser.add_argument("--print", action="store_true", dest="is_printed_only", help="measure nothing")
    parser.add_argument("--tools", type=Path, default=TOOLS, help="folder of generate.py and evaluate.py")
    return parser.parse_args(words)


def measure(console: Console, chosen: argparse.Namespace) -> None:
    """Measure what is not kept yet, then print the table."""
    if not chosen.is_printed_only:
        if not (chosen.tools / "generate.py").exists():
            console.print(f"staffing: skipped, {chosen.tools} has no generate.py. Name its folder with --tools.")
            return
        for size in chosen.sizes:
            for seed in chosen.seeds:
                _measure_instance(console, chosen, size, seed)
    table.show(console, chosen.sizes, chosen.seeds, results.kept(chosen.results))


def _measure_instance(console: Console, chosen: argparse.Namespace, size: Size, seed: int) -> None:
    limits = chosen.limits or [target.seconds for target in size.targets]
    ours = [_ours(console, chosen, size, seed, limit) for limit in sorted(limits)]
    names = {one.name for one in chosen.peer_sizes}
    if not chosen.peers or size.name not in names or seed not in chosen.peer_seeds:
        return
    seconds = chosen.peer_factor * (ours[0].seconds or limits[0])
    known = results.latest(results.kept(chosen.results))
    for peer in table.PEERS:
        before = known.get((size.name, seed, peer, 0.0))
        if before is None or before.limit_seconds < seconds:  # what had more time need not run again
            _keep(console, chosen, runs.run_peer(peer, size, seed, seconds, chosen.tools))


def _ours(console: Console, chosen: argparse.Namespace, size: Size, seed: int, limit: float) -> Result:
    """The kept result of this revision, or a new one."""
    before = results.latest(results.kept(chosen.results)).get((size.name, seed, "prop", limit))
    if before is not None and not chosen.again and before.revision == results.now()["revision"]:
        return before
    return _keep(console, chosen, runs.run_ours(size, seed, limit, chosen.tools))


def _keep(console: Console, chosen: argparse.Namespace, result: Result) -> Result:
    results.keep(chosen.results, result)
    told = f"{table.number(result.objective, ',.1f')} in {result.process_seconds:,.1f} s, {result.peak_mib:,.0f} MiB"
    console.print(f"{result.size}, seed {result.seed}, {result.solver}: {result.status}, {told}")
    return result


if __name__ == "__main__":
    measure(Console(width=None if sys.stdout.isatty() else 200), options(sys.argv[1:]))
