"""One model as a run sees it: load, solve, check, save."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from config.errors import PropError
from config.settings import Settings
from sql.engine import Reader, Transaction

NOT_ANSWERED = "Not answered:"


class NothingToPlanError(PropError):
    """The database holds nothing for this model; the step is skipped, not failed."""


@dataclass(frozen=True)
class Model:
    """One optimizer as the run sees it.

    Attributes
    ----------
    load
        (database, reporting date, settings) -> data; raises `NothingToPlanError` where there is none.
    solve
        (data, settings) -> plan.
    broken_rules
        (data, plan) -> a sentence per hard rule that the plan breaks, found without a solver.
    save
        (transaction, run_id, data, plan): writes every row of the plan.
    describe
        (data, plan) -> what came out, in a sentence.
    """

    name: str
    load: Callable[[Reader, date, Settings], Any]
    solve: Callable[[Any, Settings], Any]
    broken_rules: Callable[[Any, Any], Sequence[str]]
    save: Callable[[Transaction, int, Any, Any], None]
    describe: Callable[[Any, Any], str]


def save_nothing(transaction: Transaction, run_id: int, model: str, reason: str) -> None:
    """Record that the model had nothing to plan, so that no older plan of it passes for the current one."""
    columns = (
        "run_id", "model", "solve_status", "objective_name", "solve_seconds", "row_count", "column_count", "sentence",
    )  # fmt: skip
    transaction.insert("pred.solve", columns, [(run_id, model, "Nothing", "none", Decimal(0), 0, 0, reason[:2000])])


def not_answered(missing: Sequence[str]) -> str:
    """What the run could not answer beside the plan, at the end of its description; empty where nothing is missing."""
    return f". {NOT_ANSWERED} {'; '.join(missing)}" if missing else ""
