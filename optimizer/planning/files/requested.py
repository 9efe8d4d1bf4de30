"""The assumptions that a command's arguments ask for."""

from pathlib import Path

from config.errors import UsageError
from optimizer.planning.assumptions import Assumptions
from optimizer.planning.files.assumptions_in import read_assumptions
from optimizer.planning.files.results_out import refuse_unwritable
from optimizer.planning.timesheets import read_rows


def read(file: Path, timesheets: Path | None, capacity: Path | None, out: Path | None = None) -> Assumptions:
    """The assumptions of a file and of timesheets, if ``out`` can be written to.

    Raises
    ------
    UsageError, ExtractError, ModelError
        As in ``files.assumptions_in.read_assumptions``; or only one of the two files to learn from is given.
    """
    refuse_unwritable(out)
    if out is not None and out.resolve() == file.resolve():
        raise UsageError(f"--out {out} is the input itself. Nothing was computed. Name another file.")
    if timesheets is None and capacity is None:
        return read_assumptions(file)
    if timesheets is None or capacity is None:
        raise UsageError("To learn from timesheets give both --timesheets and --capacity. Nothing was computed.")
    return read_assumptions(file, (read_rows(timesheets), read_rows(capacity)))
