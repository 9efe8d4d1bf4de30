"""The sizes of the staffing benchmark, what is to be reached at each, and their instances as folders."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.child import HERE

TOOLS = HERE.parent / "shared" / "tools" / "staffing_benchmark"  # generate.py and evaluate.py
FOLDER = HERE / "var" / "bench" / "staffing"


@dataclass(frozen=True)
class Target:
    """Within ``seconds``, a gap of at most ``gap`` (a ratio) and ``memory_mib`` of memory."""

    seconds: float
    gap: float
    memory_mib: float | None


@dataclass(frozen=True)
class Size:
    """Consultants, engagements and weeks, and the targets in order of time."""

    consultants: int
    engagements: int
    weeks: int
    targets: tuple[Target, ...] = ()

    @property
    def name(self) -> str:
        """Such as 61x17x12."""
        return f"{self.consultants}x{self.engagements}x{self.weeks}"


SIZES = (
    Size(15, 5, 4, (Target(10, 0.001, None),)),
    Size(61, 17, 12, (Target(10, 0.0125, 300), Target(60, 0.005, 300))),
    Size(200, 40, 12, (Target(30, 0.017, 400), Target(120, 0.01, 400))),
    Size(500, 100, 12, (Target(60, 0.017, 600), Target(180, 0.01, 600))),
    Size(2000, 300, 12, (Target(120, 0.023, 1000), Target(300, 0.015, 1000))),
    Size(10000, 1500, 12, (Target(600, 0.04, 2500),)),
)
PEER_SIZES = SIZES[:4]  # beyond, PuLP needs more than the time limit to build and hand over


def size_named(name: str) -> Size:
    """A standard size, or any other of the same form; those have no targets but a minute."""
    for size in SIZES:
        if size.name == name:
            return size
    consultants, engagements, weeks = (int(part) for part in name.split("x"))
    return Size(consultants, engagements, weeks, (Target(60, 1, None),))


def instance(size: Size, seed: int, tools: Path) -> Path:
    """The folder of one instance, written where it is not there yet."""
    folder = FOLDER / "instances" / f"{size.name}-{seed}"
    if not (folder / "parameters.json").exists():
        numbers = {"consultants": size.consultants, "engagements": size.engagements, "weeks": size.weeks, "seed": seed}
        words = [word for name, value in numbers.items() for word in (f"--{name}", str(value))]
        subprocess.run([sys.executable, tools / "generate.py", folder, *words], check=True)
    return folder
