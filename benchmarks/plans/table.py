"""The table of the staffing benchmark: medians over seeds beside targets and peers, and how time grows with size."""

import math
import statistics
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.plans.results import Result, latest
from benchmarks.plans.sizes import Size, Target

PEERS = {"cbc": "PuLP + CBC", "highs": "PuLP + HiGHS"}
NONE = "–"


def show(console: Console, sizes: Sequence[Size], seeds: Sequence[int], results: Iterable[Result]) -> None:
    """Print what is known of ``sizes`` and ``seeds``."""
    known = {key: one for key, one in latest(results).items() if one.seed in seeds}
    first = next(iter(known.values()), None)
    if first is None:
        console.print("No result of this machine for these sizes and seeds.")
        return
    loads = [one.load for one in known.values()]
    revisions = sorted({one.revision for one in known.values() if one.solver == "prop"})
    console.print(f"{first.machine}; load before runs {min(loads):.1f} to {max(loads):.1f}; {', '.join(revisions)}")
    _ours(console, sizes, known.values())
    _peers(console, sizes, known.values())
    _growth(console, sizes, known.values())


def _ours(console: Console, sizes: Sequence[Size], known: Iterable[Result]) -> None:
    table = Table(
        "size", "limit s", "seeds", "time s", "process s", "objective", "proven bound", "gap", "worst gap",
        "target gap", "memory MiB", "target MiB", "", title="prop staffing solve: medians", title_justify="left",
    )  # fmt: skip
    runs = [one for one in known if one.solver == "prop"]
    for size in sizes:
        for limit in sorted({one.limit_seconds for one in runs if one.size == size.name}):
            mine = [one for one in runs if one.size == size.name and one.limit_seconds == limit]
            target = next((one for one in size.targets if one.seconds == limit), None)
            table.add_row(size.name, f"{limit:g}", str(len(mine)), *_figures(mine, target))
    console.print(table)


def _figures(mine: list[Result], target: Target | None) -> list[str]:
    gap, gaps = median(mine, lambda one: one.gap), [one.gap for one in mine]
    memory = median(mine, lambda one: one.peak_mib)
    worst = max(one for one in gaps if one is not None) if None not in gaps else None
    return [
        number(median(mine, lambda one: one.seconds), ",.1f"),
        number(median(mine, lambda one: one.process_seconds), ",.1f"),
        number(median(mine, lambda one: one.objective), ",.1f"),
        number(median(mine, lambda one: one.bound), ",.1f"),
        number(gap, ".3%"),
        number(worst, ".3%"),
        number(target.gap if target else None, ".2%"),
        number(memory, ",.0f"),
        number(target.memory_mib if target else None, ",.0f"),
        _verdict(gap, memory, target),
    ]


def _verdict(gap: float | None, memory: float | None, target: Target | None) -> str:
    if target is None:
        return ""
    is_small = target.memory_mib is None or (memory is not None and memory <= target.memory_mib)
    missed = [] if gap is not None and gap <= target.gap else ["gap"]
    missed += [] if is_small else ["memory"]
    return f"[red]missed: {', '.join(missed)}[/]" if missed else "[green]met[/]"


def _peers(console: Console, sizes: Sequence[Size], known: Iterable[Result]) -> None:
    """Each peer's run beside ours with the shortest limit, instance by instance."""
    table = Table(
        "size", "seed", "ours", "time s", "peer", "objective", "behind ours", "gap to our bound", "its limit s",
        "its time s", "build s", "memory MiB", "how it ended",
        title="the same instances through PuLP's dictionaries, the plain rules as one model", title_justify="left",
    )  # fmt: skip
    known = list(known)
    for size in sizes:
        ours = {one.seed: one for one in sorted(known, key=lambda one: -one.limit_seconds)
                if one.solver == "prop" and one.size == size.name}  # fmt: skip
        for peer in (one for one in known if one.solver in PEERS and one.size == size.name and one.seed in ours):
            table.add_row(size.name, str(peer.seed), *_beside(ours[peer.seed], peer))
    if table.row_count:
        console.print(table)


def _beside(ours: Result, peer: Result) -> list[str]:
    has_both = ours.objective is not None and peer.objective is not None
    behind = (ours.objective - peer.objective) / abs(ours.objective) if has_both else None  # type: ignore[operator,arg-type]
    has_bound = ours.bound is not None and peer.objective is not None
    gap = (ours.bound - peer.objective) / abs(ours.bound) if has_bound else None  # type: ignore[operator,arg-type]
    return [
        number(ours.objective, ",.1f"),
        number(ours.seconds, ",.1f"),
        PEERS[peer.solver],
        number(peer.objective, ",.1f"),
        number(behind, ".2%"),
        "[red]above our bound[/]" if gap is not None and gap < 0 else number(gap, ".2%"),
        number(peer.limit_seconds, ",.0f"),
        number(peer.process_seconds, ",.0f"),
        number(peer.build_seconds, ",.1f"),
        number(peer.peak_mib, ",.0f"),
        peer.status,
    ]


def _growth(console: Console, sizes: Sequence[Size], known: Iterable[Result]) -> None:
    """The slope of log time against log consultants: 1 is linear."""
    known, lines = list(known), []
    shortest = {size.name: min(target.seconds for target in size.targets) for size in sizes}
    kinds: list[tuple[str, Callable[[Result], float | None], Callable[[Result], bool]]] = [
        ("prop: time of a plan with its bound", lambda one: one.seconds,
         lambda one: one.solver == "prop" and one.limit_seconds == shortest.get(one.size)),
        ("prop: memory", lambda one: one.peak_mib,
         lambda one: one.solver == "prop" and one.limit_seconds == shortest.get(one.size)),
        ("PuLP: time to build the model", lambda one: one.build_seconds, lambda one: one.solver in PEERS),
    ]  # fmt: skip
    for name, figure, is_meant in kinds:
        points = [
            (size.consultants, value)
            for size in sizes
            if (value := median([one for one in known if one.size == size.name and is_meant(one)], figure))
        ]
        if len(points) > 1:
            x, y = np.log(np.array(points, dtype=float)).T
            told = ", ".join(f"{count:,}: {value:,.1f}" for count, value in points)
            lines.append(f"{name}: grows as consultants ^ {np.polyfit(x, y, 1)[0]:.2f} ({told})")
    for line in lines:
        console.print(line)


def median(mine: Iterable[Result], figure: Callable[[Result], float | None]) -> float | None:
    """The median; None where one run lacks the figure, for a median without the failures would flatter."""
    values = [figure(one) for one in mine]
    known = [value for value in values if value is not None and math.isfinite(value)]
    return statistics.median(known) if known and len(known) == len(values) else None


def number(value: float | None, form: str) -> str:
    """The number, or a dash."""
    return NONE if value is None else format(value, form)
