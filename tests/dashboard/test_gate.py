"""No byte without a session (P6): routes, callbacks and cookies, walked from the app itself."""

from datetime import timedelta

import dash
import pytest

from dashboard.auth.clock import utc_now
from dashboard.auth.gate import PUBLIC_ENDPOINTS
from dashboard.auth.reader import ROLES
from dashboard.auth.users import add_user, disable_user
from dashboard.auth.writing import write
from dashboard.page_registry import PAGES
from dashboard.pages.login import relative_target
from dashboard.tables import TABLES
from tests.dashboard.conftest import ORIGIN, PASSWORD

FILLED = {
    "path": "x",
    "package_name": "dash",
    "fingerprinted_path": "x.js",
    "code": "engagements",
    "kind": "csv",
    "filename": "theme.js",
}


def routes(app: dash.Dash):
    return [rule for rule in app.server.url_map.iter_rules() if rule.endpoint not in PUBLIC_ENDPOINTS]


def test_a_stranger_gets_nothing_from_any_route(app, visitor):
    stranger = visitor()
    assert len(routes(app)) > 8
    for rule in routes(app):
        address = rule.build({name: FILLED[name] for name in rule.arguments})[1]
        for method in rule.methods - {"OPTIONS", "HEAD"}:
            answer = stranger.client.open(address, method=method, headers=ORIGIN, json={} if method == "POST" else None)
            refused = answer.status_code == 401 or (
                answer.status_code == 302 and answer.headers["Location"].startswith("/login")
            )
            assert refused, (method, address, answer.status_code)
            assert "canary" not in answer.get_data(as_text=True)


def test_the_public_routes_are_the_known_few(app):
    assert {"login.form", "login.sign_in", "health.live", "health.ready", "_dash_assets.static"} == PUBLIC_ENDPOINTS
    assert {rule.endpoint for rule in app.server.url_map.iter_rules()} >= PUBLIC_ENDPOINTS


def test_every_callback_that_runs_here_names_its_roles(app, visitor):
    visitor("admin").client.get("/_dash-dependencies")
    on_server = {name: entry["callback"] for name, entry in app.callback_map.items() if "callback" in entry}
    assert len(on_server) >= 3
    for name, callback in on_server.items():
        assert getattr(callback, "roles", None), f"{name} is not a guarded_callback"
        assert callback.roles <= set(ROLES)


def test_a_callback_added_around_the_guard_would_be_noticed(app):
    def bare():
        """A callback as Dash takes it."""

    assert getattr(bare, "roles", None) is None


def test_every_page_and_table_names_its_roles():
    assert {page.path for page in PAGES.values()} == {
        "/",
        "/engagement",
        "/people",
        "/staffing-plan",
        "/scenarios",
        "/budget",
        "/funding",
        "/planning",
        "/runs",
    }
    for thing in (*PAGES.values(), *TABLES.values()):
        assert thing.roles
        assert thing.roles <= set(ROLES)


def test_a_callback_without_a_session_is_refused(visitor):
    status, text = visitor().page("/")
    assert status == 401
    assert "canary" not in text


def test_a_request_from_another_site_is_refused(visitor):
    browser = visitor("admin")
    for headers in ({}, {"Origin": "https://elsewhere.example"}, {"Origin": "null"}):
        assert browser.client.post("/_dash-update-component", json={}, headers=headers).status_code == 403
        assert (
            browser.client.post(
                "/login", data={"user_name": "admin", "password": PASSWORD}, headers=headers
            ).status_code
            == 403
        )
        assert browser.client.post("/logout", headers=headers).status_code == 403


def test_callbacks_take_json_of_sane_size_alone(visitor):
    browser = visitor("admin")
    assert browser.client.post("/_dash-update-component", data="output=x", headers=ORIGIN).status_code == 415
    assert (
        browser.client.post(
            "/_dash-update-component", data="{", content_type="application/json", headers=ORIGIN
        ).status_code
        == 400
    )
    assert browser.client.post("/_dash-update-component", json={"x": "y" * 1_100_000}, headers=ORIGIN).status_code in {
        400,
        413,
    }


def test_signing_out_kills_the_token_for_good(visitor):
    browser = visitor("viewer-north")
    token = browser.client.get_cookie("prop_session").value
    assert browser.client.get("/").status_code == 200
    assert browser.client.post("/logout", headers=ORIGIN).status_code == 303
    browser.client.set_cookie("prop_session", token)
    assert browser.client.get("/").status_code == 302


