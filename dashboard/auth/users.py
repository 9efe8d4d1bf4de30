"""Accounts: the first admin comes from the command line; there is no page that creates one."""

from collections.abc import Sequence

from config.errors import UsageError
from dashboard.auth.clock import utc_now
from dashboard.auth.passwords import MINIMUM_PASSWORD_LENGTH, is_right_password, password_hash
from dashboard.auth.reader import ROLES
from dashboard.auth.writing import write
from sql.database import Database

DEMO_USER = "demo"
DEMO_PASSWORD = "look around"  # noqa: S105 - shown on the sign-in page of the demo, refused everywhere else


def add_user(
    database: Database,
    *,
    user_name: str,
    display_name: str,
    role: str,
    password: str,
    practices: Sequence[str] = (),
    clients: Sequence[str] = (),
    has_all_scope: bool = False,
) -> None:
    """Create an account that sees the named practices and clients (source ids), or everything.

    Raises
    ------
    config.errors.UsageError
        The role is unknown, the password short, or the name taken.
    """
    _check(database, user_name=user_name, role=role, password=password)
    _insert(database, user_name, display_name, role, password, has_all_scope=has_all_scope, is_demo=False)
    for kind, source_ids in (("practice", practices), ("client", clients)):
        for source_id in source_ids:
            write(
                database,
                """
                INSERT INTO app.user_scope (user_id, scope_kind, scope_source_id)
                SELECT u.user_id, :kind, :source_id FROM app.user_account AS u WHERE u.user_name = :user_name;
                """,
                kind=kind,
                source_id=source_id,
                user_name=user_name,
            )


def ensure_demo_reader(database: Database) -> None:
    """Create the demo account where it is missing; only demo mode calls this, and only demo mode lets it in."""
    if not _account(database, DEMO_USER):
        _insert(database, DEMO_USER, "Demo reader", "manager", DEMO_PASSWORD, has_all_scope=True, is_demo=True)


def disable_user(database: Database, user_name: str) -> None:
    """Refuse an account from its next request on.

    Raises
    ------
    config.errors.UsageError
        There is no such account.
    """
    if not _account(database, user_name):
        raise UsageError(f"There is no user {user_name}. Nothing was changed. `prop user list` shows the accounts.")
    write(database, "UPDATE app.user_account SET is_enabled = 0 WHERE user_name = :user_name;", user_name=user_name)


def users(database: Database) -> list[dict[str, object]]:
    """Every account with its role and scope, without hashes."""
    accounts = database.rows(
        """
        SELECT u.user_id, u.user_name, u.display_name, u.role_name, u.is_enabled, u.is_demo, u.has_all_scope
        FROM app.user_account AS u ORDER BY u.user_name;
        """
    )
    scopes = database.rows("SELECT s.user_id, s.scope_kind, s.scope_source_id FROM app.user_scope AS s;")
    for account in accounts:
        mine = [f"{s['scope_kind']} {s['scope_source_id']}" for s in scopes if s["user_id"] == account["user_id"]]
        account["scope"] = "everything" if account["has_all_scope"] else ", ".join(sorted(mine)) or "nothing"
    return accounts


def user_id_of(database: Database, user_name: str, password: str, *, is_demo: bool) -> int | None:
    """The account with this name and password, or ``None``; every refusal takes the same time."""
    account = _account(database, user_name)
    stored_hash = str(account["password_hash"]) if account else None
    if not is_right_password(password, stored_hash) or account is None:
        return None
    if not account["is_enabled"] or (account["is_demo"] and not is_demo):
        return None
    return int(str(account["user_id"]))


def _account(database: Database, user_name: str) -> dict[str, object] | None:
    rows = database.rows(
        """
        SELECT u.user_id, u.password_hash, u.is_enabled, u.is_demo
        FROM app.user_account AS u WHERE u.user_name = :user_name;
        """,
        user_name=user_name,
    )
    return rows[0] if rows else None


def _check(database: Database, *, user_name: str, role: str, password: str) -> None:
    if role not in ROLES:
        raise UsageError(f"User {user_name}: no role {role}; the roles are {', '.join(ROLES)}. No account was created.")
    if len(password) < MINIMUM_PASSWORD_LENGTH:
        raise UsageError(
            f"User {user_name}: the password has {len(password)} characters, {MINIMUM_PASSWORD_LENGTH} are the least. "
            "No account was created."
        )
    if _account(database, user_name):
        raise UsageError(f"User {user_name} exists already. Nothing was changed. Choose another name.")


def _insert(
    database: Database,
    user_name: str,
    display_name: str,
    role: str,
    password: str,
    *,
    has_all_scope: bool,
    is_demo: bool,
) -> None:
    write(
        database,
        """
        INSERT INTO app.user_account
            (user_id, user_name, display_name, password_hash, role_name, is_enabled, is_demo, has_all_scope,
            created_at_utc)
        SELECT COALESCE(MAX(u.user_id), 0) + 1, :user_name, :display_name, :password_hash, :role_name, 1, :is_demo,
            :has_all_scope, :created_at_utc
        FROM app.user_account AS u;
        """,
        user_name=user_name,
        display_name=display_name,
        password_hash=password_hash(password),
        role_name=role,
        is_demo=is_demo,
        has_all_scope=has_all_scope,
        created_at_utc=utc_now(),
    )
