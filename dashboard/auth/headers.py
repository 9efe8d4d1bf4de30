"""Response headers: no inline script, no framing, no sniffing, nothing of the firm in a cache."""

import dash
from flask import Flask, Response, request

_STATIC_PREFIXES = ("/_dash-component-suites/", "/assets/")


def content_security_policy(script_hashes: list[str]) -> str:
    """The policy. Dash, Plotly and AG Grid write style attributes, so styles may be inline; scripts may not."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {' '.join(script_hashes)}".strip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def install_headers(server: Flask, app: dash.Dash) -> None:
    """Add the headers to every response; called after the last callback is registered."""
    policy = content_security_policy(list(app.csp_hashes()))

    @server.after_request
    def add(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if not request.path.startswith(_STATIC_PREFIXES):
            response.headers["Cache-Control"] = "no-store"
        return response
