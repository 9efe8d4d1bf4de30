"""Before a file is opened: a plain file, of a size that can be read, that is what its name says."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from config.errors import ExtractError

CSV_SUFFIXES = frozenset({".csv", ".txt", ".tsv"})
WORKBOOK_SUFFIXES = frozenset({".xlsx"})
MACRO_SUFFIXES = frozenset({".xlsm", ".xlsb", ".xltm", ".xlam"})
OLD_SUFFIXES = frozenset({".xls", ".ods", ".xlt"})
ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
HEAD_BYTES = 4096


@dataclass(frozen=True)
class Stamp:
    """What tells whether a file is still the one that was looked at."""

    device: int
    inode: int
    size_bytes: int
    modified_ns: int


def stamp(descriptor: int) -> Stamp:
    """The stamp of an open file."""
    status = os.fstat(descriptor)
    return Stamp(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


def refuse_vanished(path: Path) -> None:
    """Refuse a file that was found before and is gone.

    Raises
    ------
    ExtractError
        It was moved or deleted.
    """
    if not path.is_file():
        raise ExtractError(f"{path.name}: is no longer there. Nothing of it was loaded. Put it back and load again.")


def refuse_strange_file(path: Path, maximum_bytes: int) -> None:
    """Refuse what is no plain file of a sane name and size.

    Raises
    ------
    ExtractError
        A link, a pipe, a device, a name with control characters, an empty file, or one above the limit.
    """
    name = printable(path.name)
    if name != path.name:
        raise ExtractError(
            f"{name}: the name has characters that cannot be printed. Nothing was read. Rename the file."
        )
    try:
        status = path.lstat()
    except OSError as error:
        raise ExtractError(f"{name}: cannot be read ({error.strerror}). Nothing was loaded. Check the path.") from error
    if stat.S_ISLNK(status.st_mode):
        raise ExtractError(f"{name}: is a link, and links are not followed. Nothing was read. Name the file itself.")
    if not stat.S_ISREG(status.st_mode):
        raise ExtractError(f"{name}: is not a plain file. Nothing was read. Save the extract as a file.")
    if status.st_size == 0:
        raise ExtractError(f"{name}: is empty (0 bytes). Nothing was loaded. Export it again.")
    if status.st_size > maximum_bytes:
        raise ExtractError(
            f"{name}: has {status.st_size:,} bytes, the limit is {maximum_bytes:,}. Nothing was read. "
            "Export a shorter period, or raise maximum_bytes in the contract."
        )


def refuse_disguise(path: Path, head: bytes) -> None:
    """Refuse a file whose first bytes are not what its name says.

    Raises
    ------
    ExtractError
        A workbook named .csv, an old or encrypted workbook, a text named .xlsx, a web page or JSON.
    """
    name, suffix = path.name, path.suffix.lower()
    if suffix in MACRO_SUFFIXES:
        raise ExtractError(f"{name}: is a workbook with macros. Nothing was read. Save it as .xlsx without macros.")
    if head.startswith(OLE_MAGIC):
        _refuse_ole(path)
    if suffix in OLD_SUFFIXES:
        raise ExtractError(f"{name}: is an old workbook format. Nothing was read. Save it as .xlsx or CSV.")
    is_zip = head.startswith(ZIP_MAGIC)
    if suffix in WORKBOOK_SUFFIXES and not is_zip:
        raise ExtractError(
            f"{name}: is named .xlsx and is no workbook. Nothing was read. Rename it .csv if it is text."
        )
    if suffix in CSV_SUFFIXES and is_zip:
        raise ExtractError(f"{name}: is named {suffix} and is a workbook or zip. Nothing was read. Rename it .xlsx.")
    if suffix in CSV_SUFFIXES:
        _refuse_markup(name, head)


def printable(text: str) -> str:
    """The text with control characters spelled out."""
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in text)


def _refuse_ole(path: Path) -> None:
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            if ENCRYPTED_STREAM in block:
                raise ExtractError(
                    f"{path.name}: is encrypted. Nothing was read. Save it without a password; PROP keeps no passwords."
                )
    raise ExtractError(f"{path.name}: is an old .xls workbook. Nothing was read. Save it as .xlsx or CSV.")


def _refuse_markup(name: str, head: bytes) -> None:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<"):
        raise ExtractError(
            f"{name}: is a web page or XML ({printable(text[:40].decode('latin-1'))!r}), often a login page "
            f"saved in place "
            "of the report. Nothing was loaded. Sign in and export again."
        )
    if text.startswith((b"{", b"[")):
        raise ExtractError(f"{name}: is JSON, not CSV. Nothing was loaded. Export it as CSV.")
