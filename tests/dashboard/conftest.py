"""An app on the small firm, readers of every role and scope, and the ways a browser asks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import dash
import pytest
from flask.testing import FlaskClient
from pydantic import SecretStr

from config.settings import Settings
from dashboard.app import create_app
from dashboard.auth.users import add_user
from sql.engine import Database, open_database
from tests.dashboard import small_firm

PASSWORD = "a long enough password"
ORIGIN = {"Origin": "http://localhost"}
SETTINGS = Settings(secret_key=SecretStr("0123456789abcdef0123456789abcdef"), is_demo=False)
READERS: dict[str, tuple[str, dict[str, object]]] = {
    "viewer-north": ("viewer", {"practices": ["P-NORTH"]}),
    "viewer-beta": ("viewer", {"clients": ["C-BETA"]}),
    "viewer-nothing": ("viewer", {}),
    "partner": ("partner", {"has_all_scope": True}),
    "manager": ("manager", {"has_all_scope": True}),
    "manager-north": ("manager", {"practices": ["P-NORTH"]}),
    "finance": ("finance", {"has_all_scope": True}),
    "quality": ("quality", {"has_all_scope": True}),
    "admin": ("admin", {"has_all_scope": True}),
}


@pytest.fixture(scope="session")
def firm() -> Iterator[Database]:
    """The small firm, with an account for each reader."""
    database = open_database("duckdb:///:memory:")
    small_firm.build(database)
    for name, (role, scope) in READERS.items():
        add_user(database, user_name=name, display_name=name.title(), role=role, password=PASSWORD, **scope)  # type: ignore[arg-type]
    yield database
    database.close()


@pytest.fixture(scope="session")
def app(firm: Database) -> dash.Dash:
    """The app on the small firm, outside demo mode."""
    return create_app(firm, settings=SETTINGS)


@dataclass
class Browser:
    """One visitor: a cookie jar, and callbacks sent as the page would send them."""

    client: FlaskClient

    def sign_in(self, name: str, password: str = PASSWORD) -> int:
        """Send the form; the answer's status."""
        return self.client.post("/login", data={"user_name": name, "password": password}, headers=ORIGIN).status_code

    def page(self, path: str, search: str = "") -> tuple[int, str]:
        """Ask for a page as the shell does; status and text."""
        outputs = [
            {"id": "page", "property": "children"},
            {"id": "nav", "property": "children"},
            {"id": "page-title", "property": "data"},
        ]
        inputs = [
            {"id": "location", "property": "pathname", "value": path},
            {"id": "location", "property": "search", "value": search},
            {"id": "refresh", "property": "data", "value": 0},
        ]
        return self.callback("..page.children...nav.children...page-title.data..", outputs, inputs)

    def callback(
        self,
        output: str,
        outputs: object,
        inputs: list[dict[str, object]],
        state: list[dict[str, object]] | None = None,
        changed: list[str] | None = None,
    ) -> tuple[int, str]:
        """Send one callback; status and text."""
        body = {
            "output": output,
            "outputs": outputs,
            "inputs": inputs,
            "state": state or [],
            "changedPropIds": changed or ["location.pathname"],
        }
        answer = self.client.post("/_dash-update-component", json=body, headers=ORIGIN)
        return answer.status_code, answer.get_data(as_text=True)


@pytest.fixture
def visitor(app: dash.Dash) -> Callable[..., Browser]:
    """A new browser, signed in under a name when one is given."""

    def open_browser(name: str | None = None) -> Browser:
        browser = Browser(app.server.test_client())
        if name:
            assert browser.sign_in(name) == 303
        return browser

    return open_browser
