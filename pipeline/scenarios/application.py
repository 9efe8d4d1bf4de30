"""A scenario that the plans take for granted: applied and revoked by name, both kept for the record."""

from config.errors import UsageError
from etl.ledger import insert_row, now_utc
from pipeline.scenarios.planner import Planner
from pipeline.scenarios.store import LOCK, LOCK_SECONDS, Scenario, note, scenarios, show
from sql.database import Database, Reader, Transaction

LONGEST_SENTENCE = 2000


def apply_scenario(database: Database, planner: Planner, scenario_id: int) -> Scenario:
    """Let runs from now on plan with the scenario's changes; the firm's own data stay as they are.

    Raises
    ------
    UsageError
        There is no such scenario, or it is in force already.
    """
    scenario = show(database, scenario_id)
    if scenario.is_in_force:
        raise UsageError(
            f"{scenario.title} is in force already, applied by {scenario.applied_by}. Nothing was changed. "
            f"Revoke it: prop scenario revoke {scenario_id}"
        )
    sentence = " ".join(scenario.sentences)

    def work(transaction: Transaction) -> None:
        number = transaction.scalar(
            "SELECT COALESCE(MAX(a.application_number), 0) + 1 FROM app.scenario_application AS a "
            "WHERE a.scenario_id = :scenario_id",
            scenario_id=scenario_id,
        )
        row = {
            "scenario_id": scenario_id, "application_number": int(number), "applied_by": planner.name,
            "applied_at_utc": now_utc(), "sentence": sentence[:LONGEST_SENTENCE],
        }  # fmt: skip
        insert_row(transaction, "app.scenario_application", row)
        note(transaction, planner, "scenario applied", scenario_id, f"{scenario.name}: {sentence}")

    with database.lock(LOCK, wait_seconds=LOCK_SECONDS):
        database.unit_of_work(work)
    return show(database, scenario_id)


def revoke_scenario(database: Database, planner: Planner, scenario_id: int) -> Scenario:
    """Let runs from now on plan without the scenario again.

    Raises
    ------
    UsageError
        There is no such scenario, or it is not in force.
    """
    scenario = show(database, scenario_id)
    if not scenario.is_in_force:
        raise UsageError(
            f"{scenario.title} is not in force. Nothing was changed. See `prop scenario list` for those that are."
        )

    def work(transaction: Transaction) -> None:
        transaction.execute(
            "UPDATE app.scenario_application SET withdrawn_by = :planner, withdrawn_at_utc = :now "
            "WHERE scenario_id = :scenario_id AND withdrawn_at_utc IS NULL",
            planner=planner.name,
            now=now_utc(),
            scenario_id=scenario_id,
        )
        note(transaction, planner, "scenario revoked", scenario_id, scenario.name)

    with database.lock(LOCK, wait_seconds=LOCK_SECONDS):
        database.unit_of_work(work)
    return show(database, scenario_id)


def in_force(reader: Reader) -> list[Scenario]:
    """What the plans take for granted now, in the order in which it was applied."""
    found = [scenario for scenario in scenarios(reader) if scenario.applied_at_utc is not None]
    return sorted(found, key=lambda scenario: (scenario.applied_at_utc, scenario.scenario_id))
