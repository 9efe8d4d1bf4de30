"""The amounts of today, from a CSV file or from a decision that was printed as JSON."""

import json
from collections.abc import Iterable
from math import isfinite
from pathlib import Path
from typing import Any

from config.errors import ExtractError, UsageError
from optimizer.funding.data import FundingData
from optimizer.funding.files.csv_in import Table

ID_COLUMNS = ("request_id", "service_line")
AMOUNT_COLUMNS = ("amount", "current_amount")


def read_current(data: FundingData, path: Path) -> dict[str, float]:
    """Money by request id, 0 for requests that the file does not name.

    Parameters
    ----------
    path
        CSV with ``request_id`` or ``service_line`` and ``amount``; or what ``prop funding solve --json`` printed.

    Raises
    ------
    UsageError
        The file is missing.
    ExtractError
        It is neither, a request is unknown or twice there, or an amount is no number or below 0.
    """
    if not path.is_file():
        raise UsageError(f"{path}: no such file. Nothing was solved.")
    rows = _of_json(path) if path.suffix.lower() == ".json" else _of_csv(path)
    return _amounts(data, path, rows)


def _amounts(data: FundingData, path: Path, rows: Iterable[tuple[str, str, float]]) -> dict[str, float]:
    amounts: dict[str, float] = {}
    for where, name, amount in rows:
        request_id = _request_called(data, name)
        if request_id is None:
            raise ExtractError(
                f"{path.name}, {where}: nobody requests {name!r}. Nothing was solved. Use the ids or service lines of "
                "the requests; a line that is closed needs no row."
            )
        if request_id in amounts:
            raise ExtractError(f"{path.name}, {where}: {name!r} is there twice. Nothing was solved. Add the rows up.")
        if not isfinite(amount) or amount < 0:
            raise ExtractError(
                f"{path.name}, {where}: {name!r} has {amount:g}; 0 or more is expected. Nothing was solved."
            )
        amounts[request_id] = amount
    return {request.request_id: amounts.get(request.request_id, 0.0) for request in data.requests}


def _request_called(data: FundingData, name: str) -> str | None:
    """The id of the request with this id, or the only one of this service line; None where there is none."""
    if name in data.place:
        return name
    places = data.places_of(name)
    return data.requests[int(places[0])].request_id if len(places) == 1 else None


def _of_csv(path: Path) -> Iterable[tuple[str, str, float]]:
    table = Table(path, ())
    columns = [next((name for name in names if table.has(name)), None) for names in (ID_COLUMNS, AMOUNT_COLUMNS)]
    if None in columns:
        raise ExtractError(
            f"{path.name}: no column {' or '.join(ID_COLUMNS if columns[0] is None else AMOUNT_COLUMNS)}. Nothing was "
            "solved. Name the columns request_id (or service_line) and amount."
        )
    name, amount = (str(column) for column in columns)
    rows = [(f"line {number}", table.text(number, name), table.number(number, amount)) for number in table.lines]
    table.refuse()
    return rows


def _of_json(path: Path) -> Iterable[tuple[str, str, float]]:
    try:
        decisions: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8-sig"))["decisions"]
        return [(f"decision {n}", str(one["request_id"]), float(one["amount"])) for n, one in enumerate(decisions, 1)]
    except (ValueError, KeyError, TypeError) as fault:
        raise ExtractError(
            f"{path.name}: not a decision as JSON ({fault!r}). Nothing was solved. Give what `prop funding solve "
            "--json` prints, or a CSV file."
        ) from fault
