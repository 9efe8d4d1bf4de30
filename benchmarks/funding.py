"""How good and how fast funding decisions are, with the peer's formulation on the same files side by side.

``python -m benchmarks funding``; ``python -m benchmarks.funding --help`` lists what can be chosen.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console

from benchmarks import funding_answers, funding_ours, funding_peer
from benchmarks.child import in_child
from benchmarks.figures import Figure, show
from benchmarks.funding_cases import written

SAMPLE = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "funding_requests"
KNOWN_RETURN = 49_400_000.0
LARGE, CONFLICT, PERIODS = 20_000, 2_000, (500, 4)
MOST_GAP = 1e-6


def run(console: Console) -> None:
    """Everything, as the table of the README has it; minutes, most of them the peer's."""
    measure(console, options([]))


def options(words: Sequence[str]) -> argparse.Namespace:
    """What to measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.funding", description=__doc__)
    parser.add_argument("--sample", type=Path, default=SAMPLE, help="folder of resource_requests.csv, constraints.csv")
    parser.add_argument("--sizes", nargs="*", type=int, default=[2_000, LARGE])
    parser.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    parser.add_argument("--peer-seconds", type=float, default=300.0, help="limit of the peer's solver; 0: no peer")
    return parser.parse_args(words)


def measure(console: Console, chosen: argparse.Namespace) -> None:
    """Print the figures as they come."""
    show("funding, the sample", _sample(chosen), console)
    for size in chosen.sizes:
        show(f"funding, {size:,} requests", _size(chosen, size), console)
    show("funding, answers", _answers(chosen), console)


def _sample(chosen: argparse.Namespace) -> Iterator[Figure]:
    files = {"requests": chosen.sample / "resource_requests.csv", "constraints": chosen.sample / "constraints.csv"}
    if not files["requests"].is_file():
        yield Figure(f"skipped: {chosen.sample} has no resource_requests.csv", "")
        return
    ours = in_child(funding_ours.decide, **files, seconds=60.0)
    found = ours.answer
    is_met = found["return"] >= KNOWN_RETURN - 1 and not found["broken_count"]
    yield Figure(
        "return", f"{found['return']:,.0f} ({_ratio(found):.4f}), {found['status']}", "≥ 49.40 M (2.7444)", is_met
    )
    yield Figure("processor, whole process", f"{found['cpu_seconds']:.3f} s, {ours.cpu_seconds:.2f} s")
    if chosen.peer_seconds:
        peer = in_child(funding_peer.solve, **files, seconds=chosen.peer_seconds).answer
        yield Figure("peer: return", f"{peer['return']:,.0f} ({_ratio(peer):.4f}), {peer['status']}", "48.88 M")
        yield Figure("peer: processor", f"{peer['cpu_seconds']:.3f} s")
    for name, ratio in found["strategies"].items():
        yield Figure(f"the same money, {name}", f"{ratio:.4f}")
    drawn = in_child(funding_ours.draw, **files, draw_count=10_000).answer
    yield Figure("10,000 draws, each decided anew", f"{drawn['cpu_seconds']:.2f} s", "≤ 1 s", drawn["cpu_seconds"] <= 1)


def _size(chosen: argparse.Namespace, size: int) -> Iterator[Figure]:
    for seed in chosen.seeds:
        requests, constraints = written(size, seed)
        files = {"requests": requests, "constraints": constraints, "seconds": 60.0}
        ours = in_child(funding_ours.decide, **files)
        found = ours.answer
        steps = ", ".join(f"{name} {seconds:.2f}" for name, seconds in found["seconds_by_step"].items())
        is_met = found["cpu_seconds"] <= 1 and found["gap"] <= MOST_GAP and not found["broken_count"]
        target = "≤ 1 s, gap ≤ 1e-6" if size == LARGE else ""
        measured = f"{found['cpu_seconds']:.2f} s ({steps}), gap {found['gap']:.1e}, {found['return']:,.0f}"
        yield Figure(f"seed {seed}: processor", measured, target, is_met if size == LARGE else None)
        yield Figure(f"seed {seed}: whole process", f"{ours.cpu_seconds:.2f} s, {ours.peak_megabytes:,.0f} MB")
    if chosen.peer_seconds:
        requests, constraints = written(size, chosen.seeds[0])
        peer = in_child(funding_peer.solve, requests=requests, constraints=constraints, seconds=chosen.peer_seconds)
        told = peer.answer
        words = f"{told['cpu_seconds']:.1f} s, of which building {told['build_seconds']:.1f} s; {told['status']}"
        limit = f"its limit is {chosen.peer_seconds:g} s"
        yield Figure(f"peer, seed {chosen.seeds[0]}: processor", f"{words}, {told['return']:,.0f} ({limit})", "245 s")


def _answers(chosen: argparse.Namespace) -> Iterator[Figure]:
    seed = chosen.seeds[0]
    requests, constraints = written(CONFLICT, seed, budget_ratio=0.1, least_funded_ratio=0.8)
    found = in_child(funding_ours.conflict, requests=requests, constraints=constraints, seconds=60.0).answer
    words = f"{found['cpu_seconds']:.2f} s: {', '.join(found['limits'])}"
    proof = "proven to be the smallest" if found["is_smallest"] else "not proven to be the smallest"
    yield Figure(f"conflict among {CONFLICT:,} requests", f"{words}, {proof}")
    count, periods = PERIODS
    requests, constraints = written(count, seed)
    several = {"requests": requests, "constraints": constraints, "seconds": 30.0, "periods": periods}
    plan = in_child(funding_ours.decide, **several, is_bare=True).answer
    words = f"{plan['cpu_seconds']:.2f} s, {plan['status']}, gap {plan['gap']:.1e}"
    yield Figure(f"{count} requests in {periods} periods", words)
    yield from funding_answers.figures(seed)


def _ratio(found: dict[str, float]) -> float:
    return found["return"] / found["amount"]


if __name__ == "__main__":
    measure(Console(width=None if sys.stdout.isatty() else 180), options(sys.argv[1:]))
