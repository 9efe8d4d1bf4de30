"""The Dash app: one Flask server with a gate in front, the pages behind it."""

import importlib
import pkgutil
from secrets import token_bytes

import dash
from flask import Flask

from config.errors import UsageError
from config.settings import Settings
from dashboard import pages
from dashboard.auth.failures import install_failures
from dashboard.auth.gate import install_gate
from dashboard.auth.guard import install_callbacks
from dashboard.auth.headers import install_headers
from dashboard.exports.download import exports
from dashboard.health import health
from dashboard.pages.login import login
from dashboard.queries.cache import RowCache
from dashboard.shell import install_browser_callbacks, shell
from sql.database import Database

SHORTEST_SECRET = 32

INDEX = """<!DOCTYPE html>
<html lang="en">
<head>
{%metas%}
<title>{%title%}</title>
<link rel="icon" type="image/svg+xml" href="/assets/mark.svg">
<script src="/assets/theme.js"></script>
{%css%}
</head>
<body>
{%app_entry%}
<footer>{%config%}{%scripts%}{%renderer%}</footer>
</body>
</html>"""


def create_app(database: Database, *, settings: Settings) -> dash.Dash:
    """Build the app on an open database whose schema is deployed.

    Raises
    ------
    config.errors.UsageError
        Outside demo mode the secret key is missing or short.
    """
    server = Flask("dashboard")
    server.extensions |= {
        "prop_database": database,
        "prop_settings": settings,
        "prop_secret": _secret(settings),
        "prop_is_demo": settings.is_demo,
        "prop_cache": RowCache(),
    }
    install_gate(server)
    for blueprint in (login, health, exports):
        server.register_blueprint(blueprint)
    _import_pages()
    app = dash.Dash(
        "dashboard",
        server=server,  # type: ignore[arg-type] # an instance is meant, as Dash's own words say
        title="PROP",
        update_title="",
        index_string=INDEX,
        assets_ignore="theme.js",
        suppress_callback_exceptions=True,
        include_pages_meta=False,
        add_log_handler=False,
        enable_mcp=False,
        meta_tags=[{"name": "color-scheme", "content": "light dark"}],
    )
    app.layout = shell
    install_callbacks(app)
    install_browser_callbacks(app)
    install_headers(server, app)
    install_failures(server)
    return app


def _import_pages() -> None:
    """A page registers itself when it is imported; their order in the navigation is that of `pages.ORDER`."""
    known = {module.name for module in pkgutil.iter_modules(pages.__path__)}
    for name in (*pages.ORDER, *sorted(known - set(pages.ORDER))):
        importlib.import_module(f"dashboard.pages.{name}")


def _secret(settings: Settings) -> bytes:
    secret = settings.secret_key.get_secret_value()
    if len(secret) >= SHORTEST_SECRET:
        return secret.encode()
    if settings.is_demo:
        return token_bytes(SHORTEST_SECRET)
    raise UsageError(
        f"The dashboard did not start: PROP_SECRET_KEY has {len(secret)} characters, {SHORTEST_SECRET} are the least. "
        "Set it to a long random text, the same for every process of this installation. Nothing was changed."
    )
