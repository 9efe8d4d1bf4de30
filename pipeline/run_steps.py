"""The steps of a run, as the ledger keeps them: when each began, how it ended, and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from etl.ledger import insert_row
from pipeline.ledger import LONGEST_MESSAGE
from sql.engine import Transaction

StepStatus = Literal["running", "done", "failed", "skipped"]


@dataclass
class Step:
    """One step of a run; ``detail`` says in a sentence what came out."""

    number: int
    name: str
    status: StepStatus
    started_at_utc: datetime
    finished_at_utc: datetime | None = None
    detail: str = ""

    @property
    def seconds(self) -> float:
        """How long it took; 0 while it runs."""
        return (self.finished_at_utc - self.started_at_utc).total_seconds() if self.finished_at_utc else 0.0


def begin(transaction: Transaction, run_id: int, step: Step) -> None:
    """Note a step that starts, or that is skipped at once."""
    row = {
        "run_id": run_id,
        "step_number": step.number,
        "step_name": step.name,
        "status": step.status,
        "started_at_utc": step.started_at_utc,
        "finished_at_utc": step.finished_at_utc,
        "detail": step.detail[:LONGEST_MESSAGE] or None,
    }
    insert_row(transaction, "ops.run_step", row)


def end(transaction: Transaction, run_id: int, step: Step) -> None:
    """Note how a step ended."""
    transaction.execute(
        "UPDATE ops.run_step SET status = :status, finished_at_utc = :finished_at_utc, detail = :detail "
        "WHERE run_id = :run_id AND step_number = :step_number",
        run_id=run_id,
        step_number=step.number,
        status=step.status,
        finished_at_utc=step.finished_at_utc,
        detail=step.detail[:LONGEST_MESSAGE] or None,
    )