def test_signing_in_again_ends_the_earlier_session(visitor):
    browser = visitor("viewer-north")
    earlier = browser.client.get_cookie("prop_session").value
    assert browser.sign_in("viewer-north") == 303
    assert browser.client.get_cookie("prop_session").value != earlier
    browser.client.set_cookie("prop_session", earlier)
    assert browser.client.get("/").status_code == 302


@pytest.mark.parametrize(
    ("column", "age"), [("last_seen_at_utc", timedelta(minutes=61)), ("expires_at_utc", timedelta(seconds=1))]
)
def test_an_idle_or_old_session_is_dead(visitor, firm, column, age):
    add_user(firm, user_name=f"late-{column}", display_name="Late", role="viewer", password=PASSWORD)
    browser = visitor(f"late-{column}")
    write(
        firm,
        f"UPDATE app.session SET {column} = :moment WHERE user_id = (SELECT MAX(u.user_id) FROM app.user_account AS u WHERE u.user_name = :name);",
        moment=utc_now() - age,
        name=f"late-{column}",
    )
    assert browser.client.get("/").status_code == 302
    assert browser.page("/")[0] == 401


def test_a_disabled_account_is_out_at_its_next_request(visitor, firm):
    add_user(firm, user_name="leaver", display_name="Leaver", role="admin", password=PASSWORD, has_all_scope=True)
    browser = visitor("leaver")
    assert browser.client.get("/").status_code == 200
    disable_user(firm, "leaver")
    assert browser.client.get("/").status_code == 302
    assert browser.sign_in("leaver") == 401


def test_the_database_knows_no_token(visitor, firm):
    token = visitor("viewer-north").client.get_cookie("prop_session").value
    hashes = [row["session_sha256"] for row in firm.rows("SELECT s.session_sha256 FROM app.session AS s;")]
    assert hashes
    assert all(len(value) == 64 and token not in value for value in hashes)


def test_over_https_the_cookie_is_host_bound_and_secure(app):
    client = app.server.test_client()
    answer = client.post(
        "/login",
        base_url="https://prop.example",
        data={"user_name": "admin", "password": PASSWORD},
        headers={"Origin": "https://prop.example"},
    )
    cookie = answer.headers["Set-Cookie"]
    assert answer.status_code == 303
    assert cookie.startswith("__Host-prop_session=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert "max-age=" in answer.headers["Strict-Transport-Security"]


def test_plain_http_from_another_machine_gets_no_session(app):
    client = app.server.test_client()
    answer = client.post(
        "/login",
        base_url="http://prop.example",
        data={"user_name": "admin", "password": PASSWORD},
        headers={"Origin": "http://prop.example"},
    )
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


def test_headers_forbid_inline_script_frames_and_caches(visitor):
    answer = visitor("viewer-north").client.get("/")
    policy = answer.headers["Content-Security-Policy"]
    script = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "'unsafe-inline'" not in script
    assert "'unsafe-eval'" not in script
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_page_loads_nothing_from_elsewhere(visitor):
    text = visitor("viewer-north").client.get("/").get_data(as_text=True)
    assert 'src="http' not in text
    assert 'href="http' not in text


@pytest.mark.parametrize(
    "target",
    [
        "//elsewhere.example",
        "https://elsewhere.example",
        "/\\elsewhere.example",
        "elsewhere",
        "/\t/elsewhere",
        "/_dash-layout",
        "",
        None,
    ],
)
def test_after_signing_in_nobody_is_sent_elsewhere(target):
    assert relative_target(target) == "/"


def test_after_signing_in_a_page_of_this_site_is_shown():
    assert relative_target("/people?practice=P-NORTH") == "/people?practice=P-NORTH"


def test_health_says_nothing_but_its_state(visitor):
    assert visitor().client.get("/health/live").get_data() == b"alive"
    assert visitor().client.get("/health/ready").get_data() == b"ready"


def test_a_failure_is_generic_and_has_a_reference(visitor):
    browser = visitor("admin")
    status, text = browser.callback("no.such", {"id": "no", "property": "such"}, [])
    assert status == 500
    assert "Traceback" not in text
    assert "such" not in text
    assert "reference" in text
