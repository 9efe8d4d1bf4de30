"""One quarantined row checked again by the same code, after a contract or a crosswalk was mended."""

from config.errors import ExtractError
from etl.contract import ExtractContract, SourceContract
from etl.reading.entity import MODIFIED_AT_UTC
from etl.reading.header import fits, resolve
from etl.reading.rows import RowMaker
from etl.reading.staged import StagedBatch

QUARANTINE = "(quarantine)"


def reread(contract: SourceContract, entity: str, row: dict[str, str | None], line_number: int = 0) -> StagedBatch:
    """Validate one row again.

    Parameters
    ----------
    entity
        What the row was read for.
    row
        Header name -> text, as in ``SetAside.row``.

    Returns
    -------
    StagedBatch
        Its rows, or the reason why it is still set aside. An id made from content counts as the first of its kind:
        where
        equal rows matter, read the archived file again and take the line.

    Raises
    ------
    ExtractError
        The row has the columns of no extract of the entity.
    """
    names = [name for name in row if name != MODIFIED_AT_UTC]
    extract = _extract(contract, entity, names)
    header = resolve(names, extract, contract, QUARANTINE)
    maker = RowMaker(contract, extract, header, QUARANTINE, None)
    batch = maker.make([line_number], [[row[name] or "" for name in names]])
    return StagedBatch(batch.rows, batch.set_aside, maker.warned.take())


def _extract(contract: SourceContract, entity: str, names: list[str]) -> ExtractContract:
    for extract in contract.extracts_of(entity):
        if fits(names, extract, contract):
            return extract
    raise ExtractError(
        f"{QUARANTINE}: no extract of {entity} in {contract.file_name} has the columns {', '.join(names)}. "
        "Nothing was loaded. Export the rows again."
    )
