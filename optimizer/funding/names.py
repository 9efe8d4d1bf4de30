"""Names as people write them: which two are the same but for case, blanks, letter forms or look-alike letters."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

# Cyrillic and Greek letters that print like Latin ones.
LOOK_ALIKES = str.maketrans(
    "АВЕКМНОРСТХУІЈЅаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABEKMHOPCTXYIJSaeopcyxijsABEZHIKMNOPTYXo",
)
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


@cache
def folded(name: str) -> str:
    """The name without what the eye does not tell apart: two names with the same one look alike."""
    if name.isascii():
        return " ".join(name.split()).casefold()
    plain = unicodedata.normalize("NFKC", name.translate(INVISIBLE)).translate(LOOK_ALIKES)
    return " ".join(plain.split()).casefold()


def trimmed(name: str) -> str:
    """The name as it is kept: composed letters, no blanks of any kind around it."""
    return name.strip() if name.isascii() else unicodedata.normalize("NFC", name.translate(INVISIBLE)).strip()


def odd_letters(name: str) -> str:
    """The letters of a name that are not plain Latin, with their Unicode names; empty where there are none."""
    odd = dict.fromkeys(letter for letter in name if not letter.isascii())
    return ", ".join(f"{letter!r} {unicodedata.name(letter, 'without a name')}" for letter in odd)


class NameList:
    """Names that may be meant, and which of them a text means."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(names)
        self._alike: dict[str, list[str]] = defaultdict(list)
        for name in self.names:
            self._alike[folded(name)].append(name)

    def meant(self, text: str) -> str | None:
        """The same name, or the only one that looks the same; None where there is none."""
        if text in self.names:
            return text
        alike = self._alike.get(folded(text), [])
        return alike[0] if len(alike) == 1 else None
