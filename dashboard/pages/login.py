"""Sign in and out: plain forms, so that a stranger receives nothing of the app itself."""

from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Request,
    Response,
    current_app,
    make_response,
    redirect,
    render_template_string,
    request,
    url_for,
)

from dashboard.auth.cookie import forget_session_cookie, session_token, set_session_cookie
from dashboard.auth.reader import current_database
from dashboard.auth.sessions import end_session, start_session
from dashboard.auth.throttle import is_throttled, record_attempt
from dashboard.auth.users import DEMO_PASSWORD, DEMO_USER, user_id_of

login = Blueprint("login", __name__)

REFUSAL = "Name and password do not match, or there were too many attempts. Try again, or wait a quarter of an hour."
_LONGEST_PASSWORD = 1000

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in · PROP</title>
<link rel="icon" type="image/svg+xml" href="/assets/mark.svg">
<script src="/assets/theme.js"></script>
{% for sheet in sheets %}<link rel="stylesheet" href="/assets/{{ sheet }}">{% endfor %}
</head>
<body>
<main class="sign-in"><div class="sign-in__box">
<div class="brand"><span class="brand__mark"></span>
<span><span class="brand__name">PROP</span><br>
<span class="brand__line">Predictive Resource Optimization Platform</span></span></div>
<h1>Sign in</h1>
{% if refusal %}<div class="alert alert-danger" role="alert"><span class="icon icon--bad"></span>
<p>{{ refusal }}</p></div>{% endif %}
<form method="post" action="/login">
<input type="hidden" name="next" value="{{ next }}">
<label class="form-label">Name
<input class="form-control" name="user_name" autocomplete="username" required maxlength="100" autofocus
value="{{ user_name }}"></label>
<label class="form-label">Password
<input class="form-control" name="password" type="password" autocomplete="current-password" required
maxlength="1000"></label>
<button class="btn btn-primary" type="submit">Sign in</button>
</form>
{% if is_demo %}<p class="sign-in__demo">This is the demo with a made-up firm. Name <code>{{ demo_user }}</code>,
password <code>{{ demo_password }}</code>.</p>{% endif %}
</div></main>
</body>
</html>"""


@login.get("/login")
def form() -> Response:
    """The empty form."""
    return _page(target=relative_target(request.args.get("next")))


@login.post("/login")
def sign_in() -> Response:
    """Check name and password; open a new session, or answer every refusal alike."""
    database = current_database()
    user_name = request.form.get("user_name", "").strip()
    password = request.form.get("password", "")[:_LONGEST_PASSWORD]
    address = request.remote_addr or "unknown"
    target = relative_target(request.form.get("next"))
    was_throttled = is_throttled(database, user_name=user_name, address=address)
    user_id = user_id_of(database, user_name, password, is_demo=current_app.extensions["prop_is_demo"])
    is_success = user_id is not None and not was_throttled
    record_attempt(database, user_name=user_name, address=address, is_success=is_success)
    if user_id is None or not is_success:
        return _page(target=target, user_name=user_name, refusal=REFUSAL, status=401)
    _end_current_session(request)
    response = make_response(redirect(target, code=303))
    set_session_cookie(request, response, start_session(database, user_id, current_app.extensions["prop_secret"]))
    return response


@login.post("/logout")
def sign_out() -> Response:
    """End the session for good."""
    _end_current_session(request)
    response = make_response(redirect(url_for("login.form"), code=303))
    forget_session_cookie(request, response)
    return response


def relative_target(target: str | None) -> str:
    """Where to go after signing in: a path of this site, else the portfolio."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return "/"
    if any(ord(character) < ord(" ") or character == "\\" for character in target):
        return "/"
    parts = urlsplit(target)
    return "/" if parts.scheme or parts.netloc or parts.path.startswith("/_") else target


def _end_current_session(incoming: Request) -> None:
    token = session_token(incoming)
    if token:
        end_session(current_database(), token, current_app.extensions["prop_secret"])


def _page(*, target: str, user_name: str = "", refusal: str = "", status: int = 200) -> Response:
    is_demo = current_app.extensions["prop_is_demo"]
    html = render_template_string(
        PAGE,
        next=target,
        user_name=user_name,
        refusal=refusal,
        is_demo=is_demo,
        demo_user=DEMO_USER if is_demo else "",
        demo_password=DEMO_PASSWORD if is_demo else "",
        sheets=("1_tokens.css", "2_base.css", "3_layout.css", "4_parts.css"),
    )
    return make_response(html, status)
