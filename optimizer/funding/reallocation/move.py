"""Moves of money, in plain rows."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """What one request has before and after a move."""

    request_id: str
    before: float
    after: float


@dataclass(frozen=True)
class Transfer:
    """A part of a move: money from one request to another; None stands for money that nobody gets."""

    from_request_id: str | None
    to_request_id: str | None
    amount: float
    gain_value: float


@dataclass(frozen=True)
class Move:
    """Changes that are made together: after them, and not with fewer of them, every limit is kept.

    ``gain_value`` is what the objective gains; ``moved_amount`` is Σ |after − before|; ``rank`` is 1 for the largest
    gain, ``number`` the place in the order in which the moves can be made.
    """

    number: int
    rank: int
    changes: tuple[Change, ...]
    transfers: tuple[Transfer, ...]
    gain_value: float
    cumulative_gain_value: float
    moved_amount: float
    sentence: str


@dataclass(frozen=True)
class Few:
    """What a few changes achieve: the best objective with at most so many requests changed."""

    change_count: int
    objective_value: float
    moved_amount: float
    amounts: dict[str, float]


@dataclass(frozen=True)
class Reallocation:
    """From today's amounts to the best ones within the limits of the reallocation.

    ``broken_today`` are the limits that today's amounts break, in words: then the first move mends them.
    """

    objective: str
    currency: str
    current: dict[str, float]
    target: dict[str, float]
    current_value: float
    target_value: float
    broken_today: tuple[str, ...]
    moves: tuple[Move, ...]
    few: tuple[Few, ...]
    notes: tuple[str, ...]
