"""Dates and stamps: one format per source, business dates in the source's zone, stamps in UTC."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from etl.contract import SourceContract
from etl.reading.fault import Fault, Outcome

DIRECTIVES = {
    "%Y": r"\d{4}", "%m": r"\d{2}", "%d": r"\d{2}", "%H": r"\d{2}", "%M": r"\d{2}", "%S": r"\d{2}",
    "%f": r"\d{1,6}", "%z": r"(?:Z|[+-]\d{2}:?\d{2})",
}  # fmt: skip
EXAMPLE = datetime(2025, 3, 31, 14, 5, 9, tzinfo=UTC)
EARLIEST_YEAR, LATEST_YEAR = 1900, 9999


def date_converter(contract: SourceContract) -> Callable[[str], Outcome]:
    """The function that reads a business date; a stamp is taken to the source's zone first."""
    rules = contract.reading
    formats = [(_strict(form), form) for form in (rules.date_format, *rules.stamp_formats)]
    return partial(_date, formats=formats, zone=ZoneInfo(contract.time_zone))


def stamp_converter(contract: SourceContract) -> Callable[[str], Outcome]:
    """The function that reads a moment; one without an offset is in the source's zone."""
    rules = contract.reading
    formats = [(_strict(form), form) for form in (*rules.stamp_formats, rules.date_format)]
    return partial(_stamp, formats=formats, zone=ZoneInfo(contract.time_zone))


def header_date(text: str, contract: SourceContract) -> date | None:
    """The date that a column's name is, or None where the name is a word."""
    outcome = date_converter(contract)(text.strip())
    return date.fromisoformat(outcome) if isinstance(outcome, str) else None


def _strict(form: str) -> re.Pattern[str]:
    """``strptime`` accepts 2025-1-5 and blanks; this does not."""
    parts = re.split(r"(%[A-Za-z])", form)
    return re.compile("".join(DIRECTIVES.get(part, re.escape(part)) for part in parts), re.ASCII)


def _moment(text: str, formats: list[tuple[re.Pattern[str], str]]) -> datetime | None:
    for pattern, form in formats:
        if pattern.fullmatch(text):
            try:
                moment = datetime.strptime(text, form)  # noqa: DTZ007  # the zone is given by the contract
            except ValueError:
                return None
            return moment if moment.year >= EARLIEST_YEAR else None
    return None


def _date(text: str, formats: list[tuple[re.Pattern[str], str]], zone: ZoneInfo) -> Outcome:
    moment = _moment(text, formats)
    if moment is None:
        return _no_date("date", formats)
    return (moment.astimezone(zone) if moment.tzinfo else moment).date().isoformat()


def _stamp(text: str, formats: list[tuple[re.Pattern[str], str]], zone: ZoneInfo) -> Outcome:
    moment = _moment(text, formats)
    if moment is None:
        return _no_date("time", formats)
    utc = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    return utc.replace(tzinfo=None).isoformat(timespec="milliseconds")


def _no_date(noun: str, formats: list[tuple[re.Pattern[str], str]]) -> Fault:
    examples = " or ".join(EXAMPLE.strftime(form) for _, form in formats)
    return Fault(
        f"not_a_{noun}", f"is not a {noun} of the calendar in this source's format; expected one like {examples}"
    )
