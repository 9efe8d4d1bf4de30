"""Serve the app with waitress, on every platform alike."""

from rich.console import Console
from waitress import create_server

from config.errors import UsageError
from config.settings import Settings
from config.settings import settings as installation_settings
from dashboard.app import create_app
from dashboard.auth.users import DEMO_PASSWORD, DEMO_USER, ensure_demo_reader
from sql.engine import Database

THREADS = 8
LOOPBACK = "127.0.0.1"
_PROXY_HEADERS = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}


def serve(database: Database, port: int, is_demo: bool, *, host: str = LOOPBACK, proxy: str | None = None) -> None:
    """Answer on ``http://host:port`` until it is stopped with Ctrl-C.

    Parameters
    ----------
    database
        Open, with its schema deployed. On DuckDB this process must own the file.
    is_demo
        Creates the demo reader and names it on the sign-in page.
    proxy
        Address of the one reverse proxy whose ``X-Forwarded-*`` headers are believed; it ends https.

    Raises
    ------
    config.errors.UsageError
        Outside demo mode: no secret key, or a demo account is still enabled.
    """
    chosen = _settings(is_demo=is_demo)
    if is_demo:
        ensure_demo_reader(database)
    else:
        _refuse_demo_accounts(database)
    app = create_app(database, settings=chosen)
    trust = (
        {"trusted_proxy": proxy, "trusted_proxy_headers": _PROXY_HEADERS, "clear_untrusted_proxy_headers": True}
        if proxy
        else {}
    )
    server = create_server(app.server, host=host, port=port, threads=THREADS, ident=None, **trust)
    console = Console()
    console.print(
        f"PROP answers on http://{'localhost' if host == LOOPBACK else host}:{port} (stop with Ctrl-C)", soft_wrap=True
    )
    if is_demo:
        console.print(f"Sign in as {DEMO_USER} with the password “{DEMO_PASSWORD}”.", soft_wrap=True)
    try:
        server.run()
    finally:
        server.close()


def _settings(*, is_demo: bool) -> Settings:
    return installation_settings().model_copy(update={"is_demo": is_demo})


def _refuse_demo_accounts(database: Database) -> None:
    rows = database.rows(
        "SELECT u.user_name FROM app.user_account AS u WHERE u.is_demo = 1 AND u.is_enabled = 1 ORDER BY u.user_name;"
    )
    if rows:
        name = rows[0]["user_name"]
        raise UsageError(
            f"The dashboard did not start: the demo account {name} is enabled outside a demo. Nothing was changed. "
            f"Run `prop user disable {name}` first."
        )
