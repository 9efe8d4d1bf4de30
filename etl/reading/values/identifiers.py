"""Keys of other systems: kept as text, spelled one way, never matched by likeness."""

import re
import string
import unicodedata
from collections.abc import Callable

from etl.reading.fault import Fault, Outcome

NUMBERED = re.compile(r"0*(\d+)(?:\.0+)?", re.ASCII)
SCIENTIFIC = re.compile(r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d+", re.ASCII)
SALESFORCE = re.compile(r"[0-9A-Za-z]{15}(?:[A-Z0-5]{3})?", re.ASCII | re.IGNORECASE)
SHORT_LENGTH, LONG_LENGTH = 15, 18
CHECKSUM = string.ascii_uppercase + "012345"
EXPORT_AS_TEXT = "Format the column as text in the source and export again."


def text_id(text: str) -> Outcome:
    """A key as it is, in composed Unicode; only a spreadsheet's exponent form is refused."""
    if SCIENTIFIC.fullmatch(text) and ("+" in text[1:] or "." in text):
        return Fault("scientific_id", "is an id in scientific notation, its digits are lost", EXPORT_AS_TEXT)
    return unicodedata.normalize("NFC", text)


def folded_id(text: str) -> Outcome:
    """A code that is the same in any case and with any blanks inside."""
    outcome = text_id(" ".join(text.split()))
    return outcome.casefold() if isinstance(outcome, str) else outcome


def number_id(text: str) -> Outcome:
    """A numbered key: ``000010``, ``10`` and ``10.0`` are 10."""
    if match := NUMBERED.fullmatch(text):
        return match[1]
    if SCIENTIFIC.fullmatch(text):
        return Fault("scientific_id", "is an id in scientific notation, its digits are lost", EXPORT_AS_TEXT)
    return Fault(
        "malformed_id",
        "is not a numbered id; expected digits",
        "Correct it in the source, or say in the contract's [crosswalk] which id is meant.",
    )


def salesforce_id(text: str) -> Outcome:
    """The 18-character form of a record id; its last three characters say which letters are capitals.

    Source: Salesforce, "Convert 15 digit id to 18 digit id" (knowledge article 000385585).
    """
    if not SALESFORCE.fullmatch(text):
        return Fault("malformed_id", "is not a record id of 15 or 18 letters and digits")
    short = text[:SHORT_LENGTH]
    long = short + salesforce_checksum(short)
    if len(text) == LONG_LENGTH and text != long:
        return Fault(
            "bad_checksum",
            f"ends in {text[SHORT_LENGTH:]}, its capitals ask for {long[SHORT_LENGTH:]}: letters changed case "
            f"on the way",
            "Export again without a tool that changes the case of letters.",
        )
    return long


def salesforce_checksum(short_id: str) -> str:
    """Three characters; each spells with five bits which of five letters are capitals, the first letter lowest."""
    bits = [letter in string.ascii_uppercase for letter in short_id]
    chunks = (bits[start : start + 5] for start in range(0, SHORT_LENGTH, 5))
    return "".join(CHECKSUM[sum(bit << place for place, bit in enumerate(chunk))] for chunk in chunks)


STYLES: dict[str, Callable[[str], Outcome]] = {
    "text": text_id,
    "folded": folded_id,
    "number": number_id,
    "salesforce": salesforce_id,
}
