"""Row hashes, and ids for rows whose source has none."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

import numpy as np
import numpy.typing as npt

SEPARATOR = "\x1f"
MISSING = "\x1e"
ID_DIGITS = 40
KEY_DIGITS = 16


def hashes(columns: Iterable[Sequence[str | None]]) -> list[str]:
    """SHA-256 of each row over these columns, in hex; a missing value differs from an empty one."""
    filled = [
        [MISSING if value is None else value for value in column] if None in column else column for column in columns
    ]
    return [sha256(SEPARATOR.join(row).encode()).hexdigest() for row in zip(*filled, strict=True)]


class Occurrences:
    """Counts equal rows of one file, so that the second of two equal rows is ``…#2`` and both are kept.

    Five million rows take 80 MB: sixteen hex digits of each hash, sorted, with a count.
    """

    def __init__(self) -> None:
        self._keys: npt.NDArray[np.uint64] = np.empty(0, np.uint64)
        self._counts: npt.NDArray[np.int32] = np.empty(0, np.int32)

    def ids(self, digests: Sequence[str]) -> list[str]:
        """The ids of the next rows: digits of the hash and the occurrence number."""
        keys = np.fromiter((int(digest[:KEY_DIGITS], 16) for digest in digests), np.uint64, len(digests))
        unique, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
        numbers = _running_count(inverse) + self._earlier(unique)[inverse]
        self._add(unique, counts.astype(np.int32))
        return [f"{digest[:ID_DIGITS]}#{number}" for digest, number in zip(digests, numbers.tolist(), strict=True)]

    def _earlier(self, unique: npt.NDArray[np.uint64]) -> npt.NDArray[np.int32]:
        found = np.zeros(len(unique), np.int32)
        if len(self._keys):
            place = np.minimum(np.searchsorted(self._keys, unique), len(self._keys) - 1)
            met = self._keys[place] == unique
            found[met] = self._counts[place[met]]
        return found

    def _add(self, unique: npt.NDArray[np.uint64], counts: npt.NDArray[np.int32]) -> None:
        place = np.searchsorted(self._keys, unique)
        met = np.zeros(len(unique), bool)
        inside = place < len(self._keys)
        met[inside] = self._keys[place[inside]] == unique[inside]
        self._counts[place[met]] += counts[met]
        self._keys = np.insert(self._keys, place[~met], unique[~met])
        self._counts = np.insert(self._counts, place[~met], counts[~met])


def _running_count(inverse: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """1 for the first of a kind, 2 for the second, in row order."""
    order = np.argsort(inverse, kind="stable")
    ordered = inverse[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(ordered) else np.empty(0, np.intp)
    lengths = np.diff(np.r_[starts, len(ordered)])
    numbers = np.empty(len(ordered), np.intp)
    numbers[order] = np.arange(len(ordered)) - np.repeat(starts, lengths) + 1
    return numbers
