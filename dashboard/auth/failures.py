"""What a reader sees when something breaks: a sentence and a reference, never the cause."""

import logging
from uuid import uuid4

from flask import Flask, Response, jsonify, request
from markupsafe import escape
from werkzeug.exceptions import HTTPException, InternalServerError

_LOG = logging.getLogger("dashboard")


def install_failures(server: Flask) -> None:
    """Answer every error generically; the log has the cause under the same reference."""
    server.register_error_handler(HTTPException, _refusal)
    server.register_error_handler(Exception, _failure)


def _refusal(error: HTTPException) -> Response:
    return _answer(error.code or 500, error.name, uuid4().hex[:12])


def _failure(error: Exception) -> Response:
    reference = uuid4().hex[:12]
    _LOG.error("request failed: reference %s, %s %s", reference, request.method, request.path, exc_info=error)
    return _answer(500, InternalServerError().name, reference)


def _answer(code: int, name: str, reference: str) -> Response:
    if request.path.startswith("/_"):
        response = jsonify(error=name, reference=reference)
    else:
        response = Response(
            f'<!doctype html><html lang="en"><title>{escape(name)} · PROP</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<script src="/assets/theme.js"></script>'
            + "".join(
                f'<link rel="stylesheet" href="/assets/{sheet}">'
                for sheet in ("1_tokens.css", "2_base.css", "4_parts.css")
            )
            + f'<body class="sign-in"><main class="sign-in__box"><h1>{escape(name)}</h1>'
            f"<p>Nothing was changed. Reference {reference}.</p>"
            '<p><a href="/">Back to the portfolio</a></p></main></body></html>',
            mimetype="text/html",
        )
    response.status_code = code
    response.headers["X-Correlation-Id"] = reference
    return response
