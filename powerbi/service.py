"""The door to the REST API: one signed call at a time, repeated when the service or the network falters."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import requests
import structlog
import tenacity

from powerbi.errors import PowerBIError
from powerbi.tokens import REQUEST_TIMEOUT_SECONDS, TokenSource

TRANSIENT = frozenset({408, 429, 500, 502, 503, 504})
MAX_ATTEMPTS = 6
LONGEST_WAIT_SECONDS = 60.0


class TransientAnswerError(Exception):
    """An answer worth another try; ``wait_seconds`` is what the service asked for."""

    def __init__(
        self, reason: str, *, wait_seconds: float | None = None, answer: requests.Response | None = None
    ) -> None:
        super().__init__(reason)
        self.wait_seconds = wait_seconds
        self.answer = answer


class Deadline:
    """How long everything together may take, on a clock that nobody sets."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self.clock = clock
        self.started = clock()

    @property
    def left_seconds(self) -> float:
        """What is left; negative when it is over."""
        return self.seconds - self.spent_seconds

    @property
    def spent_seconds(self) -> float:
        """What is gone."""
        return self.clock() - self.started


@dataclass
class Service:
    """Calls below ``api_url``.

    Attributes
    ----------
    first_wait_seconds
        After the first faltering answer; it doubles, with jitter, unless the service says Retry-After.
    sleep
        Waits; a test looks on.
    """

    api_url: str
    tokens: TokenSource
    session: requests.Session
    deadline: Deadline
    first_wait_seconds: float = 1.0
    sleep: Callable[[float], None] = time.sleep
    had_lost_answer: bool = False

    def call(self, method: str, path: str, *, body: dict[str, Any] | None = None) -> requests.Response:
        """The answer, whatever its status, once it is none that passes.

        Raises
        ------
        PowerBIError
            The service stays away, or falters until the time is over.
        SignInError
            There is no token to sign the call with.
        """
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(TransientAnswerError),
            stop=self._is_over,
            wait=self._wait,
            sleep=self.sleep,
            before_sleep=_log_retry,
            reraise=True,
        )
        try:
            return retrying(self._signed, method, path, body)
        except TransientAnswerError as error:
            where = (
                f"{self.api_url} did not answer {method} {path.partition('?')[0]} in {MAX_ATTEMPTS} attempts or in time"
            )
            asked = f"; it asks to wait {error.wait_seconds:.0f} s" if error.wait_seconds is not None else ""
            raise PowerBIError(
                f"{where}: {error}{asked}. What the model holds stays as it was. Try later: prop powerbi refresh",
                request_id=request_id(error.answer),
            ) from None

    def _signed(self, method: str, path: str, body: dict[str, Any] | None) -> requests.Response:
        """One call; a refused token is replaced once."""
        answer = self._once(method, path, body)
        if answer.status_code == HTTPStatus.UNAUTHORIZED:
            self.tokens.forget()
            answer = self._once(method, path, body)
        if answer.status_code in TRANSIENT:
            if answer.status_code != HTTPStatus.TOO_MANY_REQUESTS:
                self.had_lost_answer = True
            raise TransientAnswerError(f"HTTP {answer.status_code}", wait_seconds=_retry_after(answer), answer=answer)
        return answer

    def _once(self, method: str, path: str, body: dict[str, Any] | None) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.tokens.token()}", "Accept": "application/json"}
        try:
            return self.session.request(
                method,
                f"{self.api_url}{path}",
                json=body,
                headers=headers,
                timeout=REQUEST_TIMEOUT_SECONDS,
                allow_redirects=False,
            )
        except (requests.ConnectionError, requests.Timeout) as error:
            self.had_lost_answer = True
            raise TransientAnswerError(type(error).__name__) from None

    def _wait(self, state: tenacity.RetryCallState) -> float:
        """What the service asked for, else a doubling time with jitter."""
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, TransientAnswerError) and error.wait_seconds is not None:
            return error.wait_seconds
        doubled = self.first_wait_seconds * 2 ** (state.attempt_number - 1)
        return float(min(doubled, LONGEST_WAIT_SECONDS)) * random.uniform(0.5, 1.0)  # noqa: S311 (jitter, no secret)

    def _is_over(self, state: tenacity.RetryCallState) -> bool:
        """Whether there were enough attempts, or the next one would begin after the deadline."""
        return state.attempt_number >= MAX_ATTEMPTS or self._wait(state) > self.deadline.left_seconds


def request_id(answer: requests.Response | None) -> str:
    """The id under which Microsoft knows the call."""
    if answer is None:
        return ""
    return answer.headers.get("x-ms-request-id") or answer.headers.get("RequestId") or ""


def _retry_after(answer: requests.Response) -> float | None:
    """Seconds of the header Retry-After, which holds seconds or a date."""
    text = answer.headers.get("Retry-After", "").strip()
    if not text:
        return None
    if text.isdigit():
        return float(text)
    try:
        return max((parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return None


def _log_retry(state: tenacity.RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    structlog.get_logger("prop.powerbi").info(
        "called again", attempt=state.attempt_number, reason=str(error), wait_seconds=round(state.upcoming_sleep, 1)
    )
