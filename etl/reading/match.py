"""One source of records matched to one extract of the contract."""

from pathlib import Path

from config.errors import ExtractError
from etl.contract import ExtractContract, SourceContract
from etl.reading.fault import place
from etl.reading.header import Header, fits, folded, resolve
from etl.reading.lookup import Joined
from etl.reading.names import matches
from etl.reading.reading import Reading
from etl.reading.safety import refuse_strange_file
from etl.reading.source import Source
from etl.reading.text_file import verify_text


def match(source: Source, extract: ExtractContract, files: list[Path], contract: SourceContract) -> Reading:
    """The reading of one extract from one source; a header that does not fit becomes its rejection."""
    reading = Reading(
        source.file_name,
        source.sheet_name,
        extract.entity,
        source.sha256,
        source.stamp.size_bytes,
        contract,
        extract=extract,
        source=source,
    )
    try:
        _resolve(reading, source, extract, files, contract)
    except ExtractError as rejection:
        reading.rejection = rejection
    return reading


def _resolve(
    reading: Reading, source: Source, extract: ExtractContract, files: list[Path], contract: SourceContract
) -> None:
    line, names = source.header()
    where = place(source.file_name, source.sheet_name, line)
    lookup = extract.lookup
    if lookup and matches(source.file_name, lookup.files):
        reading.is_lookup, reading.joined = True, Joined(lookup, source)
        reading.header = Header(tuple(names), {})
        return
    if lookup and not {folded(f"{lookup.prefix}{n}") for n in lookup.columns} <= {folded(n) for n in names}:
        reading.joined = Joined(lookup, _second(files, extract, contract))
        names = [*names, *reading.joined.names]
    try:
        reading.header = resolve(names, extract, contract, where)
    except ExtractError as rejection:
        raise _with_hint(rejection, source, extract, contract) from rejection


def _second(files: list[Path], extract: ExtractContract, contract: SourceContract) -> Source:
    """The file that an extract is joined with, among the files of this load."""
    lookup = extract.lookup
    patterns = lookup.files if lookup else ()
    found = next((file for file in files if matches(file.name, patterns)), None)
    if found is None:
        raise ExtractError(
            f"{extract.entity}: needs the file {' or '.join(patterns)} beside it. Nothing of it was loaded. "
            "Load both together."
        )
    refuse_strange_file(found, contract.reading.maximum_bytes)
    return Source(verify_text(found, contract.reading), contract.reading, None, contract.reading.delimiters[0])


def _with_hint(
    rejection: ExtractError, source: Source, extract: ExtractContract, contract: SourceContract
) -> ExtractError:
    """Says where the header seems to be, if it stands below the expected line."""
    first = source.opening()
    for line, record in zip(first.lines[1:], first.records[1:], strict=True):
        if fits(record, extract, contract):
            above = first.lines.index(line)
            return ExtractError(
                f"{rejection} The header seems to be on line {line}: set preamble_records = {above} under [reading]."
            )
    return rejection
