"""Who is in which role of the database on SQL Server; what a role may do is in server/*.permission.sql."""

from dataclasses import dataclass

from config.errors import UsageError
from sql.database import Database, Transaction

ROLES = ("prop_etl", "prop_optimizer", "prop_dashboard", "prop_bi", "prop_dba")
LONGEST_NAME = 128
MEMBERS = """
SELECT r.name AS role_name, m.name AS user_name
FROM sys.database_role_members AS x
INNER JOIN sys.database_principals AS r ON r.principal_id = x.role_principal_id
INNER JOIN sys.database_principals AS m ON m.principal_id = x.member_principal_id
WHERE r.name IN (:roles)
ORDER BY r.name, m.name
"""


@dataclass(frozen=True)
class Member:
    """A user of the database in one of PROP's roles."""

    role: str
    user: str


def members(database: Database) -> list[Member]:
    """Everybody in one of the five roles."""
    _require_server(database)
    return [Member(row["role_name"], row["user_name"]) for row in database.rows(MEMBERS, roles=list(ROLES))]


def grant(database: Database, role: str, login: str, *, is_external: bool = False) -> bool:
    """Put a login into a role, as a user of the database under the same name; whether anything changed.

    Parameters
    ----------
    login
        A login of the server; with ``is_external`` a user, group or application of Entra ID.

    Raises
    ------
    UsageError
        There is no such role or login, or the name is none; nothing was changed.
    """
    _check(database, role, login)
    if Member(role, login) in members(database):
        return False
    database.unit_of_work(lambda transaction: _grant(transaction, role, login, is_external=is_external))
    return True


def revoke(database: Database, role: str, login: str) -> bool:
    """Take a user out of a role; whether anything changed. The user stays, and may be in other roles."""
    _check(database, role, login)
    if Member(role, login) not in members(database):
        return False
    database.unit_of_work(
        lambda transaction: transaction.run_script(f"ALTER ROLE {role} DROP MEMBER {quoted_name(login)};")
    )
    return True


def quoted_name(name: str) -> str:
    """A name as QUOTENAME writes it: nothing in it can end it."""
    return f"[{name.replace(']', ']]')}]"


def _grant(transaction: Transaction, role: str, login: str, *, is_external: bool) -> None:
    name = quoted_name(login)
    if not transaction.rows("SELECT p.name FROM sys.database_principals AS p WHERE p.name = :login", login=login):
        if not is_external:
            _require_login(transaction, login)
        origin = "FROM EXTERNAL PROVIDER" if is_external else f"FOR LOGIN {name}"
        transaction.run_script(f"CREATE USER {name} {origin};")
    transaction.run_script(f"ALTER ROLE {role} ADD MEMBER {name};")


def _require_login(transaction: Transaction, login: str) -> None:
    if transaction.scalar("SELECT SUSER_ID(:login) AS login_id", login=login) is None:
        raise UsageError(
            f"{login} is no login of this server. Nothing was changed. Create it first, in master: "
            f"CREATE LOGIN {quoted_name(login)} WITH PASSWORD = '…'; or add --external for a name of Entra ID."
        )


def _check(database: Database, role: str, login: str) -> None:
    _require_server(database)
    if role not in ROLES:
        raise UsageError(f"{role} is no role of PROP. Nothing was changed. The roles are {', '.join(ROLES)}.")
    if not login.strip() or len(login) > LONGEST_NAME or not login.isprintable():
        raise UsageError(
            f"{login!r} cannot be the name of a login: 1 to {LONGEST_NAME} printable characters are expected. "
            "Nothing was changed."
        )


def _require_server(database: Database) -> None:
    if database.engine_name == "duckdb":
        raise UsageError(
            f"{database.url} has no roles: who can read a DuckDB file can read all of it. Nothing was changed. "
            "Name a SQL Server with --database."
        )
