"""The session cookie: `__Host-` and Secure over https, a plain HttpOnly one on a loopback address without it."""

from flask import Request, Response
from werkzeug.exceptions import Forbidden

from dashboard.auth.sessions import ABSOLUTE_LIMIT

SECURE_NAME = "__Host-prop_session"
LOOPBACK_NAME = "prop_session"
_LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})


def session_token(request: Request) -> str | None:
    """The token that this request brings, from the cookie that fits its scheme."""
    return request.cookies.get(_name(request))


def set_session_cookie(request: Request, response: Response, token: str) -> None:
    """Hand the token to the browser.

    Raises
    ------
    werkzeug.exceptions.Forbidden
        Plain http from another machine: the token would travel in clear.
    """
    if not request.is_secure and not is_loopback(request):
        raise Forbidden("Sign in over https: on plain http the session could be read on its way.")
    response.set_cookie(
        _name(request),
        token,
        max_age=int(ABSOLUTE_LIMIT.total_seconds()),
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def forget_session_cookie(request: Request, response: Response) -> None:
    """Take the cookie back."""
    response.delete_cookie(_name(request), secure=request.is_secure, httponly=True, samesite="Lax", path="/")


def is_loopback(request: Request) -> bool:
    """Does the browser speak to this very machine."""
    return request.host.rsplit(":", 1)[0] in _LOOPBACK_HOSTS or request.host in _LOOPBACK_HOSTS


def _name(request: Request) -> str:
    return SECURE_NAME if request.is_secure else LOOPBACK_NAME
