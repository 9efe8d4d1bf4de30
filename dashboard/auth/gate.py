"""The one door: no request passes without a session, but the few that say so here."""

from contextlib import ExitStack

from flask import Flask, Request, Response, current_app, g, redirect, request, url_for
from werkzeug.exceptions import BadRequest, Forbidden, UnsupportedMediaType

from dashboard.auth.cookie import session_token
from dashboard.auth.reader import current_database
from dashboard.auth.sessions import reader_of_session
from sql.session_scope import acting_for

PUBLIC_ENDPOINTS = frozenset({"login.form", "login.sign_in", "health.live", "health.ready", "_dash_assets.static"})
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_CALLBACK_PATH = "/_dash-update-component"
MAXIMUM_REQUEST_BYTES = 1_000_000


def install_gate(server: Flask) -> None:
    """Refuse by default. Must be registered before Dash registers its own hooks."""
    server.config["MAX_CONTENT_LENGTH"] = MAXIMUM_REQUEST_BYTES
    server.before_request(_admit)
    server.teardown_request(_act_for_nobody_again)


def _admit() -> Response | None:
    if request.method not in _SAFE_METHODS:
        _check_origin(request)
        _check_form(request)
    g.reader = None
    g.acting = ExitStack()
    g.acting.enter_context(acting_for(None))
    token = session_token(request)
    if token:
        g.reader = reader_of_session(
            current_database(),
            token,
            current_app.extensions["prop_secret"],
            is_demo=current_app.extensions["prop_is_demo"],
        )
    if g.reader is not None:
        g.acting.enter_context(acting_for(g.reader.user_id))
    if g.reader is not None or request.endpoint in PUBLIC_ENDPOINTS:
        return None
    return _refuse(request)


def _act_for_nobody_again(_error: BaseException | None) -> None:
    """The thread goes on to another request, and must not take this one's reader along."""
    if "acting" in g:
        g.pop("acting").close()


def _check_origin(incoming: Request) -> None:
    """Only pages of this very site may change or ask anything (no cross-site request forgery)."""
    if incoming.headers.get("Origin") != incoming.host_url.rstrip("/"):
        raise Forbidden("This request came from another site.")


def _check_form(incoming: Request) -> None:
    if incoming.path.startswith("/_dash") and incoming.mimetype != "application/json":
        raise UnsupportedMediaType("Callbacks take JSON alone.")
    if incoming.path == _CALLBACK_PATH and not isinstance(incoming.get_json(silent=True), dict):
        raise BadRequest("Callbacks take a JSON object.")


def _refuse(incoming: Request) -> Response:
    if incoming.method == "GET" and not incoming.path.startswith("/_") and incoming.endpoint != "exports.download":
        asked = incoming.full_path.rstrip("?")
        return redirect(url_for("login.form", next=asked) if asked != "/" else url_for("login.form"))  # type: ignore[return-value]
    return Response('{"error": "not signed in"}', status=401, mimetype="application/json")
