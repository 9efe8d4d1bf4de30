"""Parameters in force at the reporting date."""

from dashboard.auth.reader import Reader
from dashboard.queries.scope import public_rows


def parameter(reader: Reader, code: str, default: str) -> str:
    """The value of one parameter, as text."""
    rows = public_rows(
        reader, "SELECT p.parameter_value FROM ops.parameter_current AS p WHERE p.parameter_code = :code;", code=code
    )
    return str(rows[0]["parameter_value"]) if rows else default
