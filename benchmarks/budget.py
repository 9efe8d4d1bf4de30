"""How good and how fast plans for initiatives are, with the peer's formulation on the same workbooks side by side.

``python -m benchmarks budget``; ``python -m benchmarks.budget --help`` lists what can be chosen.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rich.console import Console

from benchmarks import budget_answers, budget_ours, budget_peer, budget_whole, portfolios
from benchmarks.child import Taken, in_child
from benchmarks.figures import Figure, show

SAMPLES = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "allocator_sample"
# The peer's own program, measured once: objective, seconds of processor; and the least cost of its man-months.
KNOWN = {
    "sample_input.xlsx": (118_937_089_778.415, 5.9, 248_579.0),
    "sample_input_teams.xlsx": (112_436_785_247.834, 3.0, 316_750.0),
}
FASTER, SAME_OBJECTIVE, SAME_COST = 20.0, 1e-9, 0.5
LIMITS = {"500x100x12": 3.0, "2000x300x12": 10.0}  # seconds
MOST_MEGABYTES, MOST_TIERS_RATIO = 1024.0, 2.0
Part = Callable[[argparse.Namespace], Iterator[Figure]]


def run(console: Console) -> None:
    """Everything, as the table of the README has it; minutes, most of them the peer's."""
    measure(console, options([]))


def options(words: Sequence[str]) -> argparse.Namespace:
    """What to measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.budget", description=__doc__)
    parser.add_argument("--samples", type=Path, default=SAMPLES, help="folder of sample_input.xlsx, ..._teams.xlsx")
    parser.add_argument("--sizes", nargs="*", default=list(LIMITS), help="people x initiatives x months")
    parser.add_argument("--loads", nargs="+", type=float, default=[0.2], help="targets as part of all capacity")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--peer-sizes", nargs="*", default=["61x17x9", "150x40x12"], help="sizes for the peer as well")
    parser.add_argument("--peer-seconds", type=float, default=120.0, help="limit of the peer's solver; 0: no peer")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    return parser.parse_args(words)


def measure(console: Console, chosen: argparse.Namespace) -> None:
    """Print the figures as they come."""
    for name in chosen.parts:
        show(f"budget, {name}", PARTS[name](chosen), console)


def _samples(chosen: argparse.Namespace) -> Iterator[Figure]:
    """Both samples: the peer's objective and its time, then the same man-months at least cost."""
    for name, (objective, seconds, least_cost) in KNOWN.items():
        path = chosen.samples / name
        if not path.is_file():
            yield Figure(f"skipped: {chosen.samples} has no {name}", "")
            continue
        ours = in_child(budget_ours.decide, workbook=path, goal="peer").answer
        far = abs(ours["objective"] / objective - 1)
        yield Figure(
            f"{name}: peer's objective", f"{ours['objective']:,.3f}", f"{objective:,.3f}", far <= SAME_OBJECTIVE
        )
        yield _faster("  processor, reading included", ours["seconds"], seconds, "the peer's program")
        if chosen.peer_seconds:
            peer = in_child(budget_peer.solve, workbook=path, seconds=chosen.peer_seconds).answer
            yield Figure("  peer's formulation with CBC", f"{peer['objective']:,.3f} ({peer['status']})")
            yield _faster("  against it", ours["seconds"], peer["seconds"], "PuLP and CBC", target=None)
        same = in_child(budget_ours.decide, workbook=path, efforts=ours["efforts"]).answer
        words = f"{same['cost']:,.0f} for {same['man_months']:.2f} man-months ({same['cost'] / ours['cost'] - 1:+.1%})"
        is_met = abs(same["cost"] - least_cost) <= SAME_COST and not same["broken"]
        yield Figure(f"  least cost of its {ours['man_months']:.2f}", words, f"{least_cost:,.0f}", is_met)
        yield Figure("  what the peer spends on them", f"{ours['cost']:,.0f}")


def _more_effort(chosen: argparse.Namespace) -> Iterator[Figure]:
    """Without the peer's targets: what the workbook's own cost, and multiples of them."""
    for name in KNOWN:
        if (chosen.samples / name).is_file():
            taken = in_child(
                budget_ours.more_effort, workbook=chosen.samples / name, factors=[1.0, 1.25, 1.5, 2.0, 3.0]
            )
            for found in taken.answer:
                words = f"{found['cost']:,.0f} for {found['man_months']:.1f}, short {found['shortfall']:.1f} man-months"
                yield Figure(f"{name}: its targets × {found['factor']:g}", words)


def _sizes(chosen: argparse.Namespace) -> Iterator[Figure]:
    """Both kinds of portfolio at every size: time, memory, and all tiers against one."""
    with tempfile.TemporaryDirectory() as folder:
        for size in chosen.sizes:
            for kind in portfolios.KINDS:
                for load in chosen.loads:
                    path = _written(Path(folder), kind, size, load, chosen.seed)
                    yield from _size(f"{size} {kind}, {load:.0%} of capacity", size, path)


