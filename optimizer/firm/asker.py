"""Questions that a run asks beside its plan: each has a time of its own, and one that fails never costs the plan."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import structlog

from optimizer.solver import Clock

Answer = TypeVar("Answer")
LEAST_SECONDS = 0.5


@dataclass
class Asker:
    """Asks, and notes in ``missing`` what was not answered, and why."""

    model: str
    clock: Clock
    missing: list[str] = field(default_factory=list)

    def ask(self, what: str, question: Callable[[], Answer]) -> Answer | tuple[()]:
        """The answer, or nothing."""
        try:
            return question()
        except Exception as error:  # noqa: BLE001 (a plan without an explanation is better than none)
            structlog.get_logger(f"prop.{self.model}").warning("not answered", what=what, exc_info=True)
            self.missing.append(f"{what} ({error or type(error).__name__})")
            return ()

    def ask_in_time(self, what: str, share: float, question: Callable[[float], Answer]) -> Answer | tuple[()]:
        """The same, with a share (0-1) of the seconds that are left."""
        seconds = share * self.clock.left_seconds
        if seconds < LEAST_SECONDS:
            self.missing.append(f"{what} (no time was left)")
            return ()
        return self.ask(what, lambda: question(seconds))
