"""The service principal's access token, renewed before it expires and whenever the service refuses it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import msal
import requests
from msal.authority import WELL_KNOWN_AUTHORITY_HOSTS

from powerbi.errors import SignInError
from powerbi.settings import PowerBISettings

REQUEST_TIMEOUT_SECONDS = (10.0, 60.0)
NOTHING_CHANGED = "Nothing was refreshed."


class TokenSource:
    """Tokens by client credentials; the secret stays inside and is never part of a message.

    Parameters
    ----------
    settings
        Complete ones, see `PowerBISettings.check`.
    session
        Carries the calls to Entra ID, so that a proxy or a firm's own certificates are set in one place.
    """

    def __init__(self, settings: PowerBISettings, session: requests.Session) -> None:
        self._settings = settings
        self._session = session
        self._application: msal.ConfidentialClientApplication | None = None

    def token(self) -> str:
        """The access token in force; a new one when that is about to expire.

        Raises
        ------
        SignInError
            Entra ID refuses the principal, or cannot be reached.
        """
        try:
            answer = self._signed_in().acquire_token_for_client(scopes=[f"{self._settings.resource_url}/.default"])
        except (requests.RequestException, ValueError) as error:
            raise SignInError(
                f"Entra ID at {self._settings.login_url} could not be asked for a token ({_first_line(error)}). "
                f"{NOTHING_CHANGED} See that this machine reaches it, and that PROP_POWERBI_TENANT_ID is right."
            ) from None  # the cause may hold the request, and the request holds the secret
        if "access_token" not in answer:
            raise SignInError(_refusal(answer, self._settings.client_id))
        return str(answer["access_token"])

    def forget(self) -> None:
        """The service refused the token: ask for another one next time."""
        if self._application is not None:
            self._application.remove_tokens_for_client()

    def _signed_in(self) -> msal.ConfidentialClientApplication:
        """The application of msal, made when it is first needed: making it already asks Entra ID where to sign in."""
        if self._application is None:
            host = urlparse(self._settings.login_url).hostname
            self._application = msal.ConfidentialClientApplication(
                self._settings.client_id,
                client_credential=_credential(self._settings),
                authority=f"{self._settings.login_url}/{self._settings.tenant_id}",
                http_client=TimedSession(self._session),
                instance_discovery=None if host in WELL_KNOWN_AUTHORITY_HOSTS else False,
            )
        return self._application


class TimedSession:
    """The session as msal calls it, never without a time limit."""

    def __init__(self, session: requests.Session) -> None:
        self._session = session

    def get(self, url: str, **options: Any) -> requests.Response:
        """One GET."""
        return self._session.get(url, **{"timeout": REQUEST_TIMEOUT_SECONDS, **options})

    def post(self, url: str, **options: Any) -> requests.Response:
        """One POST."""
        return self._session.post(url, **{"timeout": REQUEST_TIMEOUT_SECONDS, **options})

    def close(self) -> None:
        """Nothing: the session is its owner's."""


def _credential(settings: PowerBISettings) -> str | dict[str, str]:
    """The secret, or the certificate, as msal wants it."""
    if settings.certificate_file is not None:
        if not settings.certificate_file.is_file():
            raise _unreadable(settings.certificate_file, "PROP_POWERBI_CERTIFICATE_FILE")
        password = settings.certificate_password.get_secret_value()
        credential = {"private_key_pfx_path": str(settings.certificate_file)}
        return credential | ({"passphrase": password} if password else {})
    if settings.client_secret_file is not None:
        try:
            return settings.client_secret_file.read_text(encoding="utf-8").strip()
        except OSError:
            raise _unreadable(settings.client_secret_file, "PROP_POWERBI_CLIENT_SECRET_FILE") from None
    return settings.client_secret.get_secret_value()


def _unreadable(path: Path, variable: str) -> SignInError:
    return SignInError(
        f"The file {path} of {variable} cannot be read. {NOTHING_CHANGED} Correct the path, or let the account that "
        "runs prop read it."
    )


def _refusal(answer: Mapping[str, Any], client_id: str) -> str:
    """Entra ID's own code and sentence, which never hold the secret."""
    found = _first_line(answer.get("error_description") or answer.get("error") or "no reason given")
    return (
        f"Entra ID refuses the service principal {client_id}: {found} {NOTHING_CHANGED} Look at its secret or "
        "certificate, whether that has expired, and at PROP_POWERBI_TENANT_ID and PROP_POWERBI_CLIENT_ID."
    )


def _first_line(words: object) -> str:
    lines = str(words).strip().splitlines()
    return lines[0] if lines else type(words).__name__
