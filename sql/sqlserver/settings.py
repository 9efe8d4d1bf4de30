"""How a server is connected to: the URL of an installation, checked and completed, safe where it says nothing."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from sqlalchemy import URL

from config.errors import UsageError
from config.settings import settings

BulkWay = Literal["rows", "fast", "native"]
ReadBack = Literal["full", "sample"]
DRIVER = "ODBC Driver 18 for SQL Server"
DEFAULTS = {
    "login_timeout": 15,  # seconds, as the next three
    "query_timeout": 3600,
    "lock_timeout": 60,
    "pool_recycle": 1800,
    "pool_size": 10,
    "pool_overflow": 20,
}
"""Our own numbers in the URL's query; the rest of the query is the driver's."""
DEFAULT_WORDS = {"bulk": "fast", "readback": "full"}
CHOICES = {"bulk": get_args(BulkWay), "readback": get_args(ReadBack)}
ENCRYPTED = {"yes", "mandatory", "strict", "true"}
NOT_ENCRYPTED = {"no", "optional", "false"}
TOKEN_BY_US = "activedirectorydefault"  # noqa: S105 (a name of Microsoft's, no token)
REQUIRED, ALLOWED, REFUSED = "needs", "may have", "takes no"
CREDENTIALS = {  # Authentication keyword: what it wants as user, and as password
    "sqlpassword": (REQUIRED, REQUIRED),
    "activedirectoryserviceprincipal": (REQUIRED, REQUIRED),  # client id and client secret
    "activedirectorymsi": (ALLOWED, REFUSED),  # the client id of a user-assigned identity
    "activedirectoryinteractive": (REQUIRED, REFUSED),
    "activedirectoryintegrated": (REFUSED, REFUSED),
    TOKEN_BY_US: (REFUSED, REFUSED),
}
MISSING = {
    "user": "Put the user into the URL.",
    "password": "Set PROP_DATABASE_PASSWORD or PROP_DATABASE_PASSWORD_FILE.",
}


@dataclass(frozen=True)
class ServerSettings:
    """What the URL and the settings say, with every default filled in. Times are in seconds."""

    url: URL
    """What the driver gets: its own keywords, the password, ``Encrypt`` and the application's name."""
    numbers: Mapping[str, int]
    bulk: BulkWay
    readback: ReadBack
    has_our_token: bool
    warnings: tuple[str, ...]


def server_settings(url: URL) -> ServerSettings:
    """The settings behind a URL.

    Parameters
    ----------
    url
        ``mssql+pyodbc://…``; a missing password is taken from ``PROP_DATABASE_PASSWORD`` or its file.

    Raises
    ------
    UsageError
        Two settings contradict each other, or a value is none of those allowed; nothing was opened.
    """
    query = _flat(url)
    numbers = {name: _number(name, query.pop(name, default)) for name, default in DEFAULTS.items()}
    words: dict[str, Any] = {name: _word(name, query.pop(name, default)) for name, default in DEFAULT_WORDS.items()}
    method = query.get("authentication", "").lower()
    complete = _with_password(url, method)
    _check_credentials(complete, query, method)
    if method == TOKEN_BY_US:
        query.pop("authentication")
    query.setdefault("driver", DRIVER)
    query.setdefault("encrypt", "yes")
    query.setdefault("connectretrycount", "0")  # a session that the driver renews by itself has lost its locks
    query.setdefault("app", application_name())
    return ServerSettings(
        url=complete.set(query=query),
        numbers=numbers,
        **words,
        has_our_token=method == TOKEN_BY_US,
        warnings=_encryption(query),
    )


def application_name() -> str:
    """What a DBA sees in ``sys.dm_exec_sessions``: ``PROP`` and the command at work."""
    program, *arguments = sys.argv or [""]
    command = arguments[0] if arguments and Path(program).stem == "prop" else ""
    return f"PROP {command}" if command.isidentifier() else "PROP"


def _flat(url: URL) -> dict[str, str]:
    """The query with keywords in lower case, each said once."""
    query: dict[str, str] = {}
    for name, value in url.query.items():
        if not isinstance(value, str) or name.lower() in query:
            raise UsageError(f"The database URL says {name} twice. Nothing was opened. Leave one of them.")
        query[name.lower()] = value
    return query


def _number(name: str, value: str | int) -> int:
    if not str(value).isdecimal():
        raise UsageError(
            f"The database URL says {name}={value}. Nothing was opened. Give a whole number, such as {DEFAULTS[name]}."
        )
    return int(value)


def _word(name: str, value: str) -> str:
    if value not in CHOICES[name]:
        raise UsageError(
            f"The database URL says {name}={value}. Nothing was opened. Choose one of {', '.join(CHOICES[name])}."
        )
    return value


def _with_password(url: URL, method: str) -> URL:
    """The password of the settings where the URL has a user and none of its own."""
    wants_password = CREDENTIALS.get(method, CREDENTIALS["sqlpassword"])[1] == REQUIRED
    if url.username and url.password is None and wants_password:
        return url.set(password=settings().database_secret())
    return url


def _check_credentials(url: URL, query: Mapping[str, str], method: str) -> None:
    """Refuse what the driver would refuse in words that help nobody, or take for something else."""
    name = query.get("authentication", "")
    if method and method not in CREDENTIALS:
        raise UsageError(
            f"Authentication={name} is not supported. Nothing was opened. Choose SqlPassword, ActiveDirectoryDefault, "
            "ActiveDirectoryServicePrincipal, ActiveDirectoryMsi, ActiveDirectoryInteractive or "
            "ActiveDirectoryIntegrated."
        )
    if "trusted_connection" in query and (url.username or method):
        raise UsageError(
            "The database URL has Trusted_Connection beside a user or Authentication. Nothing was opened. "
            "Leave one way to sign in."
        )
    if not method and not url.username:
        return  # Windows or Kerberos, as the driver does by default
    given = {"user": bool(url.username), "password": bool(url.password)}
    for (what, is_given), rule in zip(given.items(), CREDENTIALS[method or "sqlpassword"], strict=True):
        if (rule == REQUIRED and not is_given) or (rule == REFUSED and is_given):
            found, way_out = ("one", f"Take the {what} out of the URL.") if is_given else ("none", MISSING[what])
            raise UsageError(
                f"{name or 'A login by name'} {rule} {what}, and the database URL has {found}. "
                f"Nothing was opened. {way_out}"
            )
    if method == "activedirectoryinteractive" and sys.platform != "win32":
        raise UsageError(
            "ActiveDirectoryInteractive opens a window, which the driver does on Windows alone. Nothing was opened. "
            "Say Authentication=ActiveDirectoryDefault after `az login`."
        )


def _encryption(query: Mapping[str, str]) -> tuple[str, ...]:
    """What a DBA should know of a connection that is less safe than the default."""
    encrypt, trust = query["encrypt"].lower(), query.get("trustservercertificate", "no").lower()
    if encrypt not in ENCRYPTED | NOT_ENCRYPTED:
        raise UsageError(f"The database URL says Encrypt={encrypt}. Nothing was opened. Choose yes, strict or no.")
    if encrypt in NOT_ENCRYPTED:
        return (f"The connection is not encrypted (Encrypt={encrypt}): rows and answers can be read on the way.",)
    if trust in {"yes", "true"}:
        return ("The server's certificate is not checked (TrustServerCertificate=yes): anybody may stand in for it.",)
    return ()
