"""Names and words from closed lists: text, booleans, choices, levels, locations, currencies."""

import unicodedata
from collections.abc import Callable, Mapping
from functools import partial

from etl.contract import SourceContract
from etl.reading.entity import Column
from etl.reading.fault import Fault, Outcome


def text(value: str) -> Outcome:
    """A name as it is written, in composed Unicode."""
    return unicodedata.normalize("NFC", value)


def boolean_converter(contract: SourceContract) -> Callable[[str], Outcome]:
    """The function that reads yes and no in the source's words."""
    rules = contract.reading
    words = {word.casefold(): "1" for word in rules.true_words} | {word.casefold(): "0" for word in rules.false_words}
    listed = ", ".join((*rules.true_words, *rules.false_words))
    return partial(_listed, words=words, reason="not_a_boolean", expected=f"expected one of {listed}", folds=True)


def level_converter(contract: SourceContract) -> Callable[[str], Outcome]:
    """The function that reads a staff level; an unknown one is refused, never created."""
    words = {
        unicodedata.normalize("NFC", word): level.code
        for level in contract.staff_levels
        for word in (level.code, *level.aliases)
    }
    way_out = f"If the level is new, declare it under [[staff_levels]] in {contract.file_name} and load again."
    expected = f"is no staff level of the contract, which has {', '.join(words)}"
    return partial(_listed, words=words, reason="unknown_level", expected=expected, way_out=way_out)


def location_converter(contract: SourceContract) -> Callable[[str], Outcome]:
    """The function that reads a place of work; an unknown one is refused, never created."""
    words = {
        unicodedata.normalize("NFC", word): place.code
        for place in contract.locations
        for word in (place.code, place.name, *place.aliases)
    }
    way_out = f"If the place is new, declare it under [[locations]] in {contract.file_name} and load again."
    expected = f"is no location of the contract, which has {', '.join(words)}"
    return partial(_listed, words=words, reason="unknown_location", expected=expected, way_out=way_out)


def choice_converter(column: Column) -> Callable[[str], Outcome]:
    """The function that accepts the entity's own words alone."""
    words = {choice: choice for choice in column.choices}
    expected = f"expected one of {', '.join(column.choices)}"
    return partial(_listed, words=words, reason="unknown_value", expected=expected)


def currency_converter(contract: SourceContract) -> Callable[[str], Outcome]:
    """The function that accepts the contract's currency alone: amounts of two currencies are never added."""
    expected = f"is another currency than the contract's {contract.currency}"
    way_out = "Export amounts in that currency; PROP converts nothing."
    return partial(
        _listed,
        words={contract.currency: contract.currency},
        reason="other_currency",
        expected=expected,
        way_out=way_out,
    )


def mapped_converter(values: Mapping[str, str], contract: SourceContract) -> Callable[[str], Outcome]:
    """The function that translates the source's words by the contract's list."""
    words = {unicodedata.normalize("NFC", key): value for key, value in values.items()}
    way_out = f"If the word is new, add it to the column's values in {contract.file_name} and load again."
    expected = f"is not among the contract's values {', '.join(words)}"
    return partial(_listed, words=words, reason="unknown_value", expected=expected, way_out=way_out)


def _listed(
    value: str,
    *,
    words: Mapping[str, str],
    reason: str,
    expected: str,
    way_out: str = "Correct it in the source and export again.",
    folds: bool = False,
) -> Outcome:
    key = unicodedata.normalize("NFC", value)
    found = words.get(key.casefold() if folds else key)
    return Fault(reason, expected, way_out) if found is None else found
