"""Who may work with scenarios: they are of the whole firm, and an applied one steers everybody's plan."""

from dataclasses import dataclass

from config.errors import PropError, UsageError
from sql.database import Reader

PLANNING_ROLES = frozenset({"manager", "admin"})
COMMAND_LINE = "command line"


class NotAllowedError(PropError):
    """The role or the scope of whoever asks does not allow it."""


@dataclass(frozen=True)
class Planner:
    """Who asks, by the name that the audit trail keeps.

    Raises
    ------
    NotAllowedError
        The role is no planner's, or the scope is not the whole firm.
    """

    name: str
    role: str
    has_all_scope: bool

    def __post_init__(self) -> None:
        """Refuse in words."""
        if self.role not in PLANNING_ROLES:
            raise NotAllowedError(
                f"Scenarios are for managers and administrators; {self.name} is {self.role}. Nothing was changed. "
                "Ask one of them."
            )
        if not self.has_all_scope:
            raise NotAllowedError(
                f"Scenarios are of the whole firm, and {self.name} sees a part of it. Nothing was changed. "
                "Ask an administrator for that scope."
            )


def operator() -> Planner:
    """Whoever has the command line and the database."""
    return Planner(COMMAND_LINE, "admin", has_all_scope=True)


def planner_of(reader: Reader, user_name: str) -> Planner:
    """The planner behind an account of the app.

    Raises
    ------
    UsageError
        There is no such account, or it is disabled.
    NotAllowedError
        Its role or scope does not allow it.
    """
    rows = reader.rows(
        "SELECT u.user_name, u.role_name, u.has_all_scope FROM app.user_account AS u "
        "WHERE u.user_name = :user_name AND u.is_enabled = 1",
        user_name=user_name,
    )
    if not rows:
        raise UsageError(f"There is no enabled account {user_name}. Nothing was changed. Name one of `prop user list`.")
    return Planner(rows[0]["user_name"], rows[0]["role_name"], has_all_scope=bool(rows[0]["has_all_scope"]))
