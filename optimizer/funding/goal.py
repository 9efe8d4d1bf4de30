"""What is wanted of a decision: one objective, or several one after the other, and how bad luck counts."""

from __future__ import annotations

from dataclasses import dataclass, field

from config.errors import UsageError
from optimizer.funding.objective import OBJECTIVES

TAIL_OBJECTIVE = "cvar"
KNOWN = (*OBJECTIVES, TAIL_OBJECTIVE)


@dataclass(frozen=True)
class Tail:
    """How bad luck counts: the mean return of the worst ``1 - alpha_ratio`` of all draws (conditional value at risk).

    ``least_amount``: that mean must reach it, and the mean return is maximized. Without it, the two means are weighed:
    ``weight`` × the worst ones' + (1 − ``weight``) × all draws'. Draws are the same for every decision with one seed.
    """

    alpha_ratio: float = 0.95
    least_amount: float | None = None
    weight: float = 1.0
    draw_count: int = 500
    seed: int = 0

    def __post_init__(self) -> None:
        """Refuse what is no risk."""
        nothing = "Nothing was solved."
        if not 0 < self.alpha_ratio < 1:
            raise UsageError(f"--alpha {self.alpha_ratio:g}: more than 0 and less than 1 is expected. {nothing}")
        if not 0 <= self.weight <= 1:
            raise UsageError(f"--weight {self.weight:g}: 0 to 1 is expected. {nothing}")
        if self.draw_count * (1 - self.alpha_ratio) < 1:
            least = int(1 / (1 - self.alpha_ratio)) + 1
            raise UsageError(f"--draws {self.draw_count}: the worst draws are none; {least} at least. {nothing}")


@dataclass(frozen=True)
class Goal:
    """The objectives in their order: each is kept within a millionth before the next one counts."""

    tiers: tuple[str, ...] = ("return",)
    tail: Tail = field(default_factory=Tail)

    @property
    def name(self) -> str:
        """As people write it."""
        return ",".join(self.tiers)

    @property
    def has_tail(self) -> bool:
        """Whether bad luck counts."""
        return TAIL_OBJECTIVE in self.tiers


def goal_of(text: str, tail: Tail | None = None) -> Goal:
    """``return``, ``cvar`` or several with commas between them.

    Raises
    ------
    UsageError
        An objective is not known or is there twice.
    """
    names = tuple(name.strip().lower() for name in text.split(","))
    for name in names:
        if name not in KNOWN:
            raise UsageError(
                f"--objective {text}: {name!r} is not known; known are {', '.join(KNOWN)}, or several with commas "
                "between them, the first first. Nothing was solved."
            )
    if len(set(names)) < len(names):
        raise UsageError(f"--objective {text}: an objective is there twice. Nothing was solved.")
    return Goal(names, tail or Tail())
