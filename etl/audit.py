"""Two questions before anything is published.

Is every row accounted for, and does the file look like itself?
"""

from decimal import Decimal
from statistics import median
from typing import Any

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
    earlier = _earlier_loads(database, contract, outcome)
    return (
        _too_many_set_aside(contract, outcome)
        or _looks_cut_off(contract, outcome)
        or _unlike_the_earlier_ones(contract, outcome, earlier[:_EARLIER_LOADS])
        or _was_replaced_before(contract, outcome, earlier)
    )


def _too_many_set_aside(contract: SourceContract, outcome: FileOutcome) -> str | None:
    rows, bad = outcome.rows_in, outcome.counts["quarantined"]
    limit = contract.breaker.maximum_quarantined_ratio
    if bad and outcome.entity in contract.key_entities:
        return (
            f"{bad} of {rows} rows could not be read, and {outcome.entity} is a key file in which none may be missing"
        )
    if rows and bad / rows > limit:
        return f"{bad} of {rows} rows could not be read, above the limit of {limit:.0%}"
    return None


def _looks_cut_off(contract: SourceContract, outcome: FileOutcome) -> str | None:
    """Tools stop at round numbers of records, with or without the header, and say nothing."""
    records = outcome.physical_record_count
    limits = {records, records - outcome.header_count} & set(contract.breaker.suspicious_row_counts)
    if not limits:
        return None
    return f"it has exactly {limits.pop():,} records, where some tools stop; the rest may be missing"


def _unlike_the_earlier_ones(
    contract: SourceContract, outcome: FileOutcome, earlier: list[dict[str, Any]]
) -> str | None:
    """Far fewer or more rows, or another sum of hours or money, than the last loads of the file."""
    if not earlier:
        return None
    breaker, rows = contract.breaker, outcome.rows_in
    usual = Decimal(median(int(load["row_count"]) for load in earlier))
    if rows < breaker.minimum_row_count_ratio * usual or rows > breaker.maximum_row_count_ratio * usual:
        return f"it has {rows} rows, the last {len(earlier)} loads of it had {usual:.0f} (median)"
    limit = breaker.maximum_control_total_deviation_ratio
    for name, found in (("hours", outcome.hours_in), ("amount", outcome.amount_in)):
        usual = Decimal(median(Decimal(load[f"{name}_in"]) for load in earlier))
        if usual > 0 and abs(found - usual) > limit * usual:
            return (
                f"its total {name} is {found:,.2f}, the last {len(earlier)} loads of it had {usual:,.2f} (median), "
                f"which is more than {limit:.0%} off"
            )
    return None


def _was_replaced_before(contract: SourceContract, outcome: FileOutcome, earlier: list[dict[str, Any]]) -> str | None:
    """An older snapshot would bring back what a newer one took away."""
    is_full = any(extract.snapshot == "full" for extract in contract.extracts_of(outcome.entity))
    hashes = [load["sha256"] for load in earlier]
    if not is_full or outcome.sha256 not in hashes[1:] or outcome.sha256 == hashes[0]:
        return None
    return "it is an older snapshot: the very same file was published before, and replaced by a newer one since"


def _earlier_loads(database: Database, contract: SourceContract, outcome: FileOutcome) -> list[dict[str, Any]]:
    """Published loads of the file by this source, the newest first."""
    rows = database.rows(
        "SELECT f.physical_record_count - f.header_count - f.ignored_count + f.unpivoted_count AS row_count, "
        "f.hours_in, f.amount_in, f.sha256, f.sheet_name FROM ops.load_file AS f "
        "INNER JOIN ops.load_batch AS b ON b.batch_id = f.batch_id "
        "WHERE b.source_system = :source_system AND f.file_name = :file_name AND f.entity = :entity "
        "AND f.status = 'published' ORDER BY f.file_id DESC",
        source_system=contract.source_system,
        file_name=outcome.file_name,
        entity=outcome.entity,
    )
    return [row for row in rows if row["sheet_name"] == outcome.sheet_name]
