"""Two questions before anything is published.

Is every row accounted for, and does the file look like itself?
"""

from decimal import Decimal
from statistics import median

from config.errors import PropError
from etl.contract import SourceContract
from etl.ledger import FileOutcome
from sql.engine import Database

_EARLIER_LOADS = 5


class ConservationError(PropError):
    """Rows or control sums do not add up (P1); the whole load is undone."""


def check_conservation(outcome: FileOutcome) -> None:
    """Rows in = rows accounted for, and control sums in = loaded + quarantined, exactly.

    Raises
    ------
    ConservationError
        Something was lost or invented between reading and publishing.
    """
    sums = (
        ("rows", outcome.rows_in, outcome.accounted_rows()),
        ("hours", outcome.hours_in, outcome.hours_loaded + outcome.hours_quarantined),
        ("amount", outcome.amount_in, outcome.amount_loaded + outcome.amount_quarantined),
    )
    for name, found, accounted in sums:
        if found != accounted:
            raise ConservationError(
                f"{outcome.file_name} ({outcome.entity}): {name} read {found}, accounted for {accounted}. Nothing of "
                "this load was published. This is a fault of PROP, not of the file: keep the file and report it."
            )


def reason_to_hold(database: Database, contract: SourceContract, outcome: FileOutcome) -> str | None:
    """Why a person should look before this file replaces what is published; None when it looks like itself."""
    breaker = contract.breaker
    rows, bad = outcome.rows_in, outcome.counts["quarantined"]
    if bad and outcome.entity in contract.key_entities:
        return (
            f"{bad} of {rows} rows could not be read, and {outcome.entity} is a key file in which none may be missing"
        )
    if rows and bad / rows > breaker.maximum_quarantined_ratio:
        return f"{bad} of {rows} rows could not be read, above the limit of {breaker.maximum_quarantined_ratio:.0%}"
    earlier = _earlier_row_counts(database, outcome)
    if earlier:
        usual = Decimal(median(earlier))
        if rows < breaker.minimum_row_count_ratio * usual or rows > breaker.maximum_row_count_ratio * usual:
            return f"it has {rows} rows, the last {len(earlier)} loads of it had {usual:.0f} (median)"
    return None


def _earlier_row_counts(database: Database, outcome: FileOutcome) -> list[int]:
    rows = database.rows(
        "SELECT f.physical_record_count - f.header_count - f.ignored_count + f.unpivoted_count AS row_count "
        "FROM ops.load_file AS f WHERE f.file_name = :file_name AND f.entity = :entity AND f.status = 'published' "
        "ORDER BY f.file_id DESC",
        file_name=outcome.file_name,
        entity=outcome.entity,
    )
    return [int(row["row_count"]) for row in rows[:_EARLIER_LOADS]]
