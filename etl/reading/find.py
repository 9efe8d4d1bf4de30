"""Which file or sheet feeds which entity; what cannot be read is reported beside what can."""

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

from config.errors import ExtractError
from etl.contract import ExtractContract, SourceContract
from etl.reading.header import folded
from etl.reading.match import match
from etl.reading.names import matches
from etl.reading.reading import Reading
from etl.reading.records import pick_delimiter
from etl.reading.safety import WORKBOOK_SUFFIXES, printable, refuse_strange_file
from etl.reading.source import Source
from etl.reading.text_file import verify_text
from etl.reading.workbook import sheet_names
from etl.reading.workbook_safety import VerifiedWorkbook, verify_workbook

UNMATCHED = "unmatched"
LEFT_BY_PROGRAMS = (".", "~$")
logger = logging.getLogger(__name__)


def find_readings(paths: Sequence[Path], contract: SourceContract) -> list[Reading]:
    """Everything that some files and folders give a source.

    Parameters
    ----------
    paths
        Files, or folders that are searched with their subfolders.
    contract
        The source; its name patterns decide what a file is.

    Returns
    -------
    list[Reading]
        One per file (or sheet) and entity, in the order of the names. A file that is rejected, or that no pattern
        knows,
        is a reading with a ``rejection``, which ``batches`` raises. Files that the contract ignores are only logged.
    """
    files = list(dict.fromkeys(file for path in paths for file in _files(path)))
    readings: list[Reading] = []
    for file in files:
        if reason := _ignored(file.name, contract, "files"):
            logger.info("%s: ignored by the contract, it %s", file.name, reason)
            continue
        readings += _readings_of(file, files, contract)
    return readings


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir() and not path.is_symlink():
        for child in sorted(path.iterdir()):
            if child.name.startswith(LEFT_BY_PROGRAMS):
                logger.info("%s: left by a program, not an extract", child.name)
                continue
            yield from _files(child)
    else:
        yield path.absolute()


def _ignored(name: str, contract: SourceContract, kind: str) -> str | None:
    return next((rule.reason for rule in contract.ignored if matches(name, getattr(rule, kind))), None)


def _readings_of(file: Path, files: list[Path], contract: SourceContract) -> list[Reading]:
    extracts = [extract for extract in contract.extracts if matches(file.name, extract.files)]
    lookups = [e for e in contract.extracts if not extracts and e.lookup and matches(file.name, e.lookup.files)]
    try:
        refuse_strange_file(file, contract.reading.maximum_bytes)
        if not extracts and not lookups:
            raise _unknown(file, contract)
        if file.suffix.lower() in WORKBOOK_SUFFIXES:
            return _sheets(verify_workbook(file, contract.reading), extracts, files, contract)
        source = _text_source(file, [*extracts, *lookups], contract)
        return [match(source, extract, files, contract) for extract in [*extracts, *lookups]]
    except ExtractError as rejection:
        entity = (extracts or lookups)[0].entity if extracts or lookups else UNMATCHED
        return [Reading(printable(file.name), None, entity, _no_hash(), _size(file), contract, rejection=rejection)]


def _text_source(file: Path, extracts: Sequence[ExtractContract], contract: SourceContract) -> Source:
    verified = verify_text(file, contract.reading)
    known = {folded(name) for e in extracts for field in e.columns.values() for name in field.names}
    known |= {folded(name) for e in extracts if e.lookup for name in (e.lookup.key, *e.lookup.columns)}
    return Source(verified, contract.reading, None, pick_delimiter(verified, contract.reading.delimiters, known))


def _sheets(
    verified: VerifiedWorkbook, extracts: Sequence[ExtractContract], files: list[Path], contract: SourceContract
) -> list[Reading]:
    names = sheet_names(verified)
    readings: list[Reading] = []
    for name in names:
        source = Source(verified, contract.reading, name)
        chosen = [e for e in extracts if matches(name, e.sheets) or (not e.sheets and len(names) == 1)]
        if chosen:
            readings += [match(source, extract, files, contract) for extract in chosen]
        elif not _ignored(name, contract, "sheets"):
            rejection = ExtractError(
                f'{verified.path.name}, sheet "{name}": the contract names no such sheet. Nothing of it was '
                f"loaded. Remove "
                f"it, or name it under sheets (or [[ignored]]) in {contract.file_name}."
            )
            size = verified.stamp.size_bytes
            readings.append(
                Reading(verified.path.name, name, UNMATCHED, verified.sha256, size, contract, rejection=rejection)
            )
    return readings


def _unknown(file: Path, contract: SourceContract) -> ExtractError:
    patterns = ", ".join(dict.fromkeys(pattern for e in contract.extracts for pattern in e.files))
    return ExtractError(
        f"{file.name}: no extract of {contract.source_system} has such a name; they are called {patterns}. "
        f"Nothing was loaded. Rename the file, or add its name to {contract.file_name}."
    )


def _no_hash() -> str:
    """Stands for a file that was refused before its bytes were read."""
    return "0" * 64


def _size(file: Path) -> int:
    try:
        return file.lstat().st_size
    except OSError:
        return 0
