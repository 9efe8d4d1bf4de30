"""Why a value was refused: a reason that programs count, and what a person reads about it."""

from dataclasses import dataclass

EXCERPT_LENGTH = 60
NOTHING_LOADED = "Nothing was loaded from it"


@dataclass(frozen=True, slots=True)
class Fault:
    """One refused value: what it is not, what it should be, and the way out."""

    reason_code: str
    finding: str
    way_out: str = "Correct it in the source and export again."


def excerpt(text: str | None) -> str:
    """The value in quotes, on one line, at most 60 characters of it."""
    if text is None:
        return "(blank)"
    shown = text if len(text) <= EXCERPT_LENGTH else f"{text[:EXCERPT_LENGTH]}…"
    return '"' + "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in shown) + '"'


def place(file_name: str, sheet_name: str | None, line_number: int | None = None, column: str | None = None) -> str:
    """Where it is: file, sheet, line and column, as far as known."""
    parts = [file_name]
    if sheet_name is not None:
        parts.append(f'sheet "{sheet_name}"')
    if line_number is not None:
        parts.append(f"line {line_number}")
    if column is not None:
        parts.append(f'column "{column}"')
    return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Noted:
    """A value that was changed by a declared rule, and what to say about it."""

    value: str
    code: str
    message: str


Outcome = str | Noted | Fault | None
"""What becomes of one source value: canonical text, canonical text with a note, a fault, or nothing (missing)."""
