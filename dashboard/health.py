"""Is the app alive, and can it read its database? For probes, without a session and without a detail."""

import logging

from flask import Blueprint, Response

from config.errors import PropError
from dashboard.auth.reader import current_database

health = Blueprint("health", __name__)


@health.get("/health/live")
def live() -> Response:
    """The process answers."""
    return Response("alive", mimetype="text/plain")


@health.get("/health/ready")
def ready() -> Response:
    """The schema is there and can be read."""
    try:
        current_database().rows("SELECT COUNT(*) AS user_count FROM app.user_account AS u;")
    except PropError:
        logging.getLogger("dashboard").exception("not ready")
        return Response("not ready", status=503, mimetype="text/plain")
    return Response("ready", mimetype="text/plain")
