"""Tasks for the tests, at the top of a module as a crew wants them."""

import os
import signal
import time
from pathlib import Path

import highspy
import numpy as np

from optimizer.parallel.start import crew


def square(number: int) -> int:
    return number * number


def slow_square(number: int) -> int:
    """The first ones take longest, so that results arrive in reverse."""
    time.sleep(max(0.2 - 0.05 * number, 0))
    return number * number


def process_id(_: object) -> int:
    return os.getpid()


def row_sum(shared: np.ndarray, row: int) -> tuple[int, float]:
    return os.getpid(), float(shared[row].sum())


def overwrite(shared: np.ndarray, row: int) -> None:
    shared[row] = 0.0


def length(shared: "Counted", _: int) -> int:
    return len(shared.folder_of_unpackings.name)


class Counted:
    """Leaves a file per process that unpacks it."""

    def __init__(self, folder: Path) -> None:
        self.folder_of_unpackings = folder

    def __setstate__(self, state: dict[str, Path]) -> None:
        self.__dict__.update(state)
        (self.folder_of_unpackings / f"{os.getpid()}-{time.time_ns()}").touch()


def divide(number: int) -> float:
    return 1 / number


class AwkwardError(Exception):
    def __init__(self, name: str, size: int) -> None:
        super().__init__(f"{name} has {size}")


def raise_awkward(_: int) -> None:
    raise AwkwardError("a bench", 3)


def open_file(_: int) -> object:
    return Path(__file__).open(encoding="utf-8")  # a result that cannot travel


def wait(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def die_once(mark: str) -> str:
    """Killed at the first try, done at the second."""
    path = Path(mark)
    if not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return path.name


def die_always(item: int) -> None:
    if item == 2:
        os.kill(os.getpid(), signal.SIGKILL)


def leave(_: int) -> None:
    raise SystemExit(3)


def solve_long(mark: str) -> None:
    """A market-split problem, which HiGHS does not finish in a minute; ``mark`` gets this process's id first."""
    generator = np.random.default_rng(1)
    highs = highspy.Highs()
    highs.silent()
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("time_limit", 60.0)
    chosen = [highs.addBinary() for _ in range(50)]
    for _ in range(6):
        weights = generator.integers(0, 100, 50)
        highs.addConstr(sum(int(w) * x for w, x in zip(weights, chosen, strict=True)) == int(weights.sum()) // 2)
    _announce(mark)
    highs.run()


def hold_the_lock(mark: str) -> int:
    """A minute inside one call that never lets other threads of the process run."""
    _announce(mark)
    return sum(range(6_000_000_000))


def _announce(mark: str) -> None:
    draft = Path(f"{mark}.draft")
    draft.write_text(str(os.getpid()), encoding="ascii")
    draft.rename(mark)


def draw(shared: np.ndarray, seed: int) -> float:
    """One Monte Carlo draw; common random numbers by seed."""
    return float(np.random.default_rng(seed).choice(shared, 100).sum())


def slow_draw(shared: np.ndarray, seed: int) -> float:
    time.sleep(0.2)
    return draw(shared, seed)


def solve_with_threads(threads: int) -> bool:
    """Whether HiGHS takes a model with this number of threads; 0 is automatic."""
    highs = highspy.Highs()
    highs.silent()
    highs.setOptionValue("threads", threads)
    highs.addBinary(obj=-1)
    return highs.run() == highspy.HighsStatus.kOk


def nested(count: int) -> list[int]:
    with crew(4) as inner:
        return list(inner.map(square, range(count)))
