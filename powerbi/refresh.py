"""Refresh the semantic model: ask the service, wait for the end, and cancel what takes too long."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any

import requests
import structlog

from powerbi import order, progress
from powerbi.errors import NoLongerWaitedForError, PowerBIError, RefreshFailedError
from powerbi.order import Way
from powerbi.progress import Progress
from powerbi.refusals import refusal
from powerbi.service import Deadline, Service, request_id
from powerbi.settings import PowerBISettings, RefreshObject
from powerbi.tokens import TokenSource

SHOWN_REFRESHES = 10
CANCEL_LOOKS = 6


@dataclass(frozen=True)
class Pace:
    """How often somebody looks at a refresh under way; the pauses grow from the first to the longest."""

    first_seconds: float = 5.0
    longest_seconds: float = 60.0
    growth: float = 1.5
    slice_seconds: float = 1.0


@dataclass(frozen=True)
class Refreshed:
    """A refresh that was asked for; ``is_complete`` is False where nobody waited for its end."""

    request_id: str
    way: Way
    seconds: float
    is_complete: bool = True

    def sentence(self) -> str:
        """For the ledger: how it was done, under which id, how long it took."""
        did = f"completed in {self.seconds:.0f} s" if self.is_complete else "asked for, and not waited for"
        return f"{self.way.capitalize()} refresh {did}; request {self.request_id}."


@dataclass
class Refresher:
    """One refresh of one model.

    Attributes
    ----------
    service
        The REST API; see `open_service`.
    should_stop
        Asked about once a second while it waits.
    """

    settings: PowerBISettings
    service: Service
    pace: Pace = field(default_factory=Pace)
    should_stop: Callable[[], bool] = lambda: False

    @property
    def path(self) -> str:
        """The collection of the model's refreshes."""
        return f"/v1.0/myorg/groups/{self.settings.workspace_id}/datasets/{self.settings.dataset_id}/refreshes"

    def run(self, objects: Sequence[RefreshObject] = (), *, is_waiting: bool = True) -> Refreshed:
        """Ask for a refresh and wait until it has completed.

        Parameters
        ----------
        objects
            Tables or partitions instead of those of the settings; enhanced only.
        is_waiting
            False leaves as soon as the service has accepted it.

        Raises
        ------
        PowerBIError
            Nobody could sign in, the service refused, or the refresh failed or took too long.
        """
        way = self.way()
        identity = self._ask(order.body(way, self.settings, objects or self.settings.objects))
        started = Refreshed(identity, way, self.service.deadline.spent_seconds, is_complete=False)
        structlog.get_logger("prop.powerbi").info("refresh accepted", request_id=identity, way=way)
        if not is_waiting:
            return started
        ended = self._ended(started, lambda: self.look(way, identity))
        if ended.state != "completed":
            raise RefreshFailedError(
                f"Power BI's refresh {identity} ended as {ended.state}: {ended.reason or 'no reason given'}. The model "
                "keeps what it held before. Mend that, then: prop powerbi refresh; powerbi/README.md says what breaks.",
                request_id=identity,
            )
        return replace(started, seconds=self.service.deadline.spent_seconds, is_complete=True)

    def way(self) -> Way:
        """Enhanced where the workspace is on a capacity, which the workspace itself is asked in mode ``auto``."""
        if self.settings.mode != "auto":
            return self.settings.mode
        answer = self.service.call("GET", f"/v1.0/myorg/groups?$filter=id%20eq%20'{self.settings.workspace_id}'")
        if answer.status_code != HTTPStatus.OK:
            raise refusal(answer, self.settings)
        asked = self.settings.workspace_id.lower()
        found = [one for one in progress.json_of(answer).get("value", []) if str(one.get("id", "")).lower() == asked]
        if not found:
            raise PowerBIError(
                f"The service principal {self.settings.client_id} sees no workspace {self.settings.workspace_id}. "
                "Nothing was refreshed. Correct PROP_POWERBI_WORKSPACE_ID, or make the principal a Contributor of it.",
                request_id=request_id(answer),
            )
        return "enhanced" if found[0].get("isOnDedicatedCapacity") else "plain"

    def look(self, way: Way, identity: str) -> Progress:
        """How far the refresh is; a plain one has no page of its own and is found in the history."""
        if way == "enhanced":
            answer = self.service.call("GET", f"{self.path}/{identity}")
            if answer.status_code in {HTTPStatus.OK, HTTPStatus.ACCEPTED}:
                return progress.of_details(identity, answer)
            if answer.status_code != HTTPStatus.NOT_FOUND:
                raise refusal(answer, self.settings, request=identity)
        found = [one for one in self.history() if one.request_id == identity]
        return found[0] if found else Progress(identity, "running")

    def history(self) -> list[Progress]:
        """The newest refreshes of the model, newest first."""
        answer = self.service.call("GET", f"{self.path}?$top={SHOWN_REFRESHES}")
        if answer.status_code != HTTPStatus.OK:
            raise refusal(answer, self.settings)
        return progress.of_history(answer)

    def _ask(self, body: dict[str, Any]) -> str:
        """The id of the accepted refresh; one that is already under way is waited for, since it may hold older data."""
        while True:
            answer = self.service.call("POST", self.path, body=body)
            if answer.status_code in {HTTPStatus.OK, HTTPStatus.ACCEPTED}:
                return order.identity(answer) or self.history()[0].request_id
            is_busy = answer.status_code in {HTTPStatus.BAD_REQUEST, HTTPStatus.CONFLICT}
            running = [one for one in self.history() if one.state == "running"] if is_busy else []
            if not running:
                raise refusal(answer, self.settings)
            if self.service.had_lost_answer and running[0].is_by_api:
                return running[0].request_id  # our own: it was accepted, and the answer got lost
            self._wait_for_others(running[0])

    def _wait_for_others(self, other: Progress) -> None:
        """Until a refresh that somebody else asked for is over, however it ends."""
        structlog.get_logger("prop.powerbi").info("another refresh is under way", request_id=other.request_id)
        pause = self.pace.first_seconds
        while any(one.state == "running" for one in self.history()):
            if self.service.deadline.left_seconds <= 0:
                raise PowerBIError(
                    f"Another refresh of the model, {other.request_id}, is still under way after "
                    f"{self.settings.timeout_seconds:.0f} s. No refresh was asked for. Try later: prop powerbi refresh",
                    request_id=other.request_id,
                )
            pause = self._pause(pause, "Nothing was asked of Power BI, where another refresh is under way.")

    def _ended(self, started: Refreshed, look: Callable[[], Progress]) -> Progress:
        """The last word on the refresh; after the deadline it is cancelled, where that is possible."""
        pause = self.pace.first_seconds
        while True:
            found = look()
            if found.state != "running":
                return found
            if self.service.deadline.left_seconds <= 0:
                return self._cancelled(started, look)
            pause = self._pause(
                pause, f"The service goes on with refresh {started.request_id}; its history shows how that ends."
            )

    def _cancelled(self, started: Refreshed, look: Callable[[], Progress]) -> Progress:
        """Cancel what takes too long; it may complete while it is being cancelled, and that counts."""
        late = f"it took longer than {self.settings.timeout_seconds:.0f} s (PROP_POWERBI_TIMEOUT_SECONDS)"
        if started.way == "plain":
            reason = f"{late}; a plain refresh cannot be cancelled and goes on"
            return Progress(started.request_id, "failed", reason)
        self.service.deadline = Deadline(self.pace.longest_seconds, self.service.deadline.clock)
        answer = self.service.call("DELETE", f"{self.path}/{started.request_id}")
        for _ in range(CANCEL_LOOKS):
            found = look()
            if found.state != "running":
                reason = f"{late} and was cancelled" if found.state == "cancelled" else found.reason
                return replace(found, reason=reason)
            self.service.sleep(self.pace.first_seconds)
        return Progress(
            started.request_id,
            "failed",
            f"{late}; the service was asked to cancel it (HTTP {answer.status_code}) and has not",
        )

    def _pause(self, seconds: float, if_stopped: str) -> float:
        """Wait, and say how long to wait next time; heeds a process that is asked to end."""
        until = time.monotonic() + min(seconds, max(self.service.deadline.left_seconds, 0.0))
        while (left := until - time.monotonic()) > 0:
            if self.should_stop():
                raise NoLongerWaitedForError(f"The process was asked to end while it waited for Power BI. {if_stopped}")
            self.service.sleep(min(left, self.pace.slice_seconds))
        return min(seconds * self.pace.growth, self.pace.longest_seconds)


def refresh(
    settings: PowerBISettings,
    *,
    objects: Sequence[RefreshObject] = (),
    is_waiting: bool = True,
    should_stop: Callable[[], bool] = lambda: False,
    pace: Pace | None = None,
) -> Refreshed:
    """Refresh the model of the settings; see `Refresher.run`."""
    settings.check()
    with requests.Session() as session:
        service = Service(
            settings.api_url, TokenSource(settings, session), session, Deadline(settings.timeout_seconds),
            first_wait_seconds=min(1.0, (pace or Pace()).first_seconds),
        )  # fmt: skip
        return Refresher(settings, service, pace or Pace(), should_stop).run(objects, is_waiting=is_waiting)
