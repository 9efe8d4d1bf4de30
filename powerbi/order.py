"""What the service is asked when a refresh is wanted, and how it names the refresh that it accepts."""

from collections.abc import Sequence
from typing import Any, Literal

import requests

from powerbi.errors import PowerBIError
from powerbi.service import request_id
from powerbi.settings import PowerBISettings, RefreshObject

Way = Literal["enhanced", "plain"]


def body(way: Way, settings: PowerBISettings, objects: Sequence[RefreshObject]) -> dict[str, Any]:
    """The JSON of the POST; one word beside ``notifyOption`` makes a refresh an enhanced one.

    Parameters
    ----------
    objects
        Tables or partitions; the whole model when empty.

    Raises
    ------
    PowerBIError
        Single tables, or partitions beyond the policies, are wanted of a workspace that has no enhanced refresh.
    """
    if way == "plain":
        if objects:
            raise PowerBIError(
                "Single tables were asked for, and a workspace without a capacity refreshes whole models only. "
                "Nothing was refreshed. Leave the tables out, or move the workspace to a capacity."
            )
        if not settings.apply_refresh_policy:
            raise PowerBIError(
                "All partitions were asked for, and a plain refresh reads what the incremental refresh policies name. "
                "Nothing was refreshed. Publish the model again, or move the workspace to a capacity."
            )
        return {"notifyOption": "NoNotification"}
    asked: dict[str, Any] = {
        "type": "full",
        "commitMode": "transactional",
        "maxParallelism": settings.parallel_count,
        "retryCount": settings.retry_count,
        "timeout": _hours_minutes_seconds(settings.timeout_seconds),
        "applyRefreshPolicy": settings.apply_refresh_policy,
    }
    if objects:
        asked["objects"] = [one.model_dump(exclude_none=True) for one in objects]
    return asked


def identity(answer: requests.Response) -> str:
    """The refresh's id: the end of Location, which is exact, else the request's id, which is the same."""
    location = answer.headers.get("Location", "").rstrip("/")
    return location.rpartition("/")[2] or request_id(answer)


def _hours_minutes_seconds(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest:02d}"
