"""Signing in: equal answers, slow guessing, and no demo account outside the demo."""

import pytest
from pydantic import SecretStr

from config.errors import UsageError
from config.settings import Settings
from dashboard.app import create_app
from dashboard.auth import throttle
from dashboard.auth.users import DEMO_PASSWORD, DEMO_USER, add_user, ensure_demo_reader
from tests.dashboard.conftest import ORIGIN, PASSWORD, SETTINGS


def attempt(app, name: str, password: str, address: str):
    client = app.server.test_client()
    return client.post(
        "/login", data={"user_name": name, "password": password}, headers=ORIGIN, environ_base={"REMOTE_ADDR": address}
    )


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(app):
    wrong, unknown = (
        attempt(app, "admin", "not this one", "10.0.0.1"),
        attempt(app, "nobody", "not this one", "10.0.0.1"),
    )
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.get_data(as_text=True).replace("admin", "X") == unknown.get_data(as_text=True).replace("nobody", "X")


def test_after_five_failures_even_the_right_password_waits(app, firm):
    add_user(firm, user_name="guessed", display_name="Guessed", role="viewer", password=PASSWORD)
    for _ in range(throttle.ACCOUNT_LIMIT):
        assert attempt(app, "guessed", "a guess", "10.0.0.2").status_code == 401
    late = attempt(app, "guessed", PASSWORD, "10.0.0.3")
    assert late.status_code == 401
    assert late.get_data(as_text=True) == attempt(app, "guessed", "a guess", "10.0.0.2").get_data(as_text=True)


def test_one_address_cannot_try_many_names(app, monkeypatch):
    monkeypatch.setattr(throttle, "ADDRESS_LIMIT", 4)
    for number in range(throttle.ADDRESS_LIMIT):
        attempt(app, f"name-{number}", "a guess", "10.0.0.4")
    assert attempt(app, "quality", PASSWORD, "10.0.0.4").status_code == 401
    assert attempt(app, "quality", PASSWORD, "10.0.0.5").status_code == 303


def test_a_success_forgets_the_failures_before_it(app, firm, monkeypatch):
    add_user(firm, user_name="clumsy", display_name="Clumsy", role="viewer", password=PASSWORD)
    monkeypatch.setattr(throttle, "ACCOUNT_LIMIT", 3)
    for _ in range(2):
        for _ in range(throttle.ACCOUNT_LIMIT - 1):
            attempt(app, "clumsy", "a typo", "10.0.0.6")
        assert attempt(app, "clumsy", PASSWORD, "10.0.0.6").status_code == 303


def test_the_demo_account_signs_in_in_the_demo_alone(app, firm):
    ensure_demo_reader(firm)
    ensure_demo_reader(firm)
    demo = create_app(firm, settings=Settings(is_demo=True))
    assert attempt(app, DEMO_USER, DEMO_PASSWORD, "10.0.0.7").status_code == 401
    assert attempt(demo, DEMO_USER, DEMO_PASSWORD, "10.0.0.7").status_code == 303
    assert DEMO_PASSWORD in demo.server.test_client().get("/login").get_data(as_text=True)
    assert DEMO_PASSWORD not in app.server.test_client().get("/login").get_data(as_text=True)


@pytest.mark.parametrize("secret", ["", "short"])
def test_production_refuses_to_start_without_a_long_secret(firm, secret):
    with pytest.raises(UsageError, match="PROP_SECRET_KEY"):
        create_app(firm, settings=Settings(secret_key=SecretStr(secret), is_demo=False))


def test_another_secret_opens_no_old_session(firm, app):
    client = app.server.test_client()
    client.post("/login", data={"user_name": "finance", "password": PASSWORD}, headers=ORIGIN)
    other = create_app(
        firm, settings=SETTINGS.model_copy(update={"secret_key": SecretStr("f" * 32)})
    ).server.test_client()
    other.set_cookie("prop_session", client.get_cookie("prop_session").value)
    assert other.get("/").status_code == 302


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"role": "king"}, "no role king"),
        ({"password": "short"}, "12 are the least"),
        ({"user_name": "admin"}, "exists already"),
    ],
)
def test_an_impossible_account_is_refused_in_words(firm, changes, words):
    account = {"user_name": "new", "display_name": "New", "role": "viewer", "password": PASSWORD} | changes
    with pytest.raises(UsageError, match=words):
        add_user(firm, **account)


def test_a_name_with_markup_comes_back_inert(app):
    text = attempt(app, "<script>alert(1)</script>", "x", "10.0.0.8").get_data(as_text=True)
    assert "<script>alert" not in text
