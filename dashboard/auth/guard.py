"""Callbacks are guarded one by one as well: a callback is registered with its roles, or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import dash
from werkzeug.exceptions import Forbidden

from dashboard.auth.reader import Reader, current_reader
from sql.session_scope import acting_for


@dataclass(frozen=True)
class Registration:
    """A callback waiting for an app: every app of this process gets all of them."""

    function: Callable[..., Any]
    dependencies: tuple[Any, ...]
    options: dict[str, Any]


_REGISTRATIONS: list[Registration] = []


def check_role(reader: Reader, roles: Iterable[str]) -> None:
    """Pass, or refuse.

    Raises
    ------
    werkzeug.exceptions.Forbidden
        The reader's role is none of ``roles``.
    """
    if reader.role not in roles:
        raise Forbidden("Your role does not allow this.")


def guarded_callback(
    *dependencies: Any, roles: frozenset[str], **options: Any
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a callback for the named roles; the function receives the session's ``reader`` by keyword."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def guarded(*values: Any) -> Any:
            reader = current_reader()
            check_role(reader, roles)
            with acting_for(reader.user_id):
                return function(*values, reader=reader)

        guarded.roles = roles  # type: ignore[attr-defined] # read by the test that walks the callback map
        _REGISTRATIONS.append(Registration(guarded, dependencies, options))
        return function

    return register


def install_callbacks(app: dash.Dash) -> None:
    """Give an app every guarded callback of the modules imported so far."""
    for registration in _REGISTRATIONS:
        app.callback(*registration.dependencies, **registration.options)(registration.function)
