"""Names of files and sheets against the patterns of a contract."""

import unicodedata
from collections.abc import Iterable
from fnmatch import fnmatchcase


def matches(name: str, patterns: Iterable[str]) -> bool:
    """Whether a name fits one of the patterns, in any case, blanks at the ends aside."""
    plain = _plain(name)
    return any(fnmatchcase(plain, _plain(pattern)) for pattern in patterns)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip().casefold()
