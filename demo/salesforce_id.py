"""Salesforce record ids: fifteen case-sensitive characters and the three that make them safe in any case."""

import string

DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase
CHECKSUM_CHARACTERS = string.ascii_uppercase + "012345"
SHORT_LENGTH = 15
STRIDE = 26
"""Ids advance by 26, so that many neighbors differ only by case (A is 10, a is 36 in base 62)."""

KEY_PREFIXES = {
    "Account": "001",
    "Contact": "003",
    "pse__Practice__c": "a0A",
    "pse__Proj__c": "a0P",
    "pse__Milestone__c": "a0M",
    "pse__Assignment__c": "a0S",
    "pse__Schedule__c": "a0U",
    "pse__Timecard_Header__c": "a0T",
    "Progress_Report__c": "a0R",
    "pse__Resource_Request__c": "a0Q",
}


def checksum(short_id: str) -> str:
    """Three characters that spell which of the fifteen are capitals, five at a time, first one lowest.

    Source: Salesforce, "What are the differences between 15- and 18-character record ids".
    """
    chunks = (short_id[start : start + 5] for start in range(0, SHORT_LENGTH, 5))
    return "".join(
        CHECKSUM_CHARACTERS[sum(1 << place for place, letter in enumerate(chunk) if letter in string.ascii_uppercase)]
        for chunk in chunks
    )


def base62(number: int, width: int) -> str:
    """The number in base 62, zero-padded; digits before capitals before small letters."""
    letters: list[str] = []
    for _ in range(width):
        number, rest = divmod(number, len(DIGITS))
        letters.append(DIGITS[rest])
    return "".join(reversed(letters))


def record_id(entity: str, ordinal: int) -> str:
    """The 18-character id of the entity's record with that ordinal, from 0."""
    short = f"{KEY_PREFIXES[entity]}Dn0{base62(STRIDE * ordinal + DIGITS.index('A'), 9)}"
    return short + checksum(short)
