"""Why the service says no, and who can change that."""

from http import HTTPStatus

import requests

from powerbi.errors import PowerBIError
from powerbi.progress import words_of
from powerbi.service import request_id
from powerbi.settings import PowerBISettings


def refusal(answer: requests.Response, settings: PowerBISettings, *, request: str = "") -> PowerBIError:
    """The error for an answer that is neither a success nor one that passes.

    Parameters
    ----------
    request
        The refresh that was being looked at; the call's own id by default.
    """
    found = f"HTTP {answer.status_code}: {words_of(answer)}"
    return PowerBIError(
        f"Power BI refused ({found}). What the model holds stays as it was. {_way_out(answer, settings)}",
        request_id=request or request_id(answer),
    )


def _way_out(answer: requests.Response, settings: PowerBISettings) -> str:
    match answer.status_code:
        case HTTPStatus.UNAUTHORIZED:
            return (
                f"The token of the service principal {settings.client_id} is not accepted: a Fabric administrator lets "
                "service principals call the public APIs in the tenant settings, for a group that holds this one."
            )
        case HTTPStatus.FORBIDDEN:
            return (
                f"Make the service principal {settings.client_id} a Contributor of workspace {settings.workspace_id}."
            )
        case HTTPStatus.NOT_FOUND:
            return (
                f"There is no model {settings.dataset_id} in the workspace {settings.workspace_id}, or the principal "
                "does not see it: compare both ids with the model's address in the browser."
            )
        case HTTPStatus.BAD_REQUEST:
            return (
                "A workspace without a capacity takes plain refreshes only (PROP_POWERBI_MODE=plain), and eight a day, "
                "scheduled ones included."
            )
        case _:
            return "powerbi/README.md lists what breaks and how to see it."
