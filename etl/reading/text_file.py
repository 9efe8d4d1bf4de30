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
        head = file.read(HEAD_BYTES)
        refuse_disguise(path, head)
        encoding = next((name for mark, name in MARKS if head.startswith(mark)), "utf-8")
        file.seek(0)
        offset, last = 0, b""
        while block := file.read(BLOCK_BYTES):
            digest.update(block)
            if encoding != "utf-16" and (position := block.find(b"\0")) >= 0:
                raise ExtractError(
                    f"{path.name}: has a NUL byte at offset {offset + position:,}; text has none. Nothing was loaded. "
                    "The file is damaged or not CSV: export it again."
                )
            offset, last = offset + len(block), block[-2:]
    note = {"utf-8-sig": "starts with a byte order mark", "utf-16": "is UTF-16"}.get(encoding)
    wrong = _first_wrong_byte(path, encoding)
    if wrong and rules.fallback_encoding:
        encoding, note = rules.fallback_encoding, f"is not UTF-8 and was read as {rules.fallback_encoding}, as declared"
        wrong = _first_wrong_byte(path, encoding)
    if wrong:
        raise _undecodable(path, wrong, encoding, rules)
    ends_with_newline = last.replace(b"\0", b"").endswith((b"\n", b"\r"))
    return VerifiedFile(path, digest.hexdigest(), seen, encoding, ends_with_newline, note)


def _first_wrong_byte(path: Path, encoding: str) -> tuple[int, int] | None:
    """Offset and value of the first byte that the encoding cannot read."""
    decoder = codecs.getincrementaldecoder(encoding)()
    offset = 0
    with path.open("rb") as file:
        block = file.read(BLOCK_BYTES)
        while block:
            pending = len(decoder.getstate()[0])
            following = file.read(BLOCK_BYTES)
            try:
                decoder.decode(block, final=not following)
            except UnicodeDecodeError as error:
                return offset - pending + error.start, error.object[error.start]
            offset, block = offset + len(block), following
    return None


def _undecodable(path: Path, wrong: tuple[int, int], encoding: str, rules: ReadingRules) -> ExtractError:
    offset, byte = wrong
    tried = (
        f"neither UTF-8 nor {encoding}" if rules.fallback_encoding else f"not {encoding.removesuffix('-sig').upper()}"
    )
    return ExtractError(
        f"{path.name}: the byte 0x{byte:02X} at offset {offset:,} is {tried}. Nothing was loaded. Export as UTF-8, or "
        "declare fallback_encoding (such as cp1252) in the source's contract."
    )
