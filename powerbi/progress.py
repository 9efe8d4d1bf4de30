"""What the service says of a refresh, in one form for both ways of refreshing."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal

import requests

State = Literal["running", "completed", "failed", "cancelled", "disabled"]
LONGEST_REASON = 600
ENDED: Mapping[str, State] = {
    "completed": "completed",
    "succeeded": "completed",
    "failed": "failed",
    "timedout": "failed",
    "cancelled": "cancelled",
    "disabled": "disabled",
}
"""Every other word is a refresh under way: Unknown without an end, InProgress, NotStarted."""


@dataclass(frozen=True)
class Progress:
    """One refresh as the service knows it; ``reason`` is why it ended as it did."""

    request_id: str
    state: State
    reason: str = ""
    refresh_type: str = ""

    @property
    def is_by_api(self) -> bool:
        """Whether a program asked for it, and neither a person nor the model's own schedule."""
        return self.refresh_type.lower() in {"viaapi", "viaenhancedapi"}


def of_details(request_id: str, answer: requests.Response) -> Progress:
    """From ``GET …/refreshes/{id}``, which answers 202 while the refresh is under way and 200 afterwards."""
    body = json_of(answer)
    state = _state(body) if answer.status_code != HTTPStatus.ACCEPTED else "running"
    return Progress(request_id, state, _reason(body), str(body.get("refreshType", "")))


def of_history(answer: requests.Response) -> list[Progress]:
    """From ``GET …/refreshes``, newest first."""
    body = json_of(answer)
    entries = body.get("value", []) if isinstance(body, dict) else body
    return [
        Progress(
            str(entry.get("requestId") or entry.get("refreshId") or ""),
            _state(entry),
            _reason(entry),
            str(entry.get("refreshType", "")),
        )
        for entry in entries
    ]


def json_of(answer: requests.Response) -> Any:
    """The body, or nothing where it is no JSON, such as a proxy's page."""
    try:
        return answer.json()
    except requests.JSONDecodeError:
        return {}


def words_of(answer: requests.Response) -> str:
    """The service's own code and message."""
    body = json_of(answer)
    error = body.get("error", {}) if isinstance(body, dict) else {}
    if not isinstance(error, dict):
        return str(error)[:LONGEST_REASON]
    found = [str(error[name]) for name in ("code", "message") if error.get(name)]
    return ": ".join(found)[:LONGEST_REASON] or "no reason given"


def _state(entry: Mapping[str, Any]) -> State:
    """The extended status is the more exact word; ``Unknown`` is the word for a refresh under way."""
    for name in ("extendedStatus", "status"):
        state = ENDED.get(str(entry.get(name, "")).lower())
        if state:
            return state
    return "running"


def _reason(entry: Mapping[str, Any]) -> str:
    """Every message of the service, once."""
    return "; ".join(dict.fromkeys(_reasons(entry)))[:LONGEST_REASON]


def _reasons(entry: Mapping[str, Any]) -> Iterator[str]:
    for message in entry.get("messages") or []:
        if str(message.get("type", "Error")).lower() == "error":
            yield ": ".join(str(message[name]) for name in ("code", "message") if message.get(name))
    for holder in (entry, *(entry.get("refreshAttempts") or [])):
        text = holder.get("serviceExceptionJson")
        if text:
            yield _service_exception(str(text))


def _service_exception(text: str) -> str:
    """The error code and its description, out of JSON inside JSON."""
    try:
        found = json.loads(text)
    except ValueError:
        return text
    if not isinstance(found, dict):
        return text
    parts = [str(found[name]) for name in ("errorCode", "errorDescription") if found.get(name)]
    return ": ".join(parts) or text
