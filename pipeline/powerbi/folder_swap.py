"""Put a finished folder in the place of an older one, so that readers see the one or the other."""

import ctypes
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from config.errors import PropError

AT_FDCWD = -100
RENAME_EXCHANGE = 2


class FolderInUseError(PropError):
    """The folder cannot be replaced, because a program holds one of its files."""


def swap_in(new: Path, target: Path) -> None:
    """Make ``new`` the folder ``target``; what was there before is deleted afterwards.

    Linux exchanges the two names in one step. Elsewhere there is a moment between two renames in which ``target`` is
    missing; a reader who meets it reads again, and a process killed there leaves ``target`` to the next export.

    Parameters
    ----------
    new
        On the same file system as ``target``, complete and flushed.

    Raises
    ------
    FolderInUseError
        A program holds a file of ``target``, as Windows does; the old folder stays.
    """
    if not target.exists():
        new.rename(target)
        return
    if _exchanged(new, target):
        shutil.rmtree(new)
        return
    aside = new.with_name(f"{new.name}.previous")
    try:
        target.rename(aside)
    except OSError as error:
        raise FolderInUseError(
            f"{target} cannot be replaced ({error.strerror}): a program, perhaps Power BI, is reading it. The older "
            "export stays. Try again when it has finished."
        ) from error
    try:
        new.rename(target)
    except OSError:
        aside.rename(target)
        raise
    with suppress(OSError):
        shutil.rmtree(aside)


def flush(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    if path.is_dir() and sys.platform == "win32":
        return  # Windows opens no folder
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the system exchanged the two names at once."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    return bool(rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0)