def _size(name: str, size: str, path: Path) -> Iterator[Figure]:
    taken: Taken = in_child(budget_ours.decide, workbook=path)
    ours, one = taken.answer, in_child(budget_ours.one_tier, workbook=path).answer
    limit = LIMITS.get(size)
    seconds = ours["seconds"]
    yield Figure(
        f"{name}: read, build, {ours['tiers']} tiers",
        f"{seconds:.2f} s of processor, {ours['status']}, {ours['broken']} rules broken",
        "" if limit is None else f"≤ {limit:g} s",
        None if limit is None else seconds <= limit and not ours["broken"],
    )
    words = f"{taken.peak_megabytes:,.0f} MB"
    yield Figure(
        "  memory of the process", words, f"≤ {MOST_MEGABYTES:,.0f} MB", taken.peak_megabytes <= MOST_MEGABYTES
    )
    ratio = seconds / one["seconds"]
    yield Figure("  against one tier", f"{ratio:.1f} times {one['seconds']:.2f} s", "≤ 2", ratio <= MOST_TIERS_RATIO)


def _peers(chosen: argparse.Namespace) -> Iterator[Figure]:
    """The peer's formulation at sizes at which it ends in time, beside our peer mode."""
    with tempfile.TemporaryDirectory() as folder:
        for size in chosen.peer_sizes if chosen.peer_seconds else ():
            for kind in portfolios.KINDS:
                path = _written(Path(folder), kind, size, chosen.loads[0], chosen.seed)
                ours = in_child(budget_ours.decide, workbook=path, goal="peer").answer
                peer = in_child(budget_peer.solve, workbook=path, seconds=chosen.peer_seconds)
                found = peer.answer
                words = f"{found['variables']:,} variables, {found['build_seconds']:.1f} s to build, {found['status']}"
                yield Figure(f"{size} {kind}: PuLP and CBC", f"{words}, {peer.peak_megabytes:,.0f} MB")
                yield _faster("  our peer mode", ours["seconds"], found["seconds"], "PuLP and CBC", target=None)
                far = abs(ours["objective"] / found["objective"] - 1) if found["objective"] else float("inf")
                yield Figure("  difference of the objectives", f"{far:.1e}")


def _command(chosen: argparse.Namespace) -> Iterator[Figure]:
    """The whole command: imports, check and workbook included."""
    for name in KNOWN:
        path = chosen.samples / name
        if path.is_file():
            with tempfile.TemporaryDirectory() as folder:
                out = Path(folder) / "plan.xlsx"
                seconds = in_child(budget_ours.command, workbook=path, out=out).answer
                yield Figure(f"prop budget solve {name}, start to end", f"{seconds:.2f} s of processor")


def _answers(chosen: argparse.Namespace) -> Iterator[Figure]:
    """Frontiers and why-not at the samples' size and at a large one."""
    with tempfile.TemporaryDirectory() as folder:
        for size in budget_answers.SIZES:
            for kind in portfolios.KINDS:
                path = _written(Path(folder), kind, size, chosen.loads[0], chosen.seed)
                yield from budget_answers.figures(f"{size} {kind}", size, path)


def _whole(chosen: argparse.Namespace) -> Iterator[Figure]:
    """Steps, blocks, sequences and hires at both sizes."""
    with tempfile.TemporaryDirectory() as folder:
        for size in budget_whole.SIZES:
            for kind in portfolios.KINDS:
                path = _written(Path(folder), kind, size, chosen.loads[0], chosen.seed)
                yield from budget_whole.figures(f"{size} {kind}", size, path)


def _written(folder: Path, kind: str, size: str, load: float, seed: int) -> Path:
    path = folder / f"{kind}_{size}_{load:g}.xlsx"
    if not path.exists():
        portfolios.write(path, portfolios.KINDS[kind](*portfolios.numbers(size), seed=seed, load=load))
    return path


def _faster(name: str, seconds: float, peer_seconds: float, who: str, target: float | None = FASTER) -> Figure:
    ratio = peer_seconds / seconds
    words = f"{seconds:.3f} s, {ratio:,.0f} times faster than {who} ({peer_seconds:.2f} s)"
    return Figure(name, words) if target is None else Figure(name, words, f"≥ {target:g} times", ratio >= target)


# A part is a function of the chosen options that yields figures; further ones are listed here.
PARTS: dict[str, Part] = {
    "samples": _samples,
    "more effort": _more_effort,
    "sizes": _sizes,
    "peers": _peers,
    "command": _command,
    "answers": _answers,
    "whole": _whole,
}


if __name__ == "__main__":
    measure(Console(width=None if sys.stdout.isatty() else 150), options(sys.argv[1:]))
