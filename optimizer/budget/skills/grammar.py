"""The skill grammar: ``java & (sql | "power bi")``, read into an expression that knows who meets it.

``,`` and ``&`` mean AND, ``|`` means OR and binds weaker; brackets group, quotes protect, ``regex:`` matches a whole
skill. Skills are compared whole and without case: ``java`` is not ``javascript``; ``c++`` and ``r`` are themselves.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from config.errors import ModelError

SEPARATORS = ",&|()"
QUOTES = "\"'"
PATTERN_PREFIX = "regex:"


class SkillSyntaxError(ModelError):
    """A skill requirement cannot be read; ``position`` counts characters from 1."""

    def __init__(self, text: str, position: int, problem: str) -> None:
        super().__init__(f"{text!r}, position {position}: {problem}")
        self.text, self.position, self.problem = text, position, problem


@dataclass(frozen=True)
class Skill:
    """One skill, by its whole name in lower case."""

    name: str


@dataclass(frozen=True)
class SkillPattern:
    """Any skill whose whole name matches a regular expression."""

    pattern: re.Pattern[str]


@dataclass(frozen=True)
class AllOf:
    """Every part is wanted."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class AnyOf:
    """One of the parts is enough."""

    parts: tuple["Expression", ...]


Expression = Skill | SkillPattern | AllOf | AnyOf


def is_met(expression: Expression, skills: Mapping[str, float]) -> bool:
    """Whether somebody with these skills (lower-case name -> level ratio, above 0) meets the requirement."""
    match expression:
        case Skill(name):
            return name in skills
        case SkillPattern(pattern):
            return any(pattern.fullmatch(name) for name in skills)
        case AllOf(parts):
            return all(is_met(part, skills) for part in parts)
        case AnyOf(parts):
            return any(is_met(part, skills) for part in parts)


def score(expression: Expression, skills: Mapping[str, float]) -> float:
    """How well somebody meets the requirement, 0-1: the level of a skill, the mean of AND, the best of OR."""
    match expression:
        case Skill(name):
            return skills.get(name, 0.0)
        case SkillPattern(pattern):
            return max((level for name, level in skills.items() if pattern.fullmatch(name)), default=0.0)
        case AllOf(parts):
            return sum(score(part, skills) for part in parts) / len(parts)
        case AnyOf(parts):
            return max(score(part, skills) for part in parts)


def parse(text: str) -> Expression:
    """Read one requirement (BUDGET A, skill grammar).

    Parameters
    ----------
    text
        Such as ``python, sql | regex:java.*``. Not empty.

    Raises
    ------
    SkillSyntaxError
        With the position, counted from 1, of what cannot be read.
    """
    reader = _Reader(text)
    expression = reader.any_of()
    if not reader.is_at_end():
        raise reader.error(f"expected , & | or the end, found {reader.found()}")
    return expression


class _Reader:
    """Recursive descent over one text; ``at`` is the next character, counted from 0."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def any_of(self) -> Expression:
        """``all_of { "|" all_of }``."""
        parts = self._list("|", self.all_of)
        return parts[0] if len(parts) == 1 else AnyOf(parts)

    def all_of(self) -> Expression:
        """``one { ("," | "&") one }``."""
        parts = self._list(",&", self.one)
        return parts[0] if len(parts) == 1 else AllOf(parts)

    def one(self) -> Expression:
        """``"(" any_of ")" | "regex:" pattern | quoted | word``."""
        if self._take("("):
            opened_at = self.at
            inside = self.any_of()
            if not self._take(")"):
                raise self.error(f"expected ) for the bracket opened at position {opened_at}, found {self.found()}")
            return inside
        if self.is_at_end() or self.text[self.at] in SEPARATORS:
            raise self.error(f"expected a skill, found {self.found()}")
        if self.text[self.at : self.at + len(PATTERN_PREFIX)].lower() == PATTERN_PREFIX:
            self.at += len(PATTERN_PREFIX)
            return self._pattern()
        return Skill(normalized(self._quoted() if self.text[self.at] in QUOTES else self._word()))

    def error(self, problem: str, position: int | None = None) -> SkillSyntaxError:
        """The error at ``position`` (from 0), by default where the reader stands."""
        return SkillSyntaxError(self.text, (self.at if position is None else position) + 1, problem)

    def found(self) -> str:
        """What stands at the reader's place, for messages."""
        return "the end" if self.is_at_end() else self.text[self.at]

    def is_at_end(self) -> bool:
        """Whether only blank text is left; the blanks are skipped."""
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at == len(self.text)

    def _take(self, characters: str) -> bool:
        if self.is_at_end() or self.text[self.at] not in characters:
            return False
        self.at += 1
        return True

    def _list(self, separators: str, part: Callable[[], Expression]) -> tuple[Expression, ...]:
        parts = [part()]
        while self._take(separators):
            parts.append(part())
        return tuple(parts)

    def _word(self) -> str:
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in SEPARATORS + QUOTES:
            self.at += 1
        return self.text[start : self.at]

    def _quoted(self) -> str:
        start = self.at
        end = self.text.find(self.text[start], start + 1)
        if end < 0:
            raise self.error(f"the quote {self.text[start]} is never closed")
        self.at = end + 1
        if not self.text[start + 1 : end].strip():
            raise self.error("expected a skill between the quotes, found nothing", start)
        return self.text[start + 1 : end]

    def _pattern(self) -> SkillPattern:
        self.is_at_end()  # skips blanks
        start = self.at
        text = self._quoted() if not self.is_at_end() and self.text[start] in QUOTES else self._bare_pattern()
        if not text.strip():
            raise self.error("expected a regular expression after regex:", start)
        try:
            return SkillPattern(re.compile(text.strip(), re.IGNORECASE))
        except re.error as fault:
            raise self.error(f"not a regular expression: {fault}", start + (fault.pos or 0)) from fault

    def _bare_pattern(self) -> str:
        """Up to the next separator outside the pattern's own brackets; a backslash protects one character."""
        start, depth = self.at, 0
        while self.at < len(self.text):
            character = self.text[self.at]
            if depth == 0 and character in ",&|)":
                break
            depth += (character in "([{") - (character in ")]}")
            self.at += 2 if character == "\\" else 1
        self.at = min(self.at, len(self.text))
        return self.text[start : self.at]


def normalized(name: str) -> str:
    """A skill's name as it is compared: trimmed, single blanks, without case."""
    return " ".join(name.split()).casefold()
