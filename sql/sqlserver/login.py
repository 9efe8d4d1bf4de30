"""Signing in with whatever identity of Entra ID the machine has: the ODBC driver wants a token for that."""

import struct
from typing import Any

from sqlalchemy import Engine, event

from config.errors import DatabaseError

ACCESS_TOKEN = 1256  # SQL_COPT_SS_ACCESS_TOKEN, set before the connection is opened
AZURE_SQL = "https://database.windows.net/.default"


def sign_in_by_token(engine: Engine) -> None:
    """Give every new connection of the engine a token of the machine's own identity.

    That is, in this order: a service principal in the environment, a workload or managed identity, and the developer's
    own `az login` (``DefaultAzureCredential``, which keeps the token until it is about to end).

    Raises
    ------
    DatabaseError
        ``azure-identity`` is not installed.
    """
    credential = default_credential()

    @event.listens_for(engine, "do_connect")
    def give_token(_dialect: Any, _record: Any, arguments: list[Any], keywords: dict[str, Any]) -> None:
        arguments[0] = arguments[0].replace("Trusted_Connection=Yes", "")  # refused beside a token
        keywords["attrs_before"] = {ACCESS_TOKEN: token_attribute(new_token(credential))}


def default_credential() -> Any:
    """The credential of this machine."""
    try:
        from azure.identity import DefaultAzureCredential  # noqa: PLC0415 (few installations need it)
    except ImportError as error:
        raise DatabaseError(
            "Authentication=ActiveDirectoryDefault needs the package azure-identity, which is not installed. "
            "Nothing was opened. Install the extra: pip install 'prop[mssql-native]'."
        ) from error
    return DefaultAzureCredential()


def new_token(credential: Any) -> str:
    """A token for Azure SQL.

    Raises
    ------
    DatabaseError
        No identity was found, or Entra ID refused it.
    """
    from azure.core.exceptions import AzureError  # noqa: PLC0415

    try:
        return str(credential.get_token(AZURE_SQL).token)
    except AzureError as error:
        first_line = str(error).partition("\n")[0]
        raise DatabaseError(
            f"No identity of this machine could sign in to Azure ({first_line}). Nothing was opened. Run `az login`, "
            "give the machine a managed identity, or set AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_CLIENT_SECRET."
        ) from error


def token_attribute(token: str) -> bytes:
    """The token as the driver wants it: its length in bytes, then UTF-16."""
    text = token.encode("utf-16-le")
    return struct.pack("<i", len(text)) + text
