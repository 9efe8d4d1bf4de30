"""A workbook is a zip: look at every part before a parser unpacks it."""

import hashlib
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from config.errors import ExtractError
from etl.contract import ReadingRules
from etl.reading.safety import HEAD_BYTES, Stamp, refuse_disguise, stamp

BLOCK_BYTES = 1 << 20
MAXIMUM_PARTS = 5_000
BOMB_RATIO = 300
BOMB_BYTES = 20_000_000
OVERLAP_BYTES = 64
SUSPECT = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
ODD_CELL = re.compile(rb'\bt="e"|<f[ >/]')
MACROS = re.compile(r"vbaProject|/macrosheets/|/activeX/", re.IGNORECASE)


@dataclass(frozen=True)
class VerifiedWorkbook:
    """A workbook whose parts are what they say."""

    path: Path
    sha256: str
    stamp: Stamp
    parts_with_odd_cells: frozenset[str]
    """Parts in which formulas or errors occur; only these are looked at cell by cell."""


def verify_workbook(path: Path, rules: ReadingRules) -> VerifiedWorkbook:
    """Hash the file and read every part once, within the limits.

    Raises
    ------
    ExtractError
        Macros, a password, a zip bomb, an XML entity, a damaged part.
    """
    with path.open("rb") as file:
        seen = stamp(file.fileno())
        refuse_disguise(path, file.read(HEAD_BYTES))
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        try:
            with zipfile.ZipFile(file) as archive:
                _refuse_dangerous_list(path, archive, rules, seen.size_bytes)
                odd = frozenset(part.filename for part in archive.infolist() if _read_through(path, archive, part))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
            raise ExtractError(
                f"{path.name}: is a damaged workbook ({error}). Nothing was loaded. Save it again, or export as CSV."
            ) from error
    return VerifiedWorkbook(path, digest, seen, odd)


def _refuse_dangerous_list(path: Path, archive: zipfile.ZipFile, rules: ReadingRules, size_bytes: int) -> None:
    parts = archive.infolist()
    if any(MACROS.search(part.filename) for part in parts):
        raise ExtractError(f"{path.name}: has macros inside. Nothing was read. Save it as .xlsx without macros.")
    if any(part.filename.startswith(("/", "\\")) or ".." in part.filename.split("/") for part in parts):
        raise ExtractError(f"{path.name}: has parts with paths that lead outside. Nothing was read. Save it again.")
    if any(part.flag_bits & 1 for part in parts):
        raise ExtractError(f"{path.name}: is encrypted. Nothing was read. Save it without a password.")
    unpacked = sum(part.file_size for part in parts)
    worst = max((p.file_size / max(p.compress_size, 1) for p in parts if p.file_size > BOMB_BYTES), default=0)
    packed = sum(part.compress_size for part in parts)
    if (
        unpacked > rules.maximum_workbook_bytes
        or worst > BOMB_RATIO
        or packed > size_bytes
        or len(parts) > MAXIMUM_PARTS
    ):
        raise ExtractError(
            f"{path.name}: would unpack to {unpacked:,} bytes in {len(parts):,} parts; the limits are "
            f"{rules.maximum_workbook_bytes:,} bytes, {MAXIMUM_PARTS:,} parts and {BOMB_RATIO} to 1. Nothing "
            f"was unpacked. "
            "Export a shorter period or CSV."
        )


def _read_through(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Read one part to its end; says whether it has formulas or errors."""
    is_odd, overlap = False, b""
    with archive.open(part) as stream:
        while block := stream.read(BLOCK_BYTES):
            seen = overlap + block
            if SUSPECT.search(seen) and part.filename.endswith((".xml", ".rels", ".vml")):
                raise ExtractError(
                    f"{path.name}: the part {part.filename} declares XML entities, which no spreadsheet program "
                    f"writes. "
                    "Nothing was loaded. Save it again, or export as CSV."
                )
            is_odd = is_odd or (part.filename.startswith("xl/worksheets/") and ODD_CELL.search(seen) is not None)
            overlap = block[-OVERLAP_BYTES:]
    return is_odd
