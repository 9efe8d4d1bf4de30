"""One pass over a text file before it is read: its hash, its encoding, and whether it is text at all."""

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

from config.errors import ExtractError
from etl.contract import ReadingRules
from etl.reading.safety import HEAD_BYTES, Stamp, refuse_disguise, stamp

BLOCK_BYTES = 1 << 20
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True)
class VerifiedFile:
    """A file that was looked at from end to end."""

    path: Path
    sha256: str
    stamp: Stamp
    encoding: str
    ends_with_newline: bool
    note: str | None = None
    """What was unusual about its encoding, if anything."""


def verify_text(path: Path, rules: ReadingRules) -> VerifiedFile:
    """Read the bytes once: hash, encoding, NUL bytes.

    Raises
    ------
    ExtractError
        Not text, or bytes that the declared encodings cannot read, with the offset of the first one.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        seen = stamp(file.fileno())
        block = file.read(BLOCK_BYTES)
        refuse_disguise(path, block[:HEAD_BYTES])
        encoding = next((name for mark, name in MARKS if block.startswith(mark)), "utf-8")
        decoder = codecs.getincrementaldecoder(encoding)()
        fallback: str | None = None
        offset, last = 0, b""
        while block:
            digest.update(block)
            if encoding != "utf-16" and (position := block.find(b"\0")) >= 0:
                raise ExtractError(
                    f"{path.name}: has a NUL byte at offset {offset + position:,}; text has none. Nothing was loaded. "
                    "The file is damaged or not CSV: export it again."
                )
            following = file.read(BLOCK_BYTES)
            if fallback is None:
                fallback = _decode(path, decoder, block, offset, is_last=not following, rules=rules)
            offset, last, block = offset + len(block), block, following
    note = {"utf-8-sig": "starts with a byte order mark", "utf-16": "is UTF-16"}.get(encoding)
    if fallback:
        encoding, note = fallback, f"is not UTF-8 and was read as {fallback}, as the contract says"
    return VerifiedFile(path, digest.hexdigest(), seen, encoding, last.rstrip(b"\0").endswith((b"\n", b"\r")), note)


def _decode(
    path: Path, decoder: codecs.IncrementalDecoder, block: bytes, offset: int, *, is_last: bool, rules: ReadingRules
) -> str | None:
    """Decode one block; gives the fallback encoding where the contract has one and the block needs it."""
    pending = len(decoder.getstate()[0])
    try:
        decoder.decode(block, final=is_last)
    except UnicodeDecodeError as error:
        if rules.fallback_encoding:
            return rules.fallback_encoding
        position = offset - pending + error.start
        raise ExtractError(
            f"{path.name}: the byte 0x{error.object[error.start]:02X} at offset {position:,} is not UTF-8. Nothing was "
            "loaded. Export as UTF-8, or declare fallback_encoding (such as cp1252) in the source's contract."
        ) from error
    return None
