"""Keep up to date what row-level security looks up: which practice or client opens which rows."""

from functools import cache

from sql.database import Transaction
from sql.files import SqlTree
from sql.translation.dialect import batches

SCRIPT = "security/security.subject_scope.seed.sql"


def refresh_reader_scope(transaction: Transaction) -> int:
    """Bring ``security.subject_scope`` to what the tables say now; the number of rows taken away or added.

    Parameters
    ----------
    transaction
        The one that publishes a load or a run: readers see the new rows and may see them at the same moment.
    """
    return sum(transaction.execute(statement) for statement in _statements())


@cache
def _statements() -> tuple[str, ...]:
    """The statements of the script that the first deployment runs as well."""
    return tuple(batches(SqlTree().file(SCRIPT).text))
