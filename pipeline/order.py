"""What somebody asks to run, and who looks on while it runs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from etl.ledger import now_utc
from pipeline.ledger import RunKind
from pipeline.run_steps import Step

StepListener = Callable[[Step], None]


@dataclass(frozen=True)
class Order:
    """A run that is wanted.

    Attributes
    ----------
    as_of
        Reporting date from now on; None keeps the one in force.
    is_again
        Publish another attempt although the same week and batch is published; it supersedes the earlier one.
    request_id
        The row of ``ops.run_request`` that asked for it.
    """

    kind: RunKind
    as_of: date | None = None
    is_again: bool = False
    requested_by: str = "command line"
    request_id: int | None = None


@dataclass(frozen=True)
class Watch:
    """Who looks on: ``on_step`` hears of each change of a step, ``should_stop`` is asked before each step."""

    on_step: StepListener = lambda _step: None
    should_stop: Callable[[], bool] = lambda: False
    clock: Callable[[], datetime] = now_utc
