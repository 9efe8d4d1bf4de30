"""Salesforce PSA: the timecard headers, with the dirt that a load must survive."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from demo.dirt import Smudge, added, changed, mix_in, padded
from demo.extract_file import Layout, Line, Row
from demo.firm import CURRENCY, Firm
from demo.records import RECORD, STAMPS
from demo.salesforce_id import SHORT_LENGTH, record_id
from demo.timecards import Timecard
from demo.wording import DAY_COLUMNS, day_columns, fixed, flag, money, stamp

ENTITY = "pse__Timecard_Header__c"
TIMECARD = Layout(
    f"salesforce/{ENTITY}.csv",
    (
        *RECORD, "Name", "CurrencyIsoCode", "pse__Resource__c", "pse__Project__c", "pse__Milestone__c",
        "pse__Assignment__c", "pse__Start_Date__c", "pse__End_Date__c", *DAY_COLUMNS, "pse__Total_Hours__c",
        "pse__Bill_Rate__c", "pse__Total_Billable_Amount__c", "pse__Status__c", "pse__Billable__c",
        "pse__Submitted_Date__c", *STAMPS,
    ),
    quotes_everything=True,
)  # fmt: skip
FIRST_SPARE = 50_000_000
UNKNOWN_RESOURCE = 9_000_000
LONE_HOURS = 2.75


def timecard_lines(firm: Firm, cards: Iterable[Timecard]) -> Iterator[Line]:
    """One line per record; a correction repeats the id of the record before it."""
    return mix_in(_clean(firm, cards), _smudges(), every=100)


def _clean(firm: Firm, cards: Iterable[Timecard]) -> Iterator[Line]:
    ordinal = -1
    for card in cards:
        if card.note != "corrected":
            ordinal += 1
        yield Line(_row(firm, card, ordinal), card.note)


def _row(firm: Firm, card: Timecard, ordinal: int) -> Row:
    monday = firm.monday(card.week)
    is_billable = not card.engagement.story.is_internal
    created = stamp(card.entered, ordinal)
    booking = "" if card.booking is None else record_id("pse__Assignment__c", card.booking)
    return {
        "Id": record_id(ENTITY, ordinal),
        "IsDeleted": flag(card.note == "deleted"),
        "Name": f"TCH-{ordinal + 1:08d}",
        "CurrencyIsoCode": CURRENCY,
        "pse__Resource__c": card.person.contact_id,
        "pse__Project__c": card.engagement.project_id,
        "pse__Milestone__c": card.phase.milestone_id,
        "pse__Assignment__c": booking,
        "pse__Start_Date__c": monday.isoformat(),
        "pse__End_Date__c": (monday + timedelta(days=6)).isoformat(),
        **day_columns(card.day_hours),
        "pse__Total_Hours__c": fixed(card.hours),
        "pse__Bill_Rate__c": fixed(card.rate_per_hour),
        "pse__Total_Billable_Amount__c": money(card.hours, card.rate_per_hour),
        "pse__Status__c": card.status,
        "pse__Billable__c": flag(is_billable),
        "pse__Submitted_Date__c": "" if card.status == "Saved" else card.entered.isoformat(),
        "CreatedDate": created,
        "LastModifiedDate": created if card.modified == card.entered else stamp(card.modified, ordinal),
    }


def _spare_id(spare: int) -> str:
    return record_id(ENTITY, FIRST_SPARE + spare)


def _smudges() -> tuple[Smudge, ...]:
    """Every kind of dirt in the timecards; quarantined ones are further rows, so that real work is never lost."""
    unknown = record_id("Contact", UNKNOWN_RESOURCE)
    return (
        added("unknown_resource", "Id", _spare_id, pse__Resource__c=unknown),
        added("bad_date", "Id", _spare_id, pse__Start_Date__c="2025-02-31"),
        added("na_number", "Id", _spare_id, pse__Tuesday_Hours__c="NA"),
        added("hours_above_24", "Id", _spare_id, pse__Wednesday_Hours__c="30.00"),
        Smudge("tied_duplicate", _tie),
        padded("pse__Status__c"),
        Smudge("fifteen_character_id", _short_project),
        added("bad_id_checksum", "Id", _spare_id, pse__Resource__c=_misspelt(record_id("Contact", 0))),
        Smudge("reversal_without_original", _lone_reversal),
        Smudge("exact_copy", lambda row, _spare: [Line(row), Line(row, "exact_copy")], times=2),
        added("unknown_resource", "Id", _spare_id, pse__Resource__c=unknown),
        added("unknown_resource", "Id", _spare_id, pse__Resource__c=unknown),
        added("bad_date", "Id", _spare_id, pse__Start_Date__c="31/02/2025"),
        added("na_number", "Id", _spare_id, pse__Monday_Hours__c="NA"),
        added("hours_above_24", "Id", _spare_id, pse__Monday_Hours__c="240.00"),
        Smudge("fifteen_character_id", _short_project, times=20),
        padded("pse__Status__c")._replace(times=4),
    )


def _short_project(row: Row, _spare: int) -> list[Line]:
    """The row as a report exports it: the project's id without its three safe characters."""
    short = row["pse__Project__c"][:SHORT_LENGTH]
    return [Line(changed(row, pse__Project__c=short), "fifteen_character_id")]


def _tie(row: Row, spare: int) -> list[Line]:
    """Two records of one id, changed in the same second, that disagree."""
    first = changed(row, Id=_spare_id(spare))
    second = changed(first, pse__Tuesday_Hours__c=fixed(float(row["pse__Tuesday_Hours__c"]) + 1))
    return [Line(row), Line(first, "tied_duplicate"), Line(second, "tied_duplicate")]


def _lone_reversal(row: Row, spare: int) -> list[Line]:
    """A negative Monday that nobody ever logged."""
    lone = changed(
        row,
        Id=_spare_id(spare),
        **day_columns((-LONE_HOURS, *(0.0,) * 6)),
        pse__Total_Hours__c=fixed(-LONE_HOURS),
        pse__Total_Billable_Amount__c=money(-LONE_HOURS, round(float(row["pse__Bill_Rate__c"]))),
    )
    return [Line(row), Line(lone, "reversal_without_original")]


def _misspelt(identifier: str) -> str:
    """The id with a checksum that does not belong to it."""
    return identifier[:SHORT_LENGTH] + ("AAA" if not identifier.endswith("AAA") else "BAA")
