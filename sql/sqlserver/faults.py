"""Why a server cannot be connected to, in words that a DBA can act on."""

import re

import pyodbc  # type: ignore[import-not-found, unused-ignore]

from config.errors import DatabaseError
from sql.errors import TransientError
from sql.sqlserver.errors import is_transient, numbers, state
from sql.sqlserver.settings import DRIVER

LOGIN_FAILED = {18456, 18452, 18470, 18486, 18487, 18488}
NO_SUCH_DATABASE = {4060, 911}
NO_DRIVER = re.compile(r"can't open lib|data source name not found", re.IGNORECASE)
NO_TRUST = re.compile(r"certificate|ssl provider|ssl security", re.IGNORECASE)
BAD_KEYWORD = re.compile(r"Invalid value specified for connection string attribute '(\w+)'")
TIMED_OUT = "HYT00"
BROKEN_OFF = "Protocol error in TDS stream"  # the server, or something before it, hung up in the middle of the login


def connection_error(error: pyodbc.Error, url: str, login_timeout_seconds: int) -> DatabaseError:
    """The driver's error while it connects, in our words; a server that may come back is worth another try.

    Parameters
    ----------
    url
        Without its password.
    """
    found, way_out = _lasting_cause(error) or (None, None)
    if found:
        return DatabaseError(f"{url}: {found}. Nothing was opened. {way_out}")
    if state(error) == TIMED_OUT or is_transient(error) or BROKEN_OFF in _words(error):
        return TransientError(
            f"{url}: the server did not answer within {login_timeout_seconds} s ({_words(error)}). Nothing was opened. "
            "Check the host, the port, the firewall, and that the server runs; a paused Azure SQL database needs about "
            "a minute."
        )
    return DatabaseError(
        f"{url}: cannot be connected to ({_words(error)}). Nothing was opened. See docs/database-connections.md."
    )


def _words(error: pyodbc.Error) -> str:
    return str(error.args[1] if len(error.args) > 1 else error)


def _lasting_cause(error: pyodbc.Error) -> tuple[str, str] | None:
    """What was found and the way out, where another try would meet the same."""
    words, found = _words(error), numbers(error)
    if NO_DRIVER.search(words) or state(error) == "IM002":
        drivers = ", ".join(pyodbc.drivers()) or "none"
        return (
            f"the ODBC driver that the URL names is not installed on this machine, which has {drivers}",
            f"Install {DRIVER} (learn.microsoft.com, search for its name), or name another after driver=.",
        )
    if NO_TRUST.search(words):
        return (
            f"the server's certificate is not trusted ({words})",
            "Install its issuer's certificate on this machine, or name the host it is for with HostNameInCertificate=.",
        )
    if keyword := BAD_KEYWORD.search(words):
        return f"the driver does not know this value of {keyword[1]}", "See docs/database-connections.md."
    if found & LOGIN_FAILED or state(error) == "28000":
        return (
            f"the server refused the login ({words})",
            "Check the user, and PROP_DATABASE_PASSWORD or its file; the reason stands in the server's error log.",
        )
    if found & NO_SUCH_DATABASE:
        return (
            "the server has no such database, or this login may not enter it",
            "Correct the name, create the database, or let a DBA add the login's user to it.",
        )
    return None
